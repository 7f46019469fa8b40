"""Every 28 days of the diary as a bar, counted from the first session, the sessions marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.blocks import Block
from analysis.cycles import MONTH_DAYS, Span
from outcomes.charts import svg
from outcomes.charts.chart import LEFT, NARROW, RIGHT, WIDE, Chart, Form, days_axis, ground_line
from outcomes.charts.preventive_bars import Lanes, Track, draw_lanes, lay_out
from outcomes.charts.stacks import stacks
from outcomes.numbers import dates_of, month, of_days, short_day
from outcomes.preventives import Preventive, taken_between
from outcomes.summary import Summary
from outcomes.tables.table import table
from outcomes.words.measure_words import WORDS
from outcomes.words.preventive_words import below_bars, preventive_table

MOST_BARS = {WIDE: 39, NARROW: 26}
"""In one row; a longer diary wraps into rows of equal length, as text does."""
WIDEST_BAR = 64
MARKS, DATES = 30, 30
PLOT_ALONE, PLOT_OF_SEVERAL = 150, 84
LABEL_ROOM, NUMBER_ROOM = 62, 17


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the chart: its bars, the number of its first day, what was taken besides."""

    blocks: tuple[Block, ...]
    first_day: int
    slot: float
    days: svg.Scale
    width: float
    taken: Lanes

    def x(self, day: float) -> float:
        """Where a day of the diary lies."""
        return LEFT + (day - self.first_day) * self.slot / MONTH_DAYS

    @property
    def stop(self) -> int:
        """The day number after the row's last bar."""
        return self.first_day + MONTH_DAYS * len(self.blocks)

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.days.start + DATES + self.taken.height


def period_chart(summary: Summary) -> Chart | None:
    """The chart; None for a diary without days."""
    if not summary.blocks:
        return None
    title = gettext("%(measure)s, month by month") % {"measure": WORDS[summary.measure].name}
    shown = shown_preventives(summary)
    reading = " ".join(filter(None, [_reading(summary), below_bars(shown)]))

    def draw(form: Form) -> SafeString:
        key = f"periods-{form.name}"
        rows = list(_rows(summary, form, shown))
        size = (form.width, rows[-1].bottom)
        parts = [svg.hatch(f"{key}-hatch")]
        parts += [part for row in rows for part in _parts(summary, row, key)]
        parts.append(svg.hits(box for row in rows for box in _hits(row)))
        return svg.drawing(key, size, title, reading, parts)

    return Chart("periods", title, reading, draw(WIDE), draw(NARROW), _table(summary, shown))


def shown_preventives(summary: Summary) -> tuple[Preventive, ...]:
    """Those taken on any day of the chart, which ends with its last bar or today."""
    if not (summary.blocks and summary.preventives):
        return ()
    last = min(summary.date_of(_days(summary).stop - 1), summary.today)
    return taken_between(summary.preventives, summary.date_of(_days(summary).start), last)


def _rows(summary: Summary, form: Form, shown: tuple[Preventive, ...]) -> Iterator[_Row]:
    count = len(summary.blocks)
    rows = ceil(count / MOST_BARS[form])
    a_row = ceil(count / rows)
    slot = min((form.width - LEFT - RIGHT) / a_row, WIDEST_BAR)
    plot = PLOT_ALONE if rows == 1 else PLOT_OF_SEVERAL
    top = 0.0
    for row in range(rows):
        blocks = summary.blocks[row * a_row : (row + 1) * a_row]
        bottom = top + MARKS + plot
        days = svg.Scale(0, MONTH_DAYS, bottom, bottom - plot)
        first_day = _origin(summary) + MONTH_DAYS * blocks[0].number
        track = Track(
            row=Span(first_day, first_day + MONTH_DAYS * len(blocks)),
            chart=_days(summary),
            left=LEFT,
            right=form.width - RIGHT,
            a_day=slot / MONTH_DAYS,
        )
        taken = lay_out(shown, track, summary.date_of(0), summary.today)
        placed = _Row(blocks, first_day, slot, days, form.width, taken)
        top = placed.bottom
        yield placed


def _parts(summary: Summary, row: _Row, key: str) -> Iterator[SafeString]:
    yield from days_axis(row.days, row.width)
    treated = bool(summary.result.course.sessions)
    before = [block for block in row.blocks if not treated or block.number < 0]
    since = [block for block in row.blocks if treated and block.number >= 0]
    for cls, blocks in (
        ("before", before),
        ("since", [block for block in since if not block.left_out]),
        ("since overdue", [block for block in since if block.left_out]),
    ):
        if blocks:
            yield svg.group(_bars(row, blocks, key), cls=cls)
    yield ground_line(row.days, row.width)
    yield from _dates(summary, row)
    yield from _sessions(summary, row)
    yield from draw_lanes(row.taken, LEFT, row.days.start + DATES)


