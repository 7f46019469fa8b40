"""What somebody else reads of a day: what is said of it, and nothing to tap."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.models import Patient
from diary.attack_days import attacks_touching
from diary.attack_words import AttackWords, in_words
from diary.models import Day, MedicineTaken
from diary.said import Part, said


@dataclass(frozen=True, slots=True)
class DayReading:
    """A date and all that is said of it to this reader.

    day: what is logged, None for nothing. parts: each part, and what is said of it. doses: taken
    that day, in the order they were noted. attacks: those that touch it.
    """

    on: date
    day: Day | None
    parts: tuple[Part, ...]
    doses: tuple[MedicineTaken, ...]
    attacks: tuple[AttackWords, ...]


def day_reading(patient: Patient, on: date, now: datetime) -> DayReading:
    """Gather a day; its note only for who may see the notes."""
    touching = attacks_touching(patient, on, on).order_by("started_at")
    attacks = [each for each in in_words(touching, patient, now, on) if on in each.attack.days]
    stored: Day | None = patient.days.filter(date=on).first()
    if stored is None:
        return DayReading(on, None, (), (), tuple(attacks))
    doses = tuple(stored.doses.select_related("medicine").order_by("pk"))
    # Doses with their names say that medicine was taken.
    shown = replace(
        stored.state,
        medicine=stored.medicine and not doses,
        note=stored.note if patient.notes_visible else "",
    )
    return DayReading(on, stored, tuple(said(shown)), doses, tuple(attacks))
