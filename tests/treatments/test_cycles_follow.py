"""Cycles follow from the sessions as they stand, whatever was done to get there."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Patient
from outcomes.diary import gather
from tests.make import make_session
from tests.treatments.asking import add, address, change
from treatments.choices import Status
from treatments.cycles import read_dated_sessions
from treatments.dates import entries
from treatments.models import InjectionSession

START = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Few days, so that sessions meet on the same one.
DAYS = st.sampled_from([-300, -200, -100, -99, -16, -1, 0, 1, 5, 84])
WHICH = st.integers(0, 3)
FIRST = st.booleans()
STEPS = st.one_of(
    st.tuples(st.just("add"), WHICH, DAYS, FIRST),
    st.tuples(st.just("add"), WHICH, DAYS, FIRST),
    st.tuples(st.just("move"), WHICH, DAYS, FIRST),
    st.tuples(st.sampled_from(["cancel", "reinstate", "done", "delete"]), WHICH, st.just(0), FIRST),
    st.tuples(st.just("wait"), WHICH, st.sampled_from([1, 5]), FIRST),
)
Step = tuple[str, int, int, bool]
# As an ordinary person sees a cycle: number, date, days since the one before, due, last day.
Seen = tuple[int, date, int | None, date, date | None]


@dataclass(eq=False)
class Stood:
    """One session, and what was said of it: whether it was the first ever."""

    on: date = date.max
    status: Status = Status.PLANNED
    first: bool | None = None


@dataclass
class Plain:
    """What the sessions should be: a list, by the rules in words."""

    today: date
    sessions: list[Stood] = field(default_factory=list)

    def done(self) -> list[Stood]:
        done = [each for each in self.sessions if each.status == Status.DONE]
        return sorted(done, key=lambda each: each.on)

    def taken(self, on: date, but: Stood | None = None) -> bool:
        standing = [each for each in self.sessions if each.status != Status.CANCELLED]
        return any(each.on == on for each in standing if each is not but)

    def save(self, session: Stood, on: date, first: bool) -> None:
        """As the form does: by its date it is done or planned, and the earliest is asked."""
        if session.on != on:
            session.first = None
            session.status = Status.PLANNED if on > self.today else Status.DONE
        session.on = on
        if not any(each.on < on for each in self.done()):
            session.first = first
            self.believe(session)

    def believe(self, session: Stood) -> None:
        """Only of the earliest done one it is known whether it was the first."""
        if session is self.earliest() and session.first is not None:
            for other in self.sessions:
                other.first = session.first if other is session else None

    def earliest(self) -> Stood | None:
        return next(iter(self.done()), None)

    def take(self, do: str, which: int, on: date, first: bool) -> None:
        if do == "add":
            if not self.taken(on):
                self.sessions.append(Stood())
                self.save(self.sessions[-1], on, first)
            return
        if not self.sessions:
            return
        session = self.sessions[which % len(self.sessions)]
        if do == "delete":
            self.sessions = [each for each in self.sessions if each is not session]
        elif do == "move" and session.status == Status.CANCELLED:
            session.on, session.first = on, session.first if session.on == on else None
        elif do == "move":
            if not self.taken(on, session):
                self.save(session, on, first)
        elif do == "cancel" and session.status == Status.PLANNED:
            session.status = Status.CANCELLED
        elif do == "reinstate" and session.status == Status.CANCELLED:
            if not self.taken(session.on):
                session.status = Status.PLANNED
        elif do == "done" and session.status == Status.PLANNED and session.on <= self.today:
            session.status = Status.DONE
            self.believe(session)


def take(client: Client, patient: Patient, do: str, which: int, on: date, first: bool) -> None:
    """The same through the site."""
    answer = "yes" if first else "no"
    if do == "add":
        add(client, patient, on, first_ever=answer)
        return
    rows = list(InjectionSession.objects.filter(patient=patient).order_by("pk"))
    if not rows:
        return
    session = rows[which % len(rows)]
    response = (
        change(client, session, on, first_ever=answer)
        if do == "move"
        else client.post(address(session, do))
    )
    assert response.status_code in (302, 422)


def enter(patient: Patient, plain: Plain) -> None:
    """Put the list in the end into an empty diary."""
    for each in plain.sessions:
        if each.status != Status.CANCELLED:
            known = each.first if each is plain.earliest() else None
            make_session(patient, each.on, status=each.status, first_ever=known)


def in_calendar(patient: Patient, today: date) -> list[tuple[date, str]]:
    return [(entry.on, entry.standing) for entry in entries(read_dated_sessions(patient, today))]


def counted(patient: Patient, today: date) -> tuple[list[date], bool | None]:
    """What before and after is worked out from: the days, and the first one's answer alone."""
    sessions = gather(patient, today).sessions
    return [each.on for each in sessions], sessions[0].first_ever if sessions else None


