"""What one line of a diary file says about its day (docs/method.md, "Input")."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from analysis.table_problems import ProblemList, UnreadableCellError, gettext_noop, shorten
from analysis.table_sheet import OPTIONAL, Record
from analysis.table_values import (
    NO_PAIN,
    NOT_SAID,
    UNKNOWN,
    plain,
    read_note,
    read_severity,
    read_yes_no,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One logged day. None is "not asked" or "not known".

    `severity` is 1 mild, 2 moderate, 3 severe; `pain` the number from 1 to 10 where one was given.
    `line` is where the day stood in its file, from 1, and does not count in comparing rows.
    """

    date: datetime.date
    headache: bool
    migraine: bool | None = None
    severity: int | None = None
    pain: int | None = None
    medicine: bool | None = None
    note: str = ""
    line: int = field(default=0, compare=False)


def read_row(
    record: Record, date: datetime.date | None, problems: ProblemList, warnings: ProblemList
) -> TableRow | None:
    """The day a record logs, or None where its headache is blank.

    Whatever is wrong with its cells goes into `problems`, and the row is then not to be used. With
    no date the cells are checked all the same, and there is no row.

    Of the columns that were asked, a blank migraine or medicine is a no and "?" is not known; of
    those that were not, both are None. A clear day has no migraine and no severity in any case.
    """
    problems_before = len(problems)
    headache = _read(record, "headache", read_yes_no, None, problems)
    migraine = _read(record, "migraine", _no_when_blank, None, problems)
    severity, pain = _read(record, "severity", read_severity, NOT_SAID, problems)
    medicine = _read(record, "medicine", _no_when_blank, None, problems)
    note = _read(record, "note", read_note, "", problems)
    if len(problems) > problems_before:
        return None
    contradiction = find_contradiction(headache, migraine, severity)
    if contradiction:
        column, message = contradiction
        problems.add(message, record.line, column, value=shorten(record.cells[column]))
        return None
    if headache is None:
        _warn_if_skipped(record, warnings)
        return None
    if date is None:
        return None
    return TableRow(
        date=date,
        headache=headache,
        migraine=migraine if headache else False,
        severity=severity if headache else None,
        pain=pain if headache else None,
        medicine=medicine,
        note=note,
        line=record.line,
    )


def _read(
    record: Record,
    column: str,
    reader: Callable[[str], T],
    otherwise: T,
    problems: ProblemList,
) -> T:
    """What a cell says; `otherwise` where there is no such column, or a problem with the cell."""
    if column not in record.cells:
        return otherwise
    try:
        return reader(record.cells[column])
    except UnreadableCellError as error:
        value = shorten(record.cells[column])
        problems.add(error.message, record.line, column, value=value, **error.values)
        return otherwise


def _no_when_blank(cell: str) -> bool | None:
    return read_yes_no(cell, when_blank=False)


def find_contradiction(
    headache: bool | None, migraine: bool | None, severity: int | None
) -> tuple[str, str] | None:
    """The column that contradicts headache, and what to say about it; None if none does."""
    if headache is None and migraine:
        return "migraine", gettext_noop(
            "There is a migraine but headache is blank. Write 1 under headache, "
            "or leave migraine blank."
        )
    if headache is None and severity:
        return "severity", gettext_noop(
            "The severity is “%(value)s” but headache is blank. Write 1 under headache, "
            "or leave severity blank."
        )
    if headache is False and migraine:
        return "migraine", gettext_noop(
            "There is a migraine but no headache. A migraine day is a headache day too: "
            "write 1 under headache, or 0 under migraine."
        )
    if headache is False and severity:
        return "severity", gettext_noop(
            "The severity is “%(value)s” but there is no headache. Write 1 under headache, "
            "or leave severity blank."
        )
    if headache and severity == NO_PAIN:
        return "severity", gettext_noop(
            "There is a headache but the severity is “%(value)s”. Write 0 under headache, "
            "or leave severity blank."
        )
    return None


def _warn_if_skipped(record: Record, warnings: ProblemList) -> None:
    filled = [
        column for column in OPTIONAL if plain(record.cells.get(column, "")) not in ("", UNKNOWN)
    ]
    if filled:
        message = gettext_noop(
            "This line was left out: headache is blank, but there is something under %(columns)s."
        )
        warnings.add(message, record.line, "headache", columns=", ".join(filled))
