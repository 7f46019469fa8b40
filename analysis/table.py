"""Reading a table of days from a CSV file, for the import and for the command line."""

import datetime
from dataclasses import dataclass

from analysis.table_dates import DateOrder, FoundOrder, WrittenDate, find_order, read_written_date
from analysis.table_problems import Problem, ProblemList, UnreadableCellError, gettext_noop, shorten
from analysis.table_rows import TableRow, read_row
from analysis.table_sheet import OPTIONAL, Record, read_sheet

__all__ = ["DateOrder", "Problem", "Table", "TableRow", "read_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file of days as read.

    `rows` are the logged days that nothing is wrong with, by date and one a date; `asked` the
    columns among migraine, severity, medicine and note that the file has. `order_unclear`: the
    dates fit both day-first and month-first; there are then no rows, and the person has to say.
    `first_date` and `last_date` are those of every line with a date, and `blank_dates` counts the
    dates whose headache is blank.
    """

    rows: tuple[TableRow, ...]
    asked: frozenset[str]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    date_order: DateOrder | None
    order_unclear: bool
    first_date: datetime.date | None
    last_date: datetime.date | None
    blank_dates: int


def read_table(data: bytes, *, date_order: DateOrder | None = None) -> Table:
    """The days in a CSV file; whatever the bytes are, it says what is wrong and never raises.

    `date_order` is the person's answer where a first reading found the order unclear.
    """
    problems, warnings = ProblemList(), ProblemList()
    sheet = read_sheet(data, problems, warnings)
    written = [_read_date(record) for record in sheet.records]
    found = FoundOrder(date_order) if date_order else _find_order(sheet.records, written, problems)
    days = _Days()
    for record, written_date in zip(sheet.records, written, strict=True):
        problems_before = len(problems)
        date = _place_date(record, written_date, found.order, problems)
        row = read_row(record, date, problems, warnings)
        if date is not None:
            days.dates.add(date)
            if len(problems) == problems_before:
                days.add(record.line, date, row, problems)
    if sheet.columns and not sheet.records:
        warnings.add(gettext_noop("The file has headings but no days."))
    return Table(
        rows=tuple(row for _, row in sorted(days.rows.items()) if row is not None),
        asked=sheet.columns.intersection(OPTIONAL),
        problems=problems.listed(),
        warnings=warnings.listed(),
        date_order=found.order,
        order_unclear=found.unclear,
        first_date=min(days.dates, default=None),
        last_date=max(days.dates, default=None),
        blank_dates=sum(row is None for row in days.rows.values()),
    )


class _Days:
    """The days of a file, one a date; a date whose lines differ has none."""

    def __init__(self) -> None:
        self.dates: set[datetime.date] = set()
        self.rows: dict[datetime.date, TableRow | None] = {}
        self._first: dict[datetime.date, tuple[int, TableRow | None]] = {}

    def add(
        self, line: int, date: datetime.date, row: TableRow | None, problems: ProblemList
    ) -> None:
        if date not in self._first:
            self._first[date] = (line, row)
            self.rows[date] = row
            return
        first_line, first_row = self._first[date]
        if row != first_row:
            self.rows.pop(date, None)
            message = gettext_noop(
                "Line %(first_line)s is for the same date, %(date)s, but says something else. "
                "Keep one of the two."
            )
            problems.add(message, line, "date", first_line=first_line, date=date.isoformat())


def _read_date(record: Record) -> WrittenDate | UnreadableCellError:
    try:
        return read_written_date(record.cells["date"])
    except UnreadableCellError as error:
        return error


def _find_order(
    records: tuple[Record, ...],
    written: list[WrittenDate | UnreadableCellError],
    problems: ProblemList,
) -> FoundOrder:
    """The order of the file's dates; a problem where some say one and some the other."""
    found = find_order(
        (record.line, date)
        for record, date in zip(records, written, strict=True)
        if isinstance(date, WrittenDate)
    )
    if found.clash:
        message = gettext_noop(
            "The dates are not all written the same way: on line %(day_first)s the day comes "
            "first, on line %(month_first)s the month. Write them all as 2026-03-04."
        )
        day_first, month_first = found.clash
        problems.add(message, None, "date", day_first=day_first, month_first=month_first)
    return found


def _place_date(
    record: Record,
    written: WrittenDate | UnreadableCellError,
    order: DateOrder | None,
    problems: ProblemList,
) -> datetime.date | None:
    """The record's date; None where the order is not known, and with a problem where it is none."""
    try:
        if isinstance(written, UnreadableCellError):
            raise written
        return written.on(order) if order else None
    except UnreadableCellError as error:
        value = shorten(record.cells["date"])
        problems.add(error.message, record.line, "date", value=value, **error.values)
        return None
