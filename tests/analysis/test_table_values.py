"""What may stand in a cell for yes, no and a severity."""

import pytest

from analysis.table import Table, read_table
from analysis.table_values import plain


def read(**cells: str) -> Table:
    headings = ";".join(["date", *cells])
    return read_table(f"{headings}\n2026-03-04;{';'.join(cells.values())}\n".encode())


YES = ["1", "1.0", "1,0", "yes", "Y", " YES ", "\u00a0yes\u00a0", "true", "T"]
TICKS = ["x", "X", "✓", "✔", "✔\ufe0f"]
YES_ELSEWHERE = ["ja", "Sí", "si\u0301", "SI", "wahr", "WAHR", "verdadero"]


@pytest.mark.parametrize(
    "yes",
    [*YES, *TICKS, *YES_ELSEWHERE],
)
def test_a_yes_is_read_in_every_yes_no_column(yes: str) -> None:
    (row,) = read(headache=yes, migraine=yes, medicine=yes).rows
    assert (row.headache, row.migraine, row.medicine) == (True, True, True)


@pytest.mark.parametrize(
    "no", ["0", "0.0", "0,0", "no", "N", "False", "f", "nein", "falsch", "FALSO", " no "]
)
def test_a_no_is_read_in_every_yes_no_column(no: str) -> None:
    (row,) = read(headache=no, migraine=no, medicine=no).rows
    assert (row.headache, row.migraine, row.medicine) == (False, False, False)
    (row,) = read(headache="1", migraine=no, medicine=no).rows
    assert (row.headache, row.migraine, row.medicine) == (True, False, False)


@pytest.mark.parametrize("value", ["2", "-1", "maybe", "01", "yesno", "10", "0.5", "है", "=1"])
def test_anything_else_is_no_yes_or_no(value: str) -> None:
    table = read(headache=value)
    assert table.rows == ()
    assert [str(problem) for problem in table.problems] == [
        f"Line 2, headache: “{value}” is not a yes or a no. Write 1 for yes or 0 for no."
    ]


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (1, ["mild", "MILD", " Mild ", "leicht", "leve"]),
        (2, ["moderate", "mittel", "moderado", "moderada"]),
        (3, ["severe", "stark", "severo", "severa", "grave", "intenso", "intensa"]),
    ],
)
def test_a_word_gives_a_severity_and_no_number(severity: int, words: list[str]) -> None:
    for word in words:
        (row,) = read(headache="1", severity=word).rows
        assert (row.severity, row.pain) == (severity, None)


def test_a_number_from_1_to_10_gives_its_band() -> None:
    bands = {}
    for pain in range(1, 11):
        (row,) = read(headache="1", severity=str(pain)).rows
        assert row.pain == pain
        bands[pain] = row.severity
    assert bands == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 3}


@pytest.mark.parametrize("seven", ["7", "07", "7.0", "7,00", " 7 "])
def test_a_whole_number_may_be_written_with_noughts(seven: str) -> None:
    (row,) = read(headache="1", severity=seven).rows
    assert row.pain == 7


@pytest.mark.parametrize("none", ["0", "0.0", "none", "", "?"])
def test_a_clear_day_may_say_that_there_was_no_pain(none: str) -> None:
    (row,) = read(headache="0", severity=none).rows
    assert (row.severity, row.pain) == (None, None)


@pytest.mark.parametrize("value", ["6.5", "6,5", "0.01"])
def test_a_number_between_two_is_to_be_rounded_by_the_person(value: str) -> None:
    assert [str(problem) for problem in read(headache="1", severity=value).problems] == [
        f"Line 2, severity: “{value}” is not a whole number. Round it to one from 0 to 10."
    ]


@pytest.mark.parametrize("value", ["11", "-1", "100", "awful", "7/10", "³", "yes"])
def test_anything_else_is_no_severity(value: str) -> None:
    assert [str(problem) for problem in read(headache="1", severity=value).problems] == [
        f"Line 2, severity: “{value}” is not a severity. Write mild, moderate or severe, "
        "or a whole number from 0 to 10."
    ]


def test_a_cell_longer_than_any_answer_is_not_worked_on() -> None:
    # Putting these marks in order would take half a minute.
    cell = "a" + "\u0315\u0300" * 65_000
    assert plain(cell) == cell
