"""Other preventives beside the result: what is said of them and how they are drawn."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from accounts.models import Patient
from analysis.cycles import Span
from outcomes.charts.chart import Chart
from outcomes.charts.period_chart import period_chart
from outcomes.charts.preventive_bars import Track, clipped, lay_out, width_of
from outcomes.diary import gather
from outcomes.preventives import Change, Preventive
from outcomes.summary import Summary
from outcomes.words.caveats import caveats
from outcomes.words.preventive_words import under_levels
from tests.make import make_days, make_session
from tests.outcomes.diaries import FIRST_DAY, summary
from tests.outcomes.said import OTHER_TREATMENT
from treatments.choices import Status

# The time compared is 84 days before and 84 after: 1 January to 16 June 2024.
LAST = 167


def on(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def taken(
    start: int | None = None, stop: int | None = None, *changes: int, name: str = "Topiramate"
) -> Preventive:
    return Preventive(
        name=name,
        dose="50 mg",
        started=None if start is None else on(start),
        stopped=None if stop is None else on(stop),
        changes=tuple(Change(on(day), f"{day} mg") for day in changes),
    )


def of(*preventives: Preventive, **fields: Any) -> Summary:
    return summary("01" * 84, [84], preventives=preventives, **fields)


def said(*preventives: Preventive) -> list[str]:
    """What the caveats say of preventives."""
    return caveats(of(*preventives))[1:]


def periods(of: Summary) -> Chart:
    chart = period_chart(of)
    assert chart
    return chart


@pytest.mark.parametrize(
    ("preventive", "sentence"),
    [
        (taken(1), "was started on 2 January 2024"),
        (taken(LAST), "was started on 16 June 2024"),
        (taken(None, 0), "was stopped on 1 January 2024"),
        (taken(-9, LAST - 1), "was stopped on 15 June 2024"),
        (taken(None, None, 1), "had its dose changed on 2 January 2024"),
        (taken(None, None, 0, 9, LAST), "had its dose changed 2 times"),
        (taken(20, 40, 30), "was started on 21 January 2024, had its dose changed on 31 January "
         "2024 and was stopped on 10 February 2024"),
    ],
)  # fmt: skip
def test_what_changed_in_the_time_compared_is_named_with_its_day(
    preventive: Preventive, sentence: str
) -> None:
    assert said(preventive) == [
        f"Topiramate {sentence}, in the time compared here: it may have changed these figures too."
    ]


@pytest.mark.parametrize(
    "preventive", [taken(), taken(0), taken(-30, LAST), taken(None, 400, -5, 0), taken(0, LAST)]
)
def test_what_stayed_the_same_throughout_is_mentioned_once(preventive: Preventive) -> None:
    assert said(preventive) == ["Topiramate was taken the whole time."]


@pytest.mark.parametrize("preventive", [taken(None, -1), taken(-90, -1, -30), taken(LAST + 1)])
def test_what_was_taken_at_another_time_is_not_named(preventive: Preventive) -> None:
    assert said(preventive) == [OTHER_TREATMENT]
    assert under_levels(of(preventive)) == ""


def test_with_none_recorded_the_sentence_is_general() -> None:
    assert said() == [OTHER_TREATMENT]


def test_several_are_named_in_one_sentence() -> None:
    several = [
        taken(9),
        taken(None, 10, name="Candesartan"),
        taken(name="Metoprolol"),
        taken(name="Cefaly"),
        taken(-5, name="Metoprolol"),
    ]
    assert said(*several) == [
        "In the time compared here: Topiramate was started on 10 January 2024; Candesartan was "
        "stopped on 11 January 2024. They may have changed these figures too.",
        "Metoprolol and Cefaly were taken the whole time.",
    ]
    assert under_levels(of(*several)) == (
        "Other preventives that changed in this time: Topiramate (started), Candesartan (stopped)."
    )


def test_what_was_taken_again_is_one_thing() -> None:
    twice = [taken(None, 9), taken(20, None)]
    assert said(*twice) == [
        "Topiramate was stopped on 10 January 2024 and was started on 21 January 2024, in the time "
        "compared here: it may have changed these figures too."
    ]
    assert under_levels(of(*twice)).endswith(": Topiramate (stopped, started).")
    assert periods(of(*twice)).reading.endswith("were taken: Topiramate.")
    often = [taken(day, day + 5) for day in range(10, 70, 20)]
    assert "Topiramate was started, stopped or changed 6 times, in the time" in said(*often)[0]


def test_a_sentence_names_six_and_counts_the_others() -> None:
    several = [taken(9, name=f"N{number}") for number in range(8)]
    assert said(*several)[0].endswith(
        "N5 was started on 10 January 2024; 2 more changed as well. They may have changed these "
        "figures too."
    )
    assert under_levels(of(*several)).endswith("N5 (started), 2 more.")
    assert periods(of(*several)).reading.endswith(": N0, N1, N2, N3, N4, N5 and 2 more.")


def test_nothing_is_named_where_nothing_is_compared() -> None:
    alone = summary("01" * 42, [84], preventives=(taken(9),))
    assert (caveats(alone), under_levels(alone)) == ([], "")


def test_sessions_of_different_products_are_said_not_to_compare_by_units() -> None:
    sentence = "Not all sessions used the same product, and units of one are not units of another."
    other = ("onabotulinumtoxinA", "abobotulinumtoxinA")
    diary = "01" * 126
    assert caveats(summary(diary, [84, 168], products=other))[-1] == sentence
    assert sentence not in caveats(summary(diary, [84, 168]))
    # A session after the last logged day has no days that are compared.
    assert sentence not in caveats(summary(diary, [84, 260], products=other, today=260))


def drawn(form: SafeString) -> dict[str, int]:
    """How many lines, upright strokes and arrowheads a drawing has, and its names."""
    root = ElementTree.fromstring(form)
    paths = [(path.get("class"), path.get("d", "")) for path in root.iter("path")]
    lines = [d for cls, d in paths if cls == "taken" and "h" in d]
    heads = [d for cls, d in paths if cls == "taken" and "h" not in d]
    marks = [d for cls, d in paths if cls == "taken-mark"]
    counts = [sum(d.count("M") for d in each) for each in (lines, marks, heads)]
    return dict(zip(("lines", "marks", "heads"), counts, strict=True))


@pytest.mark.parametrize(
    ("preventive", "marks", "heads"),
    [
        (taken(), 0, 2),
        (taken(20), 1, 1),
        (taken(None, 40), 1, 1),
        (taken(20, 40), 2, 0),
        (taken(20, 40, 30), 3, 0),
        (taken(20, 20), 2, 0),
        (taken(-50, 300, -20, 20, 30), 2, 2),
    ],
)
def test_ends_are_closed_where_known_and_open_where_it_goes_on(
    preventive: Preventive, marks: int, heads: int
) -> None:
    chart = periods(of(preventive))
    for form in (chart.wide, chart.narrow):
        assert drawn(form) == {"lines": 1, "marks": marks, "heads": heads}


def test_a_wrapped_chart_draws_each_row_with_its_own_names_and_open_ends_once() -> None:
    chart = periods(summary("01" * 1000, [84], preventives=(taken(None, None, 100, 1900),)))
    assert drawn(chart.wide) == {"lines": 2, "marks": 2, "heads": 2}
    assert drawn(chart.narrow) == {"lines": 3, "marks": 2, "heads": 2}
    assert chart.narrow.count(">Topiramate<") == 3


@pytest.mark.parametrize("preventives", [(), (taken(None, -30),), (taken(400),)])
def test_with_none_taken_the_chart_is_as_it_was(preventives: tuple[Preventive, ...]) -> None:
    without, found = periods(of()), periods(of(*preventives))
    assert found == without
    assert "taken" not in found.wide + found.table


def lanes_of(*preventives: Preventive, width: float = 300, days: int = 300) -> Any:
    track = Track(Span(0, days), Span(0, days), 0, width, width / days)
    return lay_out(preventives, track, FIRST_DAY, on(days - 1))


def test_a_line_covers_its_first_and_its_last_day() -> None:
    ((line,),) = lanes_of(taken(20, 40, 30)).lanes
    assert (line.start, line.stop, line.ticks) == (20, 41, (30,))


def test_names_and_lines_in_a_lane_keep_apart() -> None:
    one, near, far = taken(0, 50), taken(52, 60, name="Candesartan"), taken(200, name="Cefaly")
    found = lanes_of(one, near, far)
    assert [[line.name for line in lane] for lane in found.lanes] == [
        ["Topiramate", "Cefaly"],
        ["Candesartan"],
    ]
    for lane in found.lanes:
        for line in lane:
            assert 0 <= line.left < line.right <= 300


def test_four_lanes_at_most_are_drawn_and_the_others_counted() -> None:
    several = [taken(name=f"Number {number}") for number in range(6)]
    found = lanes_of(*several)
    assert (len(found.lanes), found.left_out) == (4, 2)
    chart = periods(of(*several))
    assert "and 2 more, in the table" in chart.narrow
    assert all(f">Number {number}<" in chart.table for number in range(6))


def test_a_long_name_is_cut_and_stays_in_the_frame() -> None:
    for name in ("Metoprolol succinate " * 4, "W" * 80, "片頭痛予防薬" * 13, "<b>&" * 20):
        (lane,) = lanes_of(taken(290, name=name)).lanes
        assert lane[0].name.endswith("…")
        assert 0 <= lane[0].left < lane[0].right <= 300
        assert width_of(lane[0].name) <= 220
    assert clipped("Topiramate", 200) == "Topiramate"


def test_the_table_has_dates_and_doses_and_text_is_escaped() -> None:
    chart = periods(of(taken(9, None, 30, 60, name="<b>A&B</b>"), taken(None, 40)))
    rows = ElementTree.fromstring(f"<div>{chart.table}</div>").findall("table")[1].iter("tr")
    assert [[cell.text for cell in row] for row in rows] == [
        ["Other preventive", "From", "To", "Dose"],
        ["<b>A&B</b>", "10 Jan 2024", "still taken",
         "50 mg; 30 mg from 31 Jan 2024; 60 mg from 1 Mar 2024"],
        ["Topiramate", "before this diary", "10 Feb 2024", "50 mg"],
    ]  # fmt: skip
    assert "<b>" not in chart.wide
    assert chart.reading.endswith(
        "The lines below the bars show when other preventives were taken: <b>A&B</b> and "
        "Topiramate."
    )


def test_what_is_ahead_of_a_clock_that_was_turned_back_waits(alice: Patient) -> None:
    rows = alice.preventives
    rows.create(name="Ahead", kind="other", started_on=on(11))
    running = rows.create(name="Running", kind="other", started_on=on(5), stopped_on=on(12))
    for day in (20, 10, 8):
        running.changes.create(on=on(day), dose=f"{day} mg")
    rows.create(name="Before", kind="other", dose="1 mg")
    assert gather(alice, on(10)).preventives == (
        Preventive("Before", "1 mg", None, None, ()),
        Preventive("Running", "", on(5), None, (Change(on(8), "8 mg"), Change(on(10), "10 mg"))),
    )


def main(client: Client, patient: Patient) -> str:
    page = client.get(reverse("outcomes:before_after", args=[patient.code])).content.decode()
    return re.sub(r'nonce="[^"]*"', "", page.split("<main")[1].split("</main>")[0])


def test_planned_and_cancelled_sessions_change_nothing_on_the_page(
    alice: Patient, as_alice: Client
) -> None:
    make_days(alice, FIRST_DAY, "01" * 84)
    make_session(alice, on(84))
    before = main(as_alice, alice)
    for number, status in enumerate((Status.PLANNED, Status.CANCELLED)):
        for day in (20, 120, 4000):
            product = "abobotulinumtoxinA"
            make_session(alice, on(day + number), status=status, product=product, first_ever=None)
    assert main(as_alice, alice) == before


def test_the_page_names_them_beside_the_result_and_draws_them(
    alice: Patient, as_alice: Client
) -> None:
    make_days(alice, FIRST_DAY, "01" * 84)
    make_session(alice, on(84))
    assert "Other preventive" not in main(as_alice, alice)
    alice.preventives.create(name="<i>Top", kind="topiramate", started_on=on(90))
    html = main(as_alice, alice)
    assert "<i>Top" not in html
    text = " ".join(strip_tags(html).split())
    for sentence in (
        "Other preventives that changed in this time: &lt;i&gt;Top (started).",
        "&lt;i&gt;Top was started on 31 March 2024, in the time compared here: it may have",
        "when other preventives were taken: &lt;i&gt;Top.",
        "Other preventive (tick: new dose, arrow: goes on)",
    ):
        assert sentence in text
    assert OTHER_TREATMENT not in text
