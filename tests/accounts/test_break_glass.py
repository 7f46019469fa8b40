"""Break glass: an hour for one named clinician, through the same door, and the patient is told."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, MailFailure, Patient, Share, User
from tests import people

REASON = "Asked by telephone to find a lost entry"


@pytest.fixture
def eve(db: None) -> Clinician:
    """Staff with a clinician's account for such a case."""
    return people.make_clinician("eve")


def run(**said: Any) -> str:
    """What the command prints, warnings last."""
    out, warned = StringIO(), StringIO()
    known = {"account": "eve@example.org", "patient": "alice@example.org", "reason": REASON}
    call_command("break_glass", stdout=out, stderr=warned, **{**known, **said})
    return out.getvalue() + warned.getvalue()


def refused(**said: Any) -> str:
    """The command's no; whatever it says, nothing is opened, recorded or sent."""
    shares, events = Share.objects.count(), AccessEvent.objects.count()
    with pytest.raises(CommandError) as error:
        run(**said)
    assert (Share.objects.count(), AccessEvent.objects.count()) == (shares, events)
    assert mail.outbox == []
    return str(error.value)


def sees(clinician: Clinician, patient: Patient) -> bool:
    calendar = reverse("home:calendar", args=[patient.code])
    return people.browser_of(clinician.user).get(calendar).status_code == 200


def test_the_diary_is_open_for_an_hour_to_that_account_alone(
    alice: Patient, charlie: Patient, dan: Clinician, eve: Clinician
) -> None:
    assert not sees(eve, alice)
    printed = run()
    share = Share.objects.get(clinician=eve)
    assert f"Dr Eve, Old Town practice until {share.ends_at:%Y-%m-%d %H:%M}" in printed
    assert "told by e-mail" in printed
    assert (share.patient, share.reason, share.with_notes) == (alice, REASON, False)
    assert share.ends_at - share.started_at == timedelta(hours=1)
    assert [sees(eve, alice), sees(eve, charlie), sees(dan, alice)] == [True, False, False]
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not sees(eve, alice)


def test_it_stands_in_the_audit_before_the_looks(alice: Patient, eve: Clinician) -> None:
    run()
    assert sees(eve, alice)
    opened, look = AccessEvent.objects.order_by("pk")
    assert (opened.kind, opened.actor, opened.about) == (EventKind.OPENED, None, eve.user)
    assert opened.patient_code == look.patient_code == alice.code
    assert (look.kind, look.actor) == (EventKind.READ, eve.user)


def test_the_patient_is_told_who_and_finds_there_why(
    settings: Settings, alice: Patient, eve: Clinician
) -> None:
    settings.SITE_URL = "https://diary.example.org"
    run()
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    sharing = reverse("accounts:sharing", args=[alice.code])
    assert message.to == ["alice@example.org"]
    assert "Dr Eve, Old Town practice" in text
    assert f"https://diary.example.org{sharing}" in text
    assert REASON not in text
    assert not [word for word in ("headache", "migraine", "botox") if word in text.lower()]
    client = people.browser_of(alice.user)
    assert REASON in client.get(sharing).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        ended = client.get(sharing).content.decode()
        assert "1 share that has ended" in ended
        assert REASON in ended
        assert "Staff of this service opened this, not you: on " in ended
        assert f"{timezone.now() - timedelta(days=1):%Y}, " in ended
    looks = client.get(reverse("accounts:looks", args=[alice.code])).content.decode()
    assert "Staff opened your diary to Dr Eve, Old Town practice for one hour." in looks


def test_the_patient_ends_it_before_the_hour_is_over(alice: Patient, eve: Clinician) -> None:
    run()
    share = Share.objects.get(clinician=eve)
    client = people.browser_of(alice.user)
    client.post(reverse("accounts:stop_share", args=[alice.code, share.pk]))
    assert not sees(eve, alice)


@pytest.mark.parametrize("asked", [False, True])
def test_the_notes_are_shown_only_where_that_was_asked(
    alice: Patient, eve: Clinician, asked: bool
) -> None:
    run(with_notes=asked)
    assert Share.objects.get(clinician=eve).with_notes is asked


def test_the_diary_may_be_named_by_its_code(alice: Patient, eve: Clinician) -> None:
    run(patient=str(alice.code), account="EVE@example.org")
    assert sees(eve, alice)


@pytest.mark.once
def test_who_is_no_approved_clinician_with_a_second_step_is_refused(
    alice: Patient, eve: Clinician
) -> None:
    people.make_user("sue", is_staff=True, is_superuser=True)
    assert "no clinician" in refused(account="sue@example.org")
    assert "no clinician" in refused(account="nobody@example.org")
    for user in (alice.user, eve.user):
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert "is closed" in refused()
        User.objects.filter(pk=user.pk).update(is_active=True)
    Clinician.objects.update(approved_at=None)
    assert "not an approved" in refused()
    Clinician.objects.update(approved_at=timezone.now() + timedelta(hours=1))
    assert "not an approved" in refused()
    Clinician.objects.update(approved_at=people.LONG_AGO)
    eve.user.authenticator_set.all().delete()  # type: ignore[attr-defined]
    assert "second step" in refused()
    people.add_second_step(eve.user)
    eve.user.is_active = False
    eve.user.save()
    refused()


@pytest.mark.once
@pytest.mark.parametrize("reason", ["", " ", "\n\t", "x" * 201, "a\x00b"])
def test_without_a_reason_that_can_be_shown_nothing_is_opened(
    alice: Patient, eve: Clinician, reason: str
) -> None:
    assert "reason" in refused(reason=reason)


@pytest.mark.once
def test_no_diary_and_ones_own_are_refused(alice: Patient, eve: Clinician) -> None:
    assert "no diary" in refused(patient="nobody@example.org")
    assert "no diary" in refused(patient="00000000-0000-0000-0000-000000000000")
    assert "no diary" in refused(patient="eve@example.org")
    own = people.make_clinician("zoe")
    Clinician.objects.filter(pk=own.pk).update(user=alice.user)
    people.add_second_step(alice.user)
    assert "own diary" in refused(account="alice@example.org")


def test_who_may_read_already_needs_no_glass_broken(alice: Patient, eve: Clinician) -> None:
    run()
    mail.outbox.clear()
    assert "already" in refused()


def test_a_share_that_ran_out_makes_room(alice: Patient, eve: Clinician) -> None:
    old = people.share(alice, eve, ends_at=people.LONG_AGO + timedelta(days=1))
    run()
    old.refresh_from_db()
    assert old.stopped_at is not None
    assert sees(eve, alice)


@pytest.mark.parametrize(
    "broken",
    [
        {"SITE_URL": ""},
        {"EMAIL_BACKEND": "tests.accounts.sharing_mail_backends.Refuses"},
    ],
)
def test_staff_learn_that_the_patient_was_not_told(
    settings: Settings, alice: Patient, eve: Clinician, broken: dict[str, str]
) -> None:
    for name, value in broken.items():
        setattr(settings, name, value)
    assert "not sent" in run()
    assert sees(eve, alice)
    assert MailFailure.objects.count() == ("EMAIL_BACKEND" in broken)
