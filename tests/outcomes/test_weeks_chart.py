"""Weeks since injection: the chart, its table, and what is said about them."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from analysis.series import Measure
from outcomes.charts.chart import Chart
from outcomes.charts.weeks_chart import Marks, marks, weeks_chart
from outcomes.summary import Summary
from outcomes.words.late_words import late_against_early
from outcomes.words.weeks_words import about_weeks, level_before
from tests.outcomes.diaries import summary

BEFORE = "110" * 28
FULL = "1000000" + "0100100" + "0000000" * 8 + "1111000" * 2
"""A cycle of 84 days by its weeks: 1, 2, none for eight weeks, 4 and 4 days with headache."""
TWO = summary(BEFORE + FULL + FULL, [84, 168])


def chart(of: Summary) -> Chart:
    found = weeks_chart(of)
    assert found
    return found


def cells(of: Summary) -> list[list[str]]:
    rows = ElementTree.fromstring(f"<div>{chart(of).table}</div>").findall(".//tr")
    return [[cell.text or "" for cell in row] for row in rows]


def paths(drawn: SafeString, cls: str) -> list[str]:
    found = ElementTree.fromstring(drawn).iter("path")
    return [path.get("d", "") for path in found if path.get("class") == cls]


def open_bars(drawn: SafeString) -> list[tuple[float, float]]:
    """The least and the most of each open bar, in days of 28."""
    found = [re.findall(r"M[\d.]+ ([\d.]+)h[\d.]+v([\d.]+)", d) for d in paths(drawn, "open")]
    ends = [(float(y), float(y) + float(height)) for each in found for y, height in each]
    worth = [[round((234 - y) * 28 / 190, 1) for y in (bottom, top)] for top, bottom in ends]
    return [(least, most) for least, most in worth]


def heights(drawn: SafeString, cls: str) -> list[float]:
    """The days of 28 at which the dots or points of a class lie; 28 is at 44, 0 at 234."""
    at = [y for d in paths(drawn, cls) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", d)]
    return [round((234 - float(y)) * 28 / 190, 1) for y in at]


def test_each_week_stands_with_range_count_and_coverage() -> None:
    # Week 1: 2 of 14 days is 4 of 28. Week 2: 4 of 14 is 8. Weeks 11 and 12: 8 of 14 is 16.
    rows = cells(TWO)
    assert rows[0] == ["Week", "In 28", "Range", "Counted", "Logged"]
    assert [(row[0], row[1], *row[3:]) for row in rows[1:]] == [
        ("Week 1", "4.0", "2", "14 of 14"),
        ("Week 2", "8.0", "4", "14 of 14"),
        *[(f"Week {n}", "0.0", "0", "14 of 14") for n in range(3, 11)],
        ("Week 11", "16.0", "8", "14 of 14"),
        ("Week 12", "16.0", "8", "14 of 14"),
        ("Week 13+", "–", "–", "–"),
    ]
    drawn = heights(chart(TWO).wide, "weeks-dot")
    assert drawn == [4, 8, *[0] * 8, 16, 16]


def test_every_range_holds_its_level() -> None:
    for _, rate, span, _, _ in cells(TWO)[1:-1]:
        low, high = map(int, span.split(" to "))
        assert low <= float(rate) <= high
        assert low < high


def test_the_lowest_and_the_highest_week_are_read_out() -> None:
    of = chart(TWO)
    assert of.title == "Headache days, week by week after a session"
    assert of.reading == (
        "All cycles together, the lowest is 0.0 days of 28 (weeks 3 to 10; 112 of 112 days "
        "logged), the highest 16.0 (weeks 11, 12; 28 of 28 days logged)."
    )
    same = chart(summary("0" * 84 + "1" * 84, [84])).reading
    assert same == (
        "All cycles together, 28.0 days of 28 in each of 12 weeks that have enough days logged."
    )
    short = chart(summary("01" * 2, [0])).reading
    assert short == "No week of the cycle has enough days logged for a rate yet."


def test_a_week_with_few_days_logged_is_open_from_least_to_most_and_breaks_the_line() -> None:
    # Week 2 has 3 of 7 days logged, one with headache, so 1 to 5 of 7, which is 4 to 20 of 28;
    # week 3 none; week 5 goes on.
    of = summary("0" * 84 + "1000000" + "100...." + "......." + "1100000" * 2, [84])
    drawn = chart(of).wide
    assert heights(drawn, "weeks-dot") == [4, 8, 8]
    assert open_bars(drawn) == [(4, 20)]
    assert len(paths(drawn, "weeks-line")) == len(paths(drawn, "weeks-band")) == 2
    assert [row[1:] for row in cells(of)[2:4]] == [
        ["–", "few logged", "1", "3 of 7"],
        ["–", "not logged", "0", "0 of 7"],
    ]
    assert marks(of).few
    assert not marks(TWO).few


def test_mostly_bad_days_logged_are_not_drawn_as_a_rate() -> None:
    # Four weeks of 3 of 7 days logged, all of them with headache: 12 to 28 of 28, not 28.
    of = summary(BEFORE + "1.1.1.." * 4 + "0", [84])
    assert heights(chart(of).wide, "weeks-dot") == []
    assert open_bars(chart(of).wide) == [(12, 28)] * 4 + [(0, 0.4)]
    assert marks(of) == Marks(rated=False, each_cycle=False, few=True)


def test_a_short_week_that_is_logged_whole_is_a_flat_bar() -> None:
    of = summary(BEFORE + "110", [84])
    ((least, most),) = open_bars(chart(of).wide)
    assert (least, round(most - least, 1)) == (18.7, 0.4)


@pytest.mark.parametrize(
    ("weeks", "few"),
    [
        (["0000..."], True),  # 4 days
        (["00000.."], False),  # 5 days, which are 20/28 of 7
        (["0000...", "0000...", "0000..."], True),  # 12 of 21 days are under 20/28
        (["0000...", "000000.", "00000.."], False),  # 15 of 21 are 20/28
    ],
)
def test_five_days_and_twenty_of_twenty_eight_are_enough(weeks: list[str], few: bool) -> None:
    of = summary("".join(week.ljust(84, ".") for week in weeks) + "0", [0, 84, 168][: len(weeks)])
    assert (cells(of)[1][2] == "few logged") is few


def test_each_cycle_is_a_faint_line_that_breaks_where_few_days_are_logged() -> None:
    second = "1000000" * 4 + "1111..." + "1000000" + "......." + "1000000" * 5
    of = summary(BEFORE + FULL + second, [84, 168])
    for form in (chart(of).wide, chart(of).narrow):
        (line,) = paths(form, "one-cycle")
        assert [len(run.split("L")) for run in line.split("M")[1:]] == [12, 4, 2, 5]
        # The week that stands alone is a line of no length.
        lone = line.split("M")[3].split("L")
        assert lone[0] == lone[1]
    # Week 7 is logged in one cycle of two, which is under 20/28 of its days.
    assert marks(of) == Marks(rated=True, each_cycle=True, few=True)


def test_one_cycle_alone_has_no_faint_line_under_the_bold_one() -> None:
    of = summary(BEFORE + FULL, [84])
    assert paths(chart(of).wide, "one-cycle") == []
    assert not marks(of).each_cycle


def test_the_level_before_is_a_broken_line_with_its_number_in_words() -> None:
    drawn = chart(TWO).wide
    assert set(heights(drawn, "before-line")) == {18.7}
    assert level_before(TWO) == "Before Botox: 18.7 days of 28"
    treated = summary(BEFORE + FULL, [84], first_ever=False)
    assert level_before(treated) == "Before the first session recorded here: 18.7 days of 28"
    few = summary("1" * 5 + FULL, [5])
    assert (level_before(few), paths(chart(few).wide, "before-line")) == ("", [])


def test_the_last_weeks_are_compared_below_the_picture() -> None:
    # Weeks 3 to 10 have no headache in 112 days, weeks 11 and 12 have 16 in 28.
    said = strip_tags(about_weeks(TWO))
    assert said.startswith(
        "Weeks 3 to 10: headache on 0.0 days of 28. From week 11 on: 16.0. That is 16.0 more. "
        "Clearly more. The true change could be anywhere from "
    )
    assert said.endswith("Logged: 112 of 112 days in weeks 3 to 10, 28 of 28 from week 11 on.")
    rates = [t.text for t in ElementTree.fromstring(chart(TWO).wide).iter("text")]
    assert rates.index("weeks 3 to 10") + 1 == rates.index("0.0")
    assert rates.index("week 11 on") + 1 == rates.index("16.0")


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (Measure.MIGRAINE, "Weeks 3 to 10: migraine on 14.0 days of 28. From week 11 on: 14.0."),
        (
            Measure.MODERATE_SEVERE,
            "Weeks 3 to 10: moderate or severe headache on 14.0 days of 28. From week 11 on: 14.0.",
        ),
        (
            Measure.MEDICINE,
            "Weeks 3 to 10: acute medicine on 14.0 days of 28. From week 11 on: 14.0.",
        ),
    ],
)
def test_every_measure_has_its_own_words(measure: Measure, said: str) -> None:
    of = summary("0m" * 126, [84, 168], measure=measure)
    assert strip_tags(late_against_early(of)).startswith(f"{said} That is the same.")


@pytest.mark.parametrize(
    ("diary", "sessions", "others", "said"),
    [
        ("01" * 60, [84], {}, "This diary has no day from week 11 of a cycle on yet."),
        (
            BEFORE + "01" * 36,
            [84],
            {},
            "Week 11 on has too few days so far to compare with weeks 3 to 10. Logged: 56 of 56 "
            "days in weeks 3 to 10, 2 of 2 from week 11 on.",
        ),
        (
            BEFORE + FULL[:70] + "0" * 10 + "." * 13 + "0",
            [84],
            {},
            "Too few days are logged to compare week 11 on with weeks 3 to 10. Logged: 56 of 56 "
            "days in weeks 3 to 10, 11 of 24 from week 11 on.",
        ),
        (
            BEFORE + "1..." * 21,
            [84],
            {},
            "In cycle 1 it looks as if mostly bad days were logged. So week 11 on is not compared "
            "with weeks 3 to 10. Logged: 14 of 56 days in weeks 3 to 10, 3 of 11 from week 11 on.",
        ),
        (
            BEFORE + FULL * 2 + "1..." * 21 + "0",
            [84, 168, 252],
            {},
            "In cycle 3 it looks as if mostly bad days were logged. So week 11 on is not compared "
            "with weeks 3 to 10. Logged: 126 of 168 days in weeks 3 to 10, 32 of 43 from week 11 "
            "on. That makes all cycles together look worse than they were.",
        ),
        (
            "0x" * 126,
            [84, 168],
            {"measure": Measure.MIGRAINE},
            "Too few days say what is counted here to compare week 11 on with weeks 3 to 10. "
            "Logged: 56 of 112 days in weeks 3 to 10, 14 of 28 from week 11 on.",
        ),
    ],
)
def test_what_is_missing_for_the_comparison_is_said(
    diary: str, sessions: list[int], others: dict[str, Any], said: str
) -> None:
    of = summary(diary, sessions, **others)
    assert about_weeks(of) == said
    assert "–" in [t.text for t in ElementTree.fromstring(chart(of).narrow).iter("text")]


def test_a_cycle_with_mostly_bad_days_logged_has_no_line() -> None:
    # Its first week is logged whole, so that it would have a point there.
    bad = "1111111" + "1......" * 11
    of = summary(BEFORE + FULL + bad + FULL * 3, [84, 168, 252, 336, 420])
    assert of.bad_cycles == (2,)
    (line,) = paths(chart(of).wide, "one-cycle")
    assert line.count("M") == 4
    # Nor are the two times shown beside each other.
    assert [t.text for t in ElementTree.fromstring(chart(of).wide).iter("text")].count("–") == 2


def test_days_that_do_not_say_what_is_counted_make_no_level_of_none() -> None:
    of = summary("0m" * 42 + "00000xx" * 12, [84], measure=Measure.MIGRAINE)
    assert [row[1:3] for row in cells(of)[1:13]] == [["–", "too few say"]] * 12
    drawn = chart(of).wide
    assert heights(drawn, "weeks-dot") == heights(drawn, "open") == []


@pytest.mark.parametrize("sessions", [1, 5, 40])
def test_every_row_of_the_table_has_its_area_in_both_forms(sessions: int) -> None:
    of = summary("01.10" * 730, [84 + 87 * i for i in range(sessions)])
    for form in (chart(of).wide, chart(of).narrow):
        (hits,) = (g for g in ElementTree.fromstring(form).iter("g") if g.get("class") == "hits")
        left = [float(re.findall(r"M([\d.]+)", path.get("d", ""))[0]) for path in hits]
        assert len(left) == len(cells(of)) - 1 == 13
        assert left == sorted(left)
    faint = [len(paths(chart(of).wide, cls)) for cls in ("one-cycle", "one-cycle of-many")]
    assert faint == [sessions == 5, sessions == 40]


def test_there_is_no_chart_without_a_logged_day_in_a_cycle() -> None:
    assert weeks_chart(summary("01" * 40, [])) is None
    assert weeks_chart(summary("01" * 40, [80])) is None
    assert weeks_chart(summary("", [0], today=0)) is None
    assert about_weeks(summary("01" * 40, [])) == ""


def test_the_picture_judges_nothing() -> None:
    said = f"{chart(TWO).reading} {chart(TWO).table}".lower()
    assert re.findall(r"\b(fewer|more|clearly|probably|better|worse|works)\b", said) == []
