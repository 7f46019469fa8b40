"""A level in the cells of a table: the rate, its range, the coverage."""

from django.utils.translation import gettext

from outcomes.numbers import decimal, level_range, of_days
from outcomes.side import Side

NONE = "–"


def side_cells(side: Side) -> tuple[str, str, str]:
    """The cells of a time that may be known as a least only, or may have no rate."""
    window = side.window
    covered = of_days(window.logged, window.days)
    if side.at_least and window.best is not None:
        return gettext("at least %(rate)s") % {"rate": decimal(window.best)}, NONE, covered
    if not side.has_rate or window.lo is None or window.per28 is None or window.hi is None:
        return NONE, NONE, covered
    return decimal(window.per28), level_range(window.lo, window.per28, window.hi), covered


def counted_cells(side: Side) -> tuple[str, str, str]:
    """The same for a table without a column of counts: without a rate, what was counted."""
    rate, span, covered = side_cells(side)
    if rate == NONE and side.window.logged:
        rate = gettext("%(count)s counted") % {"count": side.window.count}
    return rate, span, covered
