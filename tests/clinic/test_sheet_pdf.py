"""The PDF: the same texts, searchable and tagged, on as many pages as it takes, from data alone."""

from collections import Counter
from typing import Any

import pytest
from django.utils import translation
from pypdf.generic import DictionaryObject

from clinic.sheet.compose import compose
from clinic.sheet.content import Sheet
from clinic.sheet.gather import Note
from clinic.sheet.pdf import TEMPLATE, Paper, pdf
from tests.clinic.sheets import (
    NOON,
    bare,
    days,
    full,
    fullest,
    given,
    read,
    sheet_of,
    shown_texts,
)
from tests.outcomes.diaries import date_of, outcome

pytestmark = pytest.mark.once
EVIL = '#eval("1+1") $x^2$ *bold* _it_ <b>b</b> {{ x }} \\ @ref `c` [l] // a /* b <lab> \'q\' "z"'
SMALLEST = 7.5


def text_of(sheet: Sheet) -> str:
    return bare("".join(page.extract_text() for page in read(sheet).pages))


@pytest.mark.parametrize(
    "sheet",
    [
        lambda: compose(full(4)),
        lambda: sheet_of("", []),
        lambda: sheet_of(days(60, 0.5), []),
        lambda: sheet_of("1." * 84, [84], first_ever=False),
        lambda: compose(full(2, notes=(Note(date_of(3), False, "in the night"),))),
    ],
)
def test_every_text_of_the_sheet_is_on_it_and_can_be_searched(sheet: Any) -> None:
    made = sheet()
    shown = text_of(made)
    assert [text for text in shown_texts(made) if bare(text) not in shown] == []


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("paper", Paper)
def test_twelve_cycles_with_long_lists_fit_on_one_page_in_every_language(
    paper: Paper, language: str
) -> None:
    with translation.override(language):
        assert len(read(compose(fullest(12)), paper).pages) == 1


@pytest.mark.parametrize("paper", Paper)
def test_twelve_cycles_fit_on_one_page_and_more_go_on_in_the_same_size(paper: Paper) -> None:
    one, more = read(compose(full(12)), paper), read(compose(full(34)), paper)
    assert len(one.pages) == 1
    assert len(more.pages) > 1
    assert round(float(one.pages[0].mediabox.width)) == {"a4": 595, "us-letter": 612}[paper]
    sizes: set[float] = set()
    for reader in (one, more):
        for page in reader.pages:
            page.extract_text(visitor_text=lambda text, _c, _t, _f, size: sizes.add(size))
    assert min(sizes - {0, 1}) >= SMALLEST


def usual_size(sheet: Sheet) -> float:
    """The size of most letters of the first page."""
    letters: Counter[float] = Counter()
    read(sheet).pages[0].extract_text(
        visitor_text=lambda text, _c, _t, _f, size: letters.update({size: len(text)})
    )
    return letters.most_common(1)[0][0]


def test_what_has_room_is_in_larger_type_and_still_on_one_page() -> None:
    few, many = compose(full(1)), compose(full(14))
    assert [len(read(each).pages) for each in (few, many)] == [1, 1]
    assert usual_size(few) > usual_size(many) > SMALLEST


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    with translation.override("de"):
        sheet = compose(full(1))
        reader = read(sheet)
    root = reader.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    marks = root["/MarkInfo"]
    assert isinstance(marks, DictionaryObject)
    assert bool(marks["/Marked"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "de"
    assert reader.metadata is not None
    assert reader.metadata.title == sheet.title == "Kopfschmerztagebuch auf einer Seite"
    assert reader.metadata.creation_date == NOON


def test_numbers_and_dates_are_the_languages() -> None:
    with translation.override("de"):
        sheet = compose(full(2))
        shown = text_of(sheet)
    assert "25.März2024" in shown
    assert bare(sheet.keys[0].value) in shown
    assert "," in sheet.keys[0].value


@pytest.mark.parametrize("text", [EVIL, EVIL * 20, "a\x00b\x08c\x1bd\u2028e\u202ef", "w" * 2000])
def test_what_a_person_writes_comes_out_as_the_text_it_is(text: str) -> None:
    note = Note(date_of(3), False, text)
    sheet = compose(given(outcome("0" * 30, []), name=text[:120], notes=(note,)))
    shown = text_of(sheet)
    if text.isprintable():
        assert bare(text) in shown
        assert bare(text[:120]) in shown


def test_pictures_are_told_in_words_and_letters_of_many_scripts_are_read() -> None:
    name = "🙂👩🏽\u200d⚕️🇩🇪 ☀️⏳1️⃣ Žižek Иван ñ ß ≥ Ελένη"
    shown = text_of(compose(given(outcome("0" * 30, []), name=name)))
    words = (
        "[slightly smiling face][woman][staff of aesculapius]DE "
        "[black sun with rays][hourglass with flowing sand]1"
    )
    assert bare(words) + "ŽižekИванñß≥Ελένη" in shown


def test_a_word_longer_than_the_paper_is_broken() -> None:
    note = Note(date_of(3), False, "w" * 2000)
    page = read(compose(given(outcome("0" * 30, []), notes=(note,)))).pages[0]
    assert sum("wwwww" in line for line in page.extract_text().splitlines()) > 10


@pytest.mark.parametrize("cycles", [12, 36])
def test_it_is_small_and_the_same_each_time(cycles: int) -> None:
    sheet = compose(full(cycles))
    made = pdf(sheet, Paper.A4, NOON)
    assert len(made) < 200_000
    assert made == pdf(sheet, Paper.A4, NOON)


def test_the_template_asks_for_nothing_but_the_data() -> None:
    source = TEMPLATE.read_text(encoding="utf-8")
    for asking in ("import", "include", "read(", "image(", "eval(", "@preview", "plugin("):
        assert asking not in source
    assert [path.name for path in TEMPLATE.parent.iterdir()] == [TEMPLATE.name]
