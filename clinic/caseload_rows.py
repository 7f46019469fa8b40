"""The caseload's rows in words: who, where in the cycle, how much is logged, the figures."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.comparison import Verdict
from analysis.cycles import LAPSED_DAYS, MONTH_DAYS
from clinic.caseload_figures import Figures
from clinic.caseload_line import line, line_words
from clinic.caseload_roster import Entry
from outcomes.numbers import of_days, short_day, shown_change
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.words.pair_words import level, range_of
from outcomes.words.preventive_words import under_levels
from outcomes.words.wording import VERDICTS, change_words, range_words


@dataclass(frozen=True, slots=True)
class Level:
    """A rate in 28 days, or why there is none; its range; how much of its time is logged."""

    figure: str
    range: str = ""
    coverage: str = ""
    known: bool = True


NOTHING = Level("–", known=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: by how much, its range, the verdict; `beside` is what has to be known too."""

    figure: str = ""
    range: str = ""
    verdict: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One patient in words. due_soon and quiet are those of the filters."""

    name: str
    address: str
    born: str
    cycle: str
    due: str
    due_soon: bool
    planned: str
    last_logged: str
    logged28: str
    quiet: bool
    before: Level
    latest: Level
    since: Level
    change: Change
    line: SafeString
    line_words: str


def row(entry: Entry, figures: Figures) -> Row:
    """The row of one patient."""
    summary = figures.summary
    return Row(
        name=entry.name,
        address=reverse("clinic:history", args=[entry.code]),
        born=gettext("born %(day)s") % {"day": short_day(entry.born_on)} if entry.born_on else "",
        cycle=_cycle(entry),
        due=_due(entry),
        due_soon=entry.due_soon,
        planned=_planned(entry),
        last_logged=_last_logged(entry),
        logged28=gettext("%(days)s days") % {"days": of_days(entry.logged28, MONTH_DAYS)},
        quiet=entry.quiet,
        before=_level(summary.before) if summary.first else NOTHING,
        latest=_level(figures.latest),
        since=_level(summary.after) if summary.first else NOTHING,
        change=_change(summary),
        line=line(figures),
        line_words=line_words(figures),
    )


def _cycle(entry: Entry) -> str:
    if entry.day is None:
        return gettext("No session yet")
    return gettext("Cycle %(number)s, day %(day)s") % {"number": entry.cycles, "day": entry.day}


def _due(entry: Entry) -> str:
    """When the next session is due; nothing before the first, which is only planned."""
    if entry.last_session is None or entry.due is None or entry.due_in is None:
        return ""
    if entry.due_in < 0:
        return ngettext("%(days)s day overdue", "%(days)s days overdue", -entry.due_in) % {
            "days": -entry.due_in
        }
    if entry.due_in == 0:
        return gettext("due today")
    return gettext("due %(day)s") % {"day": short_day(entry.due)}


def _planned(entry: Entry) -> str:
    if entry.planned:
        return gettext("planned %(day)s") % {"day": short_day(entry.planned)}
    if entry.unconfirmed:
        return gettext("planned %(day)s, not confirmed") % {"day": short_day(entry.unconfirmed)}
    return ""


def _last_logged(entry: Entry) -> str:
    return short_day(entry.last_logged) if entry.last_logged else gettext("no day yet")


def _level(side: Side) -> Level:
    """A time's rate, or why there is none."""
    window = side.window
    if not window.days:
        return Level(gettext("none logged"), known=False)
    coverage = of_days(window.logged, window.days)
    if not side.has_figure:
        return Level(gettext("not enough logged"), coverage=coverage, known=False)
    return Level(level(side), range_of(window) if side.has_rate else "", coverage)


def _change(summary: Summary) -> Change:
    """As Before and after says it: fewer or more only of a time before without treatment."""
    if summary.first is None:
        return Change(verdict=gettext("No session to compare with yet."))
    if summary.verdict is None:
        text = (
            gettext("No verdict: it is not known if this was the first Botox.")
            if summary.first.first_ever is None
            else gettext("No verdict: Botox was given before, too.")
        )
        return Change(verdict=text, beside=_beside(summary))
    verdict = gettext(VERDICTS[summary.verdict])
    before, after = summary.before.window.per28, summary.after.window.per28
    if summary.verdict is Verdict.NOT_ENOUGH_DATA or before is None or after is None:
        return Change(verdict=verdict, beside=_beside(summary))
    shown = shown_change(before, after)
    return Change(
        figure=change_words(shown),
        range=range_words(summary.result.after_vs_baseline, shown),
        verdict=verdict,
        beside=_beside(summary),
    )


def _beside(summary: Summary) -> tuple[str, ...]:
    """That it is early, and the other preventives that changed in the time compared."""
    said = [under_levels(summary)]
    if summary.side_by_side and len(summary.sessions) == 1 and not _lapsed(summary, summary.today):
        said.insert(0, gettext("First cycle, so it is early."))
    return tuple(each for each in said if each)


def _lapsed(summary: Summary, today: date) -> bool:
    return (today - summary.sessions[-1].on).days >= LAPSED_DAYS
