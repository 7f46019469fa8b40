"""One step of the way from the days to the headline, and how it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.formats import get_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Formula:
    """A calculation with its numbers: a name where it has one, then equal parts, the result last.

    Signs that a screen reader says: × times, ÷ divided by, √ square root, ² squared.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what is done, in sentences and calculations, and a table where it needs one."""

    title: str
    lines: tuple[str | Formula, ...]
    table: SafeString | None = None


def figure(value: float, places: int) -> str:
    """A number to calculate with, with a minus that is read aloud."""
    # Adding zero turns a rounded -0.0 into 0.0. The longer way, number_format, is ten times slower.
    text = f"{round(value, places) + 0.0:.{places}f}".replace("-", MINUS)
    return text.replace(".", str(get_format("DECIMAL_SEPARATOR")))


def signed(value: float, places: int) -> str:
    """The same, in brackets where it is below 0, to stand after a sign."""
    text = figure(value, places)
    return f"({text})" if text.startswith(MINUS) else text


def written(steps: Iterable[Step]) -> SafeString:
    """The steps as an ordered list, built here: a loop in a template takes ten times longer."""
    return SafeString("".join(f"<li>{_step(step)}</li>" for step in steps))


def _step(step: Step) -> str:
    table = ""
    if step.table:
        name = escape(gettext("%(title)s: table") % {"title": step.title})
        table = (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="{name}">'
            f"{step.table}</div>"
        )
    lines = "".join(
        f'<p class="formula">{escape(line.text)}</p>'
        if isinstance(line, Formula)
        else f"<p>{escape(line)}</p>"
        for line in step.lines
    )
    return f"<h3>{escape(step.title)}</h3>{lines}{table}"
