"""The sheet as a PDF, drawn by typst from a template that never changes.

All text reaches the template as JSON and is shown as the characters it is: nothing in a name or a
note is ever evaluated. Nothing is fetched, and only typst's own fonts are used, so that every
machine makes the same pages.
"""

import json
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from clinic.sheet.content import Sheet

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "clinic" / "typst" / "sheet.typ"


class Paper(StrEnum):
    """What it is printed on, by typst's names."""

    A4 = "a4"
    LETTER = "us-letter"


def pdf(sheet: Sheet, paper: Paper, now: datetime) -> bytes:
    """The file: tagged, searchable, as long as it must be. Made at `now`."""
    data = json.dumps({**asdict(sheet), "paper": paper.value})
    made = typst.Compiler(
        input=TEMPLATE.read_bytes(),
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": data},
    ).compile(format="pdf", timestamp=int(now.timestamp()))
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    """Those inside the package alone."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
