"""What staff see of shares, invitations and the audit, and how they end a share on request."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit import record
from accounts.choices import EventKind
from accounts.erasure import erase
from accounts.invitation_actions import invite_by_code, invite_by_email, withdraw
from accounts.models import AccessEvent, Clinician, Patient, Share, User
from clinic.admin_site import BoundedPaginator
from diary.models import Day
from tests import people
from tests.make import NOON, make_day

SHARES, INVITATIONS, AUDIT = (
    reverse(f"admin:accounts_{model}_changelist")
    for model in ("share", "invitation", "accessevent")
)
TERMS: dict[str, Any] = {"with_notes": False, "share_until": None}


@pytest.fixture
def as_sue(sue: User) -> Client:
    """A browser in which staff is logged in."""
    return people.browser_of(sue)


def listed(client: Client, address: str, **query: str) -> list[Any]:
    """The rows of a list's page."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


def test_a_share_is_ended_on_request_at_the_clinicians_next_request(
    as_sue: Client, sue: User, alice: Patient, bob: Clinician
) -> None:
    share = Share.objects.get()
    page = reverse("admin:accounts_share_change", args=[share.pk])
    look = as_sue.get(page).content.decode()
    assert "alice@example.org" in look
    assert "Dr Bob, Old Town practice" in look
    as_bob = people.browser_of(bob.user)
    calendar = reverse("home:calendar", args=[alice.code])
    as_sue.post(page, {"with_notes": "on", "ends_at_0": "2099-01-01"})
    assert as_bob.get(calendar).status_code == 200, "saving without the tick ends nothing"
    before = AccessEvent.objects.latest("pk").pk
    assert as_sue.post(page, {"stop_now": "on"}).status_code == 302
    assert as_bob.get(calendar).status_code == 404
    event = AccessEvent.objects.get(pk__gt=before)
    told = (event.kind, event.actor_id, event.about_id, event.patient_code)
    assert told == (EventKind.STOPPED, sue.pk, bob.user_id, alice.code)
    share.refresh_from_db()
    assert (share.with_notes, share.ends_at) == (False, None)
    assert "stop_now" not in as_sue.get(page).content.decode(), "nothing is left to end"
    assert as_sue.post(page, {"stop_now": "on"}).status_code == 403
    looks = people.browser_of(alice.user).get(reverse("accounts:looks", args=[alice.code]))
    assert "Staff ended your share with Dr Bob, Old Town practice." in looks.content.decode()


def test_the_shares_are_found_and_filtered(
    as_sue: Client, alice: Patient, bob: Clinician, dan: Clinician
) -> None:
    running, stopped = Share.objects.get(clinician=bob), Share.objects.get(clinician=dan)
    assert listed(as_sue, SHARES, runs="yes") == [running]
    assert listed(as_sue, SHARES, runs="no") == [stopped]
    assert set(listed(as_sue, SHARES, runs="perhaps")) == {running, stopped}
    Share.objects.filter(pk=running.pk).update(ends_at=timezone.now())
    assert set(listed(as_sue, SHARES, runs="no")) == {running, stopped}
    for sought in ("dan@example", "Dr Dan"):
        assert listed(as_sue, SHARES, q=sought) == [stopped]
    assert set(listed(as_sue, SHARES, q="ALICE@example.org")) == {running, stopped}


def test_invitations_are_listed_with_what_became_of_them_and_no_secret(
    as_sue: Client, alice: Patient
) -> None:
    now = timezone.now()
    old = invite_by_email(patient=alice, email="a@x.org", now=now - timedelta(days=15), **TERMS)
    back = invite_by_email(patient=alice, email="b@x.org", now=now, **TERMS)
    withdraw(patient=alice, pk=back.invitation.pk, now=now)
    code = invite_by_code(patient=alice, now=now, **TERMS)
    html = as_sue.get(INVITATIONS).content.decode()
    for state in ("ran out", "taken back", "open", "a@x.org", "alice@example.org"):
        assert state in html
    for each in (old, back, code):
        page = reverse("admin:accounts_invitation_change", args=[each.invitation.pk])
        for shown in (html, as_sue.get(page).content.decode()):
            assert each.secret not in shown
            assert each.invitation.digest not in shown


