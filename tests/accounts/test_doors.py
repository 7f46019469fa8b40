"""The doors to others' data, met by log-ins that began before they led there, and odd answers."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import record
from accounts.choices import EventKind
from accounts.invitation_actions import (
    Refusal,
    accept,
    confirm,
    find_by_link,
    invite_by_code,
    invite_by_email,
    name_by_code,
)
from accounts.looks import events_of, lines
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share, User
from accounts.share_actions import end_shares_of
from tests import people

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def become_clinician(user: User) -> Clinician:
    """What a log-in on another device led to."""
    return Clinician.objects.create(
        user=user, name="Dr Charlie", practice="P", approved_at=people.LONG_AGO
    )


@pytest.mark.parametrize("idle", [timedelta(hours=1), timedelta(days=40)])
def test_a_patients_log_in_that_lay_idle_opens_no_diary_of_others(
    alice: Patient, charlie: Patient, idle: timedelta
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        people.add_second_step(charlie.user)
        client = people.browser_of(charlie.user)
        assert client.get(reverse("home:today", args=[charlie.code])).status_code == 200
        people.share(alice, become_clinician(charlie.user))
        clock.shift(idle)
        address = reverse("clinic:history", args=[alice.code])
        assert client.get(address).status_code == 404
        assert client.get("/patients/")["Location"] == "/clinician/"
        # The second step shown now opens it.
        again = people.browser_of(charlie.user)
        assert again.get(address).status_code == 200


@pytest.mark.parametrize(
    "where", ["/patients/", "/clinician/code/", "/clinician/shares/{share}/end/"]
)
def test_a_second_step_that_lay_idle_opens_no_page_of_a_clinician(
    alice: Patient, charlie: Patient, where: str
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        people.add_second_step(charlie.user)
        share = people.share(alice, become_clinician(charlie.user))
        address = where.format(share=share.pk)
        client = people.browser_of(charlie.user)
        assert client.get(address).status_code == 200
        clock.shift(timedelta(minutes=20))
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/clinician/")
        assert client.get(reverse("home:today", args=[charlie.code])).status_code == 200


def test_a_second_step_that_lay_idle_changes_no_details(alice: Patient, charlie: Patient) -> None:
    typed = {"name": "Dr Other", "practice": "Elsewhere", "registration": "1"}
    with time_machine.travel(START, tick=False) as clock:
        people.add_second_step(charlie.user)
        people.share(alice, become_clinician(charlie.user))
        client = people.browser_of(charlie.user)
        assert client.get("/clinician/details/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.post("/clinician/details/", typed)["Location"] == "/clinician/"
        assert Clinician.objects.get(user=charlie.user).name == "Dr Charlie"
        assert Share.objects.get().stopped_at is None


def test_a_second_step_that_was_replaced_counts_no_more(alice: Patient, bob: Clinician) -> None:
    client = people.browser_of(bob.user)
    address = reverse("clinic:history", args=[alice.code])
    assert client.get(address).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(address).status_code == 404
    later = timezone.now() + timedelta(seconds=5)
    step = people.add_second_step(bob.user)
    Authenticator.objects.filter(pk=step.pk).update(created_at=later)
    assert client.get(address).status_code == 404


def test_a_passkey_that_was_removed_counts_no_more_where_another_is_kept(
    alice: Patient, bob: Clinician
) -> None:
    client = people.browser_of(bob.user)
    address = reverse("clinic:history", args=[alice.code])
    shown = Authenticator.objects.get()
    Authenticator.objects.create(
        user=bob.user, type=Authenticator.Type.WEBAUTHN, data={}, created_at=people.LONG_AGO
    )
    assert client.get(address).status_code == 200
    shown.delete()
    assert client.get(address).status_code == 404


def test_a_patient_who_is_made_staff_is_logged_out_when_idle_from_then_on(
    charlie: Patient,
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        people.add_second_step(charlie.user)
        client = people.browser_of(charlie.user)
        assert client.get(reverse("home:today", args=[charlie.code])).status_code == 200
        User.objects.filter(pk=charlie.user_id).update(is_staff=True, is_superuser=True)
        clock.shift(timedelta(hours=20))
        assert client.get("/admin/").status_code == 302
        assert client.session.get_expiry_age() == 15 * 60


def test_a_closed_account_shares_with_nobody_until_it_is_opened(
    alice: Patient, bob: Clinician
) -> None:
    client = people.browser_of(bob.user)
    address = reverse("clinic:history", args=[alice.code])
    now = timezone.now()
    other = people.make_clinician("eve")
    terms: dict[str, Any] = {"with_notes": False, "share_until": None, "now": now}
    invited = invite_by_code(patient=alice, **terms)
    mailed = invite_by_email(patient=alice, email=other.user.email, **terms)
    User.objects.filter(pk=alice.user_id).update(is_active=False)
    assert client.get(address).status_code == 404
    assert "alice@example.org" not in client.get("/patients/").content.decode()
    assert name_by_code(clinician=other, code=invited.secret, now=now) == Refusal.GONE
    assert find_by_link(mailed.secret, now) is None
    assert accept(pk=mailed.invitation.pk, clinician=other, now=now) == Refusal.GONE
    User.objects.filter(pk=alice.user_id).update(is_active=True)
    assert client.get(address).status_code == 200
    assert isinstance(name_by_code(clinician=other, code=invited.secret, now=now), Invitation)


def test_an_offer_whose_time_is_over_begins_no_share(alice: Patient, bob: Clinician) -> None:
    now, eve = timezone.now(), people.make_clinician("eve")
    later = now + timedelta(hours=2)
    terms: dict[str, Any] = {"with_notes": False, "share_until": now + timedelta(hours=1)}
    link = invite_by_email(patient=alice, email=bob.user.email, now=now, **terms).invitation
    code = invite_by_code(patient=alice, now=now, **terms)
    assert accept(pk=link.pk, clinician=bob, now=later) == Refusal.GONE
    assert name_by_code(clinician=eve, code=code.secret, now=later) == Refusal.GONE
    named = name_by_code(clinician=eve, code=code.secret, now=now)
    assert isinstance(named, Invitation)
    sure = {"patient": alice, "pk": named.pk, "clinician_pk": eve.pk}
    assert confirm(now=later, **sure) == Refusal.GONE
    assert isinstance(accept(pk=link.pk, clinician=bob, now=now), Share)
    assert isinstance(confirm(now=now, **sure), Share)


def test_a_code_is_not_accepted_as_a_link_is(alice: Patient, bob: Clinician) -> None:
    now = timezone.now()
    code = invite_by_code(patient=alice, with_notes=False, share_until=None, now=now)
    assert accept(pk=code.invitation.pk, clinician=bob, now=now) == Refusal.GONE


def test_a_share_that_ran_out_ended_then_also_where_another_takes_its_place(
    alice: Patient, bob: Clinician
) -> None:
    ran_out = people.LONG_AGO + timedelta(days=30)
    Share.objects.update(ends_at=ran_out)
    invited = invite_by_code(
        patient=alice, with_notes=True, share_until=None, now=(now := timezone.now())
    )
    name_by_code(clinician=bob, code=invited.secret, now=now)
    confirm(patient=alice, pk=invited.invitation.pk, clinician_pk=bob.pk, now=now)
    found = Share.objects.order_by("pk").values_list("stopped_at", "with_notes")
    assert list(found) == [(ran_out, False), (None, True)]


def test_a_look_at_what_a_page_can_do_reads_nothing(alice: Patient, bob: Clinician) -> None:
    address = reverse("clinic:sheet_pdf", args=[alice.code])
    assert people.browser_of(bob.user).options(address).status_code == 404
    assert not AccessEvent.objects.exists()


def test_what_staff_end_is_said_to_be_staffs_also_where_they_treat_patients(
    alice: Patient, bob: Clinician, sue: User
) -> None:
    become_clinician(sue)
    now = timezone.now()
    invited = invite_by_code(patient=alice, with_notes=False, share_until=None, now=now)
    name_by_code(clinician=bob, code=invited.secret, now=now)
    end_shares_of(clinician=bob, actor=sue, now=now)
    said = {line.words for line in lines(alice, events_of(alice))}
    assert said >= {
        "Staff ended your share with Dr Bob, Old Town practice.",
        "Staff ended your invitation to Dr Bob, Old Town practice.",
    }


def test_after_a_restore_all_shares_invitations_and_log_ins_end(
    alice: Patient, bob: Clinician
) -> None:
    client, now = people.browser_of(bob.user), timezone.now()
    invite_by_code(patient=alice, with_notes=False, share_until=None, now=now)
    out = StringIO()
    call_command("end_shares", stdout=out)
    assert out.getvalue() == "Shares ended: 1\nLog-ins ended: 1\n"
    assert not Share.objects.live(timezone.now()).exists()
    assert not Invitation.objects.open(timezone.now()).exists()
    assert client.get("/patients/")["Location"].startswith("/accounts/login/")
    assert [line.words for line in lines(alice, events_of(alice))] == [
        "Staff took your invitation back.",
        "Staff ended your share with Dr Bob, Old Town practice.",
        "You invited a clinician.",
    ]


def test_who_acts_on_their_own_diary_is_not_named_in_the_audit(charlie: Patient) -> None:
    become_clinician(charlie.user)
    for code in (charlie.code, None):
        record(kind=EventKind.DOWNLOADED, actor=charlie.user, patient_code=code, now=timezone.now())
    assert list(AccessEvent.objects.order_by("pk").values_list("actor_name", flat=True)) == [
        "",
        "Dr Charlie, P",
    ]


def test_a_code_typed_twice_by_the_same_clinician_costs_no_try(
    alice: Patient, bob: Clinician
) -> None:
    code = invite_by_code(
        patient=alice, with_notes=False, share_until=None, now=timezone.now()
    ).secret
    client = people.browser_of(bob.user)
    answers = [client.post(reverse("accounts:enter_code"), {"code": code}) for _ in range(7)]
    assert all("The code is right." in answer.content.decode() for answer in answers)
    bob.refresh_from_db()
    assert bob.code_tries == 0
    assert AccessEvent.objects.filter(kind=EventKind.NAMED).count() == 1


@pytest.mark.parametrize(
    "name", ["\u200b", "\u00ad", "See https://evil.example", "a@b.example", "\u200f\u061c", "12"]
)
def test_a_clinicians_name_is_one_that_can_stand_in_a_sentence(charlie: Patient, name: str) -> None:
    client = Client()
    client.force_login(charlie.user)
    asked = {"name": name, "practice": "Old Town", "registration": "1"}
    assert client.post(reverse("accounts:clinician"), asked).status_code == 422
    assert not Clinician.objects.exists()


def test_a_search_for_nobody_says_nothing_of_anybody(alice: Patient, bob: Clinician) -> None:
    people.browser_of(bob.user).get("/patients/")
    looks = AccessEvent.objects.count()
    page = people.browser_of(bob.user).post("/patients/", {"name": "zzz " * 50_000})
    assert page.status_code == 200
    assert 'class="num"' not in page.content.decode().partition("</ul>")[0]
    assert AccessEvent.objects.count() == looks


@pytest.mark.parametrize("model", ["user", "share", "clinician", "patient"])
def test_the_admin_answers_a_field_without_a_name(bob: Clinician, sue: User, model: str) -> None:
    pk = {"user": bob.user_id, "share": bob.shares.get().pk, "clinician": bob.pk}
    key = pk.get(model) or Patient.objects.get().pk
    address = reverse(f"admin:accounts_{model}_change", args=[key])
    answer = people.browser_of(sue).post(address, {"_to_field": ""})
    assert answer.status_code in (302, 400, 403)
