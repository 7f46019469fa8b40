"""How bad attacks were at their worst. See docs/method.md, "Severity of attacks"."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cycles import Span, stretches
from analysis.series import COUNTS, DayColumns, Series

NONE_RECORDED = -1


@dataclass(frozen=True, slots=True)
class AttackSeverities:
    """The attacks of some days by their worst day; unrated ones have no day with a severity."""

    mild: int
    moderate: int
    severe: int
    unrated: int

    @property
    def rated(self) -> int:
        """Attacks with a severity on one day at least."""
        return self.mild + self.moderate + self.severe

    @property
    def attacks(self) -> int:
        """All of them."""
        return self.rated + self.unrated


def severity_by_day(columns: DayColumns, series: Series) -> NDArray[np.int8]:
    """The recorded severity, 1 to 3, on each calendar day of `series`; -1 where there is none."""
    days = np.full(series.end, NONE_RECORDED, dtype=np.int8)
    where = columns.ordinals.astype(np.int64) - series.first_day.toordinal()
    inside = (where >= 0) & (where < series.end)
    days[where[inside]] = columns.severity[inside]
    return days


def attack_severities(
    headache: Series, severity: NDArray[np.int8], spans: Iterable[Span]
) -> AttackSeverities:
    """Count the attacks in `spans`, which are inside the diary and in order.

    An attack is a run of headache days one after the other. It has one severity, that of its worst
    day: a long attack weighs as much as a short one. Spans that follow each other without a day
    between are one stretch; an attack that goes on past a stretch is cut there.
    """
    worst = [
        value
        for start, stop in stretches(spans)
        for value in _worst(headache.diary[start:stop] == COUNTS, severity[start:stop])
    ]
    return AttackSeverities(*(worst.count(band) for band in (1, 2, 3, NONE_RECORDED)))


def _worst(bad: NDArray[np.bool_], severity: NDArray[np.int8]) -> list[int]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], bad, [False]])))
    if not len(edges):
        return []
    # Between two attacks there is a day that is none, whose severity -1 changes no maximum.
    values = np.where(bad, severity, NONE_RECORDED)
    return [int(value) for value in np.maximum.reduceat(values, edges[::2])]
