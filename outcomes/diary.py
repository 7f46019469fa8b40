"""What the figures of one patient are made from, gathered in three queries."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from analysis.series import DayColumns


@dataclass(frozen=True, slots=True)
class Session:
    """A done injection session; `first_ever` is None where nobody answered."""

    pk: int
    on: date
    first_ever: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """All saved days, the sessions done by `today`, and the days that are clear only so far."""

    today: date
    columns: DayColumns
    sessions: tuple[Session, ...]
    clear_so_far: tuple[date, ...]


def gather(patient: Patient, today: date) -> Diary:
    """Read a patient's days and sessions; every measure is then worked out without the database.

    Whoever moves to an earlier clock may have days and sessions ahead of `today`: they wait.
    """
    days = patient.days.filter(date__lte=today)
    sessions = patient.injection_sessions.done(today).values_list("pk", "date", "first_ever")
    clear_so_far = days.filter(clear_so_far=True).values_list("date", flat=True)
    return Diary(
        today=today,
        columns=days.columns(),
        sessions=tuple(Session(*row) for row in sessions),
        clear_so_far=tuple(clear_so_far),
    )
