"""Figures in words, each rounded here and nowhere else, as Before and after rounds them."""

from django.utils.translation import gettext

from analysis.comparison import Comparison
from analysis.cycles import Span
from analysis.rules import latest28
from analysis.windows import Window
from clinic.sheet.content import Figure
from outcomes.numbers import decimal, outward, shown_change, whole
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables.level_cells import NONE, side_cells

MINUS = "\N{MINUS SIGN}"


def side_of(summary: Summary, *spans: Span) -> Side:
    """Some days of a measure as one time, by the rules that hold for every time."""
    return _side(summary, summary.result.course.window(*spans))


def latest_side(summary: Summary) -> Side:
    """The 28 days before today as one time."""
    of = summary.result.course
    return _side(summary, latest28(of, of.series.day_number(summary.today)))


def _side(summary: Summary, window: Window) -> Side:
    return Side(window, window.bad_days_only, summary.unsaid_in(window))


def figure(side: Side) -> Figure:
    """A level; the days counted are exact and given in any case."""
    rate, span, _logged = side_cells(side)
    return Figure(
        rate=rate,
        span="" if span == NONE else span,
        counted=f"{side.window.count}/{side.window.logged}" if side.window.logged else NONE,
    )


def level(side: Side) -> str:
    """A level with its range in brackets; "" where none may be shown."""
    shown = figure(side)
    if shown.rate == NONE:
        return ""
    if not shown.span:
        return shown.rate
    return gettext("%(rate)s (%(range)s)") % {"rate": shown.rate, "range": shown.span}


def change(before: Side, after: Side, comparison: Comparison) -> tuple[str, str]:
    """The change with its sign, and its range; of the levels as they are shown."""
    rates = before.window.per28, after.window.per28
    lo, hi = comparison.change_lo, comparison.change_hi
    if not (before.has_rate and after.has_rate):
        return NONE, ""
    assert rates[0] is not None and rates[1] is not None and lo is not None and hi is not None
    shown = shown_change(rates[0], rates[1])
    low, high = outward(lo, shown, hi)
    span = gettext("%(low)s to %(high)s") % {"low": _signed(low), "high": _signed(high)}
    return signed(decimal(abs(shown)), shown), span


def signed(text: str, value: float) -> str:
    """A figure without its sign, and its sign."""
    return f"{MINUS}{text}" if value < 0 else f"+{text}" if value > 0 else text


def percent(share: float) -> str:
    """A share as a whole percentage, such as "46%"."""
    number = round(100 * share)
    return gettext("%(number)s%%") % {"number": f"{MINUS}{-number}" if number < 0 else str(number)}


def confidence(sure: float) -> str:
    """How sure, in percent; never 0 or 100."""
    number = min(max(round(100 * sure), 1), 99)
    return gettext("%(number)s%%") % {"number": number}


def _signed(value: int) -> str:
    return signed(whole(abs(value)), value)