@pytest.fixture
def trail(alice: Patient, charlie: Patient, bob: Clinician, sue: User) -> list[AccessEvent]:
    """Four events: Bob looks at Alice's and Charlie's, Sue closes Charlie, Charlie invites."""
    for kind, actor, code, about in (
        (EventKind.READ, bob.user, alice.code, None),
        (EventKind.READ, bob.user, charlie.code, None),
        (EventKind.DISABLED, sue, None, charlie.user),
        (EventKind.INVITED, charlie.user, charlie.code, None),
    ):
        record(kind=kind, actor=actor, patient_code=code, about=about, now=NOON)
    return list(AccessEvent.objects.order_by("pk"))


def test_the_audit_is_searched_by_who_it_was_whose_diary_and_about_whom(
    as_sue: Client, trail: list[AccessEvent], alice: Patient
) -> None:
    of_alice, of_charlie, closed, invited = trail
    for sought, found in (
        ("bob@example.org", [of_alice, of_charlie]),
        (" BOB@example.org ", [of_alice, of_charlie]),
        ("Old Town", [of_alice, of_charlie]),
        ("alice@example.org", [of_alice]),
        ("charlie@example.org", [of_charlie, closed, invited]),
        (str(alice.code), [of_alice]),
        ("sue@example.org", [closed]),
        ("nobody@example.org", []),
    ):
        assert listed(as_sue, AUDIT, q=sought) == found[::-1], sought
    assert listed(as_sue, AUDIT, kind__exact="disabled") == [closed]
    assert listed(as_sue, AUDIT, kind__exact="read", q="charlie@example.org") == [of_charlie]


def test_the_audit_of_accounts_that_are_no_more_is_shown(
    as_sue: Client, trail: list[AccessEvent], bob: Clinician, charlie: Patient
) -> None:
    for user in (bob.user, charlie.user):
        erase(user=User.objects.get(pk=user.pk), actor=user, now=NOON)
    html = as_sue.get(AUDIT).content.decode()
    assert "Dr Bob, Old Town practice" in html
    assert "charlie@example.org" not in html
    for event in trail:
        page = reverse("admin:accounts_accessevent_change", args=[event.pk])
        assert as_sue.get(page).status_code == 200


def test_a_long_audit_is_paged_without_counting_all_of_it(
    as_sue: Client, alice: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    AccessEvent.objects.bulk_create(
        AccessEvent(at=now, kind=EventKind.READ, patient_code=alice.code) for _ in range(130)
    )
    monkeypatch.setattr(BoundedPaginator, "MOST", 120)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(listed(as_sue, AUDIT)) == 50
    counted = [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()]
    assert counted
    assert all("LIMIT 120" in sql for sql in counted)
    assert len(listed(as_sue, AUDIT, p="3")) == 20


def test_the_start_counts_what_there_is(
    as_sue: Client, alice: Patient, bob: Clinician, dan: Clinician
) -> None:
    people.make_clinician("eve", approved_at=None)
    people.make_clinician("zoe", approved_at=None, refused_at=NOON)
    make_day(alice, NOON.date())
    Day.objects.update(logged_at=timezone.now(), changed_at=timezone.now() + timedelta(1))
    found = dict(as_sue.get(reverse("admin:index")).context["counts"])
    assert found == {
        "Accounts": User.objects.count(),
        "Diaries": 1,
        "Diaries with an entry in the last 28 days": 1,
        "Clinicians who wait for an answer": 1,
        "Shares that hold now": 1,
        "E-mails not sent in the last 7 days": 0,
    }
