"""Dates as people write them in tables; which number is the day is found over the whole file."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from analysis.table_problems import UnreadableCellError, gettext_noop
from analysis.table_values import plain

FIRST_YEAR, LAST_YEAR = 1950, 2100
LATEST_SHORT_YEAR = 68
MONTHS, DAYS = 12, 31

_TIME = r"(?:[t ] *[0-9]{1,2}:[0-9]{2}.*)?"
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t[0-9]{2}.*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})" + _TIME)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")


class DateOrder(StrEnum):
    """How the dates of a file are written: 2026-03-04, 4/3/2026, or 3/4/2026."""

    ISO = "iso"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class WrittenDate(NamedTuple):
    """The numbers of a date in the order written, the year apart."""

    year: int
    first: int
    second: int
    year_first: bool

    @property
    def only_day_first(self) -> bool:
        return not self.year_first and MONTHS < self.first <= DAYS and self.second <= MONTHS

    @property
    def only_month_first(self) -> bool:
        return not self.year_first and MONTHS < self.second <= DAYS and self.first <= MONTHS

    @property
    def depends_on_order(self) -> bool:
        return not self.year_first and self.first != self.second and self._fits_both

    @property
    def _fits_both(self) -> bool:
        return self.first <= MONTHS and self.second <= MONTHS

    def on(self, order: DateOrder) -> datetime.date:
        """The day meant; raises UnreadableCellError if it is none, or none in this order."""
        if order is DateOrder.ISO and not self.year_first:
            raise UnreadableCellError(
                gettext_noop("“%(value)s” does not start with the year. Write it as 2026-03-04.")
            )
        day_first = not self.year_first and order is not DateOrder.MONTH_FIRST
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        try:
            date = datetime.date(self.year, month, day)
        except ValueError:
            template = _NO_SUCH_DAY[None if self.year_first else order]
            raise UnreadableCellError(template) from None
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise UnreadableCellError(
                gettext_noop("“%(value)s” is too long ago or too far ahead. Check the year.")
            )
        return date


_NO_SUCH_DAY = {
    None: gettext_noop("There is no such day as “%(value)s”."),
    DateOrder.DAY_FIRST: gettext_noop(
        "There is no such day as “%(value)s”, with the day before the month."
    ),
    DateOrder.MONTH_FIRST: gettext_noop(
        "There is no such day as “%(value)s”, with the month before the day."
    ),
}


def read_written_date(cell: str) -> WrittenDate:
    """The numbers of the date in a cell; a time of day behind it is ignored.

    A year of two digits is 2000 to 2068 or 1969 to 1999. Raises UnreadableCellError for what is
    not written as a date.
    """
    text = plain(cell)
    if found := _YEAR_FIRST.fullmatch(text):
        return WrittenDate(int(found[1]), int(found[3]), int(found[4]), year_first=True)
    if found := _RUN_TOGETHER.fullmatch(text):
        return WrittenDate(int(found[1]), int(found[2]), int(found[3]), year_first=True)
    if found := _YEAR_LAST.fullmatch(text):
        year = int(found[4])
        if len(found[4]) == 2:
            year += 2000 if year <= LATEST_SHORT_YEAR else 1900
        return WrittenDate(year, int(found[1]), int(found[3]), year_first=False)
    if not text:
        raise UnreadableCellError(gettext_noop("This line has no date."))
    if _SERIAL.fullmatch(text):
        raise UnreadableCellError(
            gettext_noop(
                "“%(value)s” is a spreadsheet’s own number for a date. "
                "In the spreadsheet, format the column as a date, then save it as CSV again."
            )
        )
    raise UnreadableCellError(
        gettext_noop("“%(value)s” is not a date we can read. Write it as 2026-03-04.")
    )


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """The order of a file's dates: None where it is unclear, or where they contradict each other.

    `clash` is then the lines of a date that is only day-first and one that is only month-first.
    """

    order: DateOrder | None
    clash: tuple[int, int] | None = None

    @property
    def unclear(self) -> bool:
        return self.order is None and self.clash is None


def find_order(dates: Iterable[tuple[int, WrittenDate]]) -> FoundOrder:
    """Which order the dates of one file, each with its line, are in: a day above 12 tells.

    Dates with the year first need no order, nor do those whose day and month are the same.
    """
    told_by: dict[DateOrder, int] = {}
    depends = year_last = False
    for line, date in dates:
        year_last = year_last or not date.year_first
        depends = depends or date.depends_on_order
        if date.only_day_first:
            told_by.setdefault(DateOrder.DAY_FIRST, line)
        elif date.only_month_first:
            told_by.setdefault(DateOrder.MONTH_FIRST, line)
    if len(told_by) == 2:
        return FoundOrder(None, (told_by[DateOrder.DAY_FIRST], told_by[DateOrder.MONTH_FIRST]))
    if told_by:
        return FoundOrder(next(iter(told_by)))
    if depends:
        return FoundOrder(None)
    return FoundOrder(DateOrder.DAY_FIRST if year_last else DateOrder.ISO)
