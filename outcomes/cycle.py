"""Each cycle of one measure: its figures, its 28-day blocks, when the next session was due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest

from analysis.before_after import BeforeAfter
from analysis.course import Course
from analysis.cycles import Span, due_date, months, overdue
from analysis.windows import Window
from outcomes.diary import Session
from outcomes.side import Side


@dataclass(frozen=True, eq=False)
class Cycle:
    """One cycle, numbered from 1; `interval` is the days to the next session, None for the last."""

    number: int
    session: Session
    side: Side
    interval: int | None
    course: Course

    @property
    def due(self) -> date:
        """The date of day 85, when the next session is due."""
        return due_date(self.session.on)

    @cached_property
    def months(self) -> tuple[Window, ...]:
        """Its first, second and third 28 days."""
        return self.course.windows(months(self._start, self._span))

    @cached_property
    def overdue(self) -> Window:
        """Its days from day 85 on."""
        return self.course.window(overdue(self._start, self._span))

    @property
    def _start(self) -> int:
        return self.course.sessions[self.number - 1]

    @property
    def _span(self) -> Span:
        return self.course.cycles[self.number - 1]


def cycles_of(
    result: BeforeAfter, sessions: tuple[Session, ...], side: Callable[[Window, bool], Side]
) -> tuple[Cycle, ...]:
    """One cycle a session, in order; `side` makes a time of a window and its "at least"."""
    bad_days = result.bad_days_only.after
    return tuple(
        Cycle(
            number=index + 1,
            session=session,
            side=side(result.cycles[index], bad_days[index]),
            interval=(following.on - session.on).days if following else None,
            course=result.course,
        )
        for index, (session, following) in enumerate(zip_longest(sessions, sessions[1:]))
    )
