"""The scores over time: of each questionnaire its chart, its totals and what is known of it."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from diary.choices import SCORE_RANGES, Instrument
from diary.models import Score
from home.score_chart import score_chart
from home.score_facts import FACTS
from outcomes.charts.chart import Chart
from outcomes.studies import Fact


@dataclass(frozen=True)
class ScoreSection:
    """One questionnaire: its totals, the latest first; lowest and highest are its own limits."""

    instrument: Instrument
    lowest: int
    highest: int
    scores: list[Score]
    chart: Chart | None
    facts: tuple[Fact, ...]


def score_sections(patient: Patient, today: date) -> list[ScoreSection]:
    """Gather them in two queries."""
    stored = list(patient.scores.order_by("on"))
    sessions = list(patient.injection_sessions.done(today).values_list("date", flat=True))
    return [_section(instrument, stored, sessions) for instrument in Instrument]


def _section(instrument: Instrument, stored: list[Score], sessions: list[date]) -> ScoreSection:
    scores = [score for score in stored if score.instrument == instrument]
    low, high = SCORE_RANGES[instrument]
    chart = score_chart(instrument, scores, sessions)
    return ScoreSection(instrument, low, high, scores[::-1], chart, FACTS[instrument])
