"""What is said beside the verdict: how early it is, what it hangs on, what would settle it."""

from collections.abc import Iterator
from math import ceil

from django.utils.translation import gettext, ngettext

from analysis.comparison import Verdict
from analysis.cycles import BASELINE_DAYS, LAPSED_DAYS
from outcomes.numbers import whole
from outcomes.summary import Summary
from outcomes.words.advice import Link, past_week_counts
from outcomes.words.bad_days import mostly_bad_days
from outcomes.words.wording import change_words, ranges

YEAR = 365
LITTLE = 1.0
"""Days in 28: two levels as near as this are not told apart by a longer time before either."""


def beside_verdict(summary: Summary) -> list[str]:
    """Whole sentences, for the lines after the verdict."""
    levels = ranges(summary)
    return [
        *_settled_by(summary),
        *([levels] if levels else []),
        *_bad_cycles(summary),
        *_early(summary),
        *_cycles(summary),
    ]


def cycles_compare(summary: Summary) -> bool:
    """Whether cycle with cycle is the comparison there is: no time before treatment to look at."""
    treated_before = not summary.untreated_before or not summary.before.has_figure
    return treated_before and sum(cycle.side.has_figure for cycle in summary.cycles) > 1


def to_settle(summary: Summary) -> list[Link]:
    """Where the days that would settle it can be logged, for the person whose diary it is."""
    calendar = Link("home:calendar", gettext("Add days in the calendar"))
    if summary.verdict is Verdict.DEPENDS_ON_UNLOGGED_DAYS:
        if summary.unsaid:
            return [Link("home:calendar", gettext("Answer in the calendar"))]
        since = summary.after.window
        week = Link("diary:fill_in", gettext("Fill in the past week"))
        in_week = since.logged < since.days and past_week_counts(summary)
        return [week, calendar] if in_week else [calendar]
    if _before_is_short(summary):
        return [Link("exchange:files", gettext("Bring an old diary")), calendar]
    return []


def _settled_by(summary: Summary) -> Iterator[str]:
    if summary.verdict is Verdict.DEPENDS_ON_UNLOGGED_DAYS:
        yield from _if_filled(summary)
    elif summary.verdict is Verdict.CANNOT_TELL:
        days = summary.settled_after
        yield _not_by_days(summary) if days is None else _by_days(days)
        if days is not None and days > summary.days_left:
            yield _when_they_count(summary.days_left)


def _by_days(days: int) -> str:
    if days > YEAR:
        return gettext(
            "If both levels stay as they are, it would take over a year of further logged days to "
            "tell."
        )
    shown = 10 * ceil(days / 10)
    return ngettext(
        "If both levels stay as they are, about %(count)s more logged day would tell.",
        "If both levels stay as they are, about %(count)s more logged days would tell.",
        shown,
    ) % {"count": whole(shown)}


def _when_they_count(left: int) -> str:
    """Days later than 16 weeks after a session are in no comparison."""
    if not left:
        return gettext("Days count again from the next session on.")
    return ngettext(
        "%(count)s more day counts in this cycle, the others from the next session on.",
        "%(count)s more days count in this cycle, the others from the next session on.",
        left,
    ) % {"count": left}


def _not_by_days(summary: Summary) -> str:
    if _differs_little(summary):
        return gettext("There is too little difference so far for further days alone to tell.")
    text = gettext(
        "Further days alone would not tell: the time before is too short for a change of this size."
    )
    if not _before_is_short(summary):
        return text
    more = gettext("Days logged from the 12 weeks before the first session would help.")
    return f"{text} {more}"


def _differs_little(summary: Summary) -> bool:
    change = summary.result.after_vs_baseline.change
    return change is None or abs(change) < LITTLE


def _before_is_short(summary: Summary) -> bool:
    """Whether it is days of the time before that would tell, and there is room for them."""
    return (
        summary.verdict is Verdict.CANNOT_TELL
        and summary.settled_after is None
        and not _differs_little(summary)
        and summary.before.window.logged < BASELINE_DAYS
    )


def _if_filled(summary: Summary) -> Iterator[str]:
    before, after = summary.before.window, summary.after.window
    filled, change = summary.result.filled, summary.result.if_unlogged_good.change
    assert change is not None
    unlogged = filled.before.logged - before.logged + filled.after.logged - after.logged
    text = (
        ngettext(
            "%(count)s of the %(days)s days compared does not say what is counted here.",
            "%(count)s of the %(days)s days compared do not say what is counted here.",
            unlogged,
        )
        if summary.unsaid
        else ngettext(
            "%(count)s of the %(days)s days compared is not logged.",
            "%(count)s of the %(days)s days compared are not logged.",
            unlogged,
        )
    )
    yield text % {"count": unlogged, "days": before.days + after.days}
    yield gettext("If none of them counted, the change would be %(change)s.") % {
        "change": change_words(round(change, 1))
    }


def _bad_cycles(summary: Summary) -> Iterator[str]:
    """The cycles in which mostly bad days were logged, and what that does to the figures."""
    numbers = summary.bad_cycles
    if not numbers:
        return
    yield mostly_bad_days(numbers)
    yield (
        gettext("So only the least that the time since can have been is shown.")
        if summary.after.at_least
        else gettext("That makes the time since look worse than it was.")
    )


def _early(summary: Summary) -> Iterator[str]:
    """Said of the first session while no other followed and it has not lapsed."""
    if not summary.side_by_side or len(summary.sessions) > 1:
        return
    if (summary.today - summary.sessions[0].on).days >= LAPSED_DAYS:
        return
    yield (
        gettext("This is the first cycle, so it is early.")
        if summary.untreated_before
        else gettext("This is the first cycle recorded here, so it is early.")
    )


def _cycles(summary: Summary) -> Iterator[str]:
    """What can be compared by somebody without a time before treatment."""
    if cycles_compare(summary):
        yield gettext("What can be compared is cycle with cycle.")
    elif summary.first is not None and not summary.untreated_before:
        yield gettext("From the second session on, cycles can be compared with each other.")
