"""A diary with something of everything in it, for what a clinician reads of it."""

from datetime import UTC, date, datetime, timedelta

from accounts.models import Patient
from diary.state import DayState
from tests.make import (
    make_attack,
    make_day,
    make_days,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)

TODAY = date(2026, 6, 20)
NOTED = date(2026, 6, 18)
FIRST = date(2025, 9, 1)
SESSIONS = [date(2025, 11, 24), date(2026, 2, 16), date(2026, 5, 11)]
NOTE = "canary-note-4711"


def write_history(patient: Patient) -> None:
    """Nine months of days, three sessions and one planned; notes wherever there can be any."""
    make_days(patient, FIRST, ("m1100" * 10 + "m1000" * 20 + "1000" * 35)[:290])
    day = make_day(patient, NOTED, DayState(headache=True, migraine=True, severity=2, note=NOTE))
    make_dose(day)
    for number, on in enumerate(SESSIONS):
        first_ever = True if not number else None
        session = make_session(patient, on, first_ever=first_ever, notes=NOTE)
        make_sites(session)
        make_side_effect(session, started_on=on + timedelta(days=1))
    make_session(patient, date(2026, 8, 3), status="planned", first_ever=None, notes=NOTE)
    noon = datetime(2026, 6, 18, 12, tzinfo=UTC)
    make_attack(patient, noon, noon + timedelta(hours=5))
    make_preventive(patient)
    patient.scores.create(instrument="hit6", on=date(2026, 6, 1), value=60)
    patient.medicines.create(name="Old one", kind="simple", archived=True)
