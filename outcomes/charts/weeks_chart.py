"""The days of a cycle week by week: each cycle faintly, all of them together boldly.

See docs/method.md, "Weeks since injection".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import EARLY_FROM, LATE_FROM, MONTH_DAYS, WEEK_DAYS
from outcomes.charts import svg
from outcomes.charts.chart import (
    LEFT,
    NARROW,
    RIGHT,
    WEEKS,
    WIDE,
    Chart,
    Form,
    days_axis,
    ground_line,
)
from outcomes.numbers import decimal
from outcomes.summary import Summary
from outcomes.week import Week
from outcomes.words.measure_words import WORDS
from outcomes.words.weeks_words import reading, week_label, weeks_table

HEAD, PLOT, LABELS = 44, 190, 44
ROOM_FOR_WEEK = 26
MANY = 10
"""Cycles; the lines of more are fainter still."""
DOT = {WIDE: 4.5, NARROW: 3.5}
FLAT = 3.0
"""The height of an open bar whose least and most are the same."""
FIRST_EARLY = EARLY_FROM // WEEK_DAYS + 1
FIRST_LATE = LATE_FROM // WEEK_DAYS + 1
"""Week 3, from which the last weeks are compared with those before them, and week 11."""

Point = tuple[float, float]
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where weeks and days of 28 lie in one form of the chart."""

    slot: float
    days: svg.Scale
    width: float

    def left(self, week: int) -> float:
        """Where the room of a week begins."""
        return LEFT + (week - 1) * self.slot

    def x(self, week: int) -> float:
        """The middle of a week."""
        return self.left(week) + self.slot / 2


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
    weeks = summary.weeks_shown
    return Marks(
        rated=any(week.rated for week in weeks),
        each_cycle=any(level is not None for week in weeks for level in week.in_cycles),
        few=any(week.open for week in weeks),
    )


def weeks_chart(summary: Summary) -> Chart | None:
    """The chart; None where no week of a cycle has a logged day."""
    weeks = summary.weeks_shown
    if not any(week.pooled.logged for week in weeks):
        return None
    title = gettext("%(measure)s, week by week after a session") % {
        "measure": WORDS[summary.measure].name
    }
    read = reading(weeks)

    def draw(form: Form) -> SafeString:
        size = (form.width, HEAD + PLOT + LABELS)
        parts = _parts(summary, weeks, form)
        return svg.drawing(f"weeks-{form.name}", size, title, read, parts)

    return Chart("weeks", title, read, draw(WIDE), draw(NARROW), weeks_table(weeks))


def _parts(summary: Summary, weeks: tuple[Week, ...], form: Form) -> Iterator[SafeString]:
    slot = (form.width - LEFT - RIGHT) / len(weeks)
    plot = _Plot(slot, svg.Scale(0, MONTH_DAYS, HEAD + PLOT, HEAD), form.width)
    yield from _ground(plot, weeks)
    yield from _compared(summary, plot, len(weeks))
    many = len(weeks[0].in_cycles) > MANY
    yield svg.curve(_faint(weeks, plot), "one-cycle of-many" if many else "one-cycle")
    line, label = _before(summary, plot)
    yield line
    yield from _pooled(weeks, plot, DOT[form])
    yield label
    yield svg.hits(svg.Box(plot.left(week.number), 0, slot, HEAD + PLOT + LABELS) for week in weeks)


def _ground(plot: _Plot, weeks: tuple[Week, ...]) -> Iterator[SafeString]:
    right, bottom = plot.width - RIGHT, plot.days(0)
    late = plot.left(FIRST_LATE)
    yield svg.bars([svg.Box(late, HEAD, right - late, PLOT)], "late-weeks")
    yield from days_axis(plot.days, plot.width, named=(0, *WEEKS))
    yield ground_line(plot.days, plot.width)
    # In little room every other week is named, so that 12 and 13+ do not run into each other.
    for week in weeks if plot.slot >= ROOM_FOR_WEEK else weeks[::2]:
        yield svg.text(plot.x(week.number), bottom + 17, week_label(week.number), "small middle")
    middle = (LEFT + right) / 2
    yield svg.text(middle, bottom + 36, gettext("week since the session"), "small middle")
    yield svg.lines([(LEFT, HEAD, LEFT, bottom)], "session-line")
    yield svg.arrows([(LEFT, HEAD)], "session")


