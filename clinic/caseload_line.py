"""The line of a caseload's row: headache days in each 28 days of the last six months."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import MONTH_DAYS
from analysis.windows import Window
from clinic.caseload_figures import MONTHS, Figures
from outcomes.numbers import decimal, short_day

WIDTH, HEIGHT = 147, 44
ABOVE, BELOW = 3, 3
DAYS = MONTHS * MONTH_DAYS


def line(figures: Figures) -> SafeString:
    """The drawing, 0 at its foot and 28 at its top for everybody; a gap where too little is logged.

    Dashed across it lies the level before the first session.
    """
    parts = [f'<path class="axis" d="M0 {HEIGHT - 0.5}h{WIDTH}"/>']
    before = figures.summary.before
    if before.has_rate and before.window.per28 is not None:
        parts.append(f'<path class="before" d="M0 {_y(before.window.per28):.1f}h{WIDTH}"/>')
    marks = "".join(f"M{_x(day):.1f} 0v{HEIGHT}" for day in _sessions(figures))
    if marks:
        parts.append(f'<path class="session" d="{marks}"/>')
    points = list(_points(figures.months))
    drawn = "".join(_piece(points, index) for index in range(len(points)))
    if drawn:
        parts.append(f'<path class="level" d="{drawn}"/>')
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for _, x, y in points)
    if dots:
        parts.append(f'<path class="dots" d="{dots}"/>')
    inner = "".join(parts)
    return SafeString(
        f'<svg class="line28" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{inner}</svg>'
    )


def line_words(figures: Figures) -> str:
    """The same in words."""
    levels = [
        decimal(month.per28) if month.enough and month.per28 is not None else gettext("unknown")
        for month in figures.months
    ]
    said = gettext("Seven times 28 days, the earliest first: %(levels)s.") % {
        "levels": ", ".join(levels)
    }
    summary = figures.summary
    on = [short_day(summary.date_of(_first(figures) + day)) for day in _sessions(figures)]
    if on:
        said += " " + gettext("Sessions: %(dates)s.") % {"dates": ", ".join(on)}
    return said


def _piece(points: Sequence[tuple[int, float, float]], index: int) -> str:
    """A point joined to the one before it, or the start of another stretch after a gap."""
    month, x, y = points[index]
    joined = index > 0 and points[index - 1][0] == month - 1
    return f"{'L' if joined else 'M'}{x:.1f} {y:.1f}"


def _points(months: Iterable[Window]) -> Iterator[tuple[int, float, float]]:
    """The number and the place of each of the times with enough days logged."""
    for number, month in enumerate(months):
        if month.enough and month.per28 is not None:
            yield number, _x((number + 0.5) * MONTH_DAYS), _y(month.per28)


def _first(figures: Figures) -> int:
    """The day number with which the drawing begins."""
    summary = figures.summary
    return summary.result.course.series.day_number(summary.today) - DAYS


def _sessions(figures: Figures) -> list[int]:
    """The days of the drawing, from 0, on which there was a session; today's is its last."""
    first = _first(figures)
    days = (day - first for day in figures.summary.result.course.sessions)
    return [day for day in days if 0 <= day <= DAYS]


def _x(day: float) -> float:
    return 1 + day * (WIDTH - 2) / DAYS


def _y(per28: float) -> float:
    return HEIGHT - BELOW - per28 * (HEIGHT - ABOVE - BELOW) / MONTH_DAYS
