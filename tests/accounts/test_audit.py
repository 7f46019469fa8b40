"""The audit: only ever added to, by whatever way one asks; it outlives the accounts it names."""

from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse

from accounts.access import with_patient
from accounts.audit import record, record_looks
from accounts.choices import EventKind
from accounts.erasure import erase
from accounts.looks import events_of, lines
from accounts.models import AccessEvent, Clinician, Patient, User
from tests import people
from tests.conftest import whom_an_event_is_about
from tests.make import NOON, make_session
from tests.people import LONG_AGO


@pytest.fixture
def look(alice: Patient, bob: Clinician) -> AccessEvent:
    """That Dr Bob looked at Alice's calendar."""
    record(
        kind=EventKind.READ, actor=bob.user, patient_code=alice.code, page="home:calendar", now=NOON
    )
    return AccessEvent.objects.get()


def rows() -> list[dict[str, Any]]:
    return list(AccessEvent.objects.order_by("pk").values())


def test_no_way_of_the_models_changes_it(look: AccessEvent) -> None:
    before = rows()
    look.page = "home:today"
    every = AccessEvent.objects.all()
    for change in (
        look.save,
        look.delete,
        lambda: every.update(page=""),
        lambda: every.filter(pk=look.pk).delete(),
        lambda: AccessEvent.objects.update_or_create(pk=look.pk, defaults={"page": ""}),
        lambda: AccessEvent.objects.bulk_update([look], ["page"]),
    ):
        with pytest.raises(TypeError, match="never"), transaction.atomic():
            change()
    assert rows() == before


def test_the_database_itself_refuses_a_change(look: AccessEvent) -> None:
    before = rows()

    def by_sql(change: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE accounts_accessevent SET {change}")

    plain = QuerySet(AccessEvent)
    for change in (
        partial(by_sql, "page = ''"),
        partial(by_sql, "actor_name = actor_name"),
        partial(by_sql, "patient_code = NULL"),
        partial(plain.update, kind=EventKind.DOWNLOADED),
        partial(
            plain.bulk_create,
            [look],
            update_conflicts=True,
            update_fields=["page"],
            unique_fields=["id"],
        ),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert rows() == before


def test_the_database_itself_refuses_to_delete_one(look: AccessEvent) -> None:
    before = rows()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(whom_an_event_is_about.REFUSE_DELETION)
        for delete in (
            lambda: cursor.execute("DELETE FROM accounts_accessevent"),
            QuerySet(AccessEvent).delete,
        ):
            with pytest.raises(DatabaseError, match="never"), transaction.atomic():
                delete()
    assert rows() == before


def test_no_relation_goes_round_the_rows_own_rules() -> None:
    with pytest.raises(TypeError, match="never deleted"):
        AccessEvent._base_manager.all().delete()


def test_whom_it_is_about_is_who_they_were_then(alice: Patient, bob: Clinician, sue: User) -> None:
    for kind, actor in ((EventKind.GRANTED, alice.user), (EventKind.OPENED, None)):
        record(kind=kind, actor=actor, about=bob.user, patient_code=alice.code, now=NOON)
    record(kind=EventKind.DISABLED, actor=sue, about=alice.user, now=NOON)
    Clinician.objects.update(name="Dr Other", practice="Elsewhere")
    erase(user=bob.user, actor=bob.user, now=NOON)
    assert [line.words for line in lines(alice, events_of(alice))] == [
        "Dr Other, Elsewhere ended the share of your diary.",
        "Staff closed your account to log-in.",
        "Staff opened your diary to Dr Bob, Old Town practice for one hour.",
        "You shared your diary with Dr Bob, Old Town practice.",
    ]


def test_it_outlives_who_looked_by_name_and_whose_diary_it_was_by_code(
    look: AccessEvent, alice: Patient, bob: Clinician
) -> None:
    before = rows()
    code, key = alice.code, bob.user.pk
    for user in (bob.user, alice.user):
        erase(user=User.objects.get(pk=user.pk), actor=user, now=NOON)
    assert rows()[: len(before)] == before
    kept = AccessEvent.objects.get(pk=look.pk)
    assert (kept.actor_id, kept.patient_code) == (key, code)
    assert kept.actor_name == "Dr Bob, Old Town practice"
    assert not User.objects.exists()


def test_a_patients_name_and_address_are_never_in_it(alice: Patient) -> None:
    alice.name = "Alice Example"
    alice.save()
    record(kind=EventKind.INVITED, actor=alice.user, patient_code=alice.code, now=NOON)
    assert AccessEvent.objects.get().actor_name == ""


def test_staff_are_named_by_address(sue: User, alice: Patient) -> None:
    record(kind=EventKind.DISABLED, actor=sue, about=alice.user, now=NOON)
    assert AccessEvent.objects.get().actor_name == "sue@example.org"


def test_a_look_at_many_is_one_event_each_in_few_queries(
    bob: Clinician, alice: Patient, charlie: Patient, django_assert_max_num_queries: Any
) -> None:
    codes = [alice.code, charlie.code]
    with django_assert_max_num_queries(2):
        record_looks(actor=bob.user, patient_codes=codes, page="clinic:caseload", now=NOON)
    found = AccessEvent.objects.order_by("pk").values_list("patient_code", "page", "actor_name")
    name = "Dr Bob, Old Town practice"
    assert list(found) == [(code, "clinic:caseload", name) for code in codes]


def test_what_is_not_there_and_what_only_asks_for_heads_is_no_look(
    alice: Patient, bob: Clinician
) -> None:
    as_bob, as_alice = people.browser_of(bob.user), people.browser_of(alice.user)
    assert as_bob.get(f"/p/{alice.code}/days/9999-12-31/").status_code == 404
    assert as_bob.head(f"/p/{alice.code}/history/").status_code == 200
    assert as_alice.head(reverse("exchange:download", args=[alice.code])).status_code == 200
    assert not AccessEvent.objects.exists()


def test_a_file_that_leaves_is_recorded_of_its_owner_too(alice: Patient) -> None:
    session = make_session(alice, LONG_AGO.date())
    client = people.browser_of(alice.user)
    for name, keys in (
        ("exchange:download", []),
        ("treatments:dates", []),
        ("treatments:session_date", [session.pk]),
        ("exchange:files", []),
    ):
        assert client.get(reverse(name, args=[alice.code, *keys])).status_code == 200
    found = AccessEvent.objects.order_by("pk").values_list("kind", "page", "actor")
    names = ("exchange:download", "treatments:dates", "treatments:session_date")
    assert list(found) == [(EventKind.DOWNLOADED, name, alice.user_id) for name in names]
    looks = client.get(reverse("accounts:looks", args=[alice.code])).content.decode()
    for words in ("your days as a file", "your dates as a file", "one of your dates as a file"):
        assert f"You downloaded {words}." in looks


def test_a_file_that_did_not_leave_is_not_recorded(alice: Patient, rf: RequestFactory) -> None:
    def elsewhere(request: HttpRequest, patient: Patient, /) -> HttpResponse:
        return HttpResponseRedirect("/")

    request = rf.get("/")
    request.user = alice.user
    with_patient(owner_only=True, download=True)(elsewhere)(request, code=alice.code)
    assert not AccessEvent.objects.exists()
