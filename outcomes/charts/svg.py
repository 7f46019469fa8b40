"""Small pieces that charts are drawn from: tags, a scale, an axis, bars, the frame.

Colours and fonts are left to static/css/charts.css through classes. A length is in units of the
drawing's own size (viewBox), which the page shows at about one unit a pixel.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to lengths."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)


class Box(NamedTuple):
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


def tag(name: str, content: str = "", /, **attributes: str | float) -> SafeString:
    """An element; `cls` stands for class, an underscore for a hyphen, and all text is escaped."""
    written = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    inner = content if isinstance(content, SafeString) else escape(content)
    return SafeString(f"<{name}{written}>{inner}</{name}>")


def text(x: float, y: float, content: str, cls: str = "") -> SafeString:
    """A line of text; classes `end` and `middle` say what stands at x."""
    # Written out, as a chart of forty cycles has hundreds: three times as quick as by `tag`.
    kind = f"t {cls}" if cls else "t"
    place = f'x="{round(x, 1):g}" y="{round(y, 1):g}"'
    return SafeString(f'<text {place} class="{kind}">{escape(content)}</text>')


def lines(ends: Iterable[tuple[float, float, float, float]], cls: str) -> SafeString:
    """Any number of straight lines, each x1, y1, x2, y2, as one path."""
    path = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for x1, y1, x2, y2 in ends)
    return tag("path", d=path, cls=cls) if path else SafeString()


def arrows(points: Iterable[tuple[float, float]], cls: str) -> SafeString:
    """Any number of arrowheads that point down at x, y, as one path."""
    path = "".join(f"M{x:.1f} {y:.1f}l-5 -8h10z" for x, y in points)
    return tag("path", d=path, cls=cls) if path else SafeString()


def heads(points: Iterable[tuple[float, float, int]], cls: str) -> SafeString:
    """Any number of arrowheads at x, y that point right for 1 and left for -1, as one path."""
    path = "".join(f"M{x:.1f} {y - 5:.1f}l{5 * to} 5l{-5 * to} 5z" for x, y, to in points)
    return tag("path", d=path, cls=cls) if path else SafeString()


def bars(boxes: Iterable[Box], cls: str, **attributes: str) -> SafeString:
    """Any number of rectangles as one path, which is a tenth of the bytes of as many elements."""
    path = "".join(
        f"M{x:.1f} {y:.1f}h{w:.1f}v{h:.1f}h{-w:.1f}z" for x, y, w, h in boxes if w > 0 and h > 0
    )
    return tag("path", d=path, cls=cls, **attributes) if path else SafeString()


def hits(boxes: Iterable[Box], lines: str = "rows") -> SafeString:
    """Unseen areas, one for each of the `lines` (rows or columns) of the chart's table, in order.

    A script shows the numbers of the area that is touched; nothing else uses them.
    """
    path = "".join(
        f'<path d="M{x:.0f} {y:.0f}h{w:.0f}v{h:.0f}h{-w:.0f}z"/>' for x, y, w, h in boxes
    )
    return tag("g", SafeString(path), cls="hits", data_lines=lines)


def curve(points: Iterable[tuple[float, float] | None], cls: str) -> SafeString:
    """A line from point to point; it breaks where there is None, and never bridges it."""
    path, pen = "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]:.1f} {point[1]:.1f}"
        pen = "L"
    return tag("path", d=path, cls=cls) if path else SafeString()


def area(edges: Iterable[tuple[float, float, float]], cls: str) -> SafeString:
    """A band from x, upper, lower to the next; one alone is drawn a little wide."""
    points = list(edges)
    if len(points) == 1:
        x, upper, lower = points[0]
        points = [(x - 3, upper, lower), (x + 3, upper, lower)]
    there = [f"{x:.1f} {upper:.1f}" for x, upper, _ in points]
    back = [f"{x:.1f} {lower:.1f}" for x, _, lower in reversed(points)]
    return tag("path", d=f"M{'L'.join([*there, *back])}z", cls=cls) if points else SafeString()


def dots(points: Iterable[tuple[float, float]], radius: float, cls: str) -> SafeString:
    """Any number of circles at x, y, as one path."""
    path = "".join(
        f"M{x - radius:.1f} {y:.1f}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0"
        f"a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0z"
        for x, y in points
    )
    return tag("path", d=path, cls=cls) if path else SafeString()


def pill(box: Box, cls: str) -> SafeString:
    """A rectangle with round ends."""
    radius = min(box.width, box.height) / 2
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=radius, cls=cls)


def hatch(key: str) -> SafeString:
    """A pattern of slanting lines, to be used by shapes inside `group` with this key."""
    stripe = tag("path", d="M0 0V4", cls="hatch-line")
    pattern = tag(
        "pattern",
        stripe,
        id=key,
        width=4,
        height=4,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def group(parts: Iterable[SafeString], **attributes: str | float) -> SafeString:
    """Pieces together."""
    return tag("g", SafeString("".join(parts)), **attributes)


def drawing(
    key: str, size: tuple[float, float], title: str, reading: str, parts: Iterable[SafeString]
) -> SafeString:
    """The whole picture, named by its title and described by its reading; `key` is its id."""
    width, height = size
    head = [tag("title", title, id=f"{key}-title"), tag("desc", reading, id=f"{key}-desc")]
    return tag(
        "svg",
        SafeString("".join([*head, *parts])),
        id=key,
        cls="chart",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
    )


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{round(value, 1):g}"
