"""The second claim: attacks are headed off before they start."""

from collections.abc import Iterator
from math import ceil, floor

from django.utils.translation import gettext

from analysis.attacks import AttackComparison
from analysis.comparison import Fewer, Verdict
from analysis.cycles import MONTH_DAYS
from analysis.series import Measure
from outcomes.cards.card import Card
from outcomes.numbers import decimal, filled, of_days, shown_change, strong, whole
from outcomes.outcome import Outcome
from outcomes.studies import ATTACK_STARTS
from outcomes.summary import Summary
from outcomes.words.advice import advice
from outcomes.words.measure_words import WORDS
from outcomes.words.pair_words import days_used, level_pair, pair, range_of


def starts(outcome: Outcome) -> Card:
    """Attack starts, clear days and their runs, medicine days."""
    summary = outcome.headache
    return Card(
        key="starts",
        title=gettext("Stops attacks before they start"),
        claim=gettext("Botox is a preventive: it heads attacks off before they start."),
        shows=tuple(_shows(outcome)),
        more=tuple(_more(outcome)),
        days=days_used(summary, outcome.measures[Measure.MEDICINE]),
        missing=tuple(advice(_lacking(outcome))[:1]),
        facts=ATTACK_STARTS,
        limits=gettext("An attack that did not come leaves no mark in a diary."),
    )


def _lacking(outcome: Outcome) -> Summary:
    medicine = outcome.measures[Measure.MEDICINE]
    return medicine if outcome.headache.compared else outcome.headache


def _shows(outcome: Outcome) -> Iterator[str]:
    summary = outcome.headache
    if summary.compared:
        yield _starts(outcome.starts, summary)
        yield _clear_days(summary)
        if _longer_instead(outcome):
            yield gettext(
                "Fewer attacks started, but headache days did not fall. So attacks may last longer."
            )
    medicine = level_pair(outcome.measures[Measure.MEDICINE], str(WORDS[Measure.MEDICINE].name))
    if medicine:
        yield medicine


def _more(outcome: Outcome) -> Iterator[str]:
    summary, found = outcome.headache, outcome.starts
    if not summary.compared:
        return
    any_start = found.before.count or found.after.count
    if found.fewer is not None and any_start and _enough(found) and _may_compare(summary):
        yield _against_going_on(found.fewer)
    yield from _runs(summary)
    yield filled(
        gettext(
            "Attack starts are counted on logged days that follow a logged day: %(before)s before, "
            "%(since)s since."
        ),
        before=of_days(found.before.logged, found.before.days),
        since=of_days(found.after.logged, found.after.days),
    )
    yield gettext(
        "An attack starts on a headache day after a logged day without headache. With headache on "
        "most days few attacks start, so look at the headache days too."
    )


def _enough(found: AttackComparison) -> bool:
    return found.before.enough and found.after.enough


def _may_compare(summary: Summary) -> bool:
    """Whether "fewer" and "more" may be said: the starts have no guard of their own.

    Not against treated time, nor where the headache days hang on days that are not logged.
    """
    depends = summary.verdict is Verdict.DEPENDS_ON_UNLOGGED_DAYS
    return summary.untreated_before and summary.compared and not depends and not summary.bad_cycles


def _longer_instead(outcome: Outcome) -> bool:
    """Whether attacks started less often, by their whole range, and headache days are not fewer."""
    found, summary = outcome.starts, outcome.headache
    most = found.comparison.change_hi
    if most is None or most >= 0 or not (_enough(found) and _may_compare(summary)):
        return False
    before, after = summary.before.window.per28, summary.after.window.per28
    assert before is not None and after is not None
    return shown_change(before, after) >= 0


def _starts(found: AttackComparison, summary: Summary) -> str:
    before, after = found.before, found.after
    if not _enough(found):
        return gettext("Too few days in a row are logged to compare how often attacks start.")
    if not _may_compare(summary):
        if summary.untreated_before:
            text = gettext(
                "Attacks started %(before)s times in 28 days before (range %(low)s), %(since)s "
                "times since (range %(high)s)."
            )
        else:
            text = gettext(
                "Attacks started %(before)s times in 28 days before the first session recorded "
                "here (range %(low)s), %(since)s times since (range %(high)s)."
            )
        return filled(
            text,
            before=strong(decimal(before.per28 or 0)),
            since=strong(decimal(after.per28 or 0)),
            low=range_of(before),
            high=range_of(after),
        )
    return pair(
        gettext("Attacks started %(before)s times in 28 days before, %(since)s times since."),
        "",
        found.comparison,
        (before, after),
        "",
    )


def _against_going_on(found: Fewer) -> str:
    """What the change adds up to; "fewer", as nobody sees an attack that did not come."""
    low, high = sorted((found.lo, found.hi))
    words = {
        "days": whole(found.days),
        "count": strong(whole(abs(found.fewer))),
        "near": _near(min(abs(low), abs(high))),
        "far": whole(ceil(max(abs(low), abs(high)))),
        "fewer": whole(ceil(max(high, 0))),
        "more": whole(ceil(max(-low, 0))),
    }
    if low > 0:
        text = gettext(
            "That is about %(count)s fewer starts in %(days)s days than if it had gone on as "
            "before (from %(near)s to %(far)s fewer)."
        )
    elif high < 0:
        text = gettext(
            "That is about %(count)s more starts in %(days)s days than if it had gone on as before "
            "(from %(near)s to %(far)s more)."
        )
    else:
        text = gettext(
            "Over %(days)s days that could be anywhere from %(fewer)s fewer starts to %(more)s "
            "more than if it had gone on as before."
        )
    return filled(text, **words)


def _near(starts: float) -> str:
    """The end nearest to no change, which the range does not reach."""
    return whole(floor(starts)) if starts >= 1 else gettext("less than 1")


def _clear_days(summary: Summary) -> str:
    before, after = summary.before.window, summary.after.window
    assert before.per28 is not None and after.per28 is not None
    return filled(
        gettext("Clear days: %(before)s of 28 before, %(since)s since."),
        before=strong(decimal(MONTH_DAYS - round(before.per28, 1))),
        since=strong(decimal(MONTH_DAYS - round(after.per28, 1))),
    )


def _runs(summary: Summary) -> Iterator[str]:
    runs = summary.result.attacks_before, summary.result.attacks_after
    yield filled(
        gettext(
            "Most clear days in a row: %(before)s before, %(since)s since. A longer time has "
            "longer runs by chance."
        ),
        before=strong(whole(runs[0].longest_clear_run)),
        since=strong(whole(runs[1].longest_clear_run)),
    )
    gaps = [each.median_gap for each in runs]
    if gaps[0] is not None and gaps[1] is not None:
        yield filled(
            gettext(
                "Clear days between two attacks, the middle value: %(before)s before, %(since)s "
                "since."
            ),
            before=strong(_gap(gaps[0])),
            since=strong(_gap(gaps[1])),
        )


def _gap(days: float) -> str:
    """The middle of an even number of gaps may lie between two days."""
    return whole(days) if days == int(days) else decimal(days)
