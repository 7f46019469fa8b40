"""What every chart comes with: a heading, a one-sentence reading, two forms, a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from outcomes.charts import svg

LEFT, RIGHT = 26, 6
"""The room beside the bars or weeks, for the numbers of the axis."""
WEEKS = (7, 14, 21, 28)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a chart: its name and its width, at about one unit a pixel."""

    name: str
    width: float


WIDE = Form("wide", 600)
NARROW = Form("narrow", 320)


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart; `key` makes its ids and is its own within a page."""

    key: str
    title: str
    reading: str
    wide: SafeString
    narrow: SafeString
    table: SafeString


def days_axis(
    days: svg.Scale, width: float, named: Iterable[int] = (0, 14, 28)
) -> Iterator[SafeString]:
    """The scale of 28 days that charts share: a line each week, some of them named at the left."""
    yield svg.lines(((LEFT, days(n), width - RIGHT, days(n)) for n in WEEKS), "grid")
    for n in named:
        yield svg.text(LEFT - 6, days(n) + 4, str(n), "end")


def ground_line(days: svg.Scale, width: float) -> SafeString:
    """The line on which everything stands."""
    return svg.lines([(LEFT, days(0), width - RIGHT, days(0))], "axis")
