"""The first claim: fewer migraine days."""

from collections.abc import Iterator

from django.utils.translation import gettext

from analysis.series import Measure
from outcomes.cards.card import Card
from outcomes.outcome import Outcome
from outcomes.studies import FEWER_DAYS
from outcomes.summary import Summary
from outcomes.words.advice import advice
from outcomes.words.measure_words import WORDS
from outcomes.words.pair_words import days_used, level_pair

COUNTED = (Measure.MIGRAINE, Measure.HEADACHE, Measure.MODERATE_SEVERE)


def frequency(outcome: Outcome) -> Card:
    """How often: migraine days, headache days, moderate or severe days."""
    summaries = [outcome.measures[measure] for measure in COUNTED]
    return Card(
        key="frequency",
        title=gettext("Fewer migraine days"),
        claim=gettext("Regular injections mean fewer days with migraine."),
        shows=tuple(_shows(summaries)),
        days=days_used(outcome.headache, *summaries),
        missing=tuple(advice(_first_lacking(summaries))[:1]),
        facts=FEWER_DAYS,
        limits=gettext(
            "Whether Botox did it. Headache days fell for many who were given dummy injections "
            "too, and people often start treatment when things are at their worst."
        ),
    )


def _shows(summaries: list[Summary]) -> Iterator[str]:
    for summary in summaries:
        words = level_pair(summary, str(WORDS[summary.measure].name))
        if words:
            yield words


def _first_lacking(summaries: list[Summary]) -> Summary:
    return next((each for each in summaries if not each.compared), summaries[0])
