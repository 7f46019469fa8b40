"""Who can see a diary: listed in plain words, stopped at once."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.approval_actions import refuse
from accounts.choices import EventKind
from accounts.invitation_actions import invite_by_code, invite_by_email, name_by_code, withdraw
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share, User
from tests import people
from tests.accounts.sharing_world import address, named, shown
from tests.at_once import at_once
from tests.meanwhile import meanwhile
from tests.people import browser_of

NOW = datetime(2026, 3, 3, 9, 14, tzinfo=UTC)


def test_nobody_but_you(as_alice: Client, alice: Patient) -> None:
    said = shown(as_alice, address(alice))
    assert "Nobody but you." in said
    assert "Stop sharing" not in said
    assert shown(as_alice, f"/p/{alice.code}/more/").index(address(alice)) > 0


def test_a_share_is_told_with_its_terms(as_alice: Client, alice: Patient, bob: Clinician) -> None:
    said = shown(as_alice, address(alice))
    for words in ("Dr Bob", "Old Town practice", "without your private notes", "1 January 2020"):
        assert words in said
    assert "<dd>you stop it</dd>" in said
    assert "<dd>not yet</dd>" in said
    Share.objects.update(with_notes=True, ends_at=datetime(2099, 5, 6, 21, 59, 59, tzinfo=UTC))
    browser_of(bob.user).get(f"/p/{alice.code}/calendar/")
    said = shown(as_alice, address(alice))
    assert "Your diary, with your private notes" in said
    assert "<dd>6 May 2099</dd>" in said
    assert "<dd>not yet</dd>" not in said


@pytest.mark.parametrize("why", ["not approved", "closed"])
def test_a_share_with_somebody_staff_keep_out_says_so(
    as_alice: Client, alice: Patient, bob: Clinician, why: str
) -> None:
    assert "does not work at the moment" not in shown(as_alice, address(alice))
    if why == "closed":
        bob.user.is_active = False
        bob.user.save()
    else:
        Clinician.objects.update(approved_at=None)
    said = shown(as_alice, address(alice))
    assert "does not work at the moment" in said
    assert "Stop sharing" in said


def test_what_staff_opened_says_why_and_until_when(as_alice: Client, alice: Patient) -> None:
    now = timezone.now()
    people.share(
        alice,
        people.make_clinician("kim"),
        reason="She asked <by> phone",
        ends_at=now + timedelta(hours=1),
    )
    said = shown(as_alice, address(alice))
    assert "Staff of this service opened this, not you" in said
    assert "<q>She asked &lt;by&gt; phone</q>" in said


def test_stopping_holds_at_the_very_next_request_for_page_and_file(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    clinician = browser_of(bob.user)
    read = [
        f"/p/{alice.code}/calendar/",
        reverse("outcomes:before_after", args=[alice.code]),
        reverse("clinic:sheet_pdf", args=[alice.code]),
    ]
    assert [clinician.get(page).status_code for page in read] == [200] * 3
    stop = address(alice, f"{alice.shares.get().pk}/stop/")
    assert as_alice.get(stop).status_code == 302
    assert clinician.get(read[0]).status_code == 200
    answer = as_alice.post(stop, follow=True)
    assert "Dr Bob can no longer see your diary." in answer.content.decode()
    assert [clinician.get(page).status_code for page in read] == [404] * 3
    said = shown(as_alice, address(alice))
    assert "1 share that has ended" in said
    assert "Nobody but you." in said


def test_a_second_tap_on_stop_says_the_same_and_is_recorded_once(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    stop = address(alice, f"{alice.shares.get().pk}/stop/")
    for _ in range(2):
        answer = as_alice.post(stop, follow=True).content.decode()
        assert "Dr Bob can no longer see your diary." in answer
    assert AccessEvent.objects.filter(kind=EventKind.STOPPED).count() == 1


def test_stopping_an_old_share_does_not_promise_what_a_newer_one_breaks(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    old = alice.shares.get()
    Share.objects.update(stopped_at=timezone.now())
    people.share(alice, bob)
    answer = as_alice.post(address(alice, f"{old.pk}/stop/"), follow=True).content.decode()
    assert "can no longer see" not in answer
    assert "by a newer share" in answer


def test_a_share_that_ran_out_has_ended(as_alice: Client, alice: Patient, bob: Clinician) -> None:
    Share.objects.update(ends_at=NOW + timedelta(days=1))
    with time_machine.travel(NOW + timedelta(days=1, seconds=-1), tick=False):
        assert "Stop sharing" in shown(as_alice, address(alice))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        said = shown(as_alice, address(alice))
    assert "Stop sharing" not in said
    assert "1 January 2020 to 4 March 2026" in said


def test_a_named_clinician_is_shown_whole_and_sees_only_after_the_yes(
    as_alice: Client, alice: Patient
) -> None:
    bob = people.make_clinician("bob")
    invitation = named(alice, bob, timezone.now(), with_notes=True)
    said = shown(as_alice, address(alice))
    assert "Dr Bob typed your code. Is that who you told it to?" in said
    for words in ("Old Town practice", "1234567", "With your private notes."):
        assert words in said
    clinician, page = browser_of(bob.user), f"/p/{alice.code}/calendar/"
    assert clinician.get(page).status_code == 404
    confirm = address(alice, f"invitations/{invitation.pk}/confirm/")
    for _ in range(2):
        answer = as_alice.post(confirm, {"clinician": bob.pk}, follow=True).content.decode()
        assert "Dr Bob can now see your diary." in answer
    assert clinician.get(page).status_code == 200
    assert alice.shares.get().with_notes
    assert AccessEvent.objects.filter(kind=EventKind.GRANTED).count() == 1


def test_no_refuses_the_clinician_named(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    invitation = named(alice, bob, timezone.now())
    take_back = address(alice, f"invitations/{invitation.pk}/take-back/")
    for _ in range(2):
        answer = as_alice.post(take_back, follow=True).content.decode()
        assert "Not shared. Dr Bob cannot see your diary by this code." in answer
    confirm = address(alice, f"invitations/{invitation.pk}/confirm/")
    answer = as_alice.post(confirm, {"clinician": bob.pk}, follow=True).content.decode()
    assert "This code has ended." in answer
    assert not alice.shares.exists()


@pytest.mark.parametrize("sent", ["dan", "", "0", "-1", "x", "9" * 30, "\x00"])
def test_only_the_clinician_whom_the_page_showed_is_let_in(
    as_alice: Client, alice: Patient, dan: Clinician, sent: str
) -> None:
    bob = people.make_clinician("bob")
    invitation = named(alice, bob, timezone.now())
    confirm = address(alice, f"invitations/{invitation.pk}/confirm/")
    form = {"clinician": str(dan.pk) if sent == "dan" else sent}
    answer = as_alice.post(confirm, form, follow=True).content.decode()
    assert "Not shared." in answer
    assert not alice.shares.filter(stopped_at=None).exists()
    assert alice.invitations.get().end == ""


def test_a_page_of_an_older_code_lets_nobody_in(as_alice: Client, alice: Patient) -> None:
    bob, dan = people.make_clinician("bob"), people.make_clinician("dan")
    old = named(alice, bob, timezone.now())
    named(alice, dan, timezone.now())
    confirm = address(alice, f"invitations/{old.pk}/confirm/")
    answer = as_alice.post(confirm, {"clinician": bob.pk}, follow=True).content.decode()
    assert "This code has ended." in answer
    assert not alice.shares.exists()


def test_whom_staff_no_longer_approve_cannot_be_confirmed(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    invitation = named(alice, bob, timezone.now())
    Clinician.objects.update(approved_at=None)
    confirm = address(alice, f"invitations/{invitation.pk}/confirm/")
    answer = as_alice.post(confirm, {"clinician": bob.pk}, follow=True).content.decode()
    assert "Staff have not approved this account" in answer
    assert not alice.shares.exists()


def test_what_was_named_is_gone_when_the_code_ran_out(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    with time_machine.travel(NOW, tick=False):
        invitation = named(alice, bob, NOW)
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        assert "typed your code" not in shown(as_alice, address(alice))
        confirm = address(alice, f"invitations/{invitation.pk}/confirm/")
        answer = as_alice.post(confirm, {"clinician": bob.pk}, follow=True).content.decode()
    assert "This code has ended." in answer
    assert not alice.shares.exists()


def test_an_open_invitation_is_listed_and_taken_back(as_alice: Client, alice: Patient) -> None:
    now = timezone.now()
    until = {"with_notes": False, "share_until": now + timedelta(days=90)}
    pk = invite_by_email(patient=alice, email="b@x.org", now=now, **until).invitation.pk
    said = shown(as_alice, address(alice))
    assert "b@x.org" in said
    assert "Without your private notes." in said
    answer = as_alice.post(address(alice, f"invitations/{pk}/take-back/"), follow=True)
    assert "The invitation to b@x.org has ended." in answer.content.decode()
    assert "Open invitations" not in shown(as_alice, address(alice))


def test_taking_back_what_was_taken_up_meanwhile_says_so(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    now = timezone.now()
    until = {"with_notes": False, "share_until": None}
    pk = invite_by_email(patient=alice, email="b@x.org", now=now, **until).invitation.pk
    Invitation.objects.update(end="accepted", ended_at=now, clinician=bob)
    answer = as_alice.post(address(alice, f"invitations/{pk}/take-back/"), follow=True)
    assert "It was taken up before you took it back." in answer.content.decode()


def test_the_list_is_few_queries_however_many_shares(
    as_alice: Client, alice: Patient, django_assert_max_num_queries: object
) -> None:
    for n in range(5):
        people.share(alice, people.make_clinician(f"c{n}"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert shown(as_alice, address(alice)).count("Stop sharing") == 5


@pytest.mark.parametrize(
    ("born_on", "name", "errors"),
    [
        ("1984-05-17", "Alice Zoë O’Neill-Núñez 🌻", []),
        ("", "", []),
        ("2099-01-01", "Alice", ["born_on"]),
        ("1899-12-31", "Alice", ["born_on"]),
        ("1984-02-30", "Alice", ["born_on"]),
        ("", "A" * 200, ["name"]),
        ("", "Alice\x00", ["name"]),
        ("", "Alice\x07", ["name"]),
        ("", "🌻", ["name"]),
        ("", "https://evil.example", ["name"]),
        ("", "Look at evil.example", ["name"]),
    ],
)
def test_settings_keep_how_a_clinic_knows_you(
    as_alice: Client, alice: Patient, born_on: str, name: str, errors: list[str]
) -> None:
    usual = {"time_zone": "Europe/Berlin", "day_starts": "0", "name": name, "born_on": born_on}
    answer = as_alice.post(f"/p/{alice.code}/settings/", usual)
    alice.refresh_from_db()
    if errors:
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == errors
        assert (alice.name, alice.born_on) == ("", None)
    else:
        assert answer.status_code == 302
        kept = date.fromisoformat(born_on) if born_on else None
        assert (alice.name, alice.born_on) == (name, kept)


def test_a_name_by_which_a_clinician_knows_you_stays_while_you_share(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    alice.name = "Alice"
    alice.save()
    usual = {"time_zone": "Europe/Berlin", "day_starts": "0", "name": " "}
    answer = as_alice.post(f"/p/{alice.code}/settings/", usual)
    assert list(answer.context["form"].errors) == ["name"]
    Share.objects.update(stopped_at=timezone.now())
    assert as_alice.post(f"/p/{alice.code}/settings/", usual).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_clinician_is_turned_away_while_a_patient_takes_the_code_back(
    alice: Patient, bob: Clinician, sue: User
) -> None:
    now = timezone.now()
    invited = invite_by_code(patient=alice, with_notes=True, share_until=None, now=now)
    name_by_code(clinician=bob, code=invited.secret, now=now)

    def take_back() -> bool:
        with transaction.atomic():
            alice.lock()
            time.sleep(0.4)
            return withdraw(patient=alice, pk=invited.invitation.pk, now=now)

    def turn_away() -> bool:
        time.sleep(0.2)
        return refuse(clinician=bob, actor=sue, now=now)

    assert at_once(take_back, turn_away) == [True, True]
    assert Invitation.objects.get().end == "withdrawn"
    assert Share.objects.get().stopped_at == now


def test_a_code_is_taken_back_while_the_clinician_who_typed_it_leaves(
    as_alice: Client, alice: Patient
) -> None:
    eve = people.make_clinician("eve")
    invitation = named(alice, eve, timezone.now())
    take_back = address(alice, f"invitations/{invitation.pk}/take-back/")
    with meanwhile('UPDATE "accounts_invitation"', eve.delete):
        answer = as_alice.post(take_back, follow=True)
    assert "Not shared. Dr Eve cannot see your diary by this code." in answer.content.decode()
    assert not Invitation.objects.exists()
