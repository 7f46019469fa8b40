"""Days and sessions for tests, in few words."""

from datetime import UTC, date, datetime, timedelta

from accounts.models import Patient
from diary.models import Day
from diary.state import DayState
from treatments.models import InjectionSession

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLEAR = DayState(headache=False)
HEADACHE = DayState(headache=True)
MIGRAINE = DayState(headache=True, migraine=True)
SYMBOLS = {"0": CLEAR, "1": HEADACHE, "m": MIGRAINE}


def make_day(patient: Patient, on: date, state: DayState = CLEAR, **fields: object) -> Day:
    """A saved day."""
    day = Day(patient=patient, date=on, logged_at=NOON, changed_at=NOON, **fields)
    day.set_state(state)
    day.save()
    return day


def make_days(patient: Patient, first: date, symbols: str) -> None:
    """Saved days from `first` on: 0 clear, 1 headache, m migraine, anything else not logged."""
    days = []
    for i, symbol in enumerate(symbols):
        if symbol in SYMBOLS:
            day = Day(
                patient=patient, date=first + timedelta(days=i), logged_at=NOON, changed_at=NOON
            )
            day.set_state(SYMBOLS[symbol])
            days.append(day)
    Day.objects.bulk_create(days)


def make_session(patient: Patient, on: date, **fields: object) -> InjectionSession:
    """A done injection session; the patient's first ever unless the fields say otherwise."""
    return InjectionSession.objects.create(
        patient=patient, date=on, **{"units": 155, "first_ever": True, **fields}
    )
