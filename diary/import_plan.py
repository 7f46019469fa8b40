"""What a file of days would do to the diary as it stands."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.table import DateOrder, Table, TableRow, read_table
from analysis.table_values import clean_note
from diary.choices import Kind
from diary.models import Day, Import, MedicineTaken
from diary.state import DayState

NOT_LOGGED = DayState(headache=False, migraine=None, medicine=None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A day that is logged already and that the file describes otherwise."""

    stored: Day
    wanted: DayState

    @property
    def key(self) -> str:
        """Names the day as it is stored now: another save of it has another key."""
        return f"{self.stored.date.isoformat()} {self.stored.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What bringing the file in would do: days to add, days equal already, days that differ.

    `future` are the file's days that were still to come when it was sent; they are left out.
    """

    table: Table
    added: tuple[tuple[date, DayState], ...]
    equal: int
    differences: tuple[Difference, ...]
    future: tuple[TableRow, ...]


def plan_import(staged: Import) -> ImportPlan:
    """Read the waiting file and compare it with the patient's diary, in one query."""
    order = DateOrder(staged.date_order) if staged.date_order else None
    table = read_table(bytes(staged.file), date_order=order)
    last_day = staged.patient.today(staged.created_at)
    rows = [row for row in table.rows if row.date <= last_day]
    days = staged.patient.days.between(rows[0].date, rows[-1].date) if rows else ()
    dosed = _dosed(staged, rows)
    added, differences = _compare(rows, days, dosed)
    return ImportPlan(
        table=table,
        added=tuple(added),
        equal=len(rows) - len(added) - len(differences),
        differences=tuple(differences),
        future=table.rows[len(rows) :],
    )


def _dosed(staged: Import, rows: Sequence[TableRow]) -> set[date]:
    """The days for which doses are listed: no file can say that nothing was taken."""
    if not rows:
        return set()
    doses = MedicineTaken.objects.filter(day__patient=staged.patient)
    within = doses.filter(day__date__range=(rows[0].date, rows[-1].date))
    return set(within.values_list("day__date", flat=True))


def _compare(
    rows: Sequence[TableRow], days: Iterable[Day], dosed: Collection[date]
) -> tuple[list[tuple[date, DayState]], list[Difference]]:
    stored = {day.date: day for day in days}
    added, differences = [], []
    for row in rows:
        day = stored.get(row.date)
        wanted = merge(day.state if day else NOT_LOGGED, row)
        if row.date in dosed:
            wanted = replace(wanted, medicine=True)
        if day is None:
            added.append((row.date, wanted))
        elif day.state != wanted:
            differences.append(Difference(day, wanted))
    return added, differences


def merge(stored: DayState, row: TableRow) -> DayState:
    """What a day would say with the file's row.

    What the file does not know (a column it lacks, a "?", a blank severity or note) stays as it is
    stored. A severity in words keeps the stored number of the same band, and a note that differs
    only in what a file cannot hold (kinds of line breaks) is the same note.
    """
    migraine: bool | None = False
    severity = pain = None
    medicine = stored.medicine
    if row.headache and not stored.headache and not stored.medicine:
        # Nor does its "no medicine".
        medicine = None
    if row.headache:
        # The "no migraine" of a clear day says nothing about a headache that only the file knows.
        known = stored.migraine if stored.headache else None
        migraine = known if row.migraine is None else row.migraine
        severity, pain = row.severity, row.pain
        if severity is None or (pain is None and severity == stored.severity):
            severity, pain = stored.severity, stored.pain
    same_note = not row.note or row.note == clean_note(stored.note)
    kept = stored if row.headache else stored.as_kind(Kind.CLEAR)
    return replace(
        kept,
        headache=row.headache,
        migraine=migraine,
        severity=severity,
        pain=pain,
        medicine=medicine if row.medicine is None else row.medicine,
        note=stored.note if same_note else row.note,
    )
