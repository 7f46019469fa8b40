from datetime import date

import numpy as np

from analysis.cycles import Span
from analysis.series import Measure, series_of
from analysis.severity import AttackSeverities, attack_severities, severity_by_day
from tests.outcomes.diaries import columns

# Letters of tests.outcomes.diaries: 0 clear, 1 moderate, m severe, u without a severity.


def severities(text: str, *spans: Span) -> AttackSeverities:
    days = columns(text)
    series = series_of(days, Measure.HEADACHE)
    whole = spans or (Span(0, series.end),)
    return attack_severities(series, severity_by_day(days, series), whole)


def test_an_attack_counts_once_by_its_worst_day() -> None:
    assert severities("11m10u10") == AttackSeverities(mild=0, moderate=1, severe=1, unrated=0)


def test_an_attack_without_any_severity_is_counted_apart() -> None:
    found = severities("0uu0u1")
    assert (found.unrated, found.moderate, found.rated, found.attacks) == (1, 1, 1, 2)


def test_an_unlogged_day_ends_an_attack() -> None:
    assert severities("m.m") == AttackSeverities(0, 0, 2, 0)


def test_spans_without_a_day_between_are_one_stretch_and_others_cut_an_attack() -> None:
    text = "1" * 6 + "m" * 4
    assert severities(text, Span(0, 5), Span(5, 10)) == AttackSeverities(0, 0, 1, 0)
    assert severities(text, Span(0, 5), Span(6, 10)) == AttackSeverities(0, 1, 1, 0)


def test_no_headache_and_no_days_have_no_attack() -> None:
    assert severities("0000").attacks == severities("").attacks == 0


def test_severities_lie_on_their_calendar_days_and_days_outside_are_left_out() -> None:
    days = columns("1.m0u")
    series = series_of(days, Measure.HEADACHE, last_day=date(2024, 1, 3))
    assert severity_by_day(days, series).tolist() == [2, -1, 3]
    assert severity_by_day(days, series).dtype == np.int8
