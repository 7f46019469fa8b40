"""What is still missing before a comparison can be made, and how many days more."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from analysis import cycles as periods
from analysis.course import Course
from analysis.cycles import BASELINE_DAYS, LAPSED_DAYS, Span
from analysis.windows import LOGGED_NEEDED, Window
from outcomes.unsaid import Unsaid

Count = Callable[[Window], Unsaid]
"""Counts the saved days of a window that do not say what is counted."""


class Lack(StrEnum):
    """What is missing: a session, days, or on saved days the answer that is counted."""

    SESSION = "session"
    DAYS_BEFORE = "days_before"
    DAYS_SINCE = "days_since"
    ANSWERS_BEFORE = "answers_before"
    ANSWERS_SINCE = "answers_since"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing.

    fill: past days to log, or saved days to answer. ahead: days to log, one after the other, from
    now on. Either is None where that way does not lead there. logged: days saved so
    far. since: the first session; None where none is recorded.
    """

    lack: Lack
    fill: int | None = None
    ahead: int | None = None
    logged: int = 0
    since: date | None = None


def find_missing(of: Course, today: int, unsaid: Count) -> tuple[Missing, ...]:
    """All that is missing, the first to mend first; nothing where both windows are enough.

    `today` is a day number, no earlier than any session.
    """
    if not of.sessions:
        return (Missing(Lack.SESSION), *_before_a_session(of, today, unsaid))
    since = of.series.date_of(of.sessions[0])
    baseline, after = of.window(of.baseline), of.window(*of.cycles)
    return (
        *_before(of, baseline, unsaid(baseline), today, since),
        *_since(of, after, unsaid(after), today, since),
    )


def _before_a_session(of: Course, today: int, unsaid: Count) -> Iterator[Missing]:
    """What a session would lack on the day after the last of the days to log from now on."""
    reached = max(of.end, today) if of.end else today
    for ahead in range(BASELINE_DAYS + 1):
        start = reached + ahead - BASELINE_DAYS
        latest = of.window(Span(start, reached))
        days = min(reached + ahead, BASELINE_DAYS) if of.end else ahead
        longer = replace(latest, days=days, logged=latest.logged + ahead)
        answered, answers = _answered(longer, unsaid(latest))
        if _is_enough(answered):
            break
    if answers:
        yield Missing(Lack.ANSWERS_BEFORE, fill=answers)
    if ahead:
        yield Missing(Lack.DAYS_BEFORE, ahead=ahead)


def _before(
    of: Course, baseline: Window, unsaid: Unsaid, today: int, since: date
) -> Iterator[Missing]:
    stretched = _stretched(of, baseline, [periods.baseline(of.sessions, max(of.end, today))])
    answered, answers = _answered(baseline if baseline.enough else stretched, unsaid)
    if answers:
        yield Missing(Lack.ANSWERS_BEFORE, fill=answers, since=since)
    if _is_enough(answered):
        return
    fill = answered.days_to_fill
    yield Missing(
        Lack.DAYS_BEFORE,
        fill=answered.days_to_come if fill is None else fill,
        logged=baseline.logged + unsaid.days,
        since=since,
    )


def _since(of: Course, after: Window, unsaid: Unsaid, today: int, since: date) -> Iterator[Missing]:
    stretched = _stretched(of, after, periods.cycles(of.sessions, max(of.end, today)))
    answered, answers = _answered(after if after.enough else stretched, unsaid)
    if answers:
        yield Missing(Lack.ANSWERS_SINCE, fill=answers, since=since)
    if _is_enough(answered):
        return
    more = answered.days_to_come
    in_time = max(of.end, today) + more <= of.sessions[-1] + LAPSED_DAYS
    ahead = more if in_time else None
    fill = answered.days_to_fill
    yield Missing(
        Lack.DAYS_SINCE,
        # A diary that begins late in its only cycle can still be lengthened backwards.
        fill=more if fill is None and ahead is None else fill,
        ahead=ahead,
        logged=after.logged + unsaid.days,
        since=since,
    )


def _stretched(of: Course, window: Window, spans: Iterable[Span]) -> Window:
    """The window as long as it will be once a day is logged now: the days between count too."""
    return replace(window, days=sum(span.days for span in spans)) if of.end else window


def _answered(window: Window, unsaid: Unsaid) -> tuple[Window, int]:
    """The window once enough of its saved days say what is counted, and how many that takes."""
    fill = window.days_to_fill
    short = LOGGED_NEEDED - window.logged if fill is None else fill
    answers = max(unsaid.needed, min(unsaid.days, max(short, 0)))
    return replace(window, logged=window.logged + answers), answers


def _is_enough(window: Window) -> bool:
    return window.days_to_fill == 0
