"""The fourth claim: it lasts twelve weeks, and gets better over time."""

from collections import Counter
from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.cycles import Interval, interval_kind
from analysis.series import Measure
from analysis.trend import is_used
from outcomes.cards.card import Card
from outcomes.numbers import filled, strong
from outcomes.outcome import Outcome
from outcomes.studies import LASTING
from outcomes.summary import Summary
from outcomes.tables.level_cells import counted_cells
from outcomes.tables.severity_table import severity_table
from outcomes.tables.table import table
from outcomes.withheld import Reason, Withheld
from outcomes.words.advice import Advice, Link
from outcomes.words.late_words import late_against_early
from outcomes.words.measure_words import WORDS
from outcomes.words.trend_words import trend_words

UNRATED_SHARE = 0.2
"""Of the attacks: from there on a missing severity is asked for, as it is for days."""


def lasting(outcome: Outcome) -> Card:
    """How long it lasts within a cycle, and what changes from cycle to cycle."""
    return Card(
        key="lasting",
        title=gettext("Lasts 12 weeks, and better over time"),
        claim=gettext(
            "Botox is given again every 12 weeks, and headaches slowly become fewer and milder "
            "over time."
        ),
        shows=tuple(_shows(outcome)),
        table=_table(outcome),
        days=_days(outcome),
        missing=tuple(_missing(outcome)),
        facts=LASTING,
        limits=gettext(
            "Why it changed: cycles also differ by chance and by season. The last weeks are only "
            "seen if days are logged there. Wearing off may begin sooner, or reach into the first "
            "days after the next session."
        ),
    )


def _shows(outcome: Outcome) -> Iterator[str]:
    summary = outcome.headache
    if not summary.result.after.logged:
        return
    yield _intervals(summary)
    yield late_against_early(summary)
    yield trend_words(summary)
    if summary.trend_withheld is None:
        yield trend_words(outcome.measures[Measure.MODERATE_SEVERE])


def _intervals(summary: Summary) -> str:
    """How many times between sessions were about twelve weeks."""
    kinds = Counter(interval_kind(each.interval) for each in summary.cycles if each.interval)
    if not kinds:
        return gettext("One session so far, so there is no time between sessions yet.")
    count = kinds.total()
    twelve = kinds[Interval.TWELVE_WEEKS] + kinds[Interval.ABOUT_TWELVE_WEEKS]
    said = ngettext(
        "%(twelve)s of %(count)s time between two sessions was about 12 weeks (78 to 91 days).",
        "%(twelve)s of %(count)s times between two sessions were about 12 weeks (78 to 91 days).",
        count,
    )
    about = filled(said, twelve=strong(str(twelve)), count=count)
    if twelve == count:
        return about
    others = filled(
        gettext("Shorter: %(short)s. Longer: %(long)s."),
        short=kinds[Interval.SHORT],
        long=kinds[Interval.LONG],
    )
    return SafeString(f"{about} {others}")


def _table(outcome: Outcome) -> SafeString | None:
    """The levels compared, then the attacks; None without a logged day in a cycle."""
    summary = outcome.headache
    if not summary.result.after.logged:
        return None
    heads = (WORDS[summary.measure].name, gettext("In 28"), gettext("Range"), gettext("Logged"))
    levels = list(_levels(summary))
    caption = gettext("How often, in weeks and in cycles")
    drawn = table(map(str, heads), levels, caption=caption) if levels else SafeString()
    return SafeString(drawn + (severity_table(outcome) or "")) or None


def _levels(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Weeks 3 to 10, week 11 on, the first cycle and the latest with a rate."""
    for name, side in (
        (gettext("Weeks 3 to 10"), summary.early),
        (gettext("Week 11 on"), summary.late),
    ):
        if side.window.days:
            yield name, *counted_cells(side)
    rated = [cycle for cycle in summary.cycles if cycle.side.has_rate]
    for cycle in dict.fromkeys([*rated[:1], *rated[-1:]]):
        name = gettext("Cycle %(number)s") % {"number": cycle.number}
        yield name, *counted_cells(cycle.side)


def _days(outcome: Outcome) -> str:
    after = outcome.headache.result.after
    if not after.logged:
        return ""
    covered = ngettext(
        "%(logged)s of %(days)s day of all cycles is logged.",
        "%(logged)s of %(days)s days of all cycles are logged.",
        after.days,
    ) % {"logged": after.logged, "days": after.days}
    attack = gettext(
        "In the table an attack is one headache day or several in a row. It counts once, by its "
        "worst day. A day not logged ends it, and so does the date of a session."
    )
    return f"{covered} {attack}"


def _missing(outcome: Outcome) -> Iterator[Advice]:
    summary = outcome.headache
    if summary.first is None:
        add = Link("treatments:add", gettext("Add a session"))
        yield Advice(
            gettext("No Botox session is recorded yet. The first cycle begins there."), (add,)
        )
        return
    calendar = Link("home:calendar", gettext("Add days in the calendar"))
    if not summary.result.after.logged:
        today = Link("home:today", gettext("Log today"))
        yield Advice(gettext("No day in a cycle is logged yet."), (today, calendar))
        return
    yield from _days_missing(summary, calendar)
    yield from _severities_missing(outcome)


def _days_missing(summary: Summary, calendar: Link) -> Iterator[Advice]:
    """The days that would mend what stands against the comparison and the trend."""
    late, cycles = summary.result.late, summary.result.cycles
    if _blocks(summary.wearoff_withheld, Reason.FEW_LOGGED) and late.days_to_fill:
        text = ngettext(
            "From week 11 on, %(count)s more day needs to be logged.",
            "From week 11 on, %(count)s more days need to be logged.",
            late.days_to_fill,
        )
        yield Advice(text % {"count": late.days_to_fill}, (calendar,))
    few = sum(not is_used(window) and window.days_to_fill is not None for window in cycles)
    if _blocks(summary.trend_withheld, Reason.FEW_CYCLES) and few:
        text = ngettext(
            "%(count)s cycle that is over or under way has too few days logged for a trend.",
            "%(count)s cycles that are over or under way have too few days logged for a trend.",
            few,
        )
        yield Advice(text % {"count": few}, (calendar,))


def _blocks(withheld: Withheld | None, reason: Reason) -> bool:
    return withheld is not None and withheld.reason is reason


def _severities_missing(outcome: Outcome) -> Iterator[Advice]:
    """Days that the trend of moderate or severe ones needs, else attacks."""
    link = Link("home:calendar", gettext("Add severities in the calendar"))
    withheld = outcome.measures[Measure.MODERATE_SEVERE].trend_withheld
    of_trend = outcome.headache.trend_withheld is None
    days = withheld.answers if of_trend and withheld else 0
    every = [outcome.severities.before, *outcome.severities.cycles]
    unrated, attacks = sum(each.unrated for each in every), sum(each.attacks for each in every)
    if days:
        text = ngettext(
            "%(count)s more headache day in the cycles needs a severity.",
            "%(count)s more headache days in the cycles need a severity.",
            days,
        )
        yield Advice(text % {"count": days}, (link,))
    elif unrated > UNRATED_SHARE * attacks:
        text = ngettext(
            "%(count)s attack has no severity.", "%(count)s attacks have no severity.", unrated
        )
        yield Advice(text % {"count": unrated}, (link,))
