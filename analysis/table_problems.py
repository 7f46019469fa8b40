"""What is wrong with a table of days, said so that the person can mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_LISTED = 50
SHOWN_CHARACTERS = 40
SHOWN_VALUES = 10


def gettext_noop(text: str) -> str:
    """Mark a message for translation by whoever shows it."""
    return text


@dataclass(frozen=True)
class Problem:
    """One problem or warning.

    `line` is the line of the file, from 1, where the record starts, `column` one of our column
    names; both are None where the whole file is meant. To translate it:
    `gettext(problem.message) % problem.values`.
    """

    line: int | None
    column: str | None
    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        sentence = self.message % self.values
        place = ", ".join(
            part for part in (f"Line {self.line}" if self.line else "", self.column or "") if part
        )
        return f"{place}: {sentence}" if place else sentence


class UnreadableCellError(ValueError):
    """A cell that cannot be read.

    `message` is a template for a Problem with %(value)s for the cell and the names in `values`.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class ProblemList:
    """Collects problems; keeps the first MAX_LISTED and counts the rest."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._left_off = 0

    def add(
        self, message: str, line: int | None = None, column: str | None = None, /, **values: object
    ) -> None:
        """Add one; `values` are what its message names."""
        if len(self._kept) < MAX_LISTED:
            self._kept.append(Problem(line, column, message, values))
        else:
            self._left_off += 1

    def __len__(self) -> int:
        return len(self._kept) + self._left_off

    def listed(self) -> tuple[Problem, ...]:
        """The problems in the order of their lines, and last how many more there were, if any."""
        kept = sorted(self._kept, key=lambda problem: problem.line or 0)
        if not self._left_off:
            return tuple(kept)
        message = gettext_noop("More problems, not listed here: %(count)s.")
        return (*kept, Problem(None, None, message, {"count": self._left_off}))


def shorten(text: str) -> str:
    """The text as shown inside a message: on one line, at most SHOWN_CHARACTERS long."""
    start = text.strip()[: SHOWN_CHARACTERS + 1]
    shown = re.sub(r"[^\S ]", " ", start)
    shown = "".join(character if character.isprintable() else "�" for character in shown)
    return shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"


def shorten_all(texts: list[str]) -> str:
    """Several values in one message: the first SHOWN_VALUES, each shortened."""
    shown = [shorten(text) for text in texts[:SHOWN_VALUES]]
    return ", ".join(shown + ["…"] * (len(texts) > SHOWN_VALUES))
