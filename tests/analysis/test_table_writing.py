"""A table that we write reads back the same, and its notes do not run in a spreadsheet."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.table import TableRow, read_table
from analysis.table_values import MAX_NOTE
from analysis.table_writing import write_table

DAY = date(2026, 3, 4)


def written(*rows: TableRow) -> str:
    return "".join(write_table(rows))


def note_back(note: str) -> str:
    table = read_table(written(TableRow(date=DAY, headache=True, note=note)).encode())
    (row,) = table.rows
    return row.note


def test_a_table_is_written_in_six_columns() -> None:
    assert written(
        TableRow(date=DAY, headache=True, migraine=True, severity=3, pain=8, medicine=True),
        TableRow(date=DAY, headache=True, migraine=False, severity=2, medicine=False, note='a"b'),
        TableRow(date=DAY, headache=True, note="so, and so"),
        TableRow(date=DAY, headache=False, migraine=False, medicine=False),
    ) == (
        "date,headache,migraine,severity,medicine,note\r\n"
        "2026-03-04,1,1,8,1,\r\n"
        '2026-03-04,1,0,moderate,0,"a""b"\r\n'
        '2026-03-04,1,?,,?,"so, and so"\r\n'
        "2026-03-04,0,0,,0,\r\n"
    )


def test_a_clear_day_is_never_written_with_migraine_or_severity() -> None:
    row = TableRow(date=DAY, headache=False, migraine=None, severity=2, pain=5)
    assert written(row).splitlines()[1] == "2026-03-04,0,0,,?,"


NOTES = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t'=+-@\"',; \uff1d"),
    max_size=30,
)


@st.composite
def days(draw: st.DrawFn) -> TableRow:
    day = draw(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
    medicine, note = draw(st.sampled_from([None, False, True])), draw(NOTES)
    if not draw(st.booleans()):
        return TableRow(date=day, headache=False, migraine=False, medicine=medicine, note=note)
    severity, pain = draw(
        st.sampled_from([(None, None), (1, None), (2, None), (3, None), (1, 3), (2, 4), (3, 10)])
    )
    return TableRow(
        date=day,
        headache=True,
        migraine=draw(st.sampled_from([None, False, True])),
        severity=severity,
        pain=pain,
        medicine=medicine,
        note=note,
    )


@given(st.lists(days(), unique_by=lambda row: row.date), st.sampled_from(["", "\ufeff"]))
def test_any_table_reads_back_the_same(rows: list[TableRow], mark: str) -> None:
    table = read_table((mark + written(*rows)).encode())
    assert table.problems == ()
    assert table.rows == tuple(sorted(rows, key=lambda row: row.date))


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "'=1", "''-1", "\uff1d1", "\uff0d1"]


@pytest.mark.parametrize("note", FORMULAS)
def test_a_note_that_a_spreadsheet_could_run_gets_an_apostrophe(note: str) -> None:
    text = written(TableRow(date=DAY, headache=True, note=note))
    cells = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert cells[-1] == "'" + note
    assert note_back(note) == note


@pytest.mark.parametrize(
    "note", ["'twas bad", "'", " =1", "a=1", "", "  ", "a\u2028b", "😵‍💫 مرحبا"]
)
def test_other_notes_are_written_as_they_are(note: str) -> None:
    text = written(TableRow(date=DAY, headache=True, note=note))
    cells = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert cells[-1] == note
    assert note_back(note) == note


def test_a_formula_in_a_file_from_elsewhere_is_kept_as_text() -> None:
    (row,) = read_table(b"date,headache,note\n2026-03-04,1,=1+1\n").rows
    assert row.note == "=1+1"
    assert written(row).splitlines()[1] == '2026-03-04,1,?,,?,"\'=1+1"'


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks_in_a_note_become_newlines(newline: str) -> None:
    assert note_back(f"a{newline}{newline}b") == "a\n\nb"


def test_control_characters_are_left_out_of_notes_read_and_written() -> None:
    assert written(TableRow(date=DAY, headache=True, note="a\0\x1b\x85\ud800b")).endswith(
        '"ab"\r\n'
    )
    (row,) = read_table(b"date,headache,note\n2026-03-04,1,a\x1b\x07b\tc\n").rows
    assert row.note == "ab\tc"


def test_a_note_hidden_behind_a_control_character_still_gets_its_apostrophe() -> None:
    assert written(TableRow(date=DAY, headache=True, note="\x01=1")).endswith('"\'=1"\r\n')


def test_a_note_may_have_two_thousand_characters_and_no_more() -> None:
    assert note_back("=" + "é" * (MAX_NOTE - 1)) == "=" + "é" * (MAX_NOTE - 1)
    table = read_table(written(TableRow(date=DAY, headache=True, note="é" * 2001)).encode())
    assert table.rows == ()
    assert [str(problem) for problem in table.problems] == [
        "Line 2, note: This note is too long. Cut it to 2000 characters or fewer."
    ]
