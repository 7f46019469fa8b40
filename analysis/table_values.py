"""How the cells of a table of days are written: yes and no, severity, notes."""

import re
import unicodedata
from functools import lru_cache

from analysis.table_problems import UnreadableCellError, gettext_noop

MAX_NOTE = 2_000
LONGEST_ANSWER = 200

UNKNOWN = "?"
_YES = {"1", "1.0", "1,0", "yes", "y", "true", "t", "x", "✓", "✔"}
_YES |= {"ja", "wahr", "sí", "si", "verdadero"}
_NO = {"0", "0.0", "0,0", "no", "n", "false", "f", "nein", "falsch", "falso"}

NO_PAIN, MILD, MODERATE, SEVERE = range(4)
SEVERITY_NAMES = {MILD: "mild", MODERATE: "moderate", SEVERE: "severe"}
_SEVERITY_WORDS = {
    **dict.fromkeys(("none",), NO_PAIN),
    **dict.fromkeys(("mild", "leicht", "leve"), MILD),
    **dict.fromkeys(("moderate", "mittel", "moderado", "moderada"), MODERATE),
    **dict.fromkeys(("severe", "stark"), SEVERE),
    **dict.fromkeys(("severo", "severa", "grave", "intenso", "intensa"), SEVERE),
}
NOT_SAID: tuple[int | None, int | None] = (None, None)
MOST_PAIN = 10
_WHOLE_NUMBER = re.compile(r"([0-9]{1,2})(?:[.,]0+)?")
_DECIMAL_NUMBER = re.compile(r"[0-9]{1,2}[.,][0-9]+")

# What a spreadsheet may take for a formula (OWASP, "CSV Injection"; the last four are full width).
_FORMULA_START = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_NEEDS_APOSTROPHE = re.compile(f"'*{_FORMULA_START}")
_HAS_APOSTROPHE = re.compile(f"'+{_FORMULA_START}")


def plain(cell: str) -> str:
    """A cell without what does not matter: spaces around it (hard ones too), case, accents' form.

    The variation selector is what a phone adds to a tick to colour it. A cell longer than any
    answer keeps its form: working that out can take minutes.
    """
    if cell.isascii() or len(cell) > LONGEST_ANSWER:
        return cell.strip().lower()
    return unicodedata.normalize("NFC", cell).strip().rstrip("\ufe0f").casefold()


@lru_cache(maxsize=256)
def read_yes_no(cell: str, when_blank: bool | None = None) -> bool | None:
    """True, False, None for "?", and `when_blank` for an empty cell.

    Raises UnreadableCellError for anything else.
    """
    answer = plain(cell)
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    if not answer:
        return when_blank
    if answer == UNKNOWN:
        return None
    raise UnreadableCellError(
        gettext_noop("“%(value)s” is not a yes or a no. Write 1 for yes or 0 for no.")
    )


def band_of(pain: int) -> int:
    """The severity band of pain from 0 to 10: 0 none, 1 mild (1-3), 2 moderate (4-6), 3 severe.

    The cuts are a convention.
    """
    return NO_PAIN if pain == 0 else MILD if pain <= 3 else MODERATE if pain <= 6 else SEVERE


@lru_cache(maxsize=256)
def read_severity(cell: str) -> tuple[int | None, int | None]:
    """Severity (0 none, 1 mild, 2 moderate, 3 severe) and pain (0 to 10), None where not said.

    A number sets both, a word the severity alone. Raises UnreadableCellError for anything else.
    """
    answer = plain(cell)
    if not answer or answer == UNKNOWN:
        return NOT_SAID
    if answer in _SEVERITY_WORDS:
        return _SEVERITY_WORDS[answer], None
    number = _WHOLE_NUMBER.fullmatch(answer)
    if number and int(number[1]) <= MOST_PAIN:
        return band_of(int(number[1])), int(number[1])
    if _DECIMAL_NUMBER.fullmatch(answer) and not number:
        raise UnreadableCellError(
            gettext_noop("“%(value)s” is not a whole number. Round it to one from 0 to 10.")
        )
    raise UnreadableCellError(
        gettext_noop(
            "“%(value)s” is not a severity. Write mild, moderate or severe, "
            "or a whole number from 0 to 10."
        )
    )


def clean_note(note: str) -> str:
    """A note with line breaks as newlines and without other control characters than tabs."""
    if note.isprintable():
        return note
    lines = note.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in lines
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )


def read_note(cell: str) -> str:
    """The note in a cell, as `note_cell` wrote it or as a person did.

    Raises UnreadableCellError for a note longer than MAX_NOTE characters.
    """
    note = clean_note(cell[1:] if _HAS_APOSTROPHE.match(cell) else cell)
    if len(note) > MAX_NOTE:
        raise UnreadableCellError(
            gettext_noop("This note is too long. Cut it to %(limit)s characters or fewer."),
            limit=MAX_NOTE,
        )
    return note


def note_cell(note: str) -> str:
    """A note as a CSV cell: quoted, and with an apostrophe before what could run as a formula."""
    text = clean_note(note)
    if not text:
        return ""
    apostrophe = "'" if _NEEDS_APOSTROPHE.match(text) else ""
    return '"' + apostrophe + text.replace('"', '""') + '"'
