"""Files as spreadsheets and people save them: encoding, delimiter, headings, quotes, limits."""

import codecs
import csv
from datetime import date

import pytest

from analysis.table import Table, TableRow, read_table
from analysis.table_sheet import MAX_LINES
from analysis.table_text import MAX_BYTES

TEXT = "Date,Headache,Note\r\n2026-03-04,1,¿Qué? Übel\r\n"
DAY = TableRow(date=date(2026, 3, 4), headache=True, note="¿Qué? Übel")


def said(table: Table) -> list[str]:
    return [str(problem) for problem in table.problems]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows-1252", "utf-16-le", "utf-16-be"],
)
def test_a_file_is_read_in_the_encodings_that_spreadsheets_save(data: bytes) -> None:
    assert read_table(data).rows == (DAY,)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("hint", ["", "sep={}\n", '"sep={}"\n', "SEP={}\n\n"])
def test_delimiters_and_line_breaks_are_found(delimiter: str, newline: str, hint: str) -> None:
    text = hint.format(delimiter) + TEXT.replace("\r\n", "\n").replace(",", delimiter)
    table = read_table(text.replace("\n", newline).encode())
    assert (table.rows, table.problems, table.warnings) == ((DAY,), (), ())
    assert table.rows[0].line == 2 + hint.count("\n")


def test_the_delimiter_is_the_one_that_finds_our_columns() -> None:
    table = read_table(b"date;headache;a,b,c,d,e\n2026-03-04;1;\n")
    assert [row.date for row in table.rows] == [date(2026, 3, 4)]


@pytest.mark.parametrize(
    "headings",
    [
        " DATE ,HeadAche, Migraine ,PAIN,medication,NOTES",
        "Datum,Kopfschmerzen,Migräne,Stärke,Medikamente,Notizen",
        "Fecha,Dolor_de_cabeza,Migraña,Intensidad,Medicamento,Notas",
        "day,headache day,migraine-day,severity,Acute  Medicine,note",
    ],
)
def test_headings_are_known_in_any_case_and_in_three_languages(headings: str) -> None:
    table = read_table(f"{headings}\n2026-03-04,1,1,7,1,so\n".encode())
    assert table.rows == (
        TableRow(
            date=date(2026, 3, 4),
            headache=True,
            migraine=True,
            severity=3,
            pain=7,
            medicine=True,
            note="so",
        ),
    )
    assert table.warnings == ()


def test_columns_may_come_in_any_order_and_others_are_named_in_a_warning() -> None:
    table = read_table(b",headache,Weather,date,,\n0,1,hot,2026-03-04,,\n")
    assert table.rows == (TableRow(date=date(2026, 3, 4), headache=True),)
    assert [str(warning) for warning in table.warnings] == [
        "Line 1: These columns are not used: #1, Weather."
    ]


def test_at_most_ten_columns_are_named() -> None:
    (warning,) = read_table(b"date,headache,a,b,c,d,e,f,g,h,i,j,k\n2026-03-04,1").warnings
    assert str(warning) == "Line 1: These columns are not used: a, b, c, d, e, f, g, h, i, j, …."


def test_a_missing_column_is_named_with_those_found() -> None:
    assert said(read_table(b"\nwhen,pain,headache\n2026-03-04,1,1\n")) == [
        "Line 2, date: There is no column named “date”. "
        "The columns found are: when, pain, headache."
    ]
    assert said(read_table(b"sep=,\ndate,head\n2026-03-04,1\n")) == [
        "Line 2, headache: There is no column named “headache”. The columns found are: date, head."
    ]


def test_a_column_that_is_there_twice_is_a_problem() -> None:
    table = read_table(b"date,headache,Datum,headache\n2026-03-04,1,2026-03-04,1\n")
    assert table.rows == ()
    assert said(table) == [
        "Line 1, date: These columns mean the same: date, Datum. Keep one.",
        "Line 1, headache: These columns mean the same: headache, headache. Keep one.",
    ]


