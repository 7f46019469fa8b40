"""What is missing, in words, and where it can be added."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from analysis.cycles import LAPSED_DAYS, WEEK_DAYS
from analysis.series import Measure
from outcomes.missing import Lack, Missing
from outcomes.numbers import day
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS


@dataclass(frozen=True, slots=True)
class Link:
    """A page below the patient's code, by the name of its address, and what to call it.

    pk: of the one thing that the page is about, where it is about one.
    """

    view: str
    label: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that is missing, with the pages that feed it."""

    sentence: str
    links: tuple[Link, ...]


def advice(summary: Summary) -> list[Advice]:
    """Everything missing, in the order to mend it."""
    return [
        Advice(_sentence(missing, summary), tuple(_links(missing, summary)))
        for missing in summary.missing
    ]


def past_week_counts(summary: Summary) -> bool:
    """Whether the past week, which a page fills in at once, has a day in a cycle."""
    ages = ((summary.today - session.on).days for session in summary.sessions)
    return any(0 < age < LAPSED_DAYS + WEEK_DAYS for age in ages)


def _sentence(missing: Missing, summary: Summary) -> str:
    if missing.lack is Lack.SESSION:
        return gettext(
            "No Botox session is recorded yet. Its date splits the days into before and after."
        )
    if missing.lack in (Lack.ANSWERS_BEFORE, Lack.ANSWERS_SINCE):
        return _answers(missing, summary.measure)
    if missing.since is None:
        return _before_a_session(missing)
    if missing.lack is Lack.DAYS_BEFORE:
        return _days_before(missing)
    return _days_since(missing, left_out=bool(summary.left_out))


def _links(missing: Missing, summary: Summary) -> Iterator[Link]:
    match missing.lack:
        case Lack.SESSION:
            yield Link("treatments:add", gettext("Add a session"))
        case Lack.DAYS_BEFORE if missing.since is None:
            yield Link("home:today", gettext("Log today"))
            yield Link("exchange:files", gettext("Bring an old diary"))
        case Lack.DAYS_BEFORE:
            yield Link("exchange:files", gettext("Bring an old diary"))
            yield Link("home:calendar", gettext("Add days in the calendar"))
        case Lack.DAYS_SINCE:
            if missing.ahead is not None:
                yield Link("home:today", gettext("Log today"))
            if past_week_counts(summary):
                yield Link("diary:fill_in", gettext("Fill in the past week"))
            if missing.ahead is None:
                yield Link("home:calendar", gettext("Add days in the calendar"))
        case _ if summary.measure is Measure.MODERATE_SEVERE:
            yield Link("home:calendar", gettext("Add severities in the calendar"))
        case _:
            yield Link("exchange:files", gettext("Bring the file again with that column"))
            yield Link("home:calendar", gettext("Answer in the calendar"))


def _before_a_session(missing: Missing) -> str:
    return ngettext(
        "For a fair time before, %(count)s more day needs to be logged before the first session.",
        "For a fair time before, %(count)s more days need to be logged before the first session.",
        missing.ahead or 0,
    ) % {"count": missing.ahead}


def _so_far(missing: Missing, *, left_out: bool = False) -> str:
    """What is logged; `left_out` where more is, in time that is not compared."""
    assert missing.since is not None
    if missing.lack is Lack.DAYS_BEFORE:
        none = gettext("No day before %(on)s is logged.")
        some = ngettext(
            "Before %(on)s, %(logged)s day is logged.",
            "Before %(on)s, %(logged)s days are logged.",
            missing.logged,
        )
    else:
        none = gettext("No day since %(on)s is logged.")
        some = ngettext(
            "Since %(on)s, %(logged)s day is logged.",
            "Since %(on)s, %(logged)s days are logged.",
            missing.logged,
        )
        if left_out:
            none = gettext("None of the days compared since %(on)s is logged.")
            some = ngettext(
                "Of the days compared since %(on)s, %(logged)s is logged.",
                "Of the days compared since %(on)s, %(logged)s are logged.",
                missing.logged,
            )
    text = some if missing.logged else none
    return text % {"on": day(missing.since), "logged": missing.logged}


def _days_before(missing: Missing) -> str:
    more = ngettext(
        "%(count)s more is needed, from the 12 weeks before it.",
        "%(count)s more are needed, from the 12 weeks before it.",
        missing.fill or 0,
    ) % {"count": missing.fill}
    return f"{_so_far(missing)} {more}"


def _days_since(missing: Missing, *, left_out: bool) -> str:
    fill = ngettext(
        "%(count)s more is needed if past days are filled in.",
        "%(count)s more are needed if past days are filled in.",
        missing.fill or 0,
    ) % {"count": missing.fill}
    ahead = ngettext(
        "With every day logged from now on, it takes %(count)s more day.",
        "With every day logged from now on, it takes %(count)s more days.",
        missing.ahead or 0,
    ) % {"count": missing.ahead}
    ways = [
        *([fill] if missing.fill is not None else []),
        *([ahead] if missing.ahead is not None else []),
    ]
    return " ".join([_so_far(missing, left_out=left_out), *ways])


def _answers(missing: Missing, measure: Measure) -> str:
    if missing.since is None:
        when = gettext("In the last 12 weeks")
    elif missing.lack is Lack.ANSWERS_BEFORE:
        when = gettext("Before %(on)s") % {"on": day(missing.since)}
    else:
        when = gettext("Since %(on)s") % {"on": day(missing.since)}
    return WORDS[measure].answers % {"when": when, "count": missing.fill}
