"""Every cycle as a group of bars, 28 days each, with the rate of the whole cycle over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import MONTH_DAYS
from analysis.windows import Window
from outcomes.charts import svg
from outcomes.charts.chart import LEFT, NARROW, RIGHT, WIDE, Chart, Form, days_axis, ground_line
from outcomes.charts.stacks import stacks
from outcomes.cycle import Cycle
from outcomes.numbers import decimal, level_range, month, of_days, short_day
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables.cycle_table import cycle_table, with_before
from outcomes.words.measure_words import WORDS

MOST_GROUPS = {WIDE: 9, NARROW: 5}
"""In one row; more cycles wrap into rows of equal length, as text does."""
WIDEST_GROUP = 104
ROOM_FOR_DAY, ROOM_FOR_MONTH = 80, 62
MARKS, LABELS = 38, 46
PLOT_ALONE, PLOT_OF_SEVERAL = 150, 92
GAP, OVERDUE_GAP, OVERDUE_WIDTH = 1.5, 5, 0.5
"""Overdue time stands apart, half as wide as 28 days and outlined: it is none of the three."""
FILLED = 0.84
DOT, CAP = 4.0, 4.0


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands together: a cycle, or without one the time before the first."""

    side: Side
    months: tuple[Window, ...]
    cycle: Cycle | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the chart: its groups, each `slot` wide and drawn from `inset` on."""

    groups: tuple[_Group, ...]
    slot: float
    inset: float
    bar: float
    days: svg.Scale
    width: float

    def left(self, index: int) -> float:
        """Where the first bar of a group begins."""
        return LEFT + index * self.slot + self.inset

    def middle(self, index: int) -> float:
        """The middle of the three bars of a group."""
        return self.left(index) + 1.5 * self.bar + GAP

    def bars(self, index: int) -> Iterator[tuple[float, Window]]:
        """The three bars of a group, each with its left edge."""
        for number, window in enumerate(self.groups[index].months):
            yield self.left(index) + number * (self.bar + GAP), window

    def overdue(self, index: int) -> float:
        """Where the bar of overdue time begins."""
        return self.left(index) + 3 * self.bar + 2 * GAP + OVERDUE_GAP

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.days.start + LABELS


def cycle_chart(summary: Summary) -> Chart | None:
    """The chart; None without a session that has days."""
    if not any(cycle.side.window.days for cycle in summary.cycles):
        return None
    title = gettext("%(measure)s, cycle by cycle") % {"measure": WORDS[summary.measure].name}
    reading = _reading(summary)

    def draw(form: Form) -> SafeString:
        key = f"cycles-{form.name}"
        rows = list(_rows(summary, form))
        parts = [svg.hatch(f"{key}-hatch")]
        parts += [part for row in rows for part in _parts(row, key)]
        parts.append(svg.hits(box for row in rows for box in _hits(row)))
        return svg.drawing(key, (form.width, rows[-1].bottom), title, reading, parts)

    return Chart("cycles", title, reading, draw(WIDE), draw(NARROW), cycle_table(summary))


@dataclass(frozen=True, slots=True)
class Marks:
    """What the legend has to name: time after day 84, rates, and what is a least only."""

    overdue: bool
    rated: bool
    least: bool


def marks(summary: Summary) -> Marks:
    """What is drawn besides the bars."""
    sides = [group.side for group in _groups(summary)]
    return Marks(
        overdue=_has_overdue(summary),
        rated=any(side.has_rate for side in sides),
        least=any(side.at_least and side.has_figure for side in sides),
    )


def _has_overdue(summary: Summary) -> bool:
    """Whether any cycle went on after its day 84."""
    return any(cycle.overdue.days for cycle in summary.cycles)


def about_cycles(summary: Summary) -> str:
    """What cycles are, and how far they may be compared."""
    if summary.first is None:
        return ""
    parts = [
        gettext("Each cycle runs from its session to the next."),
        gettext("Cycles also differ by chance, so look at the ranges."),
    ]
    if summary.first.first_ever is False:
        parts.append(
            gettext(
                "Botox had been given before the first session here, so cycles can only be "
                "compared with each other."
            )
        )
    elif summary.first.first_ever is None:
        parts.append(
            gettext(
                "It is not known if the first session here was the first Botox ever, so cycles "
                "can only be compared with each other."
            )
        )
    return " ".join(parts)


def _groups(summary: Summary) -> list[_Group]:
    before = [_Group(summary.before, summary.months_before)] if with_before(summary) else []
    return before + [_Group(cycle.side, cycle.months, cycle) for cycle in summary.cycles]


def _rows(summary: Summary, form: Form) -> Iterator[_Row]:
    groups = _groups(summary)
    rows = ceil(len(groups) / MOST_GROUPS[form])
    a_row = ceil(len(groups) / rows)
    slot = min((form.width - LEFT - RIGHT) / a_row, WIDEST_GROUP)
    apart, bars = (OVERDUE_GAP, 3 + OVERDUE_WIDTH) if _has_overdue(summary) else (0, 3)
    bar = (FILLED * slot - 2 * GAP - apart) / bars
    plot = PLOT_ALONE if rows == 1 else PLOT_OF_SEVERAL
    top = 0.0
    for first in range(0, len(groups), a_row):
        bottom = top + MARKS + plot
        days = svg.Scale(0, MONTH_DAYS, bottom, bottom - plot)
        here = tuple(groups[first : first + a_row])
        row = _Row(here, slot, (1 - FILLED) / 2 * slot, bar, days, form.width)
        top = row.bottom
        yield row


def _parts(row: _Row, key: str) -> Iterator[SafeString]:
    yield from days_axis(row.days, row.width)
    yield from _bars(row, f"{key}-hatch")
    yield ground_line(row.days, row.width)
    yield from _rates(row)
    for index, group in enumerate(row.groups):
        yield from _labels(row, index, group)


def _bars(row: _Row, hatch: str) -> Iterator[SafeString]:
    numbered = list(enumerate(row.groups))
    before = [bar for i, group in numbered if not group.cycle for bar in row.bars(i)]
    since = [bar for i, group in numbered if group.cycle for bar in row.bars(i)]
    overdue = [(row.overdue(i), group.cycle.overdue) for i, group in numbered if group.cycle]
    for cls, bars, width in (
        ("before", before, row.bar),
        ("since", since, row.bar),
        ("since overdue", overdue, OVERDUE_WIDTH * row.bar),
    ):
        if any(window.days for _, window in bars):
            yield svg.group(stacks(bars, width, row.days, hatch), cls=cls)


def _rates(row: _Row) -> Iterator[SafeString]:
    """A dot at each rate and a line over its range; a broken line where it is only a least."""
    dots, ranges, leasts = [], [], []
    for index, group in enumerate(row.groups):
        x, window = row.middle(index), group.side.window
        if group.side.at_least and window.best is not None and window.worst is not None:
            leasts.append((x, row.days(window.best), x, row.days(window.worst)))
            leasts.append((x - CAP, row.days(window.best), x + CAP, row.days(window.best)))
        elif group.side.has_rate:
            assert window.lo is not None and window.hi is not None and window.per28 is not None
            low, high = row.days(window.lo), row.days(window.hi)
            ranges += [(x, low, x, high)]
            ranges += [(x - CAP, y, x + CAP, y) for y in (low, high)]
            dots.append((x, row.days(window.per28)))
    yield svg.lines([*ranges, *leasts], "rate-edge")
    yield svg.lines(ranges, "rate-range")
    yield svg.lines(leasts, "rate-range rate-least")
    yield svg.dots(dots, DOT, "rate-dot")


def _labels(row: _Row, index: int, group: _Group) -> Iterator[SafeString]:
    x, top, bottom = row.middle(index), row.days(MONTH_DAYS), row.days(0)
    window = group.side.window
    if group.side.at_least and window.best is not None:
        yield svg.text(x, top - 22, gettext("at least"), "small middle")
        yield svg.text(x, top - 8, decimal(window.best), "rate middle")
    elif group.side.has_rate and window.per28 is not None:
        yield svg.text(x, top - 8, decimal(window.per28), "rate middle")
    else:
        yield svg.text(x, top - 8, "–", "middle")
    if group.cycle is None:
        yield svg.text(x, bottom + 17, gettext("Before"), "small middle")
        return
    on = group.cycle.session.on
    yield svg.text(x, bottom + 17, str(group.cycle.number), "session-number middle")
    # Where months would run into each other, every other one is left out.
    if row.slot >= ROOM_FOR_MONTH or index % 2 == 0:
        label = short_day(on) if row.slot >= ROOM_FOR_DAY else month(on)
        yield svg.text(x, bottom + 32, label, "small middle")


def _hits(row: _Row) -> Iterator[svg.Box]:
    top = row.days(MONTH_DAYS) - MARKS
    for index in range(len(row.groups)):
        yield svg.Box(LEFT + index * row.slot, top, row.slot, row.bottom - top)


def _reading(summary: Summary) -> str:
    what = gettext("Three bars a cycle, 28 days each, from its session on.")
    rated = [cycle for cycle in summary.cycles if cycle.side.has_rate]
    if not rated:
        return what + " " + gettext("No cycle has enough days logged for a rate yet.")
    cycle = rated[-1]
    window = cycle.side.window
    assert window.lo is not None and window.hi is not None and window.per28 is not None
    latest = gettext(
        "Cycle %(number)s, the latest with enough logged: %(rate)s days of 28, range %(range)s, "
        "%(coverage)s days logged."
    ) % {
        "number": cycle.number,
        "rate": decimal(window.per28),
        "range": level_range(window.lo, window.per28, window.hi),
        "coverage": of_days(window.logged, window.days),
    }
    return f"{what} {latest}"