def test_cells_beyond_the_headings_are_a_problem_unless_blank() -> None:
    table = read_table(b"date,headache,note,\n2026-03-04,1,,,\n2026-03-05,1,so, and so\n")
    assert [row.date for row in table.rows] == [date(2026, 3, 4)]
    assert said(table) == [
        "Line 3: This line has 4 cells but the heading has 3. "
        "Put quotation marks around a note that has a comma or semicolon in it."
    ]


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    text = '\n\ndate,headache,note\n2026-03-04,1,"a\n\nb, ""c"""\n,,\n\nnever,1,\n'
    table = read_table(text.encode())
    assert [(row.line, row.note) for row in table.rows] == [(4, 'a\n\nb, "c"')]
    assert [problem.line for problem in table.problems] == [9]


def test_spaces_between_a_comma_and_what_follows_are_not_part_of_the_cell() -> None:
    (row,) = read_table(b'date, headache, note\n2026-03-04, 1, "so, and so"\n').rows
    assert row.note == "so, and so"


@pytest.mark.parametrize(
    "cell", ['"never closed', '"closed" too early', "x" * (csv.field_size_limit() + 1)]
)
def test_a_broken_cell_ends_the_reading_with_its_line(cell: str) -> None:
    table = read_table(f"date,headache,note\n2026-03-04,1,\n2026-03-05,1,{cell}\n".encode())
    assert [row.date for row in table.rows] == [date(2026, 3, 4)]
    assert said(table) == [
        "Line 3: The file cannot be read from here on. Check that each quotation mark that opens "
        "is closed again, and that no cell is far too long."
    ]


def test_a_broken_heading_is_the_only_problem_named() -> None:
    assert [problem.line for problem in read_table(b'\n"date,headache\n2026-03-04,1').problems] == [
        2
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b" ", b"\xef\xbb\xbf", b",,,\n,\n", b"sep=;\n"])
def test_an_empty_file_is_a_problem(data: bytes) -> None:
    table = read_table(data)
    assert said(table) == ["The file is empty."]
    assert table.warnings == ()


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04\x14", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1"]
)
def test_a_spreadsheet_or_picture_is_to_be_saved_as_csv(data: bytes) -> None:
    assert said(read_table(data + bytes(range(256)))) == [
        "This is not a CSV file. If it is a spreadsheet, open it there and save it as CSV first."
    ]


def test_a_nul_character_is_refused_with_its_line() -> None:
    assert said(read_table(b"date,headache,note\r\n2026-03-04,1,\0\r\n")) == [
        "Line 2: There is a NUL character here, so the file is not plain text. "
        "Save it as “CSV UTF-8”."
    ]


@pytest.mark.parametrize("data", [b"date,headache\n\x81", codecs.BOM_UTF16_LE + b"\x00\xd8"])
def test_letters_of_no_known_encoding_are_refused(data: bytes) -> None:
    assert said(read_table(data)) == ["The file’s letters cannot be read. Save it as “CSV UTF-8”."]


def test_a_file_may_have_two_megabytes_and_no_more() -> None:
    start = b"date,headache\n2026-03-04,1\n"
    full = start + b" " * 1000 + b"\n" * (MAX_BYTES - len(start) - 1000)
    assert said(read_table(full)) == [
        "The file has more than 40000 lines. Split it into smaller ones."
    ]
    assert said(read_table(full + b"\n")) == ["The file is too big. The most we can read is 8 MB."]


def test_a_file_may_have_forty_thousand_lines_and_no_more() -> None:
    full = b"date,headache\n" + b"2026-03-04,1\n" * (MAX_LINES - 1)
    assert read_table(full).rows == (TableRow(date=date(2026, 3, 4), headache=True),)
    assert said(read_table(full + b"2026-03-04,1")) == [
        "The file has more than 40000 lines. Split it into smaller ones."
    ]


def test_a_line_of_a_million_cells_is_refused() -> None:
    assert said(read_table(b"a," * 1_000_000)) == [
        "Line 1: The file has more than 200 columns. Keep those of the diary."
    ]