def _hits(row: _Row) -> Iterator[svg.Box]:
    top = row.days(MONTH_DAYS)
    for index in range(len(row.blocks)):
        yield svg.Box(LEFT + index * row.slot, top, row.slot, row.days(0) - top)


def _bars(row: _Row, blocks: list[Block], key: str) -> Iterator[SafeString]:
    gap = min(max(row.slot * 0.12, 1), 4)
    first = row.blocks[0].number
    placed = (
        (LEFT + (block.number - first) * row.slot + gap / 2, block.window) for block in blocks
    )
    yield from stacks(placed, row.slot - gap, row.days, f"{key}-hatch")


def _dates(summary: Summary, row: _Row) -> Iterator[SafeString]:
    """Months below the bars, as many as there is room for."""
    bottom = row.days(0)
    days = range(row.first_day, row.stop, MONTH_DAYS * ceil(LABEL_ROOM / row.slot))
    shown = [day for day in days if row.x(day) + LABEL_ROOM < row.width] or days[:1]
    yield svg.lines(((row.x(day), bottom, row.x(day), bottom + 5) for day in shown), "axis")
    labelled = ""
    for day in shown:
        # The first bar of a diary may start within its 28 days.
        label = month(summary.date_of(max(day, 0)))
        if label != labelled:
            yield svg.text(row.x(day), bottom + 18, label, "small")
        labelled = label


def _sessions(summary: Summary, row: _Row) -> Iterator[SafeString]:
    """A numbered arrow at each session; a number that would touch the last one is left out."""
    top = row.days(MONTH_DAYS)
    sessions = enumerate(summary.result.course.sessions, 1)
    inside = [(n, row.x(day)) for n, day in sessions if row.first_day <= day < row.stop]
    yield svg.lines(((x, top, x, row.days(0)) for _, x in inside), "session-line")
    yield svg.arrows(((x, top) for _, x in inside), "session")
    last = -float(NUMBER_ROOM)
    for number, x in inside:
        if x - last >= NUMBER_ROOM:
            yield svg.text(x, top - 13, str(number), "session-number middle")
            last = x


def _origin(summary: Summary) -> int:
    """The day number that the bars are counted from."""
    of = summary.result.course
    return of.sessions[0] if of.sessions else of.end


def _days(summary: Summary) -> Span:
    """All days under the bars, of which the first and last may lie outside the diary."""
    first, last = summary.blocks[0].number, summary.blocks[-1].number
    return Span(_origin(summary) + MONTH_DAYS * first, _origin(summary) + MONTH_DAYS * (last + 1))


def _reading(summary: Summary) -> str:
    counted_from = (
        gettext("Each bar is 28 days, counted from the first session.")
        if summary.first
        else gettext("Each bar is 28 days, counted back from the last day logged.")
    )
    if summary.blocks[0].window.spans[0].start > 0:
        counted_from += " " + gettext("Only the latest 20 years are drawn.")
    whole = [block for block in summary.blocks if block.whole]
    block = whole[-1] if whole else summary.blocks[-1]
    window = block.window
    text = (
        gettext("The latest full one, %(dates)s: %(counted)s, %(logged)s of %(days)s logged.")
        if whole
        else gettext("So far, %(dates)s: %(counted)s, %(logged)s of %(days)s logged.")
    )
    latest = text % {
        "dates": dates_of(*_ends(summary, block)),
        "counted": WORDS[summary.measure].days % {"count": window.count},
        "logged": window.logged,
        "days": window.days,
    }
    return f"{counted_from} {latest}"


def _ends(summary: Summary, block: Block) -> tuple[date, date]:
    span = block.window.spans[0]
    return summary.date_of(span.start), summary.date_of(span.stop - 1)


def _table(summary: Summary, shown: tuple[Preventive, ...]) -> SafeString:
    heads = (
        gettext("28 days from"),
        gettext("Counted"),
        gettext("Logged"),
        gettext("Sessions"),
    )
    origin = _origin(summary)
    held: dict[int, list[str]] = {}
    for number, day in enumerate(summary.result.course.sessions, 1):
        held.setdefault((day - origin) // MONTH_DAYS, []).append(str(number))
    rows = (
        (
            short_day(_ends(summary, block)[0]),
            str(block.window.count),
            of_days(block.window.logged, block.window.days),
            ", ".join(held.get(block.number, ())),
        )
        for block in summary.blocks
    )
    return SafeString(table(heads, rows) + preventive_table(shown))
