"""Words that the page never says, in any state."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.html import strip_tags

from outcomes.cards.every import cards
from outcomes.charts.cycle_chart import about_cycles, cycle_chart
from outcomes.charts.weeks_chart import weeks_chart
from outcomes.outcome import Outcome
from outcomes.steps.every import steps
from outcomes.steps.step import written
from outcomes.summary import Summary
from outcomes.words.caveats import caveats
from outcomes.words.explanation import explanation
from outcomes.words.trend_words import trend_words
from outcomes.words.weeks_words import about_weeks, level_before
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import outcome, summary
from tests.outcomes.said import said

TREATED = r"before Botox|fewer|\bmore\b"
"""What is said of a time before treatment alone."""


def of_weeks_and_cycles(of: Summary) -> Iterator[str]:
    """All that is said, read and drawn of them."""
    for chart in (weeks_chart(of), cycle_chart(of)):
        if chart:
            drawn = (strip_tags(each) for each in (chart.wide, chart.narrow, chart.table))
            yield from (chart.title, chart.reading, *drawn)
    yield from (about_weeks(of), level_before(of), about_cycles(of), trend_words(of))


def of_cards(of: Outcome) -> Iterator[str]:
    """What the cards say of the diary; neither the claims, nor the studies, nor what is missing."""
    for card in cards(of):
        yield from (*card.shows, *card.more, card.days)
        yield strip_tags(card.table or "")


@pytest.mark.parametrize("first_ever", [False, None])
def test_treated_before_never_reads_fewer_or_more_of_weeks_cycles_and_cards(
    first_ever: bool | None,
) -> None:
    found = []
    for case in CASES:
        of = outcome(case["diary"], case["sessions"], first_ever=first_ever)
        found += [text for each in of.measures.values() for text in of_weeks_and_cycles(each)]
        found += of_cards(of)
    assert len(found) > 40 * len(CASES)
    assert [text for text in found if re.search(TREATED, text, re.IGNORECASE)] == []


def test_weeks_of_somebody_not_treated_before_are_compared_in_words() -> None:
    words = [text for case in CASES for text in of_weeks_and_cycles(summary_of(case))]
    assert [text for text in words if re.search(TREATED, text)]


def summary_of(case: dict[str, Any]) -> Summary:
    return summary(case["diary"], case["sessions"])


@pytest.mark.parametrize("first_ever", [False, None])
@pytest.mark.parametrize("found", CASES, ids=lambda found: found["name"])
def test_treated_before_never_reads_as_a_time_before_botox(
    found: dict[str, Any], first_ever: bool | None
) -> None:
    of = summary(found["diary"], found["sessions"], first_ever=first_ever)
    text = " ".join([*said(of), *caveats(of), *explanation(of)[1:], written(steps(of))])
    assert re.findall(TREATED, text, re.IGNORECASE) == []


def test_no_sentence_uses_a_word_that_judges() -> None:
    texts = []
    for found in CASES:
        of = summary(found["diary"], found["sessions"])
        texts += [*said(of), *caveats(of), *explanation(of), written(steps(of))]
    judging = r"responder|\bworks\b|failed|prevented|should stop|probability|overuse"
    assert re.findall(judging, " ".join(texts), re.IGNORECASE) == []
