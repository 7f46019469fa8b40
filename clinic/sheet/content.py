"""What the sheet says: every cell already in words, so that page and PDF cannot differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A figure of the first line: what it is, the figure, and what it rests on."""

    name: str
    value: str
    small: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A level in 28 days, its range, and the days counted of those logged, such as "37/84"."""

    rate: str
    span: str
    counted: str


@dataclass(frozen=True, slots=True)
class Row:
    """A time: its name, what was injected on its first day, and its figures.

    interval: days since the session before. logged: days logged of its days. figures: one a
    measure. change, change_span: of headache days.
    """

    name: str
    interval: str
    injected: str
    logged: str
    figures: tuple[Figure, ...]
    change: str
    change_span: str


@dataclass(frozen=True, slots=True)
class Table:
    """The times below each other; a head for each column, one for each measure's three."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """28 days of the chart from the date `on`; the counts are days. `month` may stand under it."""

    on: str
    since: bool
    counted: int
    unlogged: int
    logged: int
    days: int
    month: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A session in the chart: its number, and where it lies, in bars from the left."""

    number: str
    at: float


@dataclass(frozen=True, slots=True)
class Bars:
    """The chart of headache days, 28 days a bar, and what its row of numbers is."""

    title: str
    reading: str
    logged: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A published rule in words, with its source, and the figures it looks at; never an answer."""

    rule: str
    source: str
    url: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table whose first column names its rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The published rules: each by itself, the cycles for the second, the months of both."""

    title: str
    rules: tuple[Rule, ...]
    grids: tuple[Grid, ...]
    months: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet. `who` and `born` name the person, `made` says when and how it was made."""

    language: str
    title: str
    who: str
    born: str
    period: str
    made: str
    keys: tuple[Key, ...]
    result: tuple[str, ...]
    table: Table | None
    bars: Bars | None
    rules: Rules | None
    beside: tuple[Section, ...]
    definitions: Section
    notes: Section | None
    page_of: str
