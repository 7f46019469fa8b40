"""Each cycle of one measure: its figures, its 28-day blocks, when the next session was due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from analysis.before_after import BeforeAfter
from analysis.cycles import due_date, months, overdue
from analysis.windows import Window
from outcomes.diary import Session
from outcomes.side import Side


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle, numbered from 1.

    months: its first, second and third 28 days. overdue: its days from day 85, when the next
    session was due, on. due: the date of day 85. interval: days to the next session, None for the
    last.
    """

    number: int
    session: Session
    side: Side
    months: tuple[Window, ...]
    overdue: Window
    due: date
    interval: int | None


def cycles_of(
    result: BeforeAfter, sessions: tuple[Session, ...], side: Callable[[Window, bool], Side]
) -> tuple[Cycle, ...]:
    """One cycle a session, in order; `side` makes a time of a window and its "at least"."""
    of, bad_days = result.course, result.bad_days_only.after
    return tuple(
        Cycle(
            number=index + 1,
            session=session,
            side=side(result.cycles[index], bad_days[index]),
            months=of.windows(months(of.sessions[index], of.cycles[index])),
            overdue=of.window(overdue(of.sessions[index], of.cycles[index])),
            due=due_date(session.on),
            interval=(following.on - session.on).days if following else None,
        )
        for index, (session, following) in enumerate(zip_longest(sessions, sessions[1:]))
    )
