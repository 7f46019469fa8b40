"""Dates as people write them, and whether the day or the month comes first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import DateOrder, Table, read_table

ISO, DAY_FIRST, MONTH_FIRST = DateOrder


def read(*dates: str, order: DateOrder | None = None) -> Table:
    text = "date;headache\n" + "".join(f"{written};1\n" for written in dates)
    return read_table(text.encode(), date_order=order)


YEAR_FIRST = ["2026-03-04", "2026/03/04", "2026.3.4", "2026 03 04", "20260304", " 2026-03-04\u00a0"]
WITH_A_TIME = ["2026-03-04T23:30:00Z", "2026-03-04 00:00:00", "2026-03-04 11:30 PM", "20260304T23Z"]


def dates_of(table: Table) -> list[date]:
    assert table.problems == ()
    return [row.date for row in table.rows]


@pytest.mark.parametrize(
    "written",
    [*YEAR_FIRST, *WITH_A_TIME],
)
def test_a_date_with_the_year_first_needs_no_order(written: str) -> None:
    table = read(written)
    assert (dates_of(table), table.date_order) == ([date(2026, 3, 4)], ISO)


@pytest.mark.parametrize("written", ["04/03/2026", "4/3/2026", "4-3-2026", "4.3.2026", "4 3 2026"])
@pytest.mark.parametrize("time", ["", " 10:15", " 0:00:00"])
def test_the_order_is_found_from_another_date_of_the_file(written: str, time: str) -> None:
    day_first = read(written + time, "31/12/2026")
    assert (dates_of(day_first)[0], day_first.date_order) == (date(2026, 3, 4), DAY_FIRST)
    month_first = read("12/31/2026", written + time)
    assert (dates_of(month_first)[0], month_first.date_order) == (date(2026, 4, 3), MONTH_FIRST)


@pytest.mark.parametrize("written", ["14.3.26", "14. 3. 26", "14/03/26"])
def test_a_year_of_two_digits_is_of_this_century_up_to_68(written: str) -> None:
    assert dates_of(read(written)) == [date(2026, 3, 14)]
    assert dates_of(read(written[:-2] + "68")) == [date(2068, 3, 14)]
    assert dates_of(read(written[:-2] + "69")) == [date(1969, 3, 14)]


def test_a_13_is_enough_to_tell_the_order() -> None:
    assert dates_of(read("13/1/2026", "1/2/2026")) == [date(2026, 1, 13), date(2026, 2, 1)]
    assert dates_of(read("1/13/2026", "1/2/2026")) == [date(2026, 1, 2), date(2026, 1, 13)]


def test_dates_that_fit_both_orders_are_asked_about() -> None:
    table = read("2026-03-31", "4/3/2026", "5/3/2026")
    assert (table.order_unclear, table.date_order) == (True, None)
    assert (table.rows, table.problems) == ((), ())
    assert (table.first_date, table.last_date, table.blank_dates) == (None, None, 0)


def test_the_answer_to_the_question_is_followed() -> None:
    day_first = read("4/3/2026", "5/3/2026", order=DAY_FIRST)
    assert dates_of(day_first) == [date(2026, 3, 4), date(2026, 3, 5)]
    month_first = read("4/3/2026", "5/3/2026", order=MONTH_FIRST)
    assert dates_of(month_first) == [date(2026, 4, 3), date(2026, 5, 3)]
    assert (month_first.order_unclear, month_first.date_order) == (False, MONTH_FIRST)


def test_a_date_with_day_and_month_alike_is_not_asked_about() -> None:
    table = read("3/3/2026", "2026-03-04")
    assert dates_of(table) == [date(2026, 3, 3), date(2026, 3, 4)]
    assert not table.order_unclear


def test_an_impossible_date_alone_is_not_asked_about() -> None:
    table = read("13/14/2026")
    assert (table.order_unclear, len(table.problems)) == (False, 1)


def test_dates_of_both_orders_in_one_file_are_a_problem_naming_a_line_of_each() -> None:
    table = read("1/2/2026", "1/31/2026", "31/1/2026", "1/30/2026", "30/1/2026")
    assert [str(problem) for problem in table.problems] == [
        "date: The dates are not all written the same way: on line 4 the day comes first, "
        "on line 3 the month. Write them all as 2026-03-04."
    ]
    assert (table.rows, table.order_unclear, table.date_order) == ((), False, None)


@pytest.mark.parametrize(
    ("written", "order", "said"),
    [
        ("2026-02-31", None, "There is no such day as “2026-02-31”."),
        ("2026-13-01", None, "There is no such day as “2026-13-01”."),
        ("0000-01-01", None, "There is no such day as “0000-01-01”."),
        (
            "31/2/2026",
            None,
            "There is no such day as “31/2/2026”, with the day before the month.",
        ),
        (
            "31/1/2026",
            MONTH_FIRST,
            "There is no such day as “31/1/2026”, with the month before the day.",
        ),
        (
            "4/3/2026",
            ISO,
            "“4/3/2026” does not start with the year. Write it as 2026-03-04.",
        ),
        (
            "1949-12-31",
            None,
            "“1949-12-31” is too long ago or too far ahead. Check the year.",
        ),
        (
            "2101-01-01",
            None,
            "“2101-01-01” is too long ago or too far ahead. Check the year.",
        ),
        (
            "46085",
            None,
            "“46085” is a spreadsheet’s own number for a date. In the spreadsheet, format the "
            "column as a date, then save it as CSV again.",
        ),
        (
            "46085.5",
            None,
            "“46085.5” is a spreadsheet’s own number for a date. In the spreadsheet, format the "
            "column as a date, then save it as CSV again.",
        ),
        ("", None, "This line has no date."),
        ("Total", None, "“Total” is not a date we can read. Write it as 2026-03-04."),
        ("4/3-2026", None, "“4/3-2026” is not a date we can read. Write it as 2026-03-04."),
        ("٤/٣/٢٠٢٦", None, "“٤/٣/٢٠٢٦” is not a date we can read. Write it as 2026-03-04."),
    ],
)
def test_what_is_no_date_is_a_problem(written: str, order: DateOrder | None, said: str) -> None:
    table = read("2026-03-04", written, order=order)
    assert [str(problem) for problem in table.problems] == [f"Line 3, date: {said}"]
    assert [row.date for row in table.rows] == [date(2026, 3, 4)]


def test_the_first_and_last_year_taken_are_1950_and_2100() -> None:
    assert dates_of(read("1950-01-01", "2100-12-31")) == [date(1950, 1, 1), date(2100, 12, 31)]


FORMATS = {DAY_FIRST: "{0.day}/{0.month}/{0.year}", MONTH_FIRST: "{0.month}/{0.day}/{0.year}"}


@given(
    st.sets(st.dates(date(1950, 1, 1), date(2100, 12, 31)), min_size=1),
    st.sampled_from([DAY_FIRST, MONTH_FIRST]),
)
def test_any_dates_are_read_as_written_or_asked_about(days: set[date], order: DateOrder) -> None:
    written = [FORMATS[order].format(day) for day in days]
    assert dates_of(read(*written, order=order)) == sorted(days)
    found = read(*written)
    all_alike = all(day.day == day.month for day in days)
    assert found.order_unclear == (all(day.day <= 12 for day in days) and not all_alike)
    if not found.order_unclear:
        assert dates_of(found) == sorted(days)
