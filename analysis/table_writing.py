"""Writing days as a CSV file that `read_table` reads back the same."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Protocol

from analysis.table_sheet import COLUMNS
from analysis.table_values import SEVERITY_NAMES, UNKNOWN, note_cell


class DayToWrite(Protocol):
    """A logged day; the meaning of each field is that of `TableRow`."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def headache(self) -> bool: ...
    @property
    def migraine(self) -> bool | None: ...
    @property
    def severity(self) -> int | None: ...
    @property
    def pain(self) -> int | None: ...
    @property
    def medicine(self) -> bool | None: ...
    @property
    def note(self) -> str: ...


def write_table(rows: Iterable[DayToWrite]) -> Iterator[str]:
    """The file one record at a time, the heading first, in the order of `rows`.

    To be encoded as UTF-8. Whoever sends it to a person puts a byte order mark ("\\ufeff") first,
    which spreadsheets need to see that it is UTF-8.
    """
    yield ",".join(COLUMNS) + "\r\n"
    for row in rows:
        severity = ""
        if row.headache:
            severity = str(row.pain or SEVERITY_NAMES.get(row.severity or 0, ""))
        cells = (
            row.date.isoformat(),
            _yes_no(row.headache),
            _yes_no(row.migraine) if row.headache else _yes_no(False),
            severity,
            _yes_no(row.medicine),
            note_cell(row.note),
        )
        yield ",".join(cells) + "\r\n"


def _yes_no(answer: bool | None) -> str:
    return UNKNOWN if answer is None else str(int(answer))
