"""What every chart comes with: a heading, a one-sentence reading, two forms, a table."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a chart: its name and its width, at about one unit a pixel."""

    name: str
    width: float


WIDE = Form("wide", 600)
NARROW = Form("narrow", 320)


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart; `key` makes its ids and is its own within a page."""

    key: str
    title: str
    reading: str
    wide: SafeString
    narrow: SafeString
    table: SafeString
