"""From saved days to one value a calendar day. See docs/method.md, "What counts as logged"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Diary = NDArray[np.int8]
"""One value a calendar day: 1 counts, 0 logged and not counting, -1 not logged."""

COUNTS = 1
DOES_NOT_COUNT = 0
NOT_LOGGED = -1
MODERATE = 2
_SYMBOLS = {"1": COUNTS, "0": DOES_NOT_COUNT, ".": NOT_LOGGED}


class Measure(StrEnum):
    """What is counted."""

    HEADACHE = "headache"
    MIGRAINE = "migraine"
    MODERATE_SEVERE = "moderate_severe"
    MEDICINE = "medicine"


@dataclass(frozen=True, slots=True, eq=False)
class DayColumns:
    """Saved days as columns of one length, one row a saved day.

    ordinals: `date.toordinal()`, ascending and distinct. headache: 1 or 0 (a clear day).
    migraine and medicine: 1, 0, or -1 where it was not asked. severity: 1 mild, 2 moderate,
    3 severe, -1 none recorded.
    """

    ordinals: NDArray[np.int32]
    headache: NDArray[np.int8]
    migraine: NDArray[np.int8]
    severity: NDArray[np.int8]
    medicine: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One measure of a diary, day by day; day 0 is `first_day`.

    headache and unrated are given for moderate-or-severe days only: True on every headache
    day, and on those of them without a recorded severity, one value a calendar day.
    """

    diary: Diary
    first_day: date
    headache: NDArray[np.bool_] | None = None
    unrated: NDArray[np.bool_] | None = None

    @property
    def end(self) -> int:
        """The day number after the last day."""
        return len(self.diary)

    def day_number(self, day: date) -> int:
        """The number of a date; negative before the first day."""
        return (day - self.first_day).days

    def day_numbers(self, days: Iterable[date]) -> list[int]:
        """The numbers of several dates, in their order."""
        return [self.day_number(day) for day in days]

    def date_of(self, number: int) -> date:
        """The date of a day number."""
        return self.first_day + timedelta(days=number)

    def filled(self) -> "Series":
        """The same diary with every unlogged day from its first logged day on taken as 0."""
        logged = self.diary != NOT_LOGGED
        first_logged = int(logged.argmax()) if logged.any() else self.end
        diary = self.diary.copy()
        diary[first_logged:][~logged[first_logged:]] = DOES_NOT_COUNT
        return replace(self, diary=diary, headache=None, unrated=None)


def series_of(
    columns: DayColumns,
    measure: Measure,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Series:
    """The series of one measure, from the first saved day to the last.

    Give `first_day` and `last_day` where the diary runs further than its saved days, as a
    file does; saved days outside them are left out. Without any day and any `first_day`
    the series is empty and starts at `date.min`.
    """
    saved = columns.ordinals
    if first_day is None:
        first_day = date.fromordinal(int(saved[0])) if len(saved) else date.min
    if last_day is None:
        last_day = date.fromordinal(int(saved[-1])) if len(saved) else None
    length = max((last_day - first_day).days + 1, 0) if last_day else 0
    where = saved.astype(np.int64) - first_day.toordinal()
    inside = (where >= 0) & (where < length)

    def spread(values: NDArray[np.int8], empty: int) -> NDArray[np.int8]:
        days = np.full(length, empty, dtype=np.int8)
        days[where[inside]] = values[inside]
        return days

    diary = spread(_values_of(columns, measure), NOT_LOGGED)
    if measure is not Measure.MODERATE_SEVERE:
        return Series(diary, first_day)
    headache = spread(columns.headache, DOES_NOT_COUNT) == COUNTS
    return Series(diary, first_day, headache=headache, unrated=headache & (diary == NOT_LOGGED))


def read_diary(text: str) -> Diary:
    """Read a diary of `1`, `0` and `.` (not logged); ValueError on any other character."""
    try:
        return np.array([_SYMBOLS[symbol] for symbol in text], dtype=np.int8)
    except KeyError as error:
        raise ValueError(f"a diary has 1, 0 and . only, not {error.args[0]!r}") from None


def _values_of(columns: DayColumns, measure: Measure) -> Diary:
    clear = columns.headache == DOES_NOT_COUNT
    if measure is Measure.HEADACHE:
        return columns.headache
    if measure is Measure.MEDICINE:
        return columns.medicine
    if measure is Measure.MIGRAINE:
        return np.where(clear, DOES_NOT_COUNT, columns.migraine).astype(np.int8)
    rated = np.where(columns.severity < 0, NOT_LOGGED, columns.severity >= MODERATE)
    return np.where(clear, DOES_NOT_COUNT, rated).astype(np.int8)
