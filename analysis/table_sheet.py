"""From a CSV file to its columns and records: delimiter, headings, quotes."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from analysis.table_problems import ProblemList, gettext_noop, shorten_all
from analysis.table_text import read_text
from analysis.table_values import plain

MAX_LINES = 40_000
MAX_COLUMNS = 200

REQUIRED = ("date", "headache")
OPTIONAL = ("migraine", "severity", "medicine", "note")
COLUMNS = REQUIRED + OPTIONAL
_HEADINGS = {
    "date": "date, day, datum, tag, fecha, día, dia",
    "headache": "headache, headache day, kopfschmerz, kopfschmerzen, cefalea, dolor de cabeza",
    "migraine": "migraine, migraine day, migräne, migraña, migrana",
    "severity": "severity, pain, intensity, stärke, schmerzstärke, intensidad, gravedad",
    "medicine": "medicine, medication, acute medicine, medikament, medikamente, "
    "medicamento, medicamentos, medicación, medicacion",
    "note": "note, notes, notiz, notizen, nota, notas",
}
_COLUMN_OF = {
    heading: column for column, headings in _HEADINGS.items() for heading in headings.split(", ")
}

_SEPARATOR_LINE = re.compile(r'"?sep=.?"?\s*', re.IGNORECASE)
_DELIMITERS = ",;\t"


class Record(NamedTuple):
    """The cells of one record by our column names, and the line of the file where it starts."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of ours that a file has, and its records without the blank ones."""

    columns: frozenset[str]
    records: tuple[Record, ...]


EMPTY = Sheet(frozenset(), ())


def read_sheet(data: bytes, problems: ProblemList, warnings: ProblemList) -> Sheet:
    """The records of a CSV file; what is wrong goes into `problems`, what to know into `warnings`.

    Never raises. A file that cannot be read at all gives EMPTY and a problem.
    """
    text = read_text(data, problems)
    if text is None:
        return EMPTY
    lines = list(io.StringIO(text))
    if len(lines) > MAX_LINES:
        problems.add(
            gettext_noop("The file has more than %(limit)s lines. Split it into smaller ones."),
            limit=MAX_LINES,
        )
        return EMPTY
    records = _split(lines, problems)
    line, headings = next(records, (1, []))
    while headings and not headings[-1].strip():
        headings.pop()
    if not headings:
        if not len(problems):
            problems.add(gettext_noop("The file is empty."))
        return EMPTY
    places = _place_columns(line, headings, problems, warnings)
    if places is None:
        return EMPTY
    return Sheet(frozenset(places), tuple(_pick(records, places, len(headings), problems)))


def _split(lines: list[str], problems: ProblemList) -> Iterator[tuple[int, list[str]]]:
    """Records that are not blank, each with the line where it starts; stops at a broken one."""
    before = 0
    if lines and _SEPARATOR_LINE.fullmatch(lines[0]):
        before = 1
    heading_line = next((line for line in lines[before:] if line.strip()), "")
    reader = csv.reader(
        lines[before:],
        delimiter=_find_delimiter(heading_line),
        skipinitialspace=True,
        strict=True,
    )
    start = before + 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                yield start, cells
            start = before + reader.line_num + 1
    except csv.Error:
        problems.add(
            gettext_noop(
                "The file cannot be read from here on. Check that each quotation mark that opens "
                "is closed again, and that no cell is far too long."
            ),
            start,
        )


def _find_delimiter(heading_line: str) -> str:
    """The delimiter that finds most of our columns in the heading line, or most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        try:
            headings = next(csv.reader([heading_line], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        ours = [heading for heading in headings[:MAX_COLUMNS] if _column_of(heading)]
        return len(ours), len(headings)

    return max(_DELIMITERS, key=found)


def _column_of(heading: str) -> str | None:
    return _COLUMN_OF.get(re.sub(r"[\s_-]+", " ", plain(heading)))


def _place_columns(
    line: int, headings: list[str], problems: ProblemList, warnings: ProblemList
) -> dict[str, int] | None:
    """Where each of our columns stands; None, and problems, where that cannot be told."""
    if len(headings) > MAX_COLUMNS:
        message = gettext_noop("The file has more than %(limit)s columns. Keep those of the diary.")
        problems.add(message, line, limit=MAX_COLUMNS)
        return None
    places: dict[str, int] = {}
    unused: list[str] = []
    twice: set[str] = set()
    for index, heading in enumerate(headings):
        column = _column_of(heading)
        if column is None:
            unused.append(heading if heading.strip() else f"#{index + 1}")
        elif column in places:
            twice.add(column)
        else:
            places[column] = index
    for column in sorted(twice, key=COLUMNS.index):
        same = [heading for heading in headings if _column_of(heading) == column]
        message = gettext_noop("These columns mean the same: %(columns)s. Keep one.")
        problems.add(message, line, column, columns=shorten_all(same))
    missing = [column for column in REQUIRED if column not in places]
    for column in missing:
        message = gettext_noop(
            "There is no column named “%(column)s”. The columns found are: %(columns)s."
        )
        found = shorten_all([heading for heading in headings if heading.strip()])
        problems.add(message, line, column, column=column, columns=found)
    if twice or missing:
        return None
    if unused:
        message = gettext_noop("These columns are not used: %(columns)s.")
        warnings.add(message, line, columns=shorten_all(unused))
    return places


def _pick(
    records: Iterator[tuple[int, list[str]]],
    places: dict[str, int],
    width: int,
    problems: ProblemList,
) -> Iterator[Record]:
    """Each record's cells by our column names; one cut short has blank cells at its end."""
    for line, cells in records:
        if "".join(cells[width:]).strip():
            problems.add(
                gettext_noop(
                    "This line has %(cells)s cells but the heading has %(width)s. "
                    "Put quotation marks around a note that has a comma or semicolon in it."
                ),
                line,
                cells=len(cells),
                width=width,
            )
            continue
        yield Record(
            line,
            {
                column: cells[index] if index < len(cells) else ""
                for column, index in places.items()
            },
        )
