"""Reading the file of everything back: whole and checked, or not at all."""

import json
import lzma
import zlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from types import NoneType
from typing import Any, NoReturn
from zipfile import BadZipFile, LargeZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import is_naive
from django.utils.translation import gettext

from accounts.zones import validate_zone, zone_names
from diary.state import EARLIEST_YEAR
from exchange.everything import DIARY, Row
from exchange.everything_tables import FORMAT, ITEMS, SETTINGS, TABLES, VERSION, Table
from treatments.preventive_forms import EARLIEST

# Ten years of notes as long as they may be, in letters of two bytes, are 18 MB.
MAX_UNPACKED = 24 * 1024 * 1024
# Each may be a thing of its own in memory; ten years of every day have 200,000.
MAX_MARKS = 3_000_000
MAX_ROWS = 60_000
# What a ZIP that is none, or is torn, or has a password, makes Python raise.
DAMAGED = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
TEXTS = (models.CharField, models.TextField)
YEARS_AHEAD = 3
# Clocks are up to 26 hours apart: on the file's it may be two dates later than on this account's.
ANY_CLOCK = timedelta(days=2)
# Dates that a person copies from a vial, however far ahead.
AS_PRINTED = {"expires_on"}
# No wall clock is further from the instant that it shows.
MOST_APART = timedelta(hours=27)
MOMENTS = ("started", "ended", "taken")


class UnreadableError(Exception):
    """Why nothing of the file can be brought back, in words for the person."""


def read_file(data: bytes) -> dict[str, Any]:
    """The text of a ZIP of everything, or of its diary.json, as values. Raises UnreadableError."""
    text = _unpack(data) if data[:2] == b"PK" else data
    if len(text) > MAX_UNPACKED or sum(map(text.count, (b",", b"[", b"{"))) > MAX_MARKS:
        raise UnreadableError(gettext("The file is too big."))
    try:
        whole = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_refuse)
    except (ValueError, RecursionError):
        raise UnreadableError(
            gettext("This is no file of everything from Clear Days. Choose the ZIP file.")
        ) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise UnreadableError(
            gettext("This is no file of everything from Clear Days. Choose the ZIP file.")
        )
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise UnreadableError(gettext("This file is from another version of Clear Days."))
    tables = [whole.setdefault(table.name, []) for table in TABLES]
    if not all(isinstance(rows, list) for rows in tables) or sum(map(len, tables)) > MAX_ROWS:
        raise UnreadableError(gettext("The file is damaged, or far too long."))
    return whole


def _unpack(data: bytes) -> bytes:
    """The diary.json of a ZIP, and not more of it than may be."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open(DIARY) as packed:
            return packed.read(MAX_UNPACKED + 1)
    except KeyError:
        raise UnreadableError(
            gettext("There is no %(name)s in this ZIP file.") % {"name": DIARY}
        ) from None
    except DAMAGED:
        raise UnreadableError(gettext("This ZIP file cannot be opened.")) from None


def _refuse(text: str) -> NoReturn:
    """No file of ours has a fraction or a NaN in it."""
    raise ValueError(text)


def read_row(table: Table, row: Any, today: date) -> Row:
    """The values of one row's own columns. Raises ValidationError where one cannot be."""
    if not isinstance(row, dict):
        raise ValidationError(gettext("It is no row."))
    values = {}
    for field in table.fields:
        value = row.get(field.name, field.get_default())
        try:
            values[field.name] = read_value(field, value)
        except (ValidationError, TypeError, ValueError, OverflowError, ArithmeticError):
            raise ValidationError(
                gettext("“%(column)s” has a value that cannot be.") % {"column": field.name}
            ) from None
    _check_dates(table, values, today)
    _check_moments(values)
    return values


def read_value(field: Any, value: Any) -> Any:
    """A value as a field has it, by the field's own rules."""
    if value is None:
        if not field.null:
            raise ValidationError("")
        return None
    _check_type(field, value)
    # Only a text is ever empty; what else is not said is null.
    if value == "" and not (field.blank and isinstance(field, TEXTS)):
        raise ValidationError("")
    if value in ("", []):
        return value
    if field.name.endswith("_zone"):
        validate_zone(value)
    return field.clean(value, None)


def _check_type(field: Any, value: Any) -> None:
    """Refuse what a field would quietly turn into something else."""
    if isinstance(field, models.BooleanField):
        good = isinstance(value, bool)
    elif isinstance(field, models.IntegerField):
        good = isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(field, models.JSONField):
        good = isinstance(value, list) and len(value) == len(set(map(str, value)))
        good = good and all(isinstance(each, str) for each in value)
        good = good and set(value) <= ITEMS[field.name]
    else:
        good = isinstance(value, str) and "\x00" not in value and bool(value.encode() or True)
    if not good:
        raise ValidationError("")


def _check_dates(table: Table, values: Row, today: date) -> None:
    """Refuse dates that no diary has, which would stretch every page."""
    earliest = EARLIEST.year if "preventive" in table.name else EARLIEST_YEAR
    for name, value in values.items():
        if isinstance(value, datetime):
            if is_naive(value) or not EARLIEST_YEAR <= value.year <= today.year + YEARS_AHEAD:
                raise ValidationError(gettext("It has a time that cannot be."))
        elif isinstance(value, date) and (
            value.year < earliest
            or (value.year > today.year + YEARS_AHEAD and name not in AS_PRINTED)
        ):
            raise ValidationError(gettext("It has a date that cannot be."))
    on = values.get("date")
    if table.name == "days" and on is not None and on > today + ANY_CLOCK:
        raise ValidationError(gettext("This day has not come yet."))


def _check_moments(values: Row) -> None:
    """Refuse a wall time that is not the instant beside it."""
    for name in MOMENTS:
        on, at_time, instant = (values.get(f"{name}_{part}") for part in ("on", "time", "at"))
        if on is None or at_time is None or instant is None:
            continue
        wall = datetime.combine(on, at_time, instant.tzinfo)
        if abs(wall - instant) > MOST_APART or values[f"{name}_zone"] not in zone_names():
            raise ValidationError(gettext("It has a time that cannot be."))


def read_settings(said: Any, fields: dict[str, Callable[[Any], Any]]) -> Row:
    """The person's settings, each by the rule that it has; what is not said stays as it is.

    So does what the file leaves empty: a clinic goes on knowing the person by the name that this
    account has. Raises UnreadableError.
    """
    if not isinstance(said, dict | NoneType):
        raise UnreadableError(gettext("The settings in this file cannot be."))
    found = {}
    for name in SETTINGS:
        if not said or name not in said:
            continue
        try:
            found[name] = fields[name](said[name])
        except (ValidationError, TypeError, ValueError, OverflowError):
            raise UnreadableError(
                gettext("The setting “%(name)s” has a value that cannot be.") % {"name": name}
            ) from None
    return {name: value for name, value in found.items() if value not in (None, "")}
