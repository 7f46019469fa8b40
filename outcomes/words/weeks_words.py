"""Weeks since injection in words and in a table."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.cycles import LAST_WEEK
from outcomes.numbers import decimal, level_range, listed, of_days
from outcomes.summary import Summary
from outcomes.tables.level_cells import NONE
from outcomes.tables.table import table
from outcomes.week import Week
from outcomes.withheld import Reason
from outcomes.words.bad_days import mostly_bad_days
from outcomes.words.late_words import late_against_early


def week_label(number: int) -> str:
    """A week on an axis, such as 12 or 13+."""
    return gettext("%(week)s+") % {"week": number} if number == LAST_WEEK else str(number)


def reading(weeks: tuple[Week, ...]) -> str:
    """The lowest and the highest level, with every week that has it, as shown."""
    levels = [
        (round(w.pooled.per28, 1), w) for w in weeks if w.rated and w.pooled.per28 is not None
    ]
    if not levels:
        return gettext("No week of the cycle has enough days logged for a rate yet.")
    least, most = min(level for level, _ in levels), max(level for level, _ in levels)
    if least == most:
        return ngettext(
            "All cycles together, %(rate)s days of 28 in %(count)s week that has enough days "
            "logged.",
            "All cycles together, %(rate)s days of 28 in each of %(count)s weeks that have enough "
            "days logged.",
            len(levels),
        ) % {"rate": decimal(least), "count": len(levels)}
    low = [week for level, week in levels if level == least]
    high = [week for level, week in levels if level == most]
    return gettext(
        "All cycles together, the lowest is %(least)s days of 28 (%(low)s; %(low_logged)s days "
        "logged), the highest %(most)s (%(high)s; %(high_logged)s days logged)."
    ) % {
        "low": _labels(low),
        "least": decimal(least),
        "low_logged": _coverage(low),
        "high": _labels(high),
        "most": decimal(most),
        "high_logged": _coverage(high),
    }


def weeks_table(weeks: tuple[Week, ...]) -> SafeString:
    """One row a week, the weeks without a day included."""
    heads = (
        gettext("Week"),
        gettext("In 28"),
        gettext("Range"),
        gettext("Counted"),
        gettext("Logged"),
    )
    return table(heads, (_row(week) for week in weeks))


def about_weeks(summary: Summary) -> str:
    """The last weeks against those before them, and how far single weeks may be compared."""
    return SafeString(" ".join(filter(None, _about(summary))))


def level_before(summary: Summary) -> str:
    """The dashed line in words; "" where there is none."""
    level = summary.before.window.per28
    if not summary.before.has_rate or level is None:
        return ""
    text = (
        gettext("Before Botox: %(rate)s days of 28")
        if summary.untreated_before
        else gettext("Before the first session recorded here: %(rate)s days of 28")
    )
    return text % {"rate": decimal(level)}


def _labels(weeks: list[Week]) -> str:
    return ngettext("week %(weeks)s", "weeks %(weeks)s", len(weeks)) % {
        "weeks": listed((week.number for week in weeks), week_label)
    }


def _coverage(weeks: list[Week]) -> str:
    """How many days of these weeks are logged."""
    of = [week.pooled for week in weeks]
    return of_days(sum(each.logged for each in of), sum(each.days for each in of))


def _row(week: Week) -> tuple[str, ...]:
    of = week.pooled
    name = gettext("Week %(week)s") % {"week": week_label(week.number)}
    if not of.days:
        return name, NONE, NONE, NONE, NONE
    counts = str(of.count), of_days(of.logged, of.days)
    if week.unsaid:
        return name, NONE, gettext("too few say"), *counts
    if week.few or of.per28 is None or of.lo is None or of.hi is None:
        return name, NONE, gettext("few logged") if of.logged else gettext("not logged"), *counts
    return name, decimal(of.per28), level_range(of.lo, of.per28, of.hi), *counts


def _about(summary: Summary) -> Iterator[str]:
    yield late_against_early(summary)
    early, late = summary.early.window, summary.late.window
    if late.days:
        yield gettext("Logged: %(early)s days in weeks 3 to 10, %(late)s from week 11 on.") % {
            "early": of_days(early.logged, early.days),
            "late": of_days(late.logged, late.days),
        }
    yield from _bad_cycles(summary)


def _bad_cycles(summary: Summary) -> Iterator[str]:
    """What they do to the weeks; they are named unless the sentence before has named them."""
    if not summary.bad_cycles or not any(week.rated for week in summary.weeks_shown):
        return
    withheld = summary.wearoff_withheld
    if withheld is None or withheld.reason is not Reason.MOSTLY_BAD_DAYS:
        yield mostly_bad_days(summary.bad_cycles)
    yield gettext("That makes all cycles together look worse than they were.")
