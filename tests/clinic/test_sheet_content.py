"""What the sheet says: the figures of Before and after, its rules for words, nobody's verdict."""

import re
from dataclasses import asdict

import pytest
from django.utils.html import strip_tags

from analysis.cycles import MONTH_DAYS, Span
from analysis.rules import ehf_figure, nice_figure
from analysis.series import Measure
from clinic.sheet.compose import compose
from clinic.sheet.content import Figure
from clinic.sheet.figures import confidence, percent, side_of
from clinic.sheet.gather import Note
from diary.models import Score
from outcomes.numbers import decimal, level_range
from outcomes.report.figures import outcome_figures
from outcomes.words import wording
from tests.clinic.sheets import days, full, given, sheet_of, strings
from tests.outcomes.diaries import date_of, outcome

pytestmark = pytest.mark.once
NEVER = r"responder|work(s|ed)|failed|overuse|prevented|probab|stopp?ing|you should|rule is met"


def cell(window: dict[str, float]) -> tuple[str, str, str]:
    """A window of the command's figures as the sheet writes it."""
    span = level_range(window["lo"], window["per28"], window["hi"])
    return decimal(window["per28"]), span, f"{window['count']}/{window['logged']}"


def test_the_figures_are_those_of_the_command_and_of_before_and_after() -> None:
    known = full(3)
    sheet, figures = compose(known), outcome_figures(known.outcome)["measures"]
    assert sheet.table is not None
    before, month, pooled, *cycles = sheet.table.rows
    for index, measure in enumerate(Measure):
        of = figures[measure]
        assert cell(of["baseline"]) == tuple(asdict(before.figures[index]).values())
        assert cell(of["after"]) == tuple(asdict(pooled.figures[index]).values())
        for row, cycle in zip(cycles, of["cycles"], strict=True):
            assert cell(cycle) == tuple(asdict(row.figures[index]).values())
        summary = known.outcome.measures[measure]
        last_month = side_of(summary, Span(84 - MONTH_DAYS, 84)).window
        assert month.figures[index].rate == decimal(last_month.per28 or 0)
    assert sheet.result[0] == strip_tags(wording.headline(known.outcome.headache, own=False))
    assert sheet.keys[0].value.startswith(before.figures[0].rate)
    assert sheet.keys[1].value.startswith(cycles[-1].figures[0].rate)


def test_a_change_has_its_sign_and_a_range_that_holds_it() -> None:
    known = full(2)
    table = compose(known).table
    assert table is not None
    before, _month, pooled, *cycles = table.rows
    for row in (pooled, *cycles):
        shown = float(row.figures[0].rate) - float(before.figures[0].rate)
        assert row.change.replace("−", "-") == f"{shown:+.1f}"
        low, high = (int(end.replace("−", "-")) for end in row.change_span.split(" to "))
        assert low <= shown <= high
    assert before.change == ""


def test_sessions_stand_with_their_days_units_and_sites() -> None:
    table = compose(full(3)).table
    assert table is not None
    assert [(row.name, row.interval, row.injected) for row in table.rows[3:]] == [
        ("1: 25 Mar 2024", "", "155 / 31"),
        ("2: 18 Jun 2024", "85", "155 / 31"),
        ("3: 11 Sep 2024", "85", "155 / 31"),
    ]


def test_other_products_are_named_beside_their_units() -> None:
    products = ("onabotulinumtoxinA", "abobotulinumtoxinA")
    table = sheet_of(days(300, 0.5), [84, 168], products=products, units=(500, 155)).table
    assert table is not None
    assert [row.injected for row in table.rows[3:]] == ["500 / – Dysport", "155 / – Botox"]


def test_where_mostly_bad_days_are_logged_only_the_least_is_given() -> None:
    sheet = sheet_of("1." * 84, [84])
    assert sheet.table is not None
    assert [key.value for key in sheet.keys[:2]] == ["at least 14.0", "at least 14.2"]
    assert all(row.figures[0].rate.startswith("at least 14.") for row in sheet.table.rows)
    assert {row.change for row in sheet.table.rows} <= {"", "–"}
    assert any("mostly bad days" in note for note in sheet.table.notes)
    assert sheet.rules is not None
    assert sheet.rules.grids == ()


def test_too_little_logged_gives_counts_and_no_level() -> None:
    sheet = sheet_of("0110" + "." * 80 + "11", [84])
    assert sheet.table is not None
    assert [key.value for key in sheet.keys[:2]] == ["–", "–"]
    assert sheet.keys[0].small == "Not enough logged: 4 of 84 days"
    assert sheet.table.rows[0].figures[0] == Figure("–", "", "2/4")
    assert sheet.rules is not None
    assert sheet.rules.rules[0].lines == ("There is no second session yet.",)
    assert "early" in sheet.table.notes[0]


def test_a_last_cycle_too_short_has_the_one_before_it_beside() -> None:
    sheet = sheet_of(days(84 + 84 + 5, 0.5), [84, 168])
    assert sheet.keys[1].value == "–"
    assert re.search(r"of \d days\. Cycle 1: \d+\.\d \(", sheet.keys[1].small)


