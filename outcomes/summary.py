"""Before and after of one patient and one measure, as one value that a page only arranges."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from analysis.before_after import BeforeAfter, analyse
from analysis.blocks import Block, blocks
from analysis.comparison import Verdict
from analysis.course import Course
from analysis.cycles import BASELINE_DAYS, MONTH_DAYS, Span
from analysis.rules import BadLastMonth, bad_last_month
from analysis.series import Measure, series_of
from analysis.settle import days_to_settle
from analysis.weeks import WeekSinceInjection, weeks_since_injection
from analysis.windows import Window
from outcomes.cycle import Cycle, cycles_of
from outcomes.diary import Diary, Session
from outcomes.missing import Missing, find_missing
from outcomes.preventives import Preventive, Within, taken_between
from outcomes.side import Side
from outcomes.unsaid import count_unsaid, days_inside


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Before and after for one measure.

    cycles: each cycle by itself. months_before: the three times 28 days before the first session.
    weeks: by week since injection. settled_after: where it cannot be told yet, further logged days
    that would tell if all stays as it is; None where days alone would not. clear_so_far: days
    compared that may yet change, as they were called clear before the evening. left_out: logged
    days over 16 weeks after the session before them. unsaid: saved days, of those compared or
    without a session of all, that do not say what is counted.
    """

    measure: Measure
    today: date
    sessions: tuple[Session, ...]
    result: BeforeAfter
    before: Side
    after: Side
    cycles: tuple[Cycle, ...]
    months_before: tuple[Window, ...]
    weeks: tuple[WeekSinceInjection, ...]
    settled_after: int | None
    clear_so_far: int
    left_out: int
    unsaid: int
    bad_last_month: BadLastMonth | None
    blocks: tuple[Block, ...]
    missing: tuple[Missing, ...]
    preventives: tuple[Preventive, ...]

    @property
    def first(self) -> Session | None:
        """The earliest session recorded."""
        return self.sessions[0] if self.sessions else None

    @property
    def untreated_before(self) -> bool:
        """Whether the time before is before any treatment: the first session was the first ever."""
        return self.first is not None and self.first.first_ever is True

    @property
    def compared(self) -> bool:
        """Whether both times have enough logged days."""
        return self.before.has_rate and self.after.has_rate

    @property
    def side_by_side(self) -> bool:
        """Whether two figures invite a comparison, be one only a least."""
        return self.before.has_figure and self.after.has_figure

    @property
    def within_compared(self) -> tuple[Within, ...]:
        """Each preventive taken in the time compared, from its first day to its last."""
        if not self.side_by_side:
            return ()
        spans = [*self.before.window.spans, *self.after.window.spans]
        first = self.date_of(min(span.start for span in spans if span.days))
        last = self.date_of(max(span.stop for span in spans if span.days) - 1)
        taken = taken_between(self.preventives, first, last)
        return tuple(each.within(first, last) for each in taken)

    @property
    def verdict(self) -> Verdict | None:
        """The words for the change; None where the time before was not free of treatment."""
        if not self.untreated_before:
            return None
        return self.result.verdict if self.compared else Verdict.NOT_ENOUGH_DATA

    @property
    def bad_cycles(self) -> tuple[int, ...]:
        """The numbers, from 1, of the cycles in which mostly bad days were logged."""
        return tuple(n for n, bad in enumerate(self.result.bad_days_only.after, 1) if bad)

    def date_of(self, number: int) -> date:
        """The date of a day number of the diary."""
        return self.result.course.series.date_of(number)


def summarise(diary: Diary, measure: Measure) -> Summary:
    """Work out one measure; no database is touched."""
    series = series_of(diary.columns, measure, first_day=diary.first_day, last_day=diary.last_day)
    result = analyse(series, series.day_numbers(session.on for session in diary.sessions))
    of = result.course
    clear_so_far = np.array(series.day_numbers(diary.clear_so_far), dtype=np.int64)
    bad_days = result.bad_days_only
    unsaid = partial(count_unsaid, diary.columns, measure, series)

    def side(window: Window, at_least: bool) -> Side:
        return Side(window, at_least, unsaid(window))

    before = side(result.baseline, bad_days.before)
    after = side(result.after, any(bad_days.after) and not result.after.enough)
    compared = (*result.baseline.spans, *result.after.spans)
    return Summary(
        measure=measure,
        today=diary.today,
        sessions=diary.sessions,
        result=result,
        before=before,
        after=after,
        cycles=cycles_of(result, diary.sessions, side),
        months_before=_months_before(of),
        weeks=weeks_since_injection(of),
        settled_after=_settled_after(result),
        clear_so_far=days_inside(clear_so_far, compared),
        left_out=_left_out(of, result.after),
        unsaid=(
            before.unsaid.days + after.unsaid.days
            if of.sessions
            else unsaid(of.window(Span(0, of.end))).days
        ),
        bad_last_month=bad_last_month(of),
        blocks=blocks(of),
        missing=find_missing(of, series.day_number(diary.today), unsaid),
        preventives=diary.preventives,
    )


def _months_before(of: Course) -> tuple[Window, ...]:
    if not of.sessions:
        return ()
    first = of.sessions[0]
    starts = range(first - BASELINE_DAYS, first, MONTH_DAYS)
    return of.windows(Span(start, start + MONTH_DAYS) for start in starts)


def _settled_after(result: BeforeAfter) -> int | None:
    before, after = result.baseline.rate, result.after.rate
    if result.verdict is not Verdict.CANNOT_TELL or before is None or after is None:
        return None
    return days_to_settle(before, after, result.course.inflation)


def _left_out(of: Course, after: Window) -> int:
    return of.window(Span(of.sessions[0], of.end)).logged - after.logged if of.sessions else 0
