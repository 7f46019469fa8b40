"""Thin lines below a chart's bars: when other preventives were taken, each with its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import Span
from outcomes.charts import svg
from outcomes.preventives import Preventive

MOST_LANES = 4
LANE = 28
NAME, MIDDLE = 12, 21
"""Below the top of a lane: the foot of the name's letters, and the line."""
MORE, BELOW = 18, 8
"""The line of text on those without room, and what keeps the next row away."""
THICK, END, SHORTEST, GAP = 5, 5, 3, 12
WIDEST_NAME = 220
NARROW_LETTERS = frozenset("fijlrt I.,:;'|()[]-")
WIDE_LETTERS = frozenset("mwMW@%&")


@dataclass(frozen=True, slots=True)
class Track:
    """A row of a chart: its days, where they lie, and all days of the chart it is one row of."""

    row: Span
    chart: Span
    left: float
    right: float
    a_day: float

    def x(self, day: int) -> float:
        """Where a day lies."""
        return self.left + (day - self.row.start) * self.a_day


@dataclass(frozen=True, slots=True)
class _Line:
    """One preventive in one row.

    An end is "open" where it was taken beyond what is drawn, "closed" at its first or last day, and
    empty where it goes on in another row.
    """

    name: str
    name_at: float
    start: float
    stop: float
    ends: tuple[str, str]
    ticks: tuple[float, ...]

    @property
    def left(self) -> float:
        """The left end of line and name."""
        return min(self.start, self.name_at)

    @property
    def right(self) -> float:
        """The right end of line and name."""
        return max(self.stop, self.name_at + width_of(self.name))


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lines of one row, packed, and how many found no room."""

    lanes: tuple[tuple[_Line, ...], ...]
    left_out: int

    @property
    def height(self) -> float:
        """The room they take."""
        room = LANE * len(self.lanes) + (MORE if self.left_out else 0)
        return room + BELOW if room else 0


def lay_out(preventives: Iterable[Preventive], track: Track, first: date, today: date) -> Lanes:
    """Pack the lines of one row into as few lanes as hold them; `first` is the date of day 0."""
    lanes: list[list[_Line]] = []
    left_out = 0
    for each in preventives:
        line = _line(each, track, first.toordinal(), today)
        if line is None:
            continue
        free = (lane for lane in lanes if all(_apart(line, other) for other in lane))
        lane = next(free, None)
        if lane is not None:
            lane.append(line)
        elif len(lanes) < MOST_LANES:
            lanes.append([line])
        else:
            left_out += 1
    return Lanes(tuple(map(tuple, lanes)), left_out)


def draw_lanes(lanes: Lanes, left: float, top: float) -> Iterator[SafeString]:
    """The lines of one row; nothing where there are none."""
    placed = [
        (line, top + LANE * number + MIDDLE)
        for number, lane in enumerate(lanes.lanes)
        for line in lane
    ]
    if not placed:
        return
    boxes = [svg.Box(a.start, y - THICK / 2, a.stop - a.start, THICK) for a, y in placed]
    yield svg.bars(boxes, "taken")
    yield svg.lines(((x, y - END, x, y + END) for a, y in placed for x in _marks(a)), "taken-mark")
    yield svg.heads(
        (
            (x, y, side)
            for a, y in placed
            for x, side, end in ((a.start, -1, a.ends[0]), (a.stop, 1, a.ends[1]))
            if end == "open"
        ),
        "taken",
    )
    for line, y in placed:
        yield svg.text(line.name_at, y - MIDDLE + NAME, line.name)
    if lanes.left_out:
        text = gettext("and %(count)s more, in the table") % {"count": lanes.left_out}
        yield svg.text(left, top + LANE * len(lanes.lanes) + NAME, text)


def _line(of: Preventive, track: Track, day_0: int, today: date) -> _Line | None:
    """A preventive in one row; None where it was not taken then."""
    row, chart = track.row, track.chart
    start = chart.start - 1 if of.started is None else of.started.toordinal() - day_0
    stop = (of.stopped or today).toordinal() - day_0 + 1
    if start >= row.stop or stop <= row.start:
        return None
    at = track.x(max(start, row.start))
    to = max(track.x(min(stop, row.stop)), at + SHORTEST)
    opens = "open" if row.start == chart.start else ""
    goes_on = "open" if row.stop == chart.stop or stop <= row.stop else ""
    name = clipped(of.name, min(track.right - track.left, WIDEST_NAME))
    days = (change.on.toordinal() - day_0 for change in of.changes)
    return _Line(
        name=name,
        name_at=min(at, track.right - width_of(name)),
        start=at,
        stop=to,
        ends=(
            "closed" if start >= row.start else opens,
            "closed" if of.stopped and stop <= row.stop else goes_on,
        ),
        ticks=tuple(track.x(day) for day in days if row.start <= day < row.stop),
    )


def _marks(line: _Line) -> Iterator[float]:
    """Where a line has an upright stroke: at its ends and at changes of dose."""
    yield from line.ticks
    if line.ends[0] == "closed":
        yield line.start
    if line.ends[1] == "closed":
        yield line.stop


def _apart(one: _Line, other: _Line) -> bool:
    return one.right + GAP <= other.left or other.right + GAP <= one.left


def width_of(text: str) -> float:
    """About how wide a name is drawn, rather too much than too little."""
    return sum(map(_letter, text))


def clipped(text: str, room: float) -> str:
    """A name that fits, cut where it is too long."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) + _letter("…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _letter(letter: str) -> float:
    if letter in WIDE_LETTERS or east_asian_width(letter) in "WF":
        return 13
    if letter in NARROW_LETTERS:
        return 5
    return 9.5 if letter.isupper() else 7.6
