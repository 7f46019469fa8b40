"""What is still missing before a comparison can be made, and how many days more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from analysis import cycles as periods
from analysis.course import Course
from analysis.cycles import BASELINE_DAYS, LAPSED_DAYS, Span
from analysis.windows import Window


class Lack(StrEnum):
    """What is missing."""

    SESSION = "session"
    DAYS_BEFORE = "days_before"
    DAYS_SINCE = "days_since"
    SEVERITIES_BEFORE = "severities_before"
    SEVERITIES_SINCE = "severities_since"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing.

    fill: past days to log, or headache days to rate. ahead: days to log, one after the other, from
    now on. Either is None where that way does not lead there. logged: days logged so
    far. since: the first session; None where none is recorded.
    """

    lack: Lack
    fill: int | None = None
    ahead: int | None = None
    logged: int = 0
    since: date | None = None


def find_missing(of: Course, today: int) -> tuple[Missing, ...]:
    """All that is missing, the first to mend first; nothing where both windows are enough.

    `today` is a day number, no earlier than any session.
    """
    if not of.sessions:
        ahead = _days_before_a_session(of, today)
        days = (Missing(Lack.DAYS_BEFORE, ahead=ahead),) if ahead else ()
        return (Missing(Lack.SESSION), *days)
    since = of.series.date_of(of.sessions[0])
    baseline, after = of.window(of.baseline), of.window(*of.cycles)
    return (
        *(() if baseline.enough else _before(of, baseline, today, since)),
        *(() if after.enough else _since(of, after, today, since)),
    )


def _days_before_a_session(of: Course, today: int) -> int:
    """Days to log from now on until a session on the day after would have enough before it."""
    reached = max(of.end, today) if of.end else today
    for ahead in range(BASELINE_DAYS):
        start = reached + ahead - BASELINE_DAYS
        latest = of.window(Span(start, reached))
        days = min(reached + ahead, BASELINE_DAYS) if of.end else ahead
        if _is_enough(replace(latest, days=days, logged=latest.logged + ahead)):
            return ahead
    return BASELINE_DAYS


def _before(of: Course, baseline: Window, today: int, since: date) -> Iterator[Missing]:
    rated, severities = _rated(baseline)
    if severities:
        yield Missing(Lack.SEVERITIES_BEFORE, fill=severities, since=since)
    stretched = _stretched(of, rated, [periods.baseline(of.sessions, max(of.end, today))])
    if _is_enough(stretched):
        return
    fill = stretched.days_to_fill
    yield Missing(
        Lack.DAYS_BEFORE,
        fill=stretched.days_to_come if fill is None else fill,
        logged=baseline.logged,
        since=since,
    )


def _since(of: Course, after: Window, today: int, since: date) -> Iterator[Missing]:
    rated, severities = _rated(after)
    if severities:
        yield Missing(Lack.SEVERITIES_SINCE, fill=severities, since=since)
    stretched = _stretched(of, rated, periods.cycles(of.sessions, max(of.end, today)))
    if _is_enough(stretched):
        return
    more = stretched.days_to_come
    in_time = max(of.end, today) + more <= of.sessions[-1] + LAPSED_DAYS
    ahead = more if in_time or not of.end else None
    fill = stretched.days_to_fill
    yield Missing(
        Lack.DAYS_SINCE,
        # A diary that begins late in its only cycle can still be lengthened backwards.
        fill=more if fill is None and ahead is None else fill,
        ahead=ahead,
        logged=after.logged,
        since=since,
    )


def _stretched(of: Course, window: Window, spans: Iterable[Span]) -> Window:
    """The window as long as it will be once a day is logged now: the days between count too."""
    return replace(window, days=sum(span.days for span in spans)) if of.end else window


def _rated(window: Window) -> tuple[Window, int]:
    """The window once enough headache days have a severity, and how many days that takes."""
    severities = window.severities_needed
    return replace(window, logged=window.logged + severities, severities_needed=0), severities


def _is_enough(window: Window) -> bool:
    return window.days_to_fill == 0
