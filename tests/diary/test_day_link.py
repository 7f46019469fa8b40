"""The link in a daily e-mail: it answers for one day, and reads nothing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Patient, User
from diary.choices import Kind
from diary.day_link import WORKS_FOR, secret_of
from diary.models import DailyReminder, SentDailyReminder
from diary.state import DayState
from tests.make import make_day
from tests.meanwhile import meanwhile

ON = date(2026, 11, 22)
SECRET_NOTE = "secret-note-51c"


@pytest.fixture
def sent(alice: Patient) -> SentDailyReminder:
    DailyReminder.objects.create(patient=alice, by_email=True)
    row: SentDailyReminder = alice.sent_daily_reminders.create(on=ON, sent_at=timezone.now())
    return row


def address(sent: SentDailyReminder) -> str:
    return f"/my-day/{secret_of(sent)}/"


def test_a_look_logs_nothing_and_a_tap_does(alice: Patient, sent: SentDailyReminder) -> None:
    scanner = Client()
    for method in (scanner.get, scanner.head, scanner.get):
        assert method(address(sent)).status_code == 200
    assert not alice.days.exists()
    response = Client().post(address(sent), {"kind": "migraine"})
    assert "Saved: Migraine" in response.content.decode()
    day = alice.days.get()
    assert (day.date, day.kind) == (ON, Kind.MIGRAINE)


def test_the_link_may_change_what_it_said_and_nothing_that_the_person_did(
    alice: Patient, sent: SentDailyReminder
) -> None:
    client = Client()
    for kind in ("headache", "clear"):
        client.post(address(sent), {"kind": kind})
        assert alice.days.get().kind == kind
    alice.days.all().delete()
    state = DayState(headache=True, severity=3, note=SECRET_NOTE)
    make_day(alice, ON, state)
    response = client.post(address(sent), {"kind": "clear"})
    assert alice.days.get().state == state
    assert "in your diary already" in response.content.decode()


def test_it_reads_nothing(alice: Patient, sent: SentDailyReminder) -> None:
    client = Client()
    empty = client.get(address(sent)).content
    make_day(alice, ON, DayState(headache=True, migraine=True, severity=3, note=SECRET_NOTE))
    token = b'name="csrfmiddlewaretoken"'
    shown = client.get(address(sent)).content
    without = [line for line in shown.split(b"\n") if token not in line]
    assert without == [line for line in empty.split(b"\n") if token not in line]
    said = shown + client.post(address(sent), {"kind": "clear"}).content
    for word in (SECRET_NOTE, str(alice.code), "alice", 'aria-pressed="true"'):
        assert word not in said.decode()


def test_it_ends_after_its_time_with_the_reminder_and_with_the_log_in(
    alice: Patient, sent: SentDailyReminder
) -> None:
    SentDailyReminder.objects.update(sent_at=timezone.now() - WORKS_FOR)
    ended = [Client().get(address(sent))]
    SentDailyReminder.objects.update(sent_at=timezone.now())
    assert Client().get(address(sent)).status_code == 200
    DailyReminder.objects.update(by_email=False)
    ended += [Client().get(address(sent)), Client().post(address(sent), {"kind": "clear"})]
    DailyReminder.objects.update(by_email=True)
    alice.user.is_active = False
    alice.user.save()
    ended.append(Client().get(address(sent)))
    assert [answer.status_code for answer in ended] == [404] * 4
    assert not alice.days.exists()


@pytest.mark.parametrize("secret", ["1", "1:x", "x:" + "a" * 43, "%00", "9" * 400, "é", "a:b:c"])
def test_a_made_up_link_is_none(db: None, secret: str) -> None:
    assert Client().get(f"/my-day/{secret}/").status_code in (400, 404)
    assert Client().post(f"/my-day/{secret}/", {"kind": "clear"}).status_code in (400, 404)


def test_somebody_elses_key_needs_somebody_elses_secret(
    sent: SentDailyReminder, charlie: Patient
) -> None:
    DailyReminder.objects.create(patient=charlie, by_email=True)
    other = charlie.sent_daily_reminders.create(on=ON, sent_at=timezone.now())
    forged = secret_of(sent).replace(str(sent.pk), str(other.pk), 1)
    assert Client().post(f"/my-day/{forged}/", {"kind": "clear"}).status_code == 404
    assert not charlie.days.exists()


@pytest.mark.parametrize("kind", ["", "x", "\x00", "CLEAR"])
def test_an_answer_that_is_none_saves_nothing(
    alice: Patient, sent: SentDailyReminder, kind: str
) -> None:
    assert Client().post(address(sent), {"kind": kind}).status_code == 200
    assert not alice.days.exists()


def test_the_e_mails_can_be_ended_by_it(alice: Patient, sent: SentDailyReminder) -> None:
    stop = f"{address(sent)}stop/"
    assert Client().get(stop).status_code == 405
    assert Client().post(stop).status_code == 200
    assert not DailyReminder.objects.get().by_email
    assert Client().post(stop).status_code == 404


def test_no_other_site_learns_the_address_and_a_form_still_may_be_sent(
    sent: SentDailyReminder,
) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.get(address(sent), secure=True)
    assert response["Referrer-Policy"] == "strict-origin"
    token = response.context["csrf_token"]
    posted = {"kind": "clear", "csrfmiddlewaretoken": str(token)}
    origin = {"origin": "https://testserver"}
    assert strict.post(address(sent), posted, secure=True, headers=origin).status_code == 200
    assert SentDailyReminder.objects.get().patient.days.count() == 1
    assert timedelta(hours=36) == WORKS_FOR


def test_the_account_is_deleted_while_its_link_is_tapped(
    alice: Patient, sent: SentDailyReminder
) -> None:
    page, user = address(sent), User.objects.get(pk=alice.user_id)
    with meanwhile('SELECT "diary_sentdailyreminder"', user.delete):
        answer = Client().post(page, {"kind": "clear"})
    assert answer.status_code == 404
    assert answer.content == Client().get(page).content
