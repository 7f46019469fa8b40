"""Deleting an account: nothing of it is left, and nothing of others is touched."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from accounts.access import unless_deleted, with_patient
from accounts.choices import EventKind
from accounts.erasure import LastSuperuserError, erase
from accounts.invitation_actions import invite_by_code, invite_by_email, name_by_code
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share, User
from accounts.share_actions import stop
from diary.day_link import secret_of
from tests import people
from tests.accounts.erasure_world import CANARY, empty_tables, fill, left, texts_of
from tests.at_once import at_once
from tests.make import make_days

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TERMS = {"with_notes": False, "share_until": None}


def events() -> list[tuple[str, int | None, str, object, int | None]]:
    """The audit without its times, in its order."""
    columns = ("kind", "actor", "actor_name", "patient_code", "about")
    return list(AccessEvent.objects.order_by("pk").values_list(*columns))


def cache_keys() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {caches['default']._table}")  # type: ignore[attr-defined]
        return {row[0] for row in cursor.fetchall()}


def test_nothing_of_a_person_is_left_in_any_table(
    alice: Patient, bob: Clinician, charlie: Patient, sue: User
) -> None:
    Share.objects.all().delete()
    fill(alice, bob, sue)
    people.browser_of(alice.user).get(f"/p/{alice.code}/")
    people.add_second_step(alice.user)
    assert empty_tables() == set()
    texts, user, patient = texts_of(alice), alice.user.pk, alice.pk
    before = set(left(user, patient, texts))
    assert {"diary_day.note", "accounts_share.patient_id", "accounts_user.email"} <= before
    assert {"django_session, decoded", "django_admin_log.object_repr"} <= before
    assert {"mfa_authenticator.user_id", "accounts_mailfailure.user_id"} <= before

    assert erase(user=alice.user, actor=alice.user, now=NOW)
    assert not LogEntry.objects.exists(), "of the account, nor of its share"

    assert left(user, patient, texts) == []
    assert events()[-1] == (EventKind.DELETED, user, "", alice.code, user)
    assert not erase(user=alice.user, actor=alice.user, now=NOW), "only once"


def test_others_keep_all_that_is_theirs(
    alice: Patient, bob: Clinician, charlie: Patient, sue: User
) -> None:
    make_days(charlie, datetime(2026, 1, 1, tzinfo=UTC).date(), "01m")
    people.share(charlie, bob)
    invite_by_email(patient=charlie, email="doctor@example.org", now=timezone.now(), **TERMS)
    other = people.browser_of(charlie.user)
    Client().post("/accounts/login/", {"login": charlie.user.email, "password": "wrong wrong"})
    LogEntry.objects.create(
        user=sue, object_id=str(charlie.user.pk), object_repr="xalice@example.org", action_flag=2
    )
    kept, page = cache_keys(), f"/p/{charlie.code}/"

    erase(user=alice.user, actor=alice.user, now=NOW)

    assert other.get(page).status_code == 200
    assert (charlie.days.count(), charlie.shares.count(), charlie.invitations.count()) == (3, 1, 1)
    assert LogEntry.objects.count() == 1, "an address that only contains hers"
    assert kept <= cache_keys()


def test_what_was_counted_of_the_log_ins_goes(client: Client, alice: Patient) -> None:
    before = cache_keys()
    client.post("/accounts/login/", {"login": alice.user.email, "password": "wrong wrong"})
    client.post("/accounts/password/reset/", {"email": alice.user.email})
    inside = people.browser_of(alice.user)
    inside.post("/accounts/reauthenticate/", {"password": "wrong wrong"})
    key = f"allauth.mfa.totp.used?user={alice.user.pk}&code="
    caches["default"].set(f"{key}123456", "y")
    caches["default"].set(f"{key.replace('user=', 'user=9')}123456", "y")
    erase(user=alice.user, actor=alice.user, now=NOW)
    left_over = {each for each in cache_keys() - before if ":ip:" not in each}
    assert left_over == {f":1:{key.replace('user=', 'user=9')}123456"}


def test_log_ins_and_what_is_half_done_end_on_every_device(alice: Patient) -> None:
    phone, desk = people.browser_of(alice.user), people.browser_of(alice.user)
    Client().post("/accounts/password/reset/", {"email": alice.user.email})
    people.add_second_step(alice.user)
    half = {"login": alice.user.email, "password": people.PASSWORD}
    assert Client().post("/accounts/login/", half)["Location"].startswith("/accounts/2fa/")
    # As allauth keeps who began, by one of these.
    pk, email = alice.user.pk, alice.user.email
    for state in (
        {"user_pk": int_to_base36(pk)},
        {"state": [{"user_id": str(pk)}]},
        {"email": email.upper()},
    ):
        store = SessionStore()
        store.update(state)
        store.save()
    assert Session.objects.count() == 7
    erase(user=alice.user, actor=alice.user, now=NOW)
    assert not Session.objects.exists()
    for browser in (phone, desk):
        assert browser.get(f"/p/{alice.code}/").status_code == 302


def test_log_ins_of_others_stay_whatever_their_keys_look_like(db: None) -> None:
    # 36⁵ is written "100000" where allauth writes a key short.
    ten, other = (
        people.make_user("ten", pk=100_000),
        people.make_user("other", pk=36**5),
    )
    other.emailaddress_set.create(email="charlie@example.org", verified=False)  # type: ignore[attr-defined]
    charlie = people.make_patient("charlie")
    browser = people.browser_of(ten)
    Client().post("/accounts/password/reset/", {"email": charlie.user.email})
    sessions, counted = Session.objects.count(), cache_keys()
    erase(user=other, actor=other, now=NOW)
    assert (Session.objects.count(), cache_keys()) == (sessions, counted)
    assert browser.get("/accounts/2fa/").status_code == 200


def test_a_clinician_who_reads_finds_nothing_at_the_next_request(
    alice: Patient, bob: Clinician
) -> None:
    reading, page = people.browser_of(bob.user), f"/p/{alice.code}/calendar/"
    assert reading.get(page).status_code == 200
    erase(user=alice.user, actor=alice.user, now=NOW)
    assert reading.get(page).status_code == 404


def test_links_that_work_without_a_log_in_end(client: Client, alice: Patient) -> None:
    alice.sent_daily_reminders.create(on=alice.today(timezone.now()), sent_at=timezone.now())
    fill(alice, people.make_clinician("bob"), people.make_user("sue", is_staff=True))
    now = timezone.now()
    invited = invite_by_email(patient=alice, email="d@example.org", now=now, **TERMS)
    invitation = reverse("accounts:invitation_link", args=[invited.secret])
    day = f"/my-day/{secret_of(alice.sent_daily_reminders.latest('on'))}/"
    feed = f"/calendar/{CANARY}.ics"
    answers = [client.get(address).status_code for address in (day, feed, invitation)]
    assert answers == [200, 200, 302]
    erase(user=alice.user, actor=alice.user, now=NOW)
    assert client.get(feed).status_code == client.get(invitation).status_code == 404
    ended = client.get(day)
    assert str(alice.today(timezone.now()).year) not in ended.content.decode()
    assert "<button" not in ended.content.decode()


def test_an_invitation_that_went_to_the_person_goes_with_its_address(
    alice: Patient, charlie: Patient, bob: Clinician
) -> None:
    bob.user.emailaddress_set.create(email="claimed@example.org", verified=False)
    for email in (bob.user.email, "claimed@example.org"):
        invite_by_email(patient=charlie, email=email, now=NOW, **TERMS)
    erase(user=bob.user, actor=bob.user, now=NOW)
    assert [each.email for each in charlie.invitations.all()] == ["claimed@example.org"]


def test_a_clinician_who_goes_ends_the_shares_and_stays_in_the_patients_lists_by_name(
    alice: Patient, charlie: Patient, bob: Clinician
) -> None:
    invited = invite_by_code(patient=charlie, now=NOW, **TERMS)
    name_by_code(clinician=bob, code=invited.secret, now=NOW)
    make_days(alice, datetime(2026, 1, 1, tzinfo=UTC).date(), "01m")
    pk, name, texts = bob.user.pk, str(bob), [bob.user.email, bob.registration]
    erase(user=bob.user, actor=bob.user, now=NOW)
    assert events()[-2:] == [
        (EventKind.STOPPED, pk, name, alice.code, pk),
        (EventKind.DELETED, pk, name, None, pk),
    ]
    assert left(pk, None, texts) == []
    assert not Share.objects.exists()
    assert not Invitation.objects.exists()
    assert alice.days.count() == 3


def test_the_audit_names_no_patient(alice: Patient, bob: Clinician, sue: User) -> None:
    fill(alice, people.make_clinician("eve"), sue)
    people.browser_of(bob.user).get(f"/p/{alice.code}/calendar/")
    erase(user=alice.user, actor=sue, now=NOW)
    rows = AccessEvent.objects.values_list("actor_name", "page")
    told = [" ".join(row) for row in rows]
    assert len(told) > 3
    assert not [text for text in told if "alice" in text.lower() or CANARY in text]
    assert events()[-1][:3] == (EventKind.DELETED, sue.pk, sue.email)


def test_the_last_superuser_stays(sue: User) -> None:
    people.make_user("tom", is_superuser=True, is_active=False)
    with pytest.raises(LastSuperuserError):
        erase(user=sue, actor=sue, now=NOW)
    people.make_user("ute", is_superuser=True)
    assert erase(user=sue, actor=sue, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_delete_once(alice: Patient, bob: Clinician) -> None:
    delete = partial(erase, user=alice.user, actor=alice.user, now=NOW)
    assert sorted(at_once(*[delete] * 8)) == [False] * 7 + [True]
    assert [kind for kind, *_ in events()] == [EventKind.DELETED]


@pytest.mark.django_db(transaction=True)
def test_two_superusers_at_once_leave_one(sue: User) -> None:
    tom = people.make_user("tom", is_superuser=True)

    def delete(user: User) -> bool:
        try:
            return erase(user=user, actor=user, now=NOW)
        except LastSuperuserError:
            return False

    assert sorted(at_once(partial(delete, sue), partial(delete, tom))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_who_share_with_each_other_may_go_at_the_same_moment(alice: Patient) -> None:
    bob = people.make_patient("bob")
    for name, patient, other in (("a", alice, bob), ("b", bob, alice)):
        clinician = Clinician.objects.create(
            user=patient.user, name=name, approved_at=people.LONG_AGO
        )
        people.share(other, clinician)
    going = [partial(erase, user=each.user, actor=each.user, now=NOW) for each in (alice, bob)]
    assert at_once(*going) == [True, True]
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_tap_that_was_under_way_finds_no_diary(alice: Patient) -> None:
    browser = people.browser_of(alice.user)
    day = alice.today(timezone.now()) - timedelta(days=1)
    address = reverse("diary:tap", args=[alice.code, day])
    tap = {"facet": "kind", "value": "clear", "was": ""}
    answers = at_once(
        *[lambda: browser.post(address, tap).status_code] * 3,
        lambda: erase(user=alice.user, actor=alice.user, now=NOW),
    )
    assert answers[3] is True
    assert set(answers[:3]) <= {302, 404, 400}
    assert not Patient.objects.exists()


def test_what_is_written_to_a_diary_that_went_meanwhile_is_answered_as_no_diary(
    alice: Patient, rf: RequestFactory
) -> None:
    @with_patient(owner_only=True)
    def late(request: HttpRequest, patient: Patient) -> HttpResponse:
        erase(user=alice.user, actor=alice.user, now=NOW)
        patient.lock()
        return HttpResponse()

    request = rf.post("/")
    request.user = alice.user
    with pytest.raises(Http404):
        late(request, code=alice.code)


def test_what_an_account_asked_that_went_meanwhile_is_answered_as_no_page(
    bob: Clinician, rf: RequestFactory
) -> None:
    @unless_deleted
    def late(request: HttpRequest) -> HttpResponse:
        erase(user=bob.user, actor=bob.user, now=NOW)
        bob.refresh_from_db()
        return HttpResponse()

    request = rf.post("/")
    request.user = User.objects.get(pk=bob.user_id)
    with pytest.raises(Http404):
        late(request)


def test_a_share_whose_diary_went_meanwhile_is_not_there_to_stop(
    alice: Patient, bob: Clinician
) -> None:
    share = Share.objects.select_related("patient", "clinician__user").get()
    erase(user=alice.user, actor=alice.user, now=NOW)
    assert not stop(share=share, actor=bob.user, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_may_be_accepted_at_the_moment_the_diary_goes(alice: Patient) -> None:
    eve = people.make_clinician("eve")
    invited = invite_by_email(patient=alice, email=eve.user.email, now=timezone.now(), **TERMS)
    browser = people.browser_of(eve.user)
    page = browser.get(f"/invitation/{invited.secret}/")["Location"]
    said = {"answer": "accept", "shown": browser.get(page).context["shown"]}
    answers = at_once(
        *[lambda: browser.post(page, said).status_code] * 2,
        lambda: erase(user=alice.user, actor=alice.user, now=NOW),
    )
    assert set(answers[:2]) <= {302, 404}
    assert not Share.objects.exists()


def test_what_staff_were_told_and_did_not_read_yet_names_nobody_who_went(
    alice: Patient, charlie: Patient, sue: User
) -> None:
    browser = people.browser_of(sue)
    for user in (alice.user, charlie.user):
        page = reverse("admin:accounts_user_change", args=[user.pk])
        browser.post(page, {"is_active": "on"})
        assert user.email in str(browser.session["_messages"])
    before = Session.objects.get(pk=browser.session.session_key).expire_date
    erase(user=alice.user, actor=sue, now=NOW)
    assert "_messages" not in browser.session
    assert browser.get("/admin/").status_code == 200
    assert Session.objects.get(pk=browser.session.session_key).expire_date >= before


def test_what_is_saved_of_an_account_that_went_meanwhile_does_not_bring_it_back(
    alice: Patient,
) -> None:
    late = User.objects.get()
    erase(user=alice.user, actor=alice.user, now=NOW)
    late.set_password("another dark room")
    with pytest.raises(DatabaseError), transaction.atomic():
        late.save()
    assert not User.objects.exists()
