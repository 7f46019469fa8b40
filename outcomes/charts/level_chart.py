"""The two levels with their ranges, on a line of 28 days."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.cycles import MONTH_DAYS
from outcomes.charts import svg
from outcomes.charts.chart import NARROW, WIDE, Chart, Form
from outcomes.numbers import decimal, level_range
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables.table import table
from outcomes.words.measure_words import WORDS

LABELS = 74
ROW = 62
BAND = 16
DOT = 10


def level_chart(summary: Summary) -> Chart | None:
    """The chart; None where neither side has a figure to draw."""
    sides = (summary.before, summary.after)
    if summary.first is None or not any(side.has_rate or side.at_least for side in sides):
        return None
    title = gettext("%(measure)s in 28, before and since") % {
        "measure": WORDS[summary.measure].name
    }
    readings = [
        _reading(gettext("Before"), summary.before),
        _reading(gettext("Since"), summary.after),
    ]
    if any(side.has_rate for side in sides):
        readings.append(
            gettext("The dot is what was counted; the band is where the usual level may lie.")
        )
    reading = " ".join(readings)

    def draw(form: Form) -> SafeString:
        size = (form.width, 2 * ROW + 44)
        return svg.drawing(f"levels-{form.name}", size, title, reading, _parts(summary, form))

    return Chart("levels", title, reading, draw(WIDE), draw(NARROW), _table(summary))


def _parts(summary: Summary, form: Form) -> Iterator[SafeString]:
    scale = svg.Scale(0, MONTH_DAYS, LABELS, form.width - 14)
    bottom = 2 * ROW + 8
    weeks = range(0, MONTH_DAYS + 1, 7)
    yield svg.lines(((scale(days), 6, scale(days), bottom) for days in weeks), "grid")
    for days in weeks:
        yield svg.text(scale(days), bottom + 17, str(days), "middle")
    yield svg.text((LABELS + form.width) / 2, bottom + 34, gettext("days of 28"), "middle")
    for row, (name, cls, side) in enumerate(
        (
            (gettext("Before"), "before", summary.before),
            (gettext("Since"), "since", summary.after),
        )
    ):
        y = ROW * row + 44
        yield svg.text(2, y + 5, name, "big")
        yield svg.group(_level(side, scale, y), cls=cls)
    yield svg.hits((svg.Box(0, ROW * row, form.width, ROW) for row in range(2)), "columns")


def _level(side: Side, scale: svg.Scale, y: float) -> Iterator[SafeString]:
    window = side.window
    if side.at_least and window.best is not None and window.worst is not None:
        best, worst = scale(window.best), scale(window.worst)
        yield svg.pill(svg.Box(best, y - BAND / 2, worst - best, BAND), "open")
        label = gettext("at least %(rate)s") % {"rate": decimal(window.best)}
        # Beyond the middle it ends at the mark, so that it stays inside the picture.
        if window.best > MONTH_DAYS / 2:
            yield svg.text(max(worst, best), y - 16, label, "value end")
        else:
            yield svg.text(best, y - 16, label, "value")
    elif side.has_rate and None not in (window.lo, window.hi, window.per28):
        assert window.lo is not None and window.hi is not None and window.per28 is not None
        low, high, at = scale(window.lo), scale(window.hi), scale(window.per28)
        yield svg.pill(svg.Box(low, y - BAND / 2, high - low, BAND), "band")
        yield svg.pill(svg.Box(at - DOT, y - DOT, 2 * DOT, 2 * DOT), "dot")
        yield svg.text(at, y - 16, decimal(window.per28), "value middle")
    else:
        yield svg.text(scale(0) + 8, y + 5, _too_little(side))


def _reading(name: str, side: Side) -> str:
    window = side.window
    if side.at_least and window.best is not None:
        text = gettext("%(when)s: at least %(rate)s.")
        return text % {"when": name, "rate": decimal(window.best)}
    if not side.has_rate or window.per28 is None:
        return gettext("%(when)s: %(too_little)s.") % {
            "when": name,
            "too_little": _too_little(side),
        }
    return gettext("%(when)s: %(rate)s, range %(range)s.") % {
        "when": name,
        "rate": decimal(window.per28),
        "range": _range(side),
    }


def _range(side: Side) -> str:
    window = side.window
    assert window.lo is not None and window.per28 is not None and window.hi is not None
    return level_range(window.lo, window.per28, window.hi)


def _too_little(side: Side) -> str:
    if side.unsaid.days:
        return gettext("too few days say what is counted")
    return gettext("not enough logged yet")


def _table(summary: Summary) -> SafeString:
    """The two times side by side, which a narrow screen has room for."""
    names = (
        gettext("Days"),
        gettext("Logged"),
        gettext("Counted"),
        gettext("In 28 days"),
        gettext("Range"),
        gettext("Least, if no other day counts"),
        gettext("Most, if all others count"),
    )
    rows = zip(names, _figures(summary.before), _figures(summary.after), strict=True)
    return table((gettext("Figure"), gettext("Before"), gettext("Since")), rows)


def _figures(side: Side) -> list[str]:
    window = side.window
    rate = decimal(window.per28) if side.has_rate and window.per28 is not None else "–"
    best = "–" if window.best is None else decimal(window.best)
    worst = "–" if window.worst is None else decimal(window.worst)
    counts = [str(window.days), str(window.logged), str(window.count)]
    return [*counts, rate, _range(side) if side.has_rate else "–", best, worst]
