"""Cycle by cycle: figures and ranges, no words, as several looks may give a false one."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outcomes.numbers import decimal, level_range, of_days, short_day
from outcomes.summary import Side, Summary
from outcomes.tables import table


def cycle_table(summary: Summary) -> SafeString | None:
    """One row a session; None where there are not two cycles to look at."""
    if len(summary.sessions) < 2:
        return None
    heads = (gettext("From"), gettext("In 28"), gettext("Range"), gettext("Logged"))
    return table(heads, _rows(summary))


def _rows(summary: Summary) -> Iterator[list[str]]:
    for number, (session, side) in enumerate(zip(summary.sessions, summary.cycles, strict=True), 1):
        window = side.window
        name = gettext("%(number)s: %(on)s") % {"number": number, "on": short_day(session.on)}
        yield [name, *_level(side), of_days(window.logged, window.days)]


def _level(side: Side) -> tuple[str, str]:
    window = side.window
    if side.at_least and window.best is not None:
        return decimal(window.best), gettext("at least")
    if not side.has_rate or window.lo is None or window.per28 is None or window.hi is None:
        return "–", gettext("%(count)s counted") % {"count": window.count}
    return decimal(window.per28), level_range(window.lo, window.per28, window.hi)
