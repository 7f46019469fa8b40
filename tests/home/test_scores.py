"""The page of scores: over time, with the injections, and what is known of them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Patient
from diary.choices import SCORE_RANGES, Instrument
from diary.models import Score
from home.score_chart import score_chart
from tests.make import make_session
from tests.outcomes.test_words_not_shown import NOT_SHOWN

SESSIONS = [date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 3, 20)]


@pytest.fixture(autouse=True)
def _spring() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False):
        yield


def score(on: date, value: int, instrument: Instrument = Instrument.HIT6) -> Score:
    return Score(instrument=instrument, on=on, value=value)


def page_of(patient: Patient) -> str:
    client = Client()
    client.force_login(patient.user)
    return client.get(reverse("home:scores", args=[patient.code])).content.decode()


@pytest.mark.once
def test_a_chart_says_in_a_sentence_what_it_shows_and_marks_the_injections() -> None:
    scores = [score(date(2025, 11, 10), 66), score(date(2026, 2, 10), 58)]
    chart = score_chart(Instrument.HIT6, scores, SESSIONS)
    assert chart
    assert chart.title == "HIT-6 over time"
    # The last session before the first score, and those up to the last score.
    assert chart.reading == (
        "HIT-6 on 10 November 2025: 66. On 10 February 2026: 58. The 2 arrows mark injections."
    )
    for form in (chart.wide, chart.narrow):
        assert len(re.findall("M", re.search(r'd="([^"]*)" class="session"', form)[1])) == 2  # type: ignore[index]
        assert form.count("<desc") == 1
    words = strip_tags(chart.table.replace("</td>", " ").replace("</th>", " ")).split()
    assert " ".join(words) == (
        "Date Score Days after injections 10 November 2025 66 40 10 February 2026 58 40"
    )


@pytest.mark.once
def test_one_score_alone_is_said_in_words_without_a_chart() -> None:
    assert score_chart(Instrument.HIT6, [score(date(2026, 2, 10), 58)], SESSIONS) is None


@pytest.mark.once
@pytest.mark.parametrize("instrument", list(Instrument))
def test_every_total_lies_inside_the_picture(instrument: Instrument) -> None:
    for low, high in [SCORE_RANGES[instrument], (SCORE_RANGES[instrument][0],) * 2]:
        days = [date(2026, 1, 1), date(2026, 1, 2)]
        totals = [score(days[0], low, instrument), score(days[1], high, instrument)]
        chart = score_chart(instrument, totals, [])
        assert chart
        for form, width in ((chart.wide, 600), (chart.narrow, 320)):
            x, y = zip(*re.findall(r'<text x="([\d.-]+)" y="([\d.-]+)"', form), strict=True)
            assert 0 < min(map(float, x)) <= max(map(float, x)) <= width
            assert 0 < min(map(float, y)) <= max(map(float, y)) <= 230


def test_the_page_shows_each_questionnaire_with_its_sources(alice: Patient) -> None:
    for on in SESSIONS:
        make_session(alice, on)
    for on, value in ((date(2026, 1, 10), 64), (date(2026, 3, 25), 57)):
        alice.scores.create(instrument="hit6", on=on, value=value)
    alice.scores.create(instrument="pgic", on=date(2026, 3, 25), value=2)
    page = page_of(alice)
    assert "HIT-6 on 10 January 2026: 64. On 25 March 2026: 57." in page
    assert "The 2 arrows mark injections." in page
    assert "Much better" in page
    assert page.count('class="chart"') == 2
    for source in ("pubmed.ncbi.nlm.nih.gov/33026631", "pubmed.ncbi.nlm.nih.gov/32862469"):
        assert source in page
    assert NOT_SHOWN.findall(strip_tags(page)) == []


def test_an_empty_page_offers_to_add_each(alice: Patient) -> None:
    page = page_of(alice)
    for instrument in Instrument:
        assert reverse("diary:add_score", args=[alice.code, instrument.value]) in page
    assert "<svg id=" not in page


def test_nobody_elses_scores_are_shown(alice: Patient, charlie: Patient) -> None:
    charlie.scores.create(instrument="pgic", on=date(2026, 3, 25), value=7)
    assert "Very much worse</span>" not in page_of(alice)
