"""What the page of a day, and Today, show of one day."""

from dataclasses import dataclass, field
from datetime import date

from accounts.choices import Detail
from accounts.models import Patient
from diary.facets import Facet
from diary.models import Attack, Day, Medicine, MedicineTaken


@dataclass(frozen=True)
class Typed:
    """What was sent for a part of the day and could not be saved, with the reason."""

    facet: Facet
    value: str
    error: str


@dataclass(frozen=True)
class DayPage:
    """A date and all that is said of it.

    day: what is logged, None for nothing. doses: taken that day. medicines: those offered.
    attacks: those that touch the day; running: the one without an end, wherever it began.
    typed: what was sent and could not be saved.
    """

    on: date
    day: Day | None
    details: frozenset[str]
    doses: tuple[MedicineTaken, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    attacks: tuple[Attack, ...] = ()
    running: Attack | None = None
    typed: Typed | None = field(default=None)


def day_page(patient: Patient, on: date, typed: Typed | None = None) -> DayPage:
    """Gather a day."""
    stored: Day | None = patient.days.filter(date=on).first()
    return of_day(patient, on, stored, typed)


def of_day(patient: Patient, on: date, stored: Day | None, typed: Typed | None = None) -> DayPage:
    """Gather what belongs to a day that is at hand."""
    asks_medicines = patient.asks(Detail.MEDICINES)
    return DayPage(
        on=on,
        day=stored,
        details=frozenset(patient.details),
        doses=tuple(stored.doses.select_related("medicine").order_by("pk")) if stored else (),
        medicines=tuple(patient.medicines.filter(archived=False)) if asks_medicines else (),
        typed=typed,
    )
