"""What the figures of one patient are made from, gathered in four queries."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from accounts.models import Patient
from analysis.series import DayColumns
from outcomes.preventives import Change, Preventive


@dataclass(frozen=True, slots=True)
class Session:
    """A done injection session; `first_ever` is None where nobody answered."""

    pk: int
    on: date
    first_ever: bool | None
    product: str


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """All saved days, the days that are clear only so far, and what was done by `today`."""

    today: date
    columns: DayColumns
    sessions: tuple[Session, ...]
    clear_so_far: tuple[date, ...]
    preventives: tuple[Preventive, ...]


def gather(patient: Patient, today: date) -> Diary:
    """Read a patient's days and treatments; every measure then needs no database.

    Whoever moves to an earlier clock may have days and treatments ahead of `today`: they wait.
    """
    days = patient.days.filter(date__lte=today)
    sessions = patient.injection_sessions.done(today)
    clear_so_far = days.filter(clear_so_far=True).values_list("date", flat=True)
    return Diary(
        today=today,
        columns=days.columns(),
        sessions=tuple(
            Session(*row) for row in sessions.values_list("pk", "date", "first_ever", "product")
        ),
        clear_so_far=tuple(clear_so_far),
        preventives=_preventives(patient, today),
    )


def _preventives(patient: Patient, today: date) -> tuple[Preventive, ...]:
    """Those begun by `today`, each with its changes of dose."""
    rows = patient.preventives.in_order().values_list(
        "pk", "name", "dose", "started_on", "stopped_on", "changes__on", "changes__dose"
    )
    found = []
    for (_, name, dose, started, stopped), changes in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        doses = sorted(Change(*row[5:]) for row in changes if row[5])
        found.append(Preventive(name, dose, started, stopped, tuple(doses)).as_of(today))
    return tuple(each for each in found if each.started is None or each.started <= today)
