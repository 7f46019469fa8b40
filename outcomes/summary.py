"""Before and after of one patient and one measure, as one value that a page only arranges."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.before_after import BeforeAfter, analyse
from analysis.blocks import Block, blocks
from analysis.comparison import Verdict
from analysis.cycles import Span
from analysis.rules import BadLastMonth, bad_last_month
from analysis.series import Measure, series_of
from analysis.windows import Window
from outcomes.diary import Diary, Session
from outcomes.missing import Missing, find_missing

# The share that the method allows of headache days without a severity.
UNSAID_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two times compared.

    at_least: mostly bad days were logged, so only `window.best` may be shown. unsaid: days in it
    that are saved but do not say what this measure counts; they are not logged for it.
    mostly_unsaid: so many headache days are unsaid that a rate of the others would be false.
    """

    window: Window
    at_least: bool
    unsaid: int
    mostly_unsaid: bool

    @property
    def has_rate(self) -> bool:
        """Whether a rate with its range may be shown."""
        return self.window.enough and not self.at_least and not self.mostly_unsaid


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Before and after for one measure.

    clear_so_far: days compared that may yet change, as they were called clear before the evening.
    left_out: days since the first session that are over 16 weeks after the latest one.
    """

    measure: Measure
    today: date
    sessions: tuple[Session, ...]
    result: BeforeAfter
    before: Side
    after: Side
    clear_so_far: int
    left_out: int
    bad_last_month: BadLastMonth | None
    blocks: tuple[Block, ...]
    missing: tuple[Missing, ...]

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
    series = series_of(diary.columns, measure)
    result = analyse(series, series.day_numbers(session.on for session in diary.sessions))
    of = result.course
    saved = diary.columns.ordinals - series.first_day.toordinal()
    clear_so_far = np.array(series.day_numbers(diary.clear_so_far), dtype=np.int64)
    bad_days = result.bad_days_only

    headache = saved[diary.columns.headache == 1]

    def side(window: Window, at_least: bool) -> Side:
        unsaid = _inside(saved, window.spans) - window.logged
        # A file without a column for migraine says "none" of its clear days and nothing of the
        # others. Medicine is unsaid of clear days too, so what was said is not one-sided.
        one_sided = measure is not Measure.MEDICINE
        most = unsaid > UNSAID_SHARE * _inside(headache, window.spans)
        return Side(window, at_least, unsaid, one_sided and most)

    return Summary(
        measure=measure,
        today=diary.today,
        sessions=diary.sessions,
        result=result,
        before=side(result.baseline, bad_days.before),
        after=side(result.after, any(bad_days.after) and not result.after.enough),
        clear_so_far=_inside(clear_so_far, (*result.baseline.spans, *result.after.spans)),
        left_out=_left_out(of.sessions, of.end, result.after),
        bad_last_month=bad_last_month(of),
        blocks=blocks(of),
        missing=find_missing(of, series.day_number(diary.today)),
    )


def _inside(days: np.ndarray, spans: tuple[Span, ...]) -> int:
    """How many of some ascending or unordered day numbers lie in the spans."""
    return sum(int(((days >= span.start) & (days < span.stop)).sum()) for span in spans)


def _left_out(sessions: tuple[int, ...], end: int, after: Window) -> int:
    return max(end - max(sessions[0], 0), 0) - after.days if sessions else 0
