"""The daily e-mail: at the person's own time, for a day still open, once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Patient
from diary.daily_reminders import asked_day, send_daily, to_mail
from diary.models import DailyReminder
from tests.at_once import at_once
from tests.make import CLEAR, make_day

# A Sunday, 20:00 in Berlin.
DUE = datetime(2026, 11, 22, 19, tzinfo=UTC)
SUNDAY = date(2026, 11, 22)


@pytest.fixture
def reminder(alice: Patient) -> DailyReminder:
    return DailyReminder.objects.create(patient=alice, by_email=True)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(DUE, tick=False) as traveller:
        yield traveller


def run() -> list[tuple[str, str]]:
    """To whom e-mails went in one run, and their subjects."""
    mail.outbox.clear()
    call_command("send_reminders")
    return [(message.to[0], message.subject) for message in mail.outbox]


def test_it_is_off_until_asked_for(as_alice: Client, alice: Patient) -> None:
    assert run() == []
    address = f"/p/{alice.code}/daily-reminder/"
    as_alice.post(address, {"time": "20:00"})
    assert run() == []
    as_alice.post(address, {"by_email": "on", "time": "20:00"})
    assert len(run()) == 1


@pytest.mark.parametrize("clock_time", ["", "25:00", "x", "\x00", "20:00:00:00"])
def test_a_time_that_is_none_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, clock_time: str
) -> None:
    address = f"/p/{alice.code}/daily-reminder/"
    response = as_alice.post(address, {"by_email": "on", "time": clock_time})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["time"])
    assert not DailyReminder.objects.exists()


def test_a_second_run_and_a_late_one_send_none_twice(
    reminder: DailyReminder, clock: time_machine.Traveller
) -> None:
    assert run() == [("alice@example.org", "Clear Days: Sunday is still open")]
    for later in (0, 1, 90, 170):
        clock.move_to(DUE + timedelta(minutes=later), tick=False)
        assert run() == []
    clock.move_to(DUE + timedelta(days=1), tick=False)
    assert run() == [("alice@example.org", "Clear Days: Monday is still open")]


@pytest.mark.parametrize(("minutes", "sent"), [(-1, 0), (0, 1), (179, 1), (180, 0)])
def test_it_goes_from_its_time_on_and_not_hours_late(
    reminder: DailyReminder, clock: time_machine.Traveller, minutes: int, sent: int
) -> None:
    clock.move_to(DUE + timedelta(minutes=minutes), tick=False)
    assert len(run()) == sent


def test_a_day_that_is_logged_is_not_asked_for(reminder: DailyReminder, alice: Patient) -> None:
    make_day(alice, SUNDAY, CLEAR)
    assert run() == []
    alice.days.all().delete()
    make_day(alice, SUNDAY - timedelta(days=1), CLEAR)
    assert len(run()) == 1


def test_nobody_is_asked_who_may_not_log_in_or_has_no_address(
    reminder: DailyReminder, alice: Patient
) -> None:
    alice.user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert run() == []
    alice.user.emailaddress_set.update(verified=True)  # type: ignore[attr-defined]
    alice.user.is_active = False
    alice.user.save()
    assert run() == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("clock_time", "day_starts", "now", "asked"),
    [
        (time(20), 0, DUE, SUNDAY),
        (time(23, 30), 0, datetime(2026, 11, 22, 23, 15, tzinfo=UTC), SUNDAY),
        (time(0, 30), 0, datetime(2026, 11, 22, 23, 45, tzinfo=UTC), SUNDAY),
        (time(3), 2, datetime(2026, 11, 23, 2, 30, tzinfo=UTC), SUNDAY + timedelta(days=1)),
        (time(3), 4, datetime(2026, 11, 23, 2, 30, tzinfo=UTC), SUNDAY),
        (time(8), 0, datetime(2026, 11, 23, 7, 0, tzinfo=UTC), SUNDAY + timedelta(days=1)),
        # 02:30 is skipped on 29 March: it goes at 03:30 summer time.
        (time(2, 30), 0, datetime(2026, 3, 29, 1, 29, tzinfo=UTC), None),
        (time(2, 30), 0, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), date(2026, 3, 28)),
        # and comes twice on 25 October: it goes at the first.
        (time(2, 30), 0, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 24)),
    ],
)
def test_the_day_meant_is_that_of_the_persons_evening(
    clock_time: time, day_starts: int, now: datetime, asked: date | None
) -> None:
    patient = Patient(time_zone="Europe/Berlin", day_starts=day_starts)
    assert asked_day(DailyReminder(time=clock_time), patient, now) == asked


def test_it_says_nothing_of_health_and_speaks_the_persons_language(
    reminder: DailyReminder, alice: Patient, settings: Settings
) -> None:
    settings.SITE_URL = "https://diary.example.org"
    run()
    (message,) = mail.outbox
    text = f"{message.subject} {message.body}".lower()
    for word in ("headache", "migraine", "botox", "pain", "alice"):
        assert word not in text
    assert "https://diary.example.org/my-day/" in message.body
    assert "sunday 22 november" in text


@pytest.mark.django_db(transaction=True)
def test_sixteen_runs_at_once_send_one(reminder: DailyReminder) -> None:
    assert to_mail(DUE) == [reminder]
    results = at_once(*[lambda: send_daily(reminder, DUE)] * 16)
    assert sorted(results) == [False] * 15 + [True]
