"""28-day periods counted backwards and forwards from the first session, for a chart."""

from dataclasses import dataclass

from analysis.course import Course
from analysis.cycles import MONTH_DAYS, Span
from analysis.windows import Window


@dataclass(frozen=True, slots=True)
class Block:
    """One 28-day period.

    number: 0 the first from the first session on, -1 the last before it. window: what was
    counted in it; its span is cut to the diary. whole: False for a part at either end.
    """

    number: int
    window: Window
    whole: bool


def blocks(of: Course) -> tuple[Block, ...]:
    """The 28-day periods over the diary, in order, counted from the first session.

    Without a session they are counted back from the diary's end, so the latest is whole.
    """
    origin = of.sessions[0] if of.sessions else of.end
    first = -origin // MONTH_DAYS
    stop = -((origin - of.end) // MONTH_DAYS) if of.end else first
    return tuple(_block(of, origin, number) for number in range(first, stop))


def _block(of: Course, origin: int, number: int) -> Block:
    start = origin + MONTH_DAYS * number
    window = of.window(Span(start, start + MONTH_DAYS))
    return Block(number, window, whole=window.days == MONTH_DAYS)
