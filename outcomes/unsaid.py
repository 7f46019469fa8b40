"""Saved days that do not say what a measure counts. See docs/method.md, "What counts as logged"."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.cycles import Span
from analysis.series import DayColumns, Measure, Series
from analysis.windows import Window


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Such days in a window.

    days: all of them. needed: how many must be answered until at most one headache day in five
    does not say; until then a rate of the others would be false.
    """

    days: int
    needed: int


def unsaid_counter(
    columns: DayColumns, measure: Measure, series: Series
) -> Callable[[Window], Unsaid]:
    """What counts, in a window of `series`, the days that are saved but not logged for `measure`.

    It adds the days up once, so that each window costs nothing.
    """
    numbers = columns.ordinals - series.first_day.toordinal()
    saved = _running(numbers, series.end)
    headache = _running(numbers[columns.headache == 1], series.end)

    def count(window: Window) -> Unsaid:
        days = _total(saved, window.spans) - window.logged
        # A file without a column for migraine says "none" of its clear days and nothing of the
        # others. Medicine is unsaid of clear days too, so what was said is not one-sided.
        if measure is Measure.MEDICINE:
            return Unsaid(days, 0)
        return Unsaid(days, max(-(-(5 * days - _total(headache, window.spans)) // 5), 0))

    return count


def days_inside(days: np.ndarray, spans: tuple[Span, ...]) -> int:
    """How many of some day numbers lie in the spans."""
    return sum(int(((days >= span.start) & (days < span.stop)).sum()) for span in spans)


def _running(numbers: np.ndarray, end: int) -> list[int]:
    """How many of some day numbers lie before each day of a diary."""
    inside = numbers[(numbers >= 0) & (numbers < end)]
    totals: list[int] = np.cumsum(np.bincount(inside, minlength=end)).tolist()
    return [0, *totals]


def _total(running: list[int], spans: tuple[Span, ...]) -> int:
    return sum([running[stop] - running[start] for start, stop in spans])
