"""Cycle by cycle: the chart, its table, and what is said about them."""

from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from analysis.series import Measure
from outcomes.charts.chart import Chart
from outcomes.charts.cycle_chart import Marks, about_cycles, cycle_chart, marks
from outcomes.summary import Summary
from tests.outcomes.diaries import summary

FOUR = summary("01" * 42 + "1..." * 21 + "0100" * 20 + "0101...", [84, 168, 248, 400], today=500)
HEADS = [
    "Cycle",
    "In 28",
    "Range",
    "Logged",
    "Each 28 days: counted of logged",
    "After day 84",
    "Next due",
    "Next session",
    "Units",
]


def chart(of: Summary) -> Chart:
    found = cycle_chart(of)
    assert found
    return found


def cells(of: Summary) -> list[list[str]]:
    rows = ElementTree.fromstring(f"<div>{chart(of).table}</div>").findall(".//tr")
    return [[cell.text or "" for cell in row] for row in rows]


def column(of: Summary, name: str) -> list[str]:
    return [row[HEADS.index(name)] for row in cells(of)[1:]]


def texts(drawn: SafeString, cls: str) -> list[str | None]:
    root = ElementTree.fromstring(drawn)
    return [t.text for t in root.iter("text") if cls in (t.get("class") or "").split()]


def groups(drawn: SafeString) -> list[str | None]:
    return [g.get("class") for g in ElementTree.fromstring(drawn).iter("g")]


def boxes(drawn: SafeString) -> int:
    hits = [g for g in ElementTree.fromstring(drawn).iter("g") if g.get("class") == "hits"]
    return len(list(hits[0]))


def test_cycles_stand_one_below_the_other_with_ranges_and_coverage() -> None:
    assert cells(FOUR) == [
        HEADS,
        # 84 days logged, every second one with headache, in three times 28 days.
        [
            "Before",
            "14.0",
            "10 to 18",
            "84 of 84",
            "14 of 28, 14 of 28, 14 of 28",
            "–",
            "–",
            "–",
            "–",
        ],
        [
            "1: 25 Mar 2024",
            "at least 7.0",
            "–",
            "21 of 84",
            "7 of 7, 7 of 7, 7 of 7",
            "–",
            "17 Jun 2024",
            "after 84 days",
            "–",
        ],
        [
            "2: 17 Jun 2024",
            "7.0",
            "4 to 11",
            "80 of 80",
            "7 of 28, 7 of 28, 6 of 24",
            "–",
            "9 Sep 2024",
            "after 80 days",
            "–",
        ],
        [
            "3: 5 Sep 2024",
            "–",
            "–",
            "4 of 4",
            "2 of 4",
            "–",
            "28 Nov 2024",
            "after 152 days (days 1 to 112 counted)",
            "–",
        ],
        [
            "4: 4 Feb 2025",
            "–",
            "–",
            "0 of 0",
            "–",
            "–",
            "29 Apr 2025",
            "16 days past due",
            "–",
        ],
    ]


def test_a_cycle_whose_headache_days_do_not_say_migraine_has_no_rate() -> None:
    of = summary("0m" * 42 + "0x" * 42 + "0m" * 42, [84, 168], measure=Measure.MIGRAINE)
    assert column(of, "Range") == ["10 to 18", "–", "10 to 18"]


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (84, "day 1 of 84"),
        (167, "day 84 of 84"),
        (168, "due today"),
        (169, "1 day past due"),
        (196, "28 days past due"),
        (197, "none for 113 days (days 1 to 112 counted)"),
    ],
)
def test_the_last_cycle_says_where_it_stands(today: int, stands: str) -> None:
    assert column(summary("01" * 43, [84], today=today), "Next session")[-1] == stands


def test_overdue_days_are_no_part_of_the_three_times_28_days() -> None:
    # 91 days to the next session: 7 of them, all with headache, after the 84 without.
    of = summary("0" * 84 + "1" * 5 + "." * 2 + "0", [0, 91])
    assert column(of, "Each 28 days: counted of logged")[0] == "0 of 28, 0 of 28, 0 of 28"
    assert column(of, "After day 84") == ["5 of 5, in 7 days", "–"]
    drawn = chart(of).wide
    assert groups(drawn) == ["since", "since overdue", "hits"]
    overdue = [
        g for g in ElementTree.fromstring(drawn).iter("g") if "overdue" in g.get("class", "")
    ]
    heights = [(p.get("class"), p.get("d", "").split("v")[1].split("h")[0]) for p in overdue[0]]
    # Five days counted and two not logged, of 28 that are 150 high.
    assert heights == [("unlogged", "10.7"), ("counted", "26.8")]


def test_units_are_named_by_product_only_where_there_may_be_two() -> None:
    assert column(summary("01" * 90, [0, 84], units=(155, None)), "Units") == ["155", "–"]
    of = summary(
        "01" * 90, [0, 84], units=(500, None), products=("onabotulinumtoxinA", "abobotulinumtoxinA")
    )
    assert column(of, "Units") == ["500 Dysport", "Botox"]


