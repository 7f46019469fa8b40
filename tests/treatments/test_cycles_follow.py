"""Cycles follow from the sessions as they stand, whatever was done to get there."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import add, address, change
from treatments.choices import Status
from treatments.cycles import read_sessions
from treatments.models import InjectionSession

START = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Few days, so that sessions meet on the same one.
DAYS = st.sampled_from([-300, -200, -100, -99, -16, -1, 0, 1, 5, 84])
WHICH = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("add"), WHICH, DAYS),
    st.tuples(st.just("add"), WHICH, DAYS),
    st.tuples(st.just("move"), WHICH, DAYS),
    st.tuples(st.sampled_from(["cancel", "reinstate", "done", "delete"]), WHICH, st.just(0)),
    st.tuples(st.just("wait"), WHICH, st.sampled_from([1, 5])),
)
Step = tuple[str, int, int]
# As an ordinary person sees a cycle: number, date, days since the one before, due, last day.
Seen = tuple[int, date, int | None, date, date | None]


@dataclass
class Plain:
    """What the sessions should be: a list, by the rules in words."""

    today: date
    sessions: list[tuple[date, Status]] = field(default_factory=list)

    def by_date(self, on: date) -> Status:
        return Status.PLANNED if on > self.today else Status.DONE

    def taken(self, on: date, but: int | None = None) -> bool:
        return any(
            day == on and status != Status.CANCELLED and number != but
            for number, (day, status) in enumerate(self.sessions)
        )

    def take(self, do: str, which: int, on: date) -> None:
        if do == "add":
            if not self.taken(on):
                self.sessions.append((on, self.by_date(on)))
            return
        if not self.sessions:
            return
        which %= len(self.sessions)
        was, status = self.sessions[which]
        if do == "delete":
            del self.sessions[which]
        elif do == "move":
            if status == Status.CANCELLED:
                self.sessions[which] = on, status
            elif on != was and not self.taken(on, which):
                self.sessions[which] = on, self.by_date(on)
        elif do == "cancel" and status == Status.PLANNED:
            self.sessions[which] = was, Status.CANCELLED
        elif do == "reinstate" and status == Status.CANCELLED and not self.taken(was):
            self.sessions[which] = was, Status.PLANNED
        elif do == "done" and status == Status.PLANNED and was <= self.today:
            self.sessions[which] = was, Status.DONE


def take(client: Client, patient: Patient, do: str, which: int, on: date) -> None:
    """The same through the site."""
    if do == "add":
        add(client, patient, on, first_ever="yes")
        return
    rows = list(InjectionSession.objects.filter(patient=patient).order_by("pk"))
    if not rows:
        return
    session = rows[which % len(rows)]
    answer = change(client, session, on) if do == "move" else client.post(address(session, do))
    assert answer.status_code in (302, 422)


def seen(patient: Patient, today: date) -> list[Seen]:
    return [
        (cycle.number, cycle.session.date, cycle.interval, cycle.due, cycle.end)
        for cycle in read_sessions(patient, today).cycles
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
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(STEPS, min_size=4, max_size=14))
def test_any_order_of_edits_gives_the_cycles_of_the_list_they_end_in(
    alice: Patient, as_alice: Client, charlie: Patient, steps: list[Step]
) -> None:
    for patient in (alice, charlie):
        patient.injection_sessions.all().delete()
    plain = Plain(START)
    with time_machine.travel(NOON, tick=False) as clock:
        for do, which, days in steps:
            if do == "wait":
                plain.today += timedelta(days=days)
                clock.shift(timedelta(days=days))
                continue
            on = START + timedelta(days=days)
            plain.take(do, which, on)
            take(as_alice, alice, do, which, on)
        stored = alice.injection_sessions.order_by("pk").values_list("date", "status")
        assert list(stored) == plain.sessions
        done = sorted(on for on, status in plain.sessions if status == Status.DONE)
        as_charlie = Client()
        as_charlie.force_login(charlie.user)
        for on in done:
            add(as_charlie, charlie, on, first_ever="yes")
        assert seen(alice, plain.today) == seen(charlie, plain.today) == entered_in_order(done)


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
    (cycle,) = read_sessions(alice, alice.today(now)).cycles
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
    (cycle,) = read_sessions(alice, due).cycles
    assert (cycle.due, cycle.day, cycle.state) == (due, 85, "due")
    assert read_sessions(alice, due - timedelta(days=1)).cycles[0].state == "running"
