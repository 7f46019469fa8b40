"""Before and after for one patient and one measure, as one value that a page only arranges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from analysis.before_after import BeforeAfter, analyse
from analysis.blocks import Block, blocks
from analysis.comparison import Verdict
from analysis.confidence import Touch, touch
from analysis.cycles import BASELINE_DAYS, LAPSED_DAYS, MONTH_DAYS, Span
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
from outcomes.unsaid import Unsaid, days_inside, unsaid_counter
from outcomes.week import Week, weeks_of
from outcomes.withheld import Withheld, trend_withheld, wearoff_withheld


@dataclass(frozen=True, eq=False)
class Summary:
    """Before and after for one measure; each figure is worked out when it is first asked for."""

    diary: Diary
    measure: Measure
    result: BeforeAfter

    @property
    def today(self) -> date:
        """The day as of which everything is said."""
        return self.diary.today

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The done sessions, first to last."""
        return self.diary.sessions

    @property
    def preventives(self) -> tuple[Preventive, ...]:
        """Other preventives begun by today."""
        return self.diary.preventives

    @property
    def first(self) -> Session | None:
        """The earliest session recorded."""
        return self.sessions[0] if self.sessions else None

    @property
    def untreated_before(self) -> bool:
        """Whether the time before is before any treatment: the first session was the first ever."""
        return self.first is not None and self.first.first_ever is True

    @cached_property
    def before(self) -> Side:
        """The time before the first session."""
        return self._side(self.result.baseline, self.result.bad_days_only.before)

    @cached_property
    def after(self) -> Side:
        """The time since: all cycles together."""
        after = self.result.after
        return self._side(after, bool(self.bad_cycles) and not after.enough)

    @cached_property
    def early(self) -> Side:
        """Weeks 3 to 10 of all cycles together."""
        return self._side(self.result.early, bool(self.bad_cycles))

    @cached_property
    def late(self) -> Side:
        """Week 11 on of all cycles together."""
        return self._side(self.result.late, bool(self.bad_cycles))

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """Each cycle by itself."""
        return cycles_of(self.result, self.sessions, self._side)

    @cached_property
    def trend_withheld(self) -> Withheld | None:
        """Why no trend over the cycles is shown; None where one is."""
        return trend_withheld(self.cycles)

    @cached_property
    def wearoff_withheld(self) -> Withheld | None:
        """Why week 11 on is not compared with weeks 3 to 10; None where it is."""
        return wearoff_withheld(self.early, self.late, self.bad_cycles)

    @cached_property
    def months_before(self) -> tuple[Window, ...]:
        """The three times 28 days before the first session."""
        of = self.result.course
        if not of.sessions:
            return ()
        starts = range(of.sessions[0] - BASELINE_DAYS, of.sessions[0], MONTH_DAYS)
        return of.windows(Span(start, start + MONTH_DAYS) for start in starts)

    @cached_property
    def weeks(self) -> tuple[WeekSinceInjection, ...]:
        """By week since injection."""
        return weeks_since_injection(self.result.course)

    @cached_property
    def weeks_shown(self) -> tuple[Week, ...]:
        """By week since injection, with what of it may be shown."""
        return weeks_of(self.weeks, self.cycles, self.unsaid_in)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Each 28 days of the diary, counted from the first session."""
        return blocks(self.result.course, self.result.course.series.day_number(self.today))

    @cached_property
    def bad_last_month(self) -> BadLastMonth | None:
        """A last month before the first session that was worse than the two before it."""
        return bad_last_month(self.result.course)

    @cached_property
    def settled_after(self) -> int | None:
        """Further logged days that would tell if all stays as it is, where it cannot be told yet.

        None where days alone would not tell, or nothing is to be told.
        """
        before, after = self.result.baseline.rate, self.result.after.rate
        if self.result.verdict is not Verdict.CANNOT_TELL or before is None or after is None:
            return None
        return days_to_settle(before, after, self.result.course.inflation)

    @property
    def days_left(self) -> int:
        """Days from today on that still fall into the last cycle, before it lapses."""
        if not self.sessions:
            return 0
        return max(LAPSED_DAYS - (self.today - self.sessions[-1].on).days, 0)

    @cached_property
    def clear_so_far(self) -> int:
        """Days compared that may yet change, as they were called clear before the evening."""
        days = self.result.course.series.day_numbers(self.diary.clear_so_far)
        compared = (*self.result.baseline.spans, *self.result.after.spans)
        return days_inside(np.array(days, dtype=np.int64), compared)

    @cached_property
    def left_out(self) -> int:
        """Logged days over 16 weeks after the session before them."""
        of = self.result.course
        if not of.sessions:
            return 0
        return of.window(Span(of.sessions[0], of.end)).logged - self.result.after.logged

    @cached_property
    def unsaid(self) -> int:
        """Saved days that do not say what counts, of those compared; without a session of all."""
        of = self.result.course
        if not of.sessions:
            return self._count_unsaid(of.window(Span(0, of.end))).days
        return self.before.unsaid.days + self.after.unsaid.days

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing before a comparison can be made."""
        of = self.result.course
        return find_missing(of, of.series.day_number(self.today), self._count_unsaid)

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

    @cached_property
    def touch(self) -> Touch | None:
        """Where the range of the change touches no change, from which "how sure" is read."""
        return _touch(self.result.baseline, self.result.after)

    @cached_property
    def filled_touch(self) -> Touch | None:
        """The same with every unlogged day taken as clear."""
        return _touch(self.result.filled.before, self.result.filled.after)

    @property
    def bad_cycles(self) -> tuple[int, ...]:
        """The numbers, from 1, of the cycles in which mostly bad days were logged."""
        return tuple(n for n, bad in enumerate(self.result.bad_days_only.after, 1) if bad)

    def date_of(self, number: int) -> date:
        """The date of a day number of the diary."""
        return self.result.course.series.date_of(number)

    def unsaid_in(self, window: Window) -> Unsaid:
        """Saved days of a window that do not say what this measure counts."""
        return self._count_unsaid(window)

    @cached_property
    def _count_unsaid(self) -> Callable[[Window], Unsaid]:
        return unsaid_counter(self.diary.columns, self.measure, self.result.course.series)

    def _side(self, window: Window, at_least: bool) -> Side:
        return Side(window, at_least, self._count_unsaid(window))


def summarise(diary: Diary, measure: Measure) -> Summary:
    """Before and after for one measure; no database is touched."""
    series = series_of(diary.columns, measure, first_day=diary.first_day, last_day=diary.last_day)
    sessions = series.day_numbers(session.on for session in diary.sessions)
    return Summary(diary, measure, analyse(series, sessions))


def _touch(before: Window, after: Window) -> Touch | None:
    if before.rate is None or after.rate is None:
        return None
    return touch(before.rate, after.rate)
