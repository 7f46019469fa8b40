"""A level in the cells of a table: the rate, its range, the coverage."""

from django.utils.translation import gettext

from analysis.windows import Window
from outcomes.numbers import decimal, level_range, of_days
from outcomes.side import Side

NONE = "–"


def side_cells(side: Side) -> tuple[str, str, str]:
    """The cells of a time that may be known as a least only."""
    window = side.window
    if side.at_least and window.best is not None:
        return decimal(window.best), gettext("at least"), of_days(window.logged, window.days)
    return window_cells(window, rated=side.has_rate)


def window_cells(window: Window, *, rated: bool) -> tuple[str, str, str]:
    """The cells of some days, without a rate unless `rated`."""
    covered = of_days(window.logged, window.days)
    if not rated or window.lo is None or window.per28 is None or window.hi is None:
        return NONE, gettext("%(count)s counted") % {"count": window.count}, covered
    return decimal(window.per28), level_range(window.lo, window.per28, window.hi), covered
