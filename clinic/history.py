"""What a clinician reads first of a patient: the terms, what is due, what changed since when."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import Share
from analysis.comparison import Comparison
from analysis.cycles import MONTH_DAYS
from analysis.rules import SinceSession, since_session
from clinic.sheet.content import Key, Sheet
from clinic.sheet.figures import latest_side, level
from outcomes.numbers import of_days, short_day, shown_change
from outcomes.outcome import Outcome
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables.level_cells import NONE
from outcomes.words.wording import change_words, range_words


@dataclass(frozen=True, slots=True)
class Since:
    """One session's cycle, and all cycles from it on, in words.

    alone, level: headache days in 28 with their range, of that cycle and of all from it on.
    logged: days logged of all these days. from_before: the change of `level` from the time before
    the first session, from_cycle: from the cycle before this session.
    """

    session: str
    alone: str
    level: str
    logged: str
    from_before: str
    from_cycle: str


@dataclass(frozen=True, slots=True)
class SinceTable:
    """The latest session first.

    before: the level of the time before the first. untreated: whether a change from it may be
    shown.
    """

    rows: tuple[Since, ...]
    before: str
    before_logged: str
    untreated: bool


def terms(share: Share) -> str:
    """What a share lets its clinician see, and for how long, on the clock that is active."""
    if share.ends_at is None:
        if share.with_notes:
            return gettext("Shared with you, private notes too, until one of you ends it.")
        return gettext("Shared with you without the private notes, until one of you ends it.")
    until = date_format(localtime(share.ends_at), "DAY_AND_TIME" if share.reason else "DAY")
    if share.with_notes:
        text = gettext("Shared with you, private notes too, until %(until)s.")
    else:
        text = gettext("Shared with you without the private notes, until %(until)s.")
    return text % {"until": until}


def key_figures(sheet: Sheet, outcome: Outcome) -> tuple[Key, ...]:
    """The sheet's, what is due first, and the latest 28 days among the levels."""
    *levels, coverage, medicine, due = sheet.keys
    return (due, *levels, _latest28(outcome), coverage, medicine)


def _latest28(outcome: Outcome) -> Key:
    side = latest_side(outcome.headache)
    shown = level(side)
    text = gettext("%(logged)s days logged")
    if not shown:
        text = gettext("Not enough logged: %(logged)s days")
    return Key(
        gettext("Headache days of 28, latest 28"),
        shown or NONE,
        text % {"logged": of_days(side.window.logged, MONTH_DAYS)},
    )


def since_each_session(summary: Summary) -> SinceTable | None:
    """The table of headache days, by docs/method.md, "Since session k"; None without a session."""
    if not summary.sessions:
        return None
    before = summary.before
    return SinceTable(
        rows=tuple(_rows(summary))[::-1],
        before=level(before) or NONE,
        before_logged=of_days(before.window.logged, before.window.days),
        untreated=summary.untreated_before,
    )


def _rows(summary: Summary) -> Iterator[Since]:
    cycles = summary.cycles
    for index, cycle in enumerate(cycles):
        found = since_session(summary.result.course, index)
        side = _side(summary, found, index)
        earlier = cycles[index - 1].side if index else None
        yield Since(
            session=gettext("Session %(number)s, %(on)s")
            % {"number": cycle.number, "on": short_day(cycle.session.on)},
            alone=level(cycle.side) or NONE,
            level=level(side) or NONE,
            logged=of_days(side.window.logged, side.window.days),
            from_before=_change(summary.before, side, found.against_baseline),
            from_cycle=_change(earlier, side, found.against_cycle_before),
        )


def _side(summary: Summary, found: SinceSession, index: int) -> Side:
    """By the rule that holds for all cycles together."""
    bad = any(number > index for number in summary.bad_cycles)
    window = found.window
    return Side(window, bad and not window.enough, summary.unsaid_in(window))


def _change(before: Side | None, after: Side, comparison: Comparison | None) -> str:
    """The change of the levels as they are shown, with its range."""
    if before is None or comparison is None or not (before.has_rate and after.has_rate):
        return NONE
    rates = before.window.per28, after.window.per28
    assert rates[0] is not None and rates[1] is not None
    shown = shown_change(rates[0], rates[1])
    return gettext("%(change)s (%(range)s)") % {
        "change": change_words(shown),
        "range": range_words(comparison, shown),
    }