def _compared(summary: Summary, plot: _Plot, last: int) -> Iterator[SafeString]:
    """The two times that are compared, above the weeks they take, with their levels."""
    for first, stop, name, side in (
        (FIRST_EARLY, FIRST_LATE - 1, gettext("weeks 3 to 10"), summary.early),
        (FIRST_LATE, last, gettext("week 11 on"), summary.late),
    ):
        left, right = plot.left(first) + 3, plot.left(stop + 1) - 3
        yield svg.lines([(left, HEAD - 8, right, HEAD - 8)], "bracket")
        level = side.window.per28
        rate = decimal(level) if side.has_rate and level is not None else "–"
        yield svg.text((left + right) / 2, HEAD - 30, name, "small middle")
        yield svg.text((left + right) / 2, HEAD - 14, rate, "rate middle")


def _faint(weeks: tuple[Week, ...], plot: _Plot) -> Iterator[Point | None]:
    """The line of each cycle, one after the other; it breaks where a week has too few days."""
    for levels in zip(*(week.in_cycles for week in weeks), strict=True):
        points = [
            None if level is None else (plot.x(week.number), plot.days(level))
            for week, level in zip(weeks, levels, strict=True)
        ]
        for run in _runs(points):
            # A line of no length, with round ends, shows a week that stands alone.
            yield from run if len(run) > 1 else run * 2
            yield None


def _pooled(weeks: tuple[Week, ...], plot: _Plot, radius: float) -> Iterator[SafeString]:
    edges = [_edge(week, plot) for week in weeks]
    runs = list(_runs(edges))
    parts = [svg.area(((x, high, low) for x, _, high, low in run), "weeks-band") for run in runs]
    for run in runs:
        parts.append(svg.curve(((x, y) for x, y, _, _ in run), "weeks-line"))
    parts.append(svg.dots(((x, y) for run in runs for x, y, _, _ in run), radius, "weeks-dot"))
    parts.append(svg.bars(_open(weeks, plot, radius), "open"))
    yield svg.group(parts, cls="since")


def _open(weeks: tuple[Week, ...], plot: _Plot, half: float) -> Iterator[svg.Box]:
    """From the least to the most that a week with few days logged can have been."""
    for week in weeks:
        best, worst = week.pooled.best, week.pooled.worst
        if week.open and best is not None and worst is not None:
            bottom = plot.days(best)
            top = min(plot.days(worst), bottom - FLAT)
            yield svg.Box(plot.x(week.number) - half, top, 2 * half, bottom - top)


def _edge(week: Week, plot: _Plot) -> tuple[float, float, float, float] | None:
    """Where a week lies: x, its level and the two ends of its range; None without a level."""
    of = week.pooled
    if not week.rated or of.per28 is None or of.lo is None or of.hi is None:
        return None
    return plot.x(week.number), plot.days(of.per28), plot.days(of.hi), plot.days(of.lo)


def _runs(points: Iterable[P | None]) -> Iterator[list[P]]:
    """What follows each other without a gap."""
    for there, run in groupby(points, lambda point: point is not None):
        if there:
            yield [point for point in run if point is not None]


def _before(summary: Summary, plot: _Plot) -> tuple[SafeString, SafeString]:
    """The line of the level before, and its name; nothing where there is no level."""
    level = summary.before.window.per28
    if not summary.before.has_rate or level is None:
        return SafeString(), SafeString()
    y = plot.days(level)
    line = svg.lines([(LEFT, y, plot.width - RIGHT, y)], "before-line")
    return line, svg.text(LEFT + 4, y - 6, gettext("before"), "small halo")
