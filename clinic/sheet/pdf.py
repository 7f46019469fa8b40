"""The sheet as a PDF, drawn by typst from a template that never changes.

All text reaches the template as JSON and is shown as the characters it is: nothing in a name or a
note is ever evaluated. Nothing is fetched. The fonts are typst's own, so that every machine makes
the same pages; only where letters are in it that these do not have, such as Chinese, the machine's
own stand in. Pictures, which no font of ours has, are told by their (English) names.
"""

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from clinic.sheet.content import Sheet

# Against the smallest type; the first at which all is on one page, else the last. More rows than
# these are on one page in the smallest type alone, if at all.
SIZES = (1.25, 1.15, 1.0)
FEW_ROWS = 20
# Pictures with what joins them or gives them a colour; letters of flags.
PICTURE = re.compile(
    "[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]*|\u20e3|\ufe0f"
)
# Letters beyond those of typst's own fonts.
OTHER_LETTERS = re.compile("[\u0590-\u1dff\u2e80-\ufdff\ufe70-\uffef\U00020000-\U0003ffff]")
# A word that is longer than any column may break rather than run off the paper.
LONG_WORD, PIECE = re.compile(r"\S{45,}"), re.compile(r".{1,15}", re.DOTALL)
FLAG_A, FLAG_Z = 0x1F1E6, 0x1F1FF
TEMPLATE = Path(settings.BASE_DIR) / "templates" / "clinic" / "typst" / "sheet.typ"


class Paper(StrEnum):
    """What it is printed on, by typst's names."""

    A4 = "a4"
    LETTER = "us-letter"


def pdf(sheet: Sheet, paper: Paper, now: datetime) -> bytes:
    """The file: tagged, searchable, as long as it must be. Made at `now`."""
    told = _in_letters({**asdict(sheet), "paper": paper.value})
    others = OTHER_LETTERS.search(json.dumps(told, ensure_ascii=False)) is not None
    data = json.dumps(told)
    few = sheet.table is None or len(sheet.table.rows) <= FEW_ROWS
    compilers = [
        _compiler(data, larger, _fonts(others=others)) for larger in (SIZES if few else SIZES[-1:])
    ]
    compiler = next((each for each in compilers[:-1] if _pages(each) == 1), compilers[-1])
    made = compiler.compile(format="pdf", timestamp=int(now.timestamp()))
    assert isinstance(made, bytes)
    return made


def _compiler(data: str, larger: float, fonts: Any) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts,
        sys_inputs={"sheet": data, "larger": str(larger)},
    )


def _pages(compiler: typst.Compiler) -> int:
    return int(compiler.query("<pages>", field="value", one=True))


def _in_letters(data: Any) -> Any:
    """The same with each picture in a text told, and long words in pieces; no address."""
    if isinstance(data, dict):
        return {key: each if key == "url" else _in_letters(each) for key, each in data.items()}
    if isinstance(data, list | tuple):
        return [_in_letters(value) for value in data]
    if not isinstance(data, str):
        return data
    told = PICTURE.sub(_in_words, data.replace("\u00ad", ""))
    return LONG_WORD.sub(lambda word: "\u200b".join(PIECE.findall(word[0])), told)


def _in_words(found: re.Match[str]) -> str:
    sign = found[0][0]
    if sign in "\u20e3\ufe0f":
        return ""
    if FLAG_A <= ord(sign) <= FLAG_Z:
        return chr(ord("A") + ord(sign) - FLAG_A)
    if unicodedata.category(sign) == "Sk":
        # The colour of a skin, of what stands before.
        return ""
    return f"[{unicodedata.name(sign, 'picture').lower()}]"


@cache
def _fonts(*, others: bool) -> Any:
    """Those inside the package; with `others`, the machine's own, too."""
    return typst.Fonts(include_system_fonts=others, include_embedded_fonts=True)
