"""The command line: one file of days in, every figure out, no database."""

import io
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from analysis.table_text import MAX_BYTES
from outcomes.report.text_report import figure
from tests.analysis.test_reference_cases import CASES, differences

FIRST_DAY = date(2024, 1, 1)
ROOT = Path(__file__).parents[2]


def write_days(path: Path, diary: str) -> str:
    """A file with every date of the diary, blank where a day is not logged."""
    lines = (
        f"{FIRST_DAY + timedelta(days=i)},{'' if day == '.' else day}\n"
        for i, day in enumerate(diary)
    )
    path.write_text("date,headache\n" + "".join(lines))
    return str(path)


def session_options(days: list[int]) -> list[str]:
    return [f"--session={FIRST_DAY + timedelta(days=day)}" for day in days]


def run(*arguments: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("before_after", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refusal(*arguments: str) -> str:
    """Why the command refuses."""
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    return str(refused.value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_figure_of_the_reference_cases_is_printed(
    case: dict[str, Any], tmp_path: Path
) -> None:
    file = write_days(tmp_path / "days.csv", case["diary"])
    printed = json.loads(run(file, *session_options(case["sessions"]), "--json"))
    assert differences(printed, case["expected"]) == []


def test_a_date_without_a_line_is_not_logged(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,headache\n2024-01-01,1\n2024-01-05,0\n")
    figures = json.loads(run(str(file), "--session=2024-01-03", "--json"))
    assert [figures[side]["days"] for side in ("baseline", "after")] == [2, 3]
    assert [figures[side]["logged"] for side in ("baseline", "after")] == [1, 1]


def test_the_other_measures_are_counted_from_their_columns(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text(
        "date,headache,migraine,severity,medicine\n"
        "2024-01-01,1,1,severe,0\n2024-01-02,1,0,mild,1\n2024-01-03,0,,,1\n2024-01-04,1,1,,1\n"
    )
    counts = {
        measure: [
            json.loads(run(str(file), "--session=2024-01-01", "--json", f"--measure={measure}"))[
                "after"
            ][name]
            for name in ("count", "logged")
        ]
        for measure in ("headache", "migraine", "moderate_severe", "medicine")
    }
    assert counts == {
        "headache": [3, 4],
        "migraine": [2, 4],
        "moderate_severe": [1, 3],
        "medicine": [3, 4],
    }


def test_without_json_it_prints_a_table_for_reading(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"] == "random_15pc_unlogged")
    file = write_days(tmp_path / "days.csv", case["diary"])
    lines = run(file, *session_options(case["sessions"])).splitlines()
    assert lines[0] == "Days 2024-01-01 to 2024-09-08: 252. Sessions: 2024-03-25, 2024-06-17."
    variance = f"{case['expected']['V']:.2f}"
    assert lines[1] == f"V (variance inflation): {variance}. Headline: clearly_fewer."
    rows = {line[:14].strip(): line[14:].split() for line in lines[5:9]}
    expected = {
        name: case["expected"][key] for name, key in (("before", "baseline"), ("after", "after"))
    }
    for name, window in expected.items():
        counts = [str(window[key]) for key in ("days", "logged", "count")]
        lo, hi = f"{window['lo']:.1f}", f"{window['hi']:.1f}"
        rest = [f"{window[key]:.1f}" for key in ("best", "worst")]
        assert rows[name] == [*counts, f"{window['per28']:.1f}", lo, "to", hi, *rest]


def test_standard_input_is_read_for_a_hyphen_and_no_database_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "before_after", "-", "--session=2024-01-02", "--json"],
        input=b"date,headache\n2024-01-01,1\n2024-01-02,0\n",
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@nowhere.invalid:1/none"},
        check=True,
    )
    assert json.loads(done.stdout)["baseline"]["count"] == 1


def test_problems_in_the_file_are_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,headache\n2024-01-01,1\n2024-01-01,0\n2024-01-03,maybe\n")
    said = refusal(str(file), "--session=2024-01-02").splitlines()
    assert said[0] == "The file has problems:"
    assert [line.split(":")[0] for line in said[1:]] == ["  Line 3, date", "  Line 4, headache"]


def test_lines_that_agree_count_once(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,headache\n2024-01-01,1\n2024-01-01,1\n")
    figures = json.loads(run(str(file), "--session=2024-01-01", "--json"))
    assert figures["after"]["logged"] == 1


def test_dates_that_fit_both_ways_want_to_be_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,headache\n03/04/2024,1\n05/04/2024,0\n")
    assert refusal(str(file), "--session=2024-01-02") == (
        "The dates fit both day-first and month-first. Say which with --date-order day_first "
        "or --date-order month_first."
    )
    told = [
        json.loads(run(str(file), "--session=2024-04-04", "--json", f"--date-order={order}"))
        for order in ("day_first", "month_first")
    ]
    assert [figures["after"]["days"] for figures in told] == [2, 31]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"date,headache\n", "The file has no days."),
        (b"x" * (MAX_BYTES + 5), "The file is too big. The most we can read is 8 MB."),
        (b"date,headache\n2024-01-01,\x00", "There is a NUL character"),
        (b"\x89PNG", "This is not a CSV file."),
    ],
    ids=["empty", "no days", "huge", "NUL", "picture"],
)
def test_a_file_that_is_no_diary_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_bytes(content)
    assert said in refusal(str(file), "--session=2024-01-02")


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    missing, folder = str(tmp_path / "none.csv"), str(tmp_path)
    assert refusal(missing, "--session=2024-01-02") == (
        f"{missing!r} cannot be read: No such file or directory."
    )
    assert refusal(folder, "--session=2024-01-02") == f"{folder!r} cannot be read: Is a directory."
    assert refusal("a\0b", "--session=2024-01-02") == (
        "'a\\x00b' cannot be read: embedded null byte."
    )


@pytest.mark.parametrize(
    "day", ["2024-2-1", "20240201", "2024-02-30", "1 March", "2024-02-01T00", ""]
)
def test_a_session_that_is_no_date_is_refused(day: str) -> None:
    assert refusal("days.csv", f"--session={day}") == (
        f"Error: argument --session: {day!r} is not a date such as 2026-03-04"
    )


def test_a_session_given_twice_is_refused() -> None:
    assert refusal("days.csv", "--session=2024-01-02", "--session=2024-01-02") == (
        "These sessions are given more than once: 2024-01-02."
    )


def test_sessions_before_and_after_the_file_are_taken_in_any_order(tmp_path: Path) -> None:
    file = write_days(tmp_path / "days.csv", "1" * 30)
    figures = json.loads(run(file, *session_options([900, -10, 10]), "--json"))
    assert [cycle["days"] for cycle in figures["cycles"]] == [10, 20, 0]


def test_a_column_that_the_measure_wants_and_the_file_lacks_is_mentioned(tmp_path: Path) -> None:
    file = write_days(tmp_path / "days.csv", "1" * 30)
    said = io.StringIO()
    call_command(
        "before_after", file, "--session=2024-01-02", "--measure=migraine", "--json",
        stdout=io.StringIO(), stderr=said,
    )  # fmt: skip
    assert said.getvalue() == (
        "The file has no column migraine: for migraine its days are not logged where that column "
        "would say.\n"
        "Over 20 % of the headache days before and after do not say whether they were migraine, so "
        "these figures mislead; the page does not show them.\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [(20, 40, "before"), (40, 20, "after"), (20, 20, "before and after"), (32, 32, None)],
)
def test_headache_days_that_do_not_say_migraine_are_warned_of(
    before: int, after: int, where: str | None, tmp_path: Path
) -> None:
    answers = "1" * before + "?" * (40 - before) + "1" * after + "?" * (40 - after)
    lines = (f"{FIRST_DAY + timedelta(days=i)},1,{said}\n" for i, said in enumerate(answers))
    file = tmp_path / "days.csv"
    file.write_text("date,headache,migraine\n" + "".join(lines))
    out, err = io.StringIO(), io.StringIO()
    call_command(
        "before_after", str(file), "--session=2024-02-10", "--measure=migraine", "--json",
        stdout=out, stderr=err,
    )  # fmt: skip
    warning = (
        f"Over 20 % of the headache days {where} do not say whether they were migraine, so these "
        "figures mislead; the page does not show them.\n"
    )
    assert err.getvalue() == (warning if where else "")
    assert json.loads(out.getvalue())["baseline"]["logged"] == before


def test_a_date_in_no_likely_year_is_refused(tmp_path: Path) -> None:
    file = write_days(tmp_path / "days.csv", "01")
    for option in ("--session=9999-12-31", "--session=1949-12-31", "--today=2101-01-01"):
        assert "is not in the years 1950 to 2100" in refusal(file, "--session=2024-01-01", option)


def test_nothing_is_written_as_less_than_nothing() -> None:
    assert [figure(value) for value in (-0.04, 0.04, -0.06, None)] == ["0.0", "0.0", "-0.1", "-"]
    assert [figure(value, "+.1f") for value in (-0.04, 0.06)] == ["0.0", "+0.1"]