def test_the_chart_says_what_it_shows() -> None:
    of = chart(FOUR)
    assert of.title == "Headache days, cycle by cycle"
    assert of.reading == (
        "Three bars a cycle, 28 days each, from its session on. Cycle 2, the latest with enough "
        "logged: 7.0 days of 28, range 4 to 11, 80 of 80 days logged."
    )
    assert texts(of.wide, "rate") == ["14.0", "7.0", "7.0"]
    assert texts(of.wide, "session-number") == ["1", "2", "3", "4"]
    assert "at least" in texts(of.wide, "small")
    assert "Before" in texts(of.wide, "small")
    assert groups(of.wide) == ["before", "since", "hits"]


def test_the_latest_cycle_with_a_rate_is_read_out() -> None:
    reading = chart(summary("01" * 84 + "0001" * 21 + "0", [84, 168, 252])).reading
    assert "Cycle 2, the latest with enough logged: 7.0 days of 28" in reading


def test_without_a_rate_none_is_drawn() -> None:
    of = chart(summary("01" * 5, [0]))
    assert of.reading.endswith("No cycle has enough days logged for a rate yet.")
    assert texts(of.wide, "rate") == []
    classes = {p.get("class") for p in ElementTree.fromstring(of.wide).iter("path")}
    assert {"rate-dot", "rate-range"} & classes == set()


def test_a_least_has_a_broken_line_and_no_dot() -> None:
    of = chart(summary("1..." * 42, [84]))
    paths = [p.get("class") for p in ElementTree.fromstring(of.wide).iter("path")]
    assert "rate-range rate-least" in paths
    assert not {"rate-dot", "rate-range"} & set(paths)


def test_the_legend_names_what_is_drawn_alone() -> None:
    assert marks(FOUR) == Marks(overdue=False, rated=True, least=True)
    assert marks(summary("1..." * 42, [84])) == Marks(overdue=False, rated=False, least=True)
    assert marks(summary("01" * 100, [84])) == Marks(overdue=True, rated=True, least=False)
    assert marks(summary("01" * 5, [0])) == Marks(overdue=False, rated=False, least=False)


@pytest.mark.parametrize("sessions", [1, 5, 40])
def test_every_row_of_the_table_has_its_area_in_both_forms(sessions: int) -> None:
    of = summary("01.10" * 730, [84 + 87 * i for i in range(sessions)])
    rows = len(cells(of)) - 1
    assert [boxes(chart(of).wide), boxes(chart(of).narrow), rows] == [sessions + 1] * 3


def test_forty_cycles_wrap_and_none_is_lost() -> None:
    of = chart(summary("01.10" * 730, [84 + 87 * i for i in range(40)]))
    numbers = [str(n) for n in range(1, 41)]
    assert texts(of.wide, "session-number") == texts(of.narrow, "session-number") == numbers
    for drawn, rows, most in ((of.wide, 5, 9), (of.narrow, 9, 5)):
        labels = ElementTree.fromstring(drawn).iter("text")
        heights = [t.get("y") for t in labels if "session-number" in t.get("class", "")]
        assert len(set(heights)) == rows
        assert max(map(heights.count, heights)) <= most


def test_there_is_no_chart_without_a_session_that_has_days() -> None:
    assert cycle_chart(summary("01" * 40, [])) is None
    assert cycle_chart(summary("01" * 40, [80])) is None
    assert cycle_chart(summary("", [0], today=0)) is None


@pytest.mark.parametrize(
    ("first_ever", "also"),
    [
        (True, ""),
        (
            False,
            " Botox had been given before the first session here, so cycles can only be compared "
            "with each other.",
        ),
        (
            None,
            " It is not known if the first session here was the first Botox ever, so cycles can "
            "only be compared with each other.",
        ),
    ],
)
def test_whoever_had_botox_before_is_told_to_compare_cycles_alone(
    first_ever: bool | None, also: str
) -> None:
    assert about_cycles(summary("01" * 60, [60], first_ever=first_ever)) == (
        "Each cycle runs from its session to the next. Cycles also differ by chance, so look at "
        "the ranges." + also
    )


def test_cycles_have_no_words_for_fewer_or_more() -> None:
    of = summary("1" * 84 + "0001" * 84, [84, 168, 252])
    found = chart(of)
    said = " ".join([found.reading, str(found.table), about_cycles(of)]).lower()
    assert not any(word in said.split() for word in ("fewer", "more", "clearly", "probably"))


def test_months_that_would_run_into_each_other_are_left_out() -> None:
    of = chart(summary("01" * 500, [84 + 87 * i for i in range(9)]))
    assert texts(of.narrow, "session-number") == [str(n) for n in range(1, 10)]
    months = [text for text in texts(of.narrow, "small") if text != "Before"]
    assert months == ["Jun 2024", "Dec 2024", "Mar 2025", "Aug 2025", "Feb 2026"]
