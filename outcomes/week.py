"""Weeks since injection, and which of them have a level that may be shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.weeks import WeekSinceInjection
from analysis.windows import Window
from outcomes.cycle import Cycle
from outcomes.unsaid import Unsaid


@dataclass(frozen=True, slots=True)
class Week:
    """One week since injection.

    number: 1 to 12, or 13 for all that follow. pooled: its days in all cycles together.
    few: too few of them are logged. unsaid: too few of them say what is counted. in_cycles: days
    of 28 in each cycle that has a line of its own; None where too few days of the week are logged.
    """

    number: int
    pooled: Window
    few: bool
    unsaid: bool
    in_cycles: tuple[float | None, ...]

    @property
    def rated(self) -> bool:
        """Whether its level is shown with a range."""
        return not self.few and not self.unsaid

    @property
    def open(self) -> bool:
        """Whether only the least and the most it can have been are shown."""
        return self.few and not self.unsaid and self.pooled.logged > 0


def weeks_of(
    weeks: Iterable[WeekSinceInjection],
    cycles: Iterable[Cycle],
    unsaid_in: Callable[[Window], Unsaid],
) -> tuple[Week, ...]:
    """Weeks 1 to 12, and 13 on.

    A cycle with mostly bad days logged, or whose days do not say what is counted, has no line: it
    would be too high, or too low. One cycle alone is what all are together.
    """
    sides = [cycle.side for cycle in cycles]
    drawn = [
        len(sides) > 1 and not side.at_least and not side.unsaid.needed and bool(side.window.logged)
        for side in sides
    ]
    return tuple(
        Week(
            number=week.number,
            pooled=week.pooled,
            few=week.few_logged,
            unsaid=unsaid_in(week.pooled).needed > 0,
            in_cycles=tuple(
                level for level, has_line in zip(week.in_cycles, drawn, strict=True) if has_line
            ),
        )
        for week in weeks
    )
