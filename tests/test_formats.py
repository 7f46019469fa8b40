"""How dates and numbers are written in each language."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from outcomes import numbers
from treatments.units_field import UnitsField

ON = date(2026, 3, 1)
CODES = [code for code, _ in settings.LANGUAGES]
# Single words and what is no text: the same in every language.
SAME = {"U", "l", "D", "F", "M", "n", "j", "Y-m-d", "Y-m", "H:i", "DATETIME_FORMAT"}
IN_TEMPLATES = re.compile(r"""\|date:["']([^"']+)""")
IN_CODE = re.compile(r"""\b(?:date_format|_written)\([^()]*?,\s*"([^"]+)\"""")


def names(language: str) -> set[str]:
    """The named ways to write a date."""
    module = import_module(f"config.formats.{language}.formats")
    return {name for name in vars(module) if name.isupper()}


def files() -> Iterator[Path]:
    """The templates and the code."""
    yield from (path for path in (settings.BASE_DIR / "templates").rglob("*") if path.is_file())
    for package in settings.BASE_DIR.glob("*/__init__.py"):
        if package.parent.name != "tests":
            yield from package.parent.rglob("*.py")


def test_each_way_to_write_a_date_is_in_every_language() -> None:
    # One that is nowhere would be taken for a pattern of its own, and its letters written.
    assert [names(code) for code in CODES] == [names("en")] * len(CODES)


def test_dates_are_written_in_ways_that_each_language_has() -> None:
    unknown = set()
    for path in files():
        wanted = IN_CODE if path.suffix == ".py" else IN_TEMPLATES
        used = set(wanted.findall(path.read_text(encoding="utf-8")))
        unknown |= {(path.name, each) for each in used - SAME - names("en")}
    assert unknown == set()


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["Sunday 1 March 2026", "1 March 2026", "1 March", "1 Mar 2026", "March 2026"]),
        ("de", ["Sonntag, 1. März 2026", "1. März 2026", "1. März", "1. März 2026", "März 2026"]),
        (
            "es",
            [
                "domingo 1 de marzo de 2026",
                "1 de marzo de 2026",
                "1 de marzo",
                "1 mar 2026",
                "marzo de 2026",
            ],
        ),
    ],
)
def test_a_date_reads_as_people_write_it(language: str, written: list[str]) -> None:
    ways = ["DAY_LONG", "DAY", "DAY_NO_YEAR", "DAY_MONTH_SHORT", "MONTH_YEAR"]
    with override(language):
        assert [date_format(ON, way) for way in ways] == written


def test_what_is_kept_of_numbers_and_dates_is_kept_for_each_language() -> None:
    said = []
    for code in ("en", "de", "es", "en"):
        with override(code):
            said.append((numbers.decimal(12.5), numbers.day(ON), numbers.level_range(3, 4, 5)))
    assert said[0] == said[3] == ("12.5", "1 March 2026", "3 to 5")
    assert said[1][:2] == ("12,5", "1. März 2026")
    assert said[2][:2] == ("12,5", "1 de marzo de 2026")


@pytest.mark.parametrize("language", CODES)
def test_units_may_be_written_with_a_point_or_a_comma_in_every_language(language: str) -> None:
    with override(language):
        field = UnitsField()
        assert field.clean("2.5") == field.clean("2,5") == field.clean(" 2,5 ") == Decimal("2.5")
        shown = field.widget.render("units", field.prepare_value(Decimal("2.5")))
        assert f'value="{"2.5" if language == "en" else "2,5"}"' in shown
        assert field.has_changed(Decimal("2.5"), "2,5") is False
