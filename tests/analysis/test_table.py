"""What a table of days means once read: logged, not asked, contradictory, twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import DateOrder, Problem, Table, TableRow, read_table

ALL = "date,headache,migraine,severity,medicine,note\n"


def read(text: str) -> Table:
    return read_table(text.encode())


def only_row(text: str) -> TableRow:
    table = read(text)
    assert table.problems == ()
    (row,) = table.rows
    return row


def sentences(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def test_a_whole_file_gives_its_days_by_date() -> None:
    table = read(ALL + "2026-03-05,0,0,,1,\n2026-03-04,1,1,severe,0,at work\n2026-03-06,1,?,7,?,\n")
    assert table == Table(
        rows=(
            TableRow(
                date=date(2026, 3, 4),
                headache=True,
                migraine=True,
                severity=3,
                medicine=False,
                note="at work",
            ),
            TableRow(date=date(2026, 3, 5), headache=False, migraine=False, medicine=True),
            TableRow(date=date(2026, 3, 6), headache=True, severity=3, pain=7),
        ),
        asked=frozenset({"migraine", "severity", "medicine", "note"}),
        problems=(),
        warnings=(),
        date_order=DateOrder.ISO,
        order_unclear=False,
        first_date=date(2026, 3, 4),
        last_date=date(2026, 3, 6),
        blank_dates=0,
    )
    assert [row.line for row in table.rows] == [3, 2, 4]


def test_a_column_that_is_absent_was_not_asked() -> None:
    assert only_row("date,headache\n2026-03-04,1") == TableRow(
        date=date(2026, 3, 4), headache=True, migraine=None, medicine=None
    )
    assert read("date,headache\n2026-03-04,1").asked == frozenset()


def test_a_clear_day_has_no_migraine_even_where_migraine_was_not_asked() -> None:
    assert only_row("date,headache\n2026-03-04,0").migraine is False
    assert only_row("date,headache,migraine\n2026-03-04,0,?").migraine is False


def test_a_blank_cell_of_a_column_that_was_asked_is_a_no() -> None:
    assert only_row(ALL + "2026-03-04,1,,,,") == TableRow(
        date=date(2026, 3, 4), headache=True, migraine=False, medicine=False
    )


def test_a_line_cut_short_has_blank_cells_at_its_end() -> None:
    assert only_row(ALL + "2026-03-04,1") == only_row(ALL + "2026-03-04,1,,,,")


def test_a_question_mark_is_not_known() -> None:
    assert only_row(ALL + "2026-03-04,1,?,?,?,") == TableRow(
        date=date(2026, 3, 4), headache=True, migraine=None, severity=None, medicine=None
    )


def test_medicine_on_a_clear_day_is_kept() -> None:
    assert only_row("date,headache,medicine\n2026-03-04,0,1").medicine is True


def test_no_severity_on_a_clear_day_may_be_written_as_a_nought() -> None:
    row = only_row("date,headache,severity\n2026-03-04,0,0")
    assert (row.severity, row.pain) == (None, None)


@pytest.mark.parametrize("blank", ["", " ", "?", "\u00a0"])
def test_a_blank_headache_is_not_logged_but_its_date_counts(blank: str) -> None:
    table = read(f"date,headache\n2026-03-02,{blank}\n2026-03-04,1\n2026-03-09,{blank}\n")
    assert [row.date for row in table.rows] == [date(2026, 3, 4)]
    assert (table.first_date, table.last_date) == (date(2026, 3, 2), date(2026, 3, 9))
    assert table.blank_dates == 2
    assert (table.problems, table.warnings) == ((), ())


def test_a_line_with_a_blank_headache_and_other_cells_is_left_out_with_a_warning() -> None:
    table = read(ALL + "2026-03-04,,0,,1,secret\n")
    assert (table.rows, table.problems, table.blank_dates) == ((), (), 1)
    assert sentences(table.warnings) == [
        "Line 2, headache: This line was left out: headache is blank, "
        "but there is something under migraine, medicine, note."
    ]
    assert read(ALL + "2026-03-04,,?,?,?, \n").warnings == ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            "0,1,",
            "Line 2, migraine: There is a migraine but no headache. A migraine day is a headache "
            "day too: write 1 under headache, or 0 under migraine.",
        ),
        (
            "0,,mild",
            "Line 2, severity: The severity is “mild” but there is no headache. "
            "Write 1 under headache, or leave severity blank.",
        ),
        (
            "0,,1",
            "Line 2, severity: The severity is “1” but there is no headache. "
            "Write 1 under headache, or leave severity blank.",
        ),
        (
            "1,,0",
            "Line 2, severity: There is a headache but the severity is “0”. "
            "Write 0 under headache, or leave severity blank.",
        ),
        (
            ",1,",
            "Line 2, migraine: There is a migraine but headache is blank. "
            "Write 1 under headache, or leave migraine blank.",
        ),
        (
            ",,7",
            "Line 2, severity: The severity is “7” but headache is blank. "
            "Write 1 under headache, or leave severity blank.",
        ),
    ],
)
def test_cells_that_contradict_each_other_are_a_problem(cells: str, said: str) -> None:
    table = read(f"date,headache,migraine,severity\n2026-03-04,{cells}\n2026-03-05,1,,\n")
    assert sentences(table.problems) == [said]
    assert [row.date for row in table.rows] == [date(2026, 3, 5)]
    assert (table.first_date, table.blank_dates) == (date(2026, 3, 4), 0)


def test_a_cell_that_cannot_be_read_contradicts_nothing() -> None:
    assert [problem.column for problem in read(ALL + "2026-03-04,maybe,1,7,,").problems] == [
        "headache"
    ]


def test_every_wrong_cell_of_a_line_is_named() -> None:
    table = read(ALL + "soon,maybe,perhaps,6.5,some,\n")
    assert [(problem.line, problem.column) for problem in table.problems] == [
        (2, "date"),
        (2, "headache"),
        (2, "migraine"),
        (2, "severity"),
        (2, "medicine"),
    ]


def test_a_problem_can_be_translated_and_shows_forty_characters_of_the_cell() -> None:
    (problem,) = read("date,headache\n2026-03-04," + "a" * 60).problems
    assert problem == Problem(
        line=2,
        column="headache",
        message="“%(value)s” is not a yes or a no. Write 1 for yes or 0 for no.",
        values={"value": "a" * 39 + "…"},
    )


def test_a_cell_is_shown_on_one_line_without_unprintable_characters() -> None:
    (problem,) = read('date,headache\n2026-03-04,"100%\n\x1b\u202e"').problems
    assert str(problem).startswith("Line 2, headache: “100% \ufffd\ufffd” is not")


def test_lines_for_one_date_that_agree_count_once() -> None:
    table = read("date,headache\n2026-03-04,1\n2026/3/4,yes\n2026-03-05,\n2026-03-05,\n")
    assert (table.rows, table.problems) == (
        (TableRow(date=date(2026, 3, 4), headache=True),),
        (),
    )
    assert table.blank_dates == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,,,,", "0,,,,"),
        ("1,,,,", ",,,,"),
        ("1,1,,,", "1,0,,,"),
        ("1,,8,,", "1,,9,,"),
        ("1,,,1,", "1,,,?,"),
        ("1,,,,a", "1,,,,b"),
    ],
)
def test_lines_for_one_date_that_differ_are_a_problem_naming_both(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        table = read(f"{ALL}2026-03-04,{first}\n2026-03-05,1\n2026-03-04,{second}\n")
        assert sentences(table.problems) == [
            "Line 4, date: Line 2 is for the same date, 2026-03-04, but says something else. "
            "Keep one of the two."
        ]
        assert [row.date for row in table.rows] == [date(2026, 3, 5)]
        assert (table.first_date, table.blank_dates) == (date(2026, 3, 4), 0)


def test_a_third_line_for_a_date_does_not_bring_it_back() -> None:
    table = read("date,headache\n2026-03-04,1\n2026-03-04,0\n2026-03-04,1\n2026-03-04,0\n")
    assert (table.rows, [problem.line for problem in table.problems]) == ((), [3, 5])


def test_at_most_fifty_problems_are_listed_and_the_rest_counted() -> None:
    problems = read("date,headache\n" + "never,1\n" * 53).problems
    assert [problem.line for problem in problems] == [*range(2, 52), None]
    assert str(problems[-1]) == "More problems, not listed here: 3."
    assert len(read("date,headache\n" + "never,1\n" * 50).problems) == 50


def test_a_line_whose_problem_is_not_listed_is_not_used_either() -> None:
    table = read("date,headache\n" + "never,1\n" * 50 + "2026-03-04,maybe\n2026-03-05,\n")
    assert (table.rows, table.blank_dates) == ((), 1)


def test_problems_come_in_the_order_of_their_lines() -> None:
    problems = read("date,headache\n2026-03-04,maybe\n2026-03-05,1,more\nnever,1\n").problems
    assert [problem.line for problem in problems] == [2, 3, 4]


def test_a_file_without_days_is_no_problem_but_says_so() -> None:
    table = read(ALL)
    assert (table.rows, table.problems, table.first_date, table.last_date) == ((), (), None, None)
    assert sentences(table.warnings) == ["The file has headings but no days."]


MARKS = [*",;\t\n\r\"'=?\0", "\ufeff", "\x85", "½", "٣", "sep=;"]
WORDS = ["date", "headache", "note", "1", "0", "7.5", "mild"]
DATES = ["2026-03-04", "4/3/26", "31.2.2026", "13/13/2026", "45000", "00000000"]
FRAGMENTS = st.sampled_from([*MARKS, *WORDS, *DATES])


@given(st.binary() | st.lists(FRAGMENTS).map(lambda parts: "".join(parts).encode()))
def test_no_bytes_raise_and_none_pass_without_a_word(data: bytes) -> None:
    table = read_table(data)
    assert table.problems or table.warnings or table.order_unclear or table.first_date


@given(st.lists(FRAGMENTS).map(lambda parts: ("date,headache,note\n" + "".join(parts)).encode()))
def test_rows_are_always_distinct_dates_in_order_within_the_first_and_last(data: bytes) -> None:
    table = read_table(data)
    dates = [row.date for row in table.rows]
    assert dates == sorted(set(dates))
    if dates:
        assert table.first_date is not None and table.last_date is not None
        assert table.first_date <= dates[0] and dates[-1] <= table.last_date
