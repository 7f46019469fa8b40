"""28-day periods counted backwards and forwards from the first session, for a chart."""

from dataclasses import dataclass, replace

from analysis import cycles as periods
from analysis.course import Course
from analysis.cycles import MONTH_DAYS, Span
from analysis.windows import Window

MOST = 260
"""Periods that are worked out, the latest: twenty years, as one wrong date can lie far back."""


@dataclass(frozen=True, slots=True)
class Block:
    """One 28-day period.

    number: 0 the first from the first session on, -1 the last before it. window: what was
    counted in it; its span is cut to the diary, and to the time after it that is not logged.
    whole: False for a part at either end. left_out: it is later than 16 weeks after the session
    before it, in no cycle.
    """

    number: int
    window: Window
    whole: bool
    left_out: bool = False


def blocks(of: Course, today: int) -> tuple[Block, ...]:
    """The 28-day periods over the diary, in order, counted from the first session.

    They go on to the day before day number `today`: what is not logged since is part of the
    picture. Without a session they are counted back from the diary's end, so the latest is whole.
    Only the latest MOST are given.
    """
    end = max(of.end, today) if of.sessions and of.end else of.end
    origin = of.sessions[0] if of.sessions else of.end
    first = -origin // MONTH_DAYS
    stop = -((origin - end) // MONTH_DAYS) if end else first
    treated = _in_cycles(of, origin, end)
    return tuple(
        _block(
            of,
            Span(origin + MONTH_DAYS * number, origin + MONTH_DAYS * (number + 1)).cut(end),
            number,
            left_out=number >= 0 and bool(of.sessions) and number not in treated,
        )
        for number in range(max(first, stop - MOST), stop)
    )


def _in_cycles(of: Course, origin: int, end: int) -> set[int]:
    """The numbers of the periods that any cycle reaches into."""
    return {
        number
        for start, stop in periods.cycles(of.sessions, end)
        for number in range((start - origin) // MONTH_DAYS, -((origin - stop) // MONTH_DAYS))
    }


def _block(of: Course, span: Span, number: int, *, left_out: bool) -> Block:
    window = of.window(span)
    if window.days < span.days:
        window = _stretched(window, span)
    return Block(number, window, span.days == MONTH_DAYS, left_out)


def _stretched(window: Window, span: Span) -> Window:
    """The same days counted, with those after the diary's end as not logged."""
    unlogged = span.days - window.logged
    return replace(
        window,
        spans=(span,),
        days=span.days,
        enough=False,
        best=MONTH_DAYS * window.count / span.days if window.logged else None,
        worst=MONTH_DAYS * (window.count + unlogged) / span.days if window.logged else None,
    )
