"""The charts: well-formed, complete, and in step with their tables."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from analysis.series import Measure
from outcomes.charts import svg
from outcomes.charts.chart import Chart
from outcomes.charts.cycle_chart import cycle_chart
from outcomes.charts.level_chart import level_chart
from outcomes.charts.period_chart import period_chart
from outcomes.charts.weeks_chart import weeks_chart
from outcomes.summary import Summary
from outcomes.tables.table import table
from tests.outcomes.diaries import summary

DECADE = "01.10" * 730
EDGES = {
    "a year": summary("110" * 28 + "0010." * 56, [84, 168, 252]),
    "a day": summary("1", []),
    "a clear day on the day of a session": summary("0", [0]),
    "days without a session": summary("01" * 40, []),
    "only a session": summary("", [0], today=0),
    "ten years and forty sessions": summary(DECADE, [84 + 87 * i for i in range(40)]),
    "forty sessions in a month": summary("01" * 60, list(range(84, 124))),
    "sessions outside the diary": summary("01" * 60, [-30, 200]),
    "bad days only": summary("1..." * 21 + "1..." * 21, [84]),
    "nothing counts": summary("0" * 168, [84]),
    "everything counts": summary("1" * 168, [84]),
    "no medicine asked": summary("x" * 168, [84], measure=Measure.MEDICINE),
}


def charts(of: Summary) -> list[Chart]:
    every = (level_chart(of), cycle_chart(of), weeks_chart(of), period_chart(of))
    return [chart for chart in every if chart]


def texts(drawn: SafeString, cls: str) -> list[str | None]:
    root = ElementTree.fromstring(drawn)
    return [t.text for t in root.iter("text") if cls in (t.get("class") or "").split()]


@pytest.mark.parametrize("of", EDGES.values(), ids=EDGES.keys())
def test_every_drawing_is_well_formed_named_and_inside_its_frame(of: Summary) -> None:
    for chart in charts(of):
        for form, width in (("wide", 600), ("narrow", 320)):
            root = ElementTree.fromstring(getattr(chart, form))
            key = f"{chart.key}-{form}"
            assert (root.get("id"), root.get("role")) == (key, "img")
            assert root.get("aria-labelledby") == f"{key}-title"
            assert [root.findtext("title"), root.findtext("desc")] == [chart.title, chart.reading]
            assert root.get("viewBox", "").split()[:3] == ["0", "0", str(width)]
            assert "style" not in {name for each in root.iter() for name in each.attrib}
            for path in root.iter("path"):
                numbers = [float(n) for n in re.findall(r"M(-?[\d.]+) ", path.get("d", ""))]
                assert all(0 <= x <= width for x in numbers)
            for label in root.iter("text"):
                assert 0 <= float(label.get("x", "")) <= width


@pytest.mark.parametrize("of", EDGES.values(), ids=EDGES.keys())
def test_no_figure_is_lost_on_its_way_to_the_page(of: Summary) -> None:
    drawn = " ".join(str(chart) for chart in charts(of))
    assert re.findall(r"nan|inf\b|None,|None<", drawn) == []


def test_ids_are_used_once_in_a_page() -> None:
    both = charts(EDGES["a year"])
    ids = re.findall(r' id="([^"]*)"', "".join(chart.wide + chart.narrow for chart in both))
    assert len(ids) == len(set(ids)) == 4 * 2 * 3 + 4


def test_the_level_chart_says_what_it_shows() -> None:
    chart = level_chart(EDGES["a year"])
    assert chart
    assert chart.title == "Headache days in 28, before and since"
    assert chart.reading == (
        "Before: 18.7, range 15 to 22. Since: 7.0, range 5 to 9. The dot is what was counted; the "
        "band is where the usual level may lie."
    )
    assert texts(chart.wide, "value") == ["18.7", "7.0"]


def test_a_least_is_drawn_without_a_dot() -> None:
    chart = level_chart(EDGES["bad days only"])
    assert chart
    assert chart.reading == "Before: at least 7.0. Since: at least 7.3."
    classes = [each.get("class") for each in ElementTree.fromstring(chart.wide).iter("rect")]
    assert classes == ["open", "open"]


def test_there_is_no_level_chart_without_a_level() -> None:
    assert level_chart(EDGES["a day"]) is None
    assert level_chart(EDGES["a clear day on the day of a session"]) is None


def test_the_period_chart_says_what_it_shows() -> None:
    chart = period_chart(EDGES["a year"])
    assert chart
    assert chart.title == "Headache days, month by month"
    assert chart.reading == (
        "Each bar is 28 days, counted from the first session. The latest full one, 4 November to "
        "1 December 2024: 5 headache days, 22 of 28 logged."
    )
    assert texts(chart.wide, "session-number") == ["1", "2", "3"]


def test_the_table_of_periods_has_every_bar() -> None:
    of = EDGES["ten years and forty sessions"]
    chart = period_chart(of)
    assert chart
    rows = ElementTree.fromstring(f"<div>{chart.table}</div>").findall(".//tbody/tr")
    cells = [[cell.text or "" for cell in row] for row in rows]
    assert len(cells) == len(of.blocks) == 131
    assert sum(int(row[1]) for row in cells) == DECADE.count("1")
    logged = [row[2].split(" of ") for row in cells]
    assert sum(int(some) for some, _ in logged) == len(DECADE) - DECADE.count(".")
    assert sum(int(days) for _, days in logged) == len(DECADE)
    assert ", ".join(row[3] for row in cells if row[3]) == ", ".join(map(str, range(1, 41)))


def test_bars_stack_counted_unlogged_and_other_days() -> None:
    of = summary("1" * 7 + "." * 14 + "0" * 7, [0])
    chart = period_chart(of)
    assert chart
    heights = {
        path.get("class"): float(re.findall(r"v(-?[\d.]+)", path.get("d", ""))[0])
        for path in ElementTree.fromstring(chart.wide).iter("path")
        if path.get("class") in ("counted", "unlogged", "others")
    }
    assert heights == {"counted": 37.5, "unlogged": 75.0, "others": 37.5}


def test_numbers_of_sessions_do_not_run_into_each_other() -> None:
    chart = period_chart(EDGES["forty sessions in a month"])
    assert chart
    labels = ElementTree.fromstring(chart.narrow).iter("text")
    at = [float(t.get("x", "")) for t in labels if "session-number" in t.get("class", "")]
    assert len(at) > 1
    assert min(b - a for a, b in pairwise(at)) >= 17


def test_text_is_escaped() -> None:
    assert svg.text(0, 0, "<b>&") == '<text x="0" y="0" class="t">&lt;b&gt;&amp;</text>'
    assert svg.tag("g", cls='"><script>') == '<g class="&quot;&gt;&lt;script&gt;"></g>'
    assert table(["<i>"], [["&"]]) == (
        '<table><thead><tr><th scope="col">&lt;i&gt;</th></tr></thead>'
        '<tbody><tr><th scope="row">&amp;</th></tr></tbody></table>'
    )


def test_a_scale_maps_its_ends_to_its_lengths() -> None:
    scale = svg.Scale(0, 28, 100, 20)
    assert [scale(0), scale(14), scale(28)] == [100, 60, 20]


def cells(drawn: SafeString | None) -> list[list[str]]:
    rows = ElementTree.fromstring(f"<div>{drawn}</div>").findall(".//tr")
    return [[cell.text or "" for cell in row] for row in rows]


def test_the_table_of_levels_has_a_column_for_each_time() -> None:
    chart = level_chart(EDGES["a year"])
    assert chart
    assert cells(chart.table) == [
        ["Figure", "Before", "Since"],
        ["Days", "84", "279"],
        ["Logged", "84", "224"],
        ["Counted", "56", "56"],
        ["In 28 days", "18.7", "7.0"],
        ["Range", "15 to 22", "5 to 9"],
        ["Least, if no other day counts", "18.7", "5.6"],
        ["Most, if all others count", "18.7", "11.1"],
    ]


def test_a_time_whose_days_do_not_say_what_is_counted_is_not_called_unlogged() -> None:
    of = summary("x" * 84 + "0m" * 42, [84], measure=Measure.MIGRAINE)
    chart = level_chart(of)
    assert chart
    assert chart.reading.startswith("Before: too few days say what is counted. Since: 14.0")
    assert "too few days say what is counted" in texts(chart.wide, "t")


@pytest.mark.parametrize(
    ("start", "months"), [(274, ["Oct 2024"]), (278, ["Oct 2024", "Nov 2024"])]
)
def test_two_periods_that_begin_in_one_month_name_it_once(start: int, months: list[str]) -> None:
    chart = period_chart(summary("." * start + "01" * 28, [start]))
    assert chart
    assert [texts(chart.wide, "small"), texts(chart.narrow, "small")] == [months, months]


def test_a_high_least_is_written_inside_the_picture() -> None:
    chart = level_chart(summary(("1" * 19 + "." * 9) * 6 + "1", [84]))
    assert chart
    assert chart.reading == "Before: at least 19.0. Since: at least 19.1."
    root = ElementTree.fromstring(chart.narrow)
    labels = [t for t in root.iter("text") if "value" in t.get("class", "").split()]
    assert [t.get("class") for t in labels] == ["t value end"] * 2
    assert all(float(t.get("x", "")) <= 320 for t in labels)
