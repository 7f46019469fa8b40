"""Weeks since injection, and which of them have a level that may be shown."""

from dataclasses import dataclass

from analysis.windows import Window
from outcomes.summary import Summary


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


@dataclass(frozen=True, slots=True)
class Marks:
    """What the legend has to name.

    rated: weeks with a level. each_cycle: lines of single cycles. few: weeks with few days logged.
    """

    rated: bool
    each_cycle: bool
    few: bool


def marks(summary: Summary) -> Marks:
    """What is drawn, but for the level before."""
    weeks = weeks_of(summary)
    return Marks(
        rated=any(week.rated for week in weeks),
        each_cycle=any(level is not None for week in weeks for level in week.in_cycles),
        few=any(week.open for week in weeks),
    )


def weeks_of(summary: Summary) -> tuple[Week, ...]:
    """Weeks 1 to 12, and 13 on.

    A cycle with mostly bad days logged, or whose days do not say what is counted, has no line: it
    would be too high, or too low. One cycle alone is what all are together.
    """
    sides = [cycle.side for cycle in summary.cycles]
    drawn = [
        len(sides) > 1 and not side.at_least and not side.unsaid.needed and bool(side.window.logged)
        for side in sides
    ]
    return tuple(
        Week(
            number=week.number,
            pooled=week.pooled,
            few=week.few_logged,
            unsaid=summary.unsaid_in(week.pooled).needed > 0,
            in_cycles=tuple(
                level for level, has_line in zip(week.in_cycles, drawn, strict=True) if has_line
            ),
        )
        for week in summary.weeks
    )