def seen(patient: Patient, today: date) -> list[Seen]:
    return [
        (cycle.number, cycle.session.date, cycle.interval, cycle.due, cycle.end)
        for cycle in read_dated_sessions(patient, today).cycles
    ]


def entered_in_order(days: list[date]) -> list[Seen]:
    """What cycles are, said once more in the plainest way."""
    return [
        (
            i + 1,
            on,
            (on - days[i - 1]).days if i else None,
            on + timedelta(days=84),
            days[i + 1] - timedelta(days=1) if i + 1 < len(days) else None,
        )
        for i, on in enumerate(days)
    ]


@settings(
    max_examples=16,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEPS, min_size=4, max_size=11))
def test_any_order_of_edits_gives_the_cycles_of_the_list_they_end_in(
    alice: Patient, as_alice: Client, charlie: Patient, steps: list[Step]
) -> None:
    for patient in (alice, charlie):
        patient.injection_sessions.all().delete()
    # One that nobody confirmed yet is where "earliest" is easily got wrong.
    plain = Plain(START, [Stood(START - timedelta(days=100), Status.PLANNED, first=True)])
    make_session(alice, plain.sessions[0].on, status=Status.PLANNED)
    with time_machine.travel(NOON, tick=False) as clock:
        for do, which, days, first in steps:
            if do == "wait":
                plain.today += timedelta(days=days)
                clock.shift(timedelta(days=days))
                continue
            on = START + timedelta(days=days)
            plain.take(do, which, on, first)
            take(as_alice, alice, do, which, on, first)
        stored = alice.injection_sessions.order_by("pk").values_list("date", "status", "first_ever")
        assert list(stored) == [(each.on, each.status, each.first) for each in plain.sessions]
        enter(charlie, plain)
        dates = [each.on for each in plain.done()]
        assert seen(alice, plain.today) == seen(charlie, plain.today) == entered_in_order(dates)
        for look in (in_calendar, counted):
            assert look(alice, plain.today) == look(charlie, plain.today)


@pytest.mark.parametrize(
    ("zone", "clock_change", "now", "today"),
    [
        ("America/New_York", date(2026, 3, 8), datetime(2026, 5, 24, 3, tzinfo=UTC), 23),
        ("America/New_York", date(2026, 3, 8), datetime(2026, 5, 24, 4, tzinfo=UTC), 24),
        ("Europe/Berlin", date(2026, 3, 29), datetime(2026, 5, 23, 22, tzinfo=UTC), 24),
        ("Asia/Kathmandu", None, datetime(2026, 5, 23, 18, 15, tzinfo=UTC), 24),
        ("Asia/Kathmandu", None, datetime(2026, 5, 23, 18, 14, tzinfo=UTC), 23),
        ("Pacific/Apia", None, datetime(2026, 5, 23, 11, tzinfo=UTC), 24),
        ("Pacific/Pago_Pago", None, datetime(2026, 5, 24, 10, 59, tzinfo=UTC), 23),
    ],
)
def test_a_session_is_due_84_days_on_by_the_persons_own_calendar(
    alice: Patient, zone: str, clock_change: date | None, now: datetime, today: int
) -> None:
    alice.time_zone = zone
    make_session(alice, date(2026, 3, 1))
    (cycle,) = read_dated_sessions(alice, alice.today(now)).cycles
    assert (cycle.due, cycle.today) == (date(2026, 5, 24), date(2026, 5, today))
    assert cycle.state == ("due" if today == 24 else "running")
    assert clock_change is None or cycle.session.date < clock_change < cycle.due


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2024, 2, 28), date(2024, 5, 22)),
        (date(2024, 2, 29), date(2024, 5, 23)),
        (date(2025, 2, 28), date(2025, 5, 23)),
        (date(2025, 12, 31), date(2026, 3, 25)),
        # The island skipped 30 December 2011 when it changed sides of the date line.
        (date(2011, 12, 29), date(2012, 3, 22)),
    ],
)
def test_leap_days_and_new_years_do_not_move_the_day_it_is_due(
    alice: Patient, on: date, due: date
) -> None:
    alice.time_zone = "Pacific/Apia"
    make_session(alice, on)
    (cycle,) = read_dated_sessions(alice, due).cycles
    assert (cycle.due, cycle.day, cycle.state) == (due, 85, "due")
    assert read_dated_sessions(alice, due - timedelta(days=1)).cycles[0].state == "running"
