"""Saved days that do not say what a measure counts. See docs/method.md, "What counts as logged"."""

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


def count_unsaid(columns: DayColumns, measure: Measure, series: Series, window: Window) -> Unsaid:
    """The days of `window`, one of `series`, that are saved but not logged for `measure`."""
    saved = columns.ordinals - series.first_day.toordinal()
    days = days_inside(saved, window.spans) - window.logged
    # A file without a column for migraine says "none" of its clear days and nothing of the
    # others. Medicine is unsaid of clear days too, so what was said is not one-sided.
    if measure is Measure.MEDICINE:
        return Unsaid(days, 0)
    headache = days_inside(saved[columns.headache == 1], window.spans)
    return Unsaid(days, max(-(-(5 * days - headache) // 5), 0))


def days_inside(days: np.ndarray, spans: tuple[Span, ...]) -> int:
    """How many of some day numbers lie in the spans."""
    return sum(int(((days >= span.start) & (days < span.stop)).sum()) for span in spans)
