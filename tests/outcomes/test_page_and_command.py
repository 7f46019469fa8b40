"""Each number on the page is the command's for the same days, which leave by the download."""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import Patient
from analysis.comparison import Comparison
from analysis.series import Measure
from home.demo import Course
from home.demo_people import write_diary
from outcomes.numbers import decimal, level_range, of_days, short_day, shown_change
from outcomes.words import wording
from tests import make
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.page_tables import Table, page_tables, table_of

FIRST_DAY = date(2025, 1, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DEMO = "demo"
NAMES = [DEMO, "random_15pc_unlogged", "depends_fewer_1", "irregular_sessions_and_lapse"]
NONE = "–"

Figures = dict[str, Any]


def write_days(patient: Patient, name: str) -> list[date]:
    """A diary in the database; its sessions, of which the first was the first ever."""
    if name == DEMO:
        course = Course(seed=5, days=300, before=17, sessions=(84, 170, 262))
        write_diary(patient, course, NOON)
        first, days = NOON.date() - timedelta(days=300), list(course.sessions)
    else:
        case = next(case for case in CASES if case["name"] == name)
        make.make_days(patient, FIRST_DAY, case["diary"])
        first, days = FIRST_DAY, case["sessions"]
    on = [first + timedelta(days=day) for day in days]
    for number, day in enumerate(on):
        make.make_session(patient, day, first_ever=True if number == 0 else None)
    return on


@pytest.fixture(params=NAMES)
def both(
    request: pytest.FixtureRequest, alice: Patient, as_alice: Client, tmp_path: Path
) -> tuple[dict[str, str], Figures]:
    """The four pages of a diary, and the command's figures of the same days."""
    sessions = write_days(alice, request.param)
    file = tmp_path / "days.csv"
    file.write_bytes(as_alice.get(reverse("exchange:download", args=[alice.code])).content)
    out = io.StringIO()
    options = [f"--session={on}" for on in sessions]
    options.append(f"--today={alice.today(timezone.now())}")
    call_command(
        "before_after", str(file), *options, "--all", "--json", stdout=out, stderr=io.StringIO()
    )
    pages = {
        str(measure): as_alice.get(
            reverse("outcomes:before_after", args=[alice.code, measure])
        ).content.decode()
        for measure in Measure
    }
    return pages, json.loads(out.getvalue())


def test_each_number_of_the_page_is_the_commands(both: tuple[dict[str, str], Figures]) -> None:
    pages, figures = both
    for measure, html in pages.items():
        of, tables = figures["measures"][measure], page_tables(html)
        assert headline_of(html) == expected_headline(of)
        if of["shown"]["before"]["rate"] or of["shown"]["after"]["rate"]:
            assert table_of(tables, "in 28, before and since") == expected_levels(of)
            assert f"= {of['V']:.6f}" in words(html)
        assert table_of(tables, "month by month") == expected_periods(of, figures["sessions"])
        cycles = [row for row in table_of(tables, "cycle by cycle") if row[0] != "Before"]
        assert [row[:7] for row in cycles] == list(expected_cycles(of))
        weeks = table_of(tables, "week by week after a session")
        # A headache day that does not say is no figure: its week is the page's own to leave out.
        said = [(row, due) for row, due in zip(weeks, expected_weeks(of), strict=True)]
        assert [row for row, due in said if row != due and row[2] != "too few say"] == []
        assert measure != "headache" or "too few say" not in {row[2] for row in weeks}
        assert [line for line in expected_cards(figures) if line not in words(html)] == []
        rows = [row[:6] for found in tables.values() for table in found for row in table]
        assert [row for row in expected_severities(figures) if row not in rows] == []
        known, pairs = set(map(decimal, floats(figures))), set(all_pairs(figures))
        for cell in cells(tables):
            assert set(re.findall(r"\b\d+\.\d\b", cell)) <= known, cell
            counted = re.findall(r"\b(\d+) of (\d+)\b", cell)
            assert {(int(some), int(of_all)) for some, of_all in counted} <= pairs, cell


def words(html: str) -> str:
    return " ".join(strip_tags(html).split())


def headline_of(html: str) -> str:
    (found,) = re.findall(r'<p class="result">(.*?)</p>', html)
    return strip_tags(found)


def expected_headline(of: Figures) -> Any:
    """As the page words it, from the command's numbers."""
    before, after = of["baseline"], of["after"]
    shown = of["shown"]
    if not (shown["before"]["rate"] and shown["after"]["rate"]):
        return AnyWith(*(side_words(of[name], shown[key]) for name, key in SIDES))
    change = shown_change(before["per28"], after["per28"])
    compared = Comparison(
        **{name: of["after_vs_baseline"][name] for name in Comparison.__dataclass_fields__}
    )
    limits = wording.change_range(compared, change).removeprefix("The true")
    by = wording.change_words(change) if change else "the same"
    return AnyWith(
        f" on {decimal(before['per28'])} days of 28. Since then, {decimal(after['per28'])}.",
        f"That is {by}; the true{limits}",
    )


SIDES = (("baseline", "before"), ("after", "after"))


def side_words(window: Figures, shown: Figures) -> str:
    if shown["at_least"]:
        return f"at least {decimal(window['best'])} "
    if shown["rate"]:
        return f" on {decimal(window['per28'])} days of 28."
    return f"{window['count']} of {window['logged']} "


class AnyWith:
    """Any text that has all of these parts."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return all(part in str(other) for part in self.parts)

    def __repr__(self) -> str:
        return f"a text with {self.parts}"


def expected_levels(of: Figures) -> Table:
    columns = []
    for name, key in SIDES:
        window, shown = of[name], of["shown"][key]
        rate = decimal(window["per28"]) if shown["rate"] else NONE
        limits = level_range(window["lo"], window["per28"], window["hi"]) if shown["rate"] else NONE
        counts = [str(window[each]) for each in ("days", "logged", "count")]
        ends = [NONE if window[end] is None else decimal(window[end]) for end in ("best", "worst")]
        columns.append([*counts, rate, limits, *ends])
    names = (
        "Days",
        "Logged",
        "Counted",
        "In 28 days",
        "Range",
        "Least, if no other day counts",
        "Most, if all others count",
    )
    return [list(row) for row in zip(names, *columns, strict=True)]


def expected_periods(of: Figures, sessions: list[str]) -> Table:
    first = date.fromisoformat(sessions[0])
    rows = []
    for block in of["blocks"]:
        held = [
            str(number)
            for number, on in enumerate(sessions, 1)
            if (date.fromisoformat(on) - first).days // 28 == block["number"]
        ]
        started = short_day(date.fromisoformat(block["first_day"]))
        covered = of_days(block["logged"], block["days"])
        rows.append([started, str(block["count"]), covered, ", ".join(held)])
    return rows


def expected_cycles(of: Figures) -> Iterator[list[str]]:
    for window, cycle in zip(of["cycles"], of["cycle_parts"], strict=True):
        on = short_day(date.fromisoformat(cycle["session"]))
        months = [f"{m['count']} of {m['logged']}" for m in cycle["months"] if m["days"]]
        late = cycle["overdue"]
        overdue = f"{late['count']} of {late['logged']}, in {late['days']} day"
        overdue += "s" * (late["days"] != 1)
        yield [
            f"{cycle['number']}: {on}",
            *expected_rate(window, cycle["shown"]),
            of_days(window["logged"], window["days"]),
            ", ".join(months) or NONE,
            overdue if late["days"] else NONE,
            short_day(date.fromisoformat(cycle["due"])),
        ]


def expected_rate(window: Figures, shown: Figures) -> tuple[str, str]:
    if shown["at_least"]:
        return f"at least {decimal(window['best'])}", NONE
    if not shown["rate"]:
        return NONE, NONE
    return decimal(window["per28"]), level_range(window["lo"], window["per28"], window["hi"])


def expected_weeks(of: Figures) -> Iterator[list[str]]:
    """A week with few days logged has no rate."""
    for week in of["weeks"]:
        window = week["pooled"]
        name = f"Week {week['week']}{'+' * (week['week'] == 13)}"
        if not window["days"]:
            yield [name, *[NONE] * 4]
            continue
        counts = [str(window["count"]), of_days(window["logged"], window["days"])]
        few = window["logged"] < 5 or 28 * window["logged"] < 20 * window["days"]
        if few:
            yield [name, NONE, "few logged" if window["logged"] else "not logged", *counts]
        else:
            limits = level_range(window["lo"], window["per28"], window["hi"])
            yield [name, decimal(window["per28"]), limits, *counts]


def expected_cards(figures: Figures) -> Iterator[str]:
    """The levels that the first two cards name."""
    for of in figures["measures"].values():
        if of["shown"]["before"]["rate"] and of["shown"]["after"]["rate"]:
            before, after = decimal(of["baseline"]["per28"]), decimal(of["after"]["per28"])
            yield f"{before} of 28 before, {after} since"
    starts = figures["starts"]
    headache = figures["measures"]["headache"]["shown"]
    rated = headache["before"]["rate"] and headache["after"]["rate"]
    if rated and starts["before"]["enough"] and starts["after"]["enough"]:
        yield f"Attacks started {decimal(starts['before']['per28'])} times in 28 days before"


def expected_severities(figures: Figures) -> Iterator[list[str]]:
    """All, severe, moderate, mild and unrated attacks, in each cycle."""
    for number, of in enumerate(figures["severities"]["cycles"], 1):
        bands = [of[band] for band in ("severe", "moderate", "mild", "unrated")]
        yield [f"Cycle {number}", *map(str, [sum(bands), *bands])]


def cells(tables: dict[str, list[Table]]) -> Iterator[str]:
    """Every cell, but for the names of rows and the steps, which have more decimals."""
    for found in tables.values():
        for table in found:
            for row in table:
                yield from row[1:]


def floats(figures: Any) -> Iterator[float]:
    """Every figure that is not whole."""
    if isinstance(figures, float):
        yield figures
    elif isinstance(figures, dict | list):
        for each in figures.values() if isinstance(figures, dict) else figures:
            yield from floats(each)


def all_pairs(figures: Any) -> Iterator[tuple[int, int]]:
    """Counted of logged, and logged of all days, wherever the command gives them."""
    if isinstance(figures, dict):
        if {"count", "logged", "days"} <= figures.keys():
            yield figures["count"], figures["logged"]
            yield figures["logged"], figures["days"]
        for each in figures.values():
            yield from all_pairs(each)
    elif isinstance(figures, list):
        for each in figures:
            yield from all_pairs(each)


def test_what_the_command_prints_for_reading_has_the_same_sections(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    days = (f"{FIRST_DAY + timedelta(days=i)},{i % 2},{i % 2}\n" for i in range(200))
    file.write_text("date,headache,severity\n" + "".join(days))
    out, err = io.StringIO(), io.StringIO()
    options = ["--session=2025-03-26", "--session=2025-06-18"]
    call_command("before_after", str(file), *options, "--all", stdout=out, stderr=err)
    text = out.getvalue()
    assert re.findall(r"=== (.*) ===", text) == [*map(str, Measure), "headache attacks"]
    for line in (
        "Cycle 1: due 2025-06-18, 84 days to the next session.",
        "Week 13, cycle by cycle: 0 of 0, 0 of 0.",
        "Longest clear run before, after: 1, 1 days.",
        "Logged days that would settle it: -.",
    ):
        assert line in text
    assert "2025-01-01         28     28     14    14.0" in text
    assert "cycle 1: 42 mild, 0 moderate, 0 severe, 0 unrated" in text
    assert [line.split(":")[0] for line in err.getvalue().splitlines()] == [
        "The file has no column migraine",
        "The file has no column medicine",
        "Over 20 % of the headache days before and after do not say whether they were migraine, so "
        "these figures mislead; the page does not show them.",
    ]
