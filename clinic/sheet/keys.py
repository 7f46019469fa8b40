"""The first line of the sheet: before, now, coverage, acute medicine, next due."""

from django.utils.translation import gettext, ngettext

from analysis.cycles import (
    CYCLE_DAYS,
    LAPSED_DAYS,
    MONTH_DAYS,
    Due,
    day_of_cycle,
    days_overdue,
    due_state,
)
from analysis.series import Measure
from clinic.sheet.content import Key
from clinic.sheet.figures import latest_side, level
from clinic.sheet.gather import Given
from diary.medicine_days import MedicineMonth
from outcomes.numbers import of_days, short_day
from outcomes.outcome import Outcome
from outcomes.side import Side
from outcomes.words.coverage import whole_diary

NONE = "–"


def keys(given: Given) -> tuple[Key, ...]:
    """The five figures, in order; without a session the level so far is the only one."""
    outcome = given.outcome
    levels = [_before(outcome), _last_cycle(outcome)] if outcome.sessions else [_so_far(outcome)]
    return (*levels, _coverage(outcome), _medicine(outcome, given.medicine), _due(given))


def _before(outcome: Outcome) -> Key:
    summary = outcome.headache
    name = gettext("Headache days of 28, before the first Botox")
    if not summary.untreated_before:
        name = gettext("Headache days of 28, before the first session recorded here")
    return Key(name, *_level(summary.before))


def _last_cycle(outcome: Outcome) -> Key:
    """The latest cycle; where it is too short for a level, the one before it stands beside."""
    cycles = outcome.headache.cycles
    last = cycles[-1]
    name = gettext("Headache days of 28, last cycle (number %(number)s)")
    value, small = _level(last.side)
    if value == NONE and len(cycles) > 1 and level(cycles[-2].side):
        text = gettext("%(logged)s. Cycle %(number)s: %(level)s.")
        small = text % {
            "logged": small,
            "number": cycles[-2].number,
            "level": level(cycles[-2].side),
        }
    return Key(name % {"number": last.number}, value, small)


def _so_far(outcome: Outcome) -> Key:
    summary = outcome.headache
    window = whole_diary(summary)
    side = Side(window, window.bad_days_only, summary.unsaid_in(window))
    return Key(gettext("Headache days of 28, so far"), *_level(side))


def _level(side: Side) -> tuple[str, str]:
    shown = level(side)
    logged = of_days(side.window.logged, side.window.days)
    if shown:
        return shown, gettext("%(logged)s days logged") % {"logged": logged}
    return NONE, gettext("Not enough logged: %(logged)s days") % {"logged": logged}


def _coverage(outcome: Outcome) -> Key:
    summary = outcome.headache
    latest = latest_side(summary).window
    small = ""
    if outcome.sessions:
        after = summary.after.window
        text = gettext("Since the first session here: %(logged)s")
        small = text % {"logged": of_days(after.logged, after.days)}
    return Key(gettext("Days logged, latest 28"), of_days(latest.logged, MONTH_DAYS), small)


def _medicine(outcome: Outcome, month: MedicineMonth) -> Key:
    """Days with any acute medicine, then by class, with the days that ICHD-3 looks at."""
    side = latest_side(outcome.measures[Measure.MEDICINE])
    parts = [
        gettext("%(kind)s %(days)s") % {"kind": each.kind.label, "days": each.days}
        if each.figure is None
        else gettext("%(kind)s %(days)s [%(figure)s]")
        % {"kind": each.kind.label, "days": each.days, "figure": each.figure}
        for each in month.kinds
    ]
    if month.unnamed:
        parts.append(gettext("not named %(days)s") % {"days": month.unnamed})
    said = gettext("%(logged)s days say yes or no") % {
        "logged": of_days(side.window.logged, MONTH_DAYS)
    }
    return Key(
        gettext("Days with acute medicine, latest 28"),
        str(month.any) if side.window.logged else NONE,
        "; ".join([", ".join(parts), said] if parts else [said]),
    )


def _due(given: Given) -> Key:
    name = gettext("Next session due")
    cycle = given.sessions.current
    if cycle is None:
        return Key(name, NONE, _and_planned(gettext("No session is recorded"), given))
    return Key(name, short_day(cycle.due), _and_planned(_where(given), given))


def _and_planned(where: str, given: Given) -> str:
    """Where the cycle stands, and the session planned after the last one."""
    sessions = given.sessions
    waiting = [
        each.date
        for each in sessions.to_confirm
        if sessions.current is None or each.date > sessions.current.session.date
    ]
    if sessions.planned:
        text = gettext("%(where)s. Planned: %(on)s.")
        return text % {"where": where, "on": short_day(sessions.planned[0].date)}
    if waiting:
        text = gettext("%(where)s. Planned: %(on)s, not confirmed.")
        return text % {"where": where, "on": short_day(max(waiting))}
    return where


def _where(given: Given) -> str:
    """Where the running cycle stands."""
    last, today = given.outcome.sessions[-1].on, given.outcome.today
    past = days_overdue(last, today)
    if past > LAPSED_DAYS - CYCLE_DAYS:
        text = ngettext(
            "no session for %(days)s day; days 1 to %(counted)s count",
            "no session for %(days)s days; days 1 to %(counted)s count",
            past + CYCLE_DAYS,
        )
        return text % {"days": past + CYCLE_DAYS, "counted": LAPSED_DAYS}
    match due_state(last, today):
        case Due.RUNNING:
            text = gettext("day %(day)s of %(days)s")
            return text % {"day": day_of_cycle(last, today), "days": CYCLE_DAYS}
        case Due.DUE:
            return gettext("due today")
        case Due.OVERDUE:
            return ngettext("%(days)s day past due", "%(days)s days past due", past) % {
                "days": past
            }