@pytest.mark.parametrize("first_ever", [False, None])
def test_treated_before_there_are_no_words_for_a_change_and_no_fall(
    first_ever: bool | None,
) -> None:
    sheet = sheet_of(days(84, 0.9) + days(200, 0.2), [84, 168], first_ever=first_ever)
    assert sheet.table is not None
    assert sheet.rules is not None
    words = " ".join([*sheet.result, *strings([asdict(key) for key in sheet.keys])])
    assert not re.search(r"fewer|\bmore\b|before the first Botox", words)
    assert sheet.table.heads[-1] == "Headache days: change from the cycle before"
    assert [bool(row.change) for row in sheet.table.rows] == [False] * 4 + [True]
    assert all("No fall is given" in rule.lines[0] for rule in sheet.rules.rules)
    assert sheet.rules.grids == ()


def test_published_rules_stand_with_their_figures_confidence_and_source() -> None:
    known = full(2)
    of = known.outcome.headache.result.course
    nice, ehf = nice_figure(of), ehf_figure(of)
    sheet = compose(known)
    assert nice is not None
    assert ehf is not None
    assert sheet.rules is not None
    first, second = sheet.rules.rules
    found = nice.comparison
    assert first.source == "NICE TA260"
    assert f"Fall: {percent(found.reduction or 0)} (95% range" in first.lines[1]
    assert f"Confidence that it is over 30%: {confidence(found.sure_30 or 0)}." in first.lines[1]
    assert "doi.org" in second.url
    assert sheet.rules.grids[0].rows == (
        ("Last 28 days of the cycle, of 28", *(decimal(each.per28 or 0) for each in ehf.last28)),
        ("Fall", *(percent(each.reduction or 0) for each in ehf.comparisons)),
        ("Confidence: over 30%", *(confidence(each.sure_30 or 0) for each in ehf.comparisons)),
    )
    counts = ", ".join(str(month.count) for month in nice.months.months)
    assert f"since the first session: {counts} headache days" in sheet.rules.months


def test_a_second_cycle_with_too_little_logged_has_no_fall() -> None:
    rules = sheet_of(days(84 + 84 + 10, 0.5), [84, 168]).rules
    assert rules is not None
    (line,) = rules.rules[0].lines
    assert re.fullmatch(r"Not enough logged: \d+ of 84 days before, \d+ of \d+ of cycle 2\.", line)
    assert rules.grids[0].rows[1][-1] == "–"


def test_confidence_is_never_nothing_and_never_all() -> None:
    assert [confidence(sure) for sure in (0, 0.456, 1)] == ["1%", "46%", "99%"]
    assert percent(-0.12) == "−12%"


def test_the_words_that_are_never_said_are_not_on_it() -> None:
    for sheet in (compose(full(4)), sheet_of("", []), sheet_of("1." * 84, [84])):
        found = re.findall(NEVER, " ".join(strings(asdict(sheet))), re.IGNORECASE)
        assert found == []


def test_an_empty_diary_and_one_without_a_session_have_a_sheet() -> None:
    empty = sheet_of("", [])
    assert (empty.period, empty.table, empty.bars) == ("No day is logged.", None, None)
    assert [key.value for key in empty.keys] == ["–", "0 of 28", "–", "–"]
    so_far = sheet_of(days(100, 0.5), [])
    assert so_far.keys[0].name == "Headache days of 28, so far"
    assert re.match(r"\d+\.\d \(\d+ to \d+\)$", so_far.keys[0].value)
    assert (so_far.table, so_far.rules) == (None, None)


def test_acute_medicine_stands_by_class_with_the_days_that_are_looked_at() -> None:
    key = compose(full(1)).keys[3]
    assert key.value == "9"
    assert key.small.startswith("Triptan 6 [10], Simple analgesic 3 [15], Against nausea 2; ")


def test_side_effects_preventives_and_scores_are_listed() -> None:
    effects, preventives, scores, *_ = compose(full(10)).beside
    assert (
        "Neck pain or stiffness: after 1 session, at worst moderate. Lasted 7 days."
        in effects.lines
    )
    assert preventives.lines[0].startswith("Topiramate: from before this diary, still taken: 50 mg")
    assert scores.lines[0].startswith("HIT-6 (36 to 78), the first and the latest of 10: 68 on ")
    assert scores.lines[0].count(" on ") == 5
    assert [section.lines for section in sheet_of("0" * 30, []).beside[1:3]] == [
        ("None is recorded.",)
    ] * 2


def test_bars_count_every_28_days_and_place_the_sessions() -> None:
    bars = sheet_of("1" * 84 + "0" * 20 + "." * 8 + "1" * 10, [84, 98]).bars
    assert bars is not None
    assert [(bar.since, bar.counted, bar.logged, bar.unlogged) for bar in bars.bars] == [
        *[(False, 28, 28, 0)] * 3,
        (True, 0, 20, 8),
        (True, 10, 10, 0),
    ]
    assert [(mark.number, mark.at) for mark in bars.marks] == [("1", 3.0), ("2", 3.5)]


def test_notes_are_there_only_where_they_were_gathered() -> None:
    shown = outcome("0" * 30, [])
    assert compose(given(shown)).notes is None
    notes = (Note(date_of(3), False, "loud"), Note(date_of(1), True, "sore"))
    section = compose(given(shown, notes=notes)).notes
    assert section is not None
    assert section.lines == ("4 Jan 2024: loud", "Session of 2 Jan 2024: sore")


def test_an_overall_change_is_given_in_words_too() -> None:
    score = Score(instrument="pgic", on=date_of(1), value=2)
    lines = compose(given(outcome("0" * 30, []), scores=(score,))).beside[2].lines
    assert lines == ("Overall change (1 to 7): 2, “Much better”, on 2 Jan 2024.",)
