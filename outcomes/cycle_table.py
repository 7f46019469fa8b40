"""Cycle by cycle: figures and ranges, no words, as several looks may give a false one."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outcomes.numbers import decimal, level_range, of_days, short_day
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables import table


def cycle_table(summary: Summary) -> SafeString | None:
    """One row a session; None where there are not two cycles to look at."""
    if len(summary.sessions) < 2:
        return None
    heads = (gettext("From"), gettext("In 28"), gettext("Range"), gettext("Logged"))
    return table(heads, _rows(summary))


def _rows(summary: Summary) -> Iterator[list[str]]:
    for cycle in summary.cycles:
        side = cycle.side
        window = side.window
        name = gettext("%(number)s: %(on)s") % {
            "number": cycle.number,
            "on": short_day(cycle.session.on),
        }
        yield [name, *_level(side), of_days(window.logged, window.days)]


def _level(side: Side) -> tuple[str, str]:
    window = side.window
    if side.at_least and window.best is not None:
        return decimal(window.best), gettext("at least")
    if not side.has_rate or window.lo is None or window.per28 is None or window.hi is None:
        return "–", gettext("%(count)s counted") % {"count": window.count}
    return decimal(window.per28), level_range(window.lo, window.per28, window.hi)
