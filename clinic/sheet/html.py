"""The chart of the sheet for the page: the same bars that the PDF draws."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import MONTH_DAYS
from clinic.sheet.content import Bar, Bars
from outcomes.charts import svg
from outcomes.charts.chart import LEFT, NARROW, RIGHT, WIDE, Chart, Form, days_axis, ground_line
from outcomes.numbers import of_days
from outcomes.tables.table import table

TOP, PLOT, LABELS = 30, 110, 26
WIDEST_BAR = 40
ROOM_FOR_COUNT, ROOM_FOR_NUMBER, ROOM_FOR_MONTH = 14, 17, 62


def chart(of: Bars) -> Chart:
    """The picture in both its forms, and its table."""
    heads = (gettext("28 days from"), gettext("Counted"), gettext("Logged"))
    rows = ((bar.on, str(bar.counted), of_days(bar.logged, bar.days)) for bar in of.bars)
    return Chart(
        "sheet", of.title, of.reading, _draw(of, WIDE), _draw(of, NARROW), table(heads, rows)
    )


def _draw(of: Bars, form: Form) -> SafeString:
    key = f"sheet-{form.name}"
    slot = min((form.width - LEFT - RIGHT) / len(of.bars), WIDEST_BAR)
    days = svg.Scale(0, MONTH_DAYS, TOP + PLOT, TOP)
    parts = [svg.hatch(f"{key}-hatch"), *days_axis(days, form.width)]
    for since, cls in ((False, "before"), (True, "since")):
        parts.append(svg.group(_bars(of.bars, slot, days, f"{key}-hatch", since=since), cls=cls))
    parts += [ground_line(days, form.width), *_labels(of, slot, days), *_marks(of, slot, days)]
    return svg.drawing(key, (form.width, TOP + PLOT + LABELS), of.title, of.reading, parts)


def _bars(
    bars: tuple[Bar, ...], slot: float, days: svg.Scale, hatch: str, *, since: bool
) -> Iterator[SafeString]:
    boxes: dict[str, list[svg.Box]] = {"others": [], "unlogged": [], "counted": []}
    for index, bar in enumerate(bars):
        most = bar.counted + bar.unlogged
        ends = {"others": (most, bar.days), "unlogged": (bar.counted, most)}
        for kind, (low, high) in ({**ends, "counted": (0, bar.counted)}).items():
            if bar.since is since and high > low:
                x, width = LEFT + index * slot + slot * 0.06, slot * 0.88
                boxes[kind].append(svg.Box(x, days(high), width, days(low) - days(high)))
    yield svg.bars(boxes["others"], "others")
    yield svg.bars(boxes["unlogged"], "unlogged", fill=f"url(#{hatch})")
    yield svg.bars(boxes["counted"], "counted")


def _labels(of: Bars, slot: float, days: svg.Scale) -> Iterator[SafeString]:
    """The counts where there is room, and the months."""
    free = 0.0
    for index, bar in enumerate(of.bars):
        x = LEFT + index * slot
        if slot >= ROOM_FOR_COUNT:
            y = days(bar.counted) - 4
            yield svg.text(x + slot / 2, y, str(bar.counted), "small rate halo middle")
        if bar.month and x >= free:
            yield svg.text(x, days(0) + 18, bar.month, "small")
            free = x + ROOM_FOR_MONTH


def _marks(of: Bars, slot: float, days: svg.Scale) -> Iterator[SafeString]:
    """A numbered arrow at each session; a number that would touch the last one is left out."""
    at = [(LEFT + mark.at * slot, mark.number) for mark in of.marks]
    yield svg.lines(((x, TOP, x, days(0)) for x, _ in at), "session-line")
    yield svg.arrows(((x, TOP) for x, _ in at), "session")
    free = 0.0
    for x, number in at:
        if x >= free:
            yield svg.text(x, TOP - 13, number, "session-number middle")
            free = x + ROOM_FOR_NUMBER
