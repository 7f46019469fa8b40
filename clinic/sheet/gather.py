"""What the sheet is made from, read from the database at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Patient
from analysis.cycles import CYCLE_DAYS
from diary.medicine_days import MedicineMonth, medicine_days
from diary.models import Score
from outcomes.diary import gather
from outcomes.outcome import Outcome, outcome_of
from treatments.cycles import Sessions, read_sessions

NOTE_DAYS = CYCLE_DAYS
"""The latest days whose notes are given."""


@dataclass(frozen=True, slots=True)
class Note:
    """A private note of a day, or of the session on it."""

    on: date
    of_session: bool
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """One person's diary as of `outcome.today`.

    known_as: the name, or the e-mail address of who gave none. notes: None where they were not
    asked for, or are not for this reader.
    """

    known_as: str
    born_on: date | None
    outcome: Outcome
    sessions: Sessions
    medicine: MedicineMonth
    scores: tuple[Score, ...]
    notes: tuple[Note, ...] | None


def given(patient: Patient, today: date, *, notes: bool) -> Given:
    """Read it all; `notes` asks for the private notes, which only who may see them is given."""
    return Given(
        known_as=patient.name or patient.user.email,
        born_on=patient.born_on,
        outcome=outcome_of(gather(patient, today)),
        sessions=read_sessions(patient, today),
        medicine=medicine_days(patient, today),
        scores=tuple(patient.scores.filter(on__lte=today).order_by("on")),
        notes=tuple(_notes(patient, today)) if notes and patient.notes_visible else None,
    )


def _notes(patient: Patient, today: date) -> Iterator[Note]:
    """Those of the latest days and of all done sessions, the latest first."""
    days = patient.days.between(today - timedelta(days=NOTE_DAYS - 1), today).exclude(note="")
    sessions = patient.injection_sessions.done(today).exclude(notes="")
    found = [Note(on, False, text) for on, text in days.values_list("date", "note")]
    found += [Note(on, True, text) for on, text in sessions.values_list("date", "notes")]
    yield from sorted(found, key=lambda note: (note.on, note.of_session), reverse=True)
