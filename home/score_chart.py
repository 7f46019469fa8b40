"""One score over time, with the days of injections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from diary.choices import SCORE_RANGES, Instrument
from diary.models import Score
from outcomes.charts import svg
from outcomes.charts.chart import LEFT, NARROW, RIGHT, WIDE, Chart, Form
from outcomes.tables.table import table

HEAD, PLOT, LABELS = 30, 170, 30
ROOM_FOR_VALUE = 30
DOT = 4.5
"""Sizes in units of the drawing."""
MIN_SCORES = 2
"""One alone is read more easily as words."""
TICKS = {Instrument.HIT6: (36, 50, 60, 70, 78), Instrument.PGIC: (1, 2, 3, 4, 5, 6, 7)}
SMALLEST_TOP = 20
STEPS = (5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where dates and totals lie in one form of the chart."""

    days: svg.Scale
    totals: svg.Scale
    width: float

    def at(self, score: Score) -> tuple[float, float]:
        """Where a score's dot lies."""
        return self.days(score.on.toordinal()), self.totals(score.value)


def score_chart(
    instrument: Instrument, scores: list[Score], sessions: Iterable[date]
) -> Chart | None:
    """The chart; None with fewer than two scores.

    Args:
        instrument: of which questionnaire.
        scores: its scores, oldest first.
        sessions: days of injections; those between the first and the last score, and the last
            one before them, are drawn.
    """
    if len(scores) < MIN_SCORES:
        return None
    title = gettext("%(score)s over time") % {"score": instrument.label}
    marked = _shown(scores, sessions)
    read = _reading(instrument, scores, marked)
    first = min([scores[0].on, *marked])
    last = scores[-1].on
    low, high, ticks = _axis(instrument, scores)

    def draw(form: Form) -> SafeString:
        plot = _Plot(
            svg.Scale(first.toordinal(), last.toordinal(), LEFT + 14, form.width - RIGHT - 14),
            svg.Scale(low, high, HEAD + PLOT, HEAD),
            form.width,
        )
        parts = _parts(plot, ticks, scores, marked, (first, last))
        size = (form.width, HEAD + PLOT + LABELS)
        return svg.drawing(f"{instrument}-{form.name}", size, title, read, parts)

    return Chart(instrument.value, title, read, draw(WIDE), draw(NARROW), _table(scores, sessions))


def _shown(scores: list[Score], sessions: Iterable[date]) -> list[date]:
    """The injections from the last one before the first score to the last score."""
    upto = sorted(on for on in sessions if on <= scores[-1].on)
    before = [on for on in upto if on <= scores[0].on]
    return upto[max(len(before) - 1, 0) :]


def _axis(instrument: Instrument, scores: list[Score]) -> tuple[int, int, tuple[int, ...]]:
    """The ends of the scale and the totals named on it; of MIDAS, as high as is needed."""
    low, high = SCORE_RANGES[instrument]
    if instrument in TICKS:
        return low, high, TICKS[instrument]
    top = max(SMALLEST_TOP, *(score.value for score in scores))
    step = next(step for step in STEPS if top / step <= len(STEPS))
    high = -(-top // step) * step
    return low, high, tuple(range(low, high + 1, step))


def _parts(
    plot: _Plot,
    ticks: tuple[int, ...],
    scores: list[Score],
    sessions: list[date],
    ends: tuple[date, date],
) -> Iterator[SafeString]:
    right, bottom = plot.width - RIGHT, HEAD + PLOT
    yield svg.lines(((LEFT, plot.totals(n), right, plot.totals(n)) for n in ticks), "grid")
    for n in ticks:
        yield svg.text(LEFT - 6, plot.totals(n) + 4, str(n), "small end")
    at = [plot.days(on.toordinal()) for on in sessions]
    yield svg.lines(((x, HEAD - 8, x, bottom) for x in at), "session-line")
    yield svg.arrows(((x, HEAD - 8) for x in at), "session")
    points = [plot.at(score) for score in scores]
    yield svg.group([svg.curve(points, "weeks-line"), svg.dots(points, DOT, "weeks-dot")])
    yield from _values(points, scores)
    yield svg.text(LEFT, bottom + 20, date_format(ends[0], "MONTH_SHORT_YEAR"), "small")
    yield svg.text(right, bottom + 20, date_format(ends[1], "MONTH_SHORT_YEAR"), "small end")
    yield svg.hits(_areas([x for x, _ in points], plot.width))


def _values(points: list[tuple[float, float]], scores: list[Score]) -> Iterator[SafeString]:
    """The totals beside their dots, as far as there is room; the last one always."""
    free = points[-1][0] - ROOM_FOR_VALUE
    taken = float("-inf")
    for (x, y), score in zip(points, scores, strict=True):
        last = score is scores[-1]
        if last or (taken + ROOM_FOR_VALUE <= x <= free):
            yield svg.text(x, y - 10, str(score.value), "rate halo middle")
            taken = x


def _areas(at: list[float], width: float) -> Iterator[svg.Box]:
    """For each dot the area that is nearer to it than to another."""
    edges = [0.0, *((left + right) / 2 for left, right in pairwise(at)), width]
    for left, right in pairwise(edges):
        yield svg.Box(left, 0, right - left, HEAD + PLOT + LABELS)


def _reading(instrument: Instrument, scores: list[Score], sessions: list[date]) -> str:
    first, last = scores[0], scores[-1]
    text = gettext("%(score)s on %(on)s: %(first)s. On %(then)s: %(last)s.") % {
        "score": instrument.label,
        "first": first.words,
        "on": date_format(first.on, "DAY"),
        "last": last.words,
        "then": date_format(last.on, "DAY"),
    }
    count = len(sessions)
    marks = ngettext(
        "The arrow marks the injections.", "The %(count)s arrows mark injections.", count
    )
    return f"{text} {marks % {'count': count}}" if count else text


def _table(scores: list[Score], sessions: Iterable[date]) -> SafeString:
    """The totals, oldest first, each with how long after the last injections it was."""
    days = sorted(sessions)
    rows = [(date_format(s.on, "DAY"), s.words, _since(s.on, days)) for s in scores]
    return table((gettext("Date"), gettext("Score"), gettext("Days after injections")), rows)


def _since(on: date, sessions: list[date]) -> str:
    before = [session for session in sessions if session <= on]
    return str((on - before[-1]).days) if before else "–"
