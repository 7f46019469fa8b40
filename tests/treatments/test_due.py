"""Asking to be told to book: the page, and when the time has come."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests import people
from tests.make import make_session
from treatments.choices import Status
from treatments.cycles import read_sessions
from treatments.due import book_now, mail_now, tell_from
from treatments.models import BookingReminder

DONE = date(2026, 1, 5)
DUE = date(2026, 3, 30)
WEEKS = "Choose a number of weeks from the list."


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def ask(client: Client, patient: Patient, **fields: object) -> object:
    return client.post(reverse("treatments:reminders", args=[patient.code]), fields)


def stored(patient: Patient) -> list[tuple[int, bool]]:
    rows = BookingReminder.objects.filter(patient=patient)
    return list(rows.values_list("weeks_before", "by_email"))


def reminder(patient: Patient, weeks_before: int = 4) -> BookingReminder:
    return BookingReminder(patient=patient, weeks_before=weeks_before, by_email=True)


def told(patient: Patient, today: date, weeks_before: int = 4) -> bool:
    return book_now(read_sessions(patient, today), reminder(patient, weeks_before), today)


def test_nobody_is_told_who_did_not_ask(as_alice: Client, alice: Patient) -> None:
    make_session(alice, DONE)
    page = as_alice.get(reverse("treatments:reminders", args=[alice.code]))
    assert not page.context["booking"]["tell"].value()
    assert page.context["booking"]["weeks_before"].value() == 4
    assert stored(alice) == []
    assert book_now(read_sessions(alice, DUE), None, DUE) is False


def test_asking_is_kept_changed_and_taken_back(as_alice: Client, alice: Patient) -> None:
    answer = ask(as_alice, alice, tell="on", weeks_before="6", by_email="on")
    assert answer["Location"] == reverse("treatments:reminders", args=[alice.code])  # type: ignore[index]
    assert stored(alice) == [(6, True)]
    page = as_alice.get(answer["Location"])  # type: ignore[index]
    form = page.context["booking"]
    assert [form[name].value() for name in form.fields] == [True, 6, True]
    ask(as_alice, alice, tell="on", weeks_before="12")
    assert stored(alice) == [(12, False)]
    ask(as_alice, alice, weeks_before="12", by_email="on")
    assert stored(alice) == []


@pytest.mark.parametrize("weeks", ["", "0", "13", "-1", "four", "４", "4.0", "9" * 400, "\x00"])
def test_weeks_that_are_not_on_the_list_are_refused_in_words(
    as_alice: Client, alice: Patient, weeks: str
) -> None:
    answer = ask(as_alice, alice, tell="on", weeks_before=weeks)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert answer.context["booking"].errors == {"weeks_before": [WEEKS]}  # type: ignore[attr-defined]
    assert stored(alice) == []


def test_the_time_to_tell_is_counted_in_weeks_before_the_due_day(alice: Patient) -> None:
    assert tell_from(DUE, reminder(alice, 4)) == date(2026, 3, 2)
    assert tell_from(DUE, reminder(alice, 12)) == DONE
    make_session(alice, DONE)
    assert [told(alice, date(2026, 3, day)) for day in (1, 2, 30, 31)] == [False, True, True, True]


def test_a_year_with_a_leap_day_counts_it(alice: Patient) -> None:
    make_session(alice, date(2028, 1, 1))
    assert [told(alice, date(2028, 2, day)) for day in (25, 26)] == [False, True]
    assert read_sessions(alice, date(2028, 2, 26)).current.due == date(2028, 3, 25)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "on", "expected"),
    [
        (Status.PLANNED, DUE, False),
        (Status.PLANNED, date(2026, 3, 15), False),  # its day has come: it waits for a yes
        (Status.PLANNED, date(2025, 12, 20), True),  # before the last one: it says nothing
        (Status.CANCELLED, DUE, True),
        (Status.DONE, DUE, False),  # dated ahead, on a clock turned back
    ],
)
def test_who_has_booked_is_not_told(
    alice: Patient, status: Status, on: date, expected: bool
) -> None:
    make_session(alice, DONE)
    make_session(alice, on, status=status, first_ever=None)
    assert told(alice, date(2026, 3, 20)) is expected


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02T06:59:00", None),  # 07:59 in Berlin
        ("2026-03-02T07:00:00", DUE),
        ("2026-03-03T01:00:00", DUE),  # runs at night alone: a day later, but not never
        ("2026-04-13T21:59:00", DUE),  # the summer's clock: 23:59, two weeks past
        ("2026-04-13T22:00:00", None),
    ],
)
def test_the_e_mail_is_due_from_a_morning_until_two_weeks_past(
    alice: Patient, now: str, due: date | None
) -> None:
    make_session(alice, DONE)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    sessions = read_sessions(alice, alice.today(at))
    assert mail_now(sessions, reminder(alice), alice, at) == due


@pytest.mark.parametrize(
    ("zone", "from_"),
    [
        ("Pacific/Kiritimati", datetime(2026, 3, 1, 18, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 3, 2, 19, tzinfo=UTC)),
    ],
)
def test_the_morning_is_that_of_the_persons_own_clock(db: None, zone: str, from_: datetime) -> None:
    person = people.make_patient("erin", zone)
    make_session(person, DONE)
    before = from_ - timedelta(seconds=1)
    assert [
        mail_now(read_sessions(person, person.today(at)), reminder(person), person, at)
        for at in (before, from_)
    ] == [None, DUE]
