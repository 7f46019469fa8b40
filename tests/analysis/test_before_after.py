"""What must hold for any diary and any sessions, and how long the longest may take."""

import json
from datetime import timedelta
from time import process_time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attacks import compare_starts
from analysis.before_after import analyse, as_json
from analysis.blocks import blocks
from analysis.rules import bad_last_month, ehf_figure, latest28, nice_figure, since_session
from analysis.series import NOT_LOGGED, DayColumns, Measure, Series, series_of
from analysis.weeks import weeks_since_injection
from tests.analysis.diaries import FIRST_DAY, series, session_days, texts


def figures(one: Series, sessions: list[int]) -> dict[str, Any]:
    return as_json(analyse(one, sessions))


@given(texts, session_days)
def test_any_diary_with_any_sessions_gives_figures_that_are_numbers(
    text: str, sessions: list[int]
) -> None:
    result = analyse(series(text), sessions)
    json.dumps(as_json(result), allow_nan=False)
    of = result.course
    assert len(result.cycles) == len(result.last28) == len(set(sessions))
    assert sum(block.window.days for block in blocks(of, of.end)) == len(text)
    assert sum(week.pooled.days for week in weeks_since_injection(of)) == result.after.days
    assert result.attacks_before.starts == compare_starts(of).before.count
    for index in range(len(of.sessions)):
        assert since_session(of, index).window.days <= result.after.days
    assert (nice_figure(of) is None) is (len(of.sessions) < 2)
    assert (ehf_figure(of) is None) is (not of.sessions)
    assert bad_last_month(of) is None or len(text) >= 40
    assert latest28(of, len(text)).days == 28


@given(texts, session_days, st.integers(-400_000, 400_000))
def test_shifting_all_dates_changes_nothing(text: str, sessions: list[int], shift: int) -> None:
    def of(days_on: int) -> dict[str, Any]:
        start = FIRST_DAY + timedelta(days=days_on)
        ordinals = [start.toordinal() + i for i, day in enumerate(text) if day != "."]
        headache = np.array([int(day) for day in text if day != "."], dtype=np.int8)
        unasked = np.full(len(headache), NOT_LOGGED, dtype=np.int8)
        columns = DayColumns(
            np.array(ordinals, dtype=np.int32), headache, unasked, unasked, unasked
        )
        last_day = start + timedelta(days=len(text) - 1)
        one = series_of(columns, Measure.HEADACHE, first_day=start, last_day=last_day)
        dates = [start + timedelta(days=session) for session in sessions]
        return figures(one, one.day_numbers(dates))

    assert of(shift) == of(0) == figures(series(text), sessions)


@given(texts, session_days, st.integers(1, 200))
def test_an_unlogged_tail_changes_no_rate(text: str, sessions: list[int], tail: int) -> None:
    shorter, longer = figures(series(text), sessions), figures(series(text + "." * tail), sessions)
    names = ("baseline", "after", "early", "late")
    kept = ("per28", "lo", "hi", "logged", "count")
    for windows in zip(
        [longer[name] for name in names] + longer["cycles"],
        [shorter[name] for name in names] + shorter["cycles"],
        strict=True,
    ):
        long, short = ({key: window[key] for key in kept} for window in windows)
        assert long == pytest.approx(short, abs=1e-9)
    assert longer["V"] == pytest.approx(shorter["V"], abs=1e-9)
    assert longer["trend"] == pytest.approx(shorter["trend"], abs=1e-9)


@given(texts, session_days)
def test_every_range_holds_its_estimate(text: str, sessions: list[int]) -> None:
    result = figures(series(text), sessions)
    windows = [result[name] for name in ("baseline", "after", "early", "late")]
    for window in [*windows, *result["cycles"], *result["last28"]]:
        if window["per28"] is not None:
            assert window["lo"] - 1e-9 <= window["per28"] <= window["hi"] + 1e-9
            assert window["best"] - 1e-9 <= window["per28"] <= window["worst"] + 1e-9
            assert window["lo"] >= 0 and window["hi"] <= 28
    names = ("after_vs_baseline", "if_unlogged_good", "wearoff")
    for change in [*(result[name] for name in names), *result["cycle_vs_baseline"]]:
        if change["change"] is not None:
            assert change["change_lo"] - 1e-9 <= change["change"] <= change["change_hi"] + 1e-9


@given(texts, session_days)
def test_the_headline_and_the_range_never_disagree(text: str, sessions: list[int]) -> None:
    result = figures(series(text), sessions)
    change = result["after_vs_baseline"]
    if result["verdict"] == "clearly_fewer":
        assert change["change_hi"] < 1e-8
        assert result["if_unlogged_good"]["change"] < 0
    if result["verdict"] == "clearly_more":
        assert change["change_lo"] > -1e-8
        assert result["if_unlogged_good"]["change"] > 0
    if result["verdict"] == "not_enough_data":
        assert not (result["baseline"]["enough"] and result["after"]["enough"])


@given(texts, session_days)
def test_the_order_of_sessions_does_not_matter(text: str, sessions: list[int]) -> None:
    swapped = sessions[::-1] + sessions
    assert figures(series(text), swapped) == figures(series(text), sessions)


@given(texts.filter(lambda text: "." not in text), session_days)
def test_a_diary_without_gaps_has_one_answer(text: str, sessions: list[int]) -> None:
    result = figures(series(text), sessions)
    assert result["if_unlogged_good"] == result["after_vs_baseline"]
    assert result["verdict"] != "depends_on_unlogged_days"
    assert result["bad_days_only"] == {"before": False, "after": [False] * len(set(sessions))}


def quickest(days: int, sessions: list[int]) -> float:
    rng = np.random.default_rng(7)
    diary = rng.choice([-1, 0, 1], size=days, p=[0.08, 0.6, 0.32]).astype(np.int8)
    times = []
    for _ in range(25):
        start = process_time()
        analyse(Series(diary, FIRST_DAY), sessions)
        times.append(process_time() - start)
    return min(times)


def test_ten_years_cost_no_more_than_ten_times_one_year() -> None:
    one = quickest(365, [90, 174, 258, 342])
    ten = quickest(3650, [90 + 86 * number for number in range(40)])
    assert ten / one < 10
