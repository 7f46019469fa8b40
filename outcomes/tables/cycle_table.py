"""Cycle by cycle in a table: figures and ranges, no verdict, as several looks may give a false one.

See docs/method.md, "Cycles". Rates are days in 28; everything else is counted days.
"""

from collections.abc import Iterable
from datetime import date

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.cycles import (
    CYCLE_DAYS,
    LAPSED_DAYS,
    Due,
    day_of_cycle,
    days_overdue,
    due_state,
)
from analysis.windows import Window
from outcomes.cycle import Cycle
from outcomes.diary import Session
from outcomes.numbers import of_days, short_day
from outcomes.summary import Summary
from outcomes.tables.level_cells import NONE, side_cells
from outcomes.tables.table import table
from treatments.choices import Product


def with_before(summary: Summary) -> bool:
    """Whether there are days before the first session to stand before the cycles."""
    return summary.before.window.days > 0


def cycle_table(summary: Summary) -> SafeString:
    """One row a session, below the time before where there is one."""
    heads = (
        gettext("Cycle"),
        gettext("In 28"),
        gettext("Range"),
        gettext("Logged"),
        gettext("Each 28 days: counted of logged"),
        gettext("After day 84"),
        gettext("Next due"),
        gettext("Next session"),
        gettext("Units"),
    )
    rows = [_before(summary)] if with_before(summary) else []
    named = any(each.product != Product.ONABOTULINUMTOXIN_A for each in summary.sessions)
    rows += [_row(cycle, summary.today, named=named) for cycle in summary.cycles]
    return table(heads, rows)


def _before(summary: Summary) -> list[str]:
    return [
        gettext("Before"),
        *side_cells(summary.before),
        _months(summary.months_before),
        *[NONE] * 4,
    ]


def _row(cycle: Cycle, today: date, *, named: bool) -> list[str]:
    name = gettext("%(number)s: %(on)s") % {
        "number": cycle.number,
        "on": short_day(cycle.session.on),
    }
    return [
        name,
        *side_cells(cycle.side),
        _months(cycle.months),
        _overdue(cycle.overdue),
        short_day(cycle.due),
        _next(cycle, today),
        _units(cycle.session, named=named),
    ]


def _months(months: Iterable[Window]) -> str:
    """Days counted of those logged in each 28 days that have begun."""
    return ", ".join(_counted(window) for window in months if window.days) or NONE


def _counted(window: Window) -> str:
    return of_days(window.count, window.logged) if window.days else NONE


def _overdue(window: Window) -> str:
    if not window.days:
        return NONE
    text = ngettext("%(counted)s, in %(days)s day", "%(counted)s, in %(days)s days", window.days)
    return text % {"counted": _counted(window), "days": window.days}


def _next(cycle: Cycle, today: date) -> str:
    """When the next session came; for the last cycle, where it stands."""
    past = days_overdue(cycle.session.on, today)
    if cycle.interval is not None:
        return _came(cycle.interval)
    if past > LAPSED_DAYS - CYCLE_DAYS:
        text = ngettext(
            "none for %(days)s day (days 1 to %(counted)s counted)",
            "none for %(days)s days (days 1 to %(counted)s counted)",
            past + CYCLE_DAYS,
        )
        return text % {"days": past + CYCLE_DAYS, "counted": LAPSED_DAYS}
    match due_state(cycle.session.on, today):
        case Due.RUNNING:
            text = gettext("day %(day)s of %(days)s")
            return text % {"day": day_of_cycle(cycle.session.on, today), "days": CYCLE_DAYS}
        case Due.DUE:
            return gettext("due today")
        case Due.OVERDUE:
            text = ngettext("%(days)s day past due", "%(days)s days past due", past)
            return text % {"days": past}


def _came(days: int) -> str:
    if days > LAPSED_DAYS:
        text = ngettext(
            "after %(days)s day (days 1 to %(counted)s counted)",
            "after %(days)s days (days 1 to %(counted)s counted)",
            days,
        )
        return text % {"days": days, "counted": LAPSED_DAYS}
    return ngettext("after %(days)s day", "after %(days)s days", days) % {"days": days}


def _units(session: Session, *, named: bool) -> str:
    """The units; with the product where not all were Botox, as units of one are not another's."""
    units = NONE if session.units is None else floatformat(session.units)
    if not named:
        return units
    product = Product(session.product).short
    if session.units is None:
        return product
    return gettext("%(units)s %(product)s") % {"units": units, "product": product}
