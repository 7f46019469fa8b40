"""The table of the sheet: the time before, all cycles, each cycle; and what is said under it."""

from collections.abc import Iterator

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

from analysis.comparison import compare
from analysis.cycles import CYCLE_DAYS, MONTH_DAYS, Span, day_of_cycle
from analysis.series import Measure
from clinic.sheet.content import Row, Table
from clinic.sheet.figures import change, figure, side_of
from outcomes.cycle import Cycle
from outcomes.diary import Session
from outcomes.numbers import short_day
from outcomes.outcome import Outcome
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.words.bad_days import mostly_bad_days
from outcomes.words.measure_words import WORDS
from treatments.choices import Product

NOTHING = "", ""


def times(outcome: Outcome) -> Table | None:
    """The table; None without a session."""
    if not outcome.sessions:
        return None
    return Table(
        heads=tuple(_heads(outcome.headache)),
        rows=(*_before(outcome), _all_cycles(outcome), *_cycles(outcome)),
        notes=tuple(_notes(outcome)),
    )


def _heads(headache: Summary) -> Iterator[str]:
    yield gettext("Cycle: session")
    yield gettext("Days since last")
    yield gettext("Units / sites")
    yield gettext("Days logged")
    for measure in Measure:
        yield str(WORDS[measure].name)
    if headache.untreated_before:
        yield gettext("Headache days: change from the 84 days before")
    else:
        yield gettext("Headache days: change from the cycle before")


def _before(outcome: Outcome) -> Iterator[Row]:
    """The 84 days and the 28 days before the first session."""
    first = outcome.headache.result.course.sessions[0]
    month = Span(first - MONTH_DAYS, first)
    yield _time(gettext("84 days before"), [each.before for each in outcome.measures.values()])
    yield _time(
        gettext("28 days before"), [side_of(each, month) for each in outcome.measures.values()]
    )


def _all_cycles(outcome: Outcome) -> Row:
    summary = outcome.headache
    return _time(
        gettext("All cycles"),
        [each.after for each in outcome.measures.values()],
        change=change(summary.before, summary.after, summary.result.after_vs_baseline)
        if summary.untreated_before
        else NOTHING,
    )


def _cycles(outcome: Outcome) -> Iterator[Row]:
    summary = outcome.headache
    named = any(each.product != Product.ONABOTULINUMTOXIN_A for each in outcome.sessions)
    for index, cycle in enumerate(summary.cycles):
        sides = [each.cycles[index].side for each in outcome.measures.values()]
        interval = summary.cycles[index - 1].interval if index else None
        yield _time(
            gettext("%(number)s: %(on)s")
            % {"number": cycle.number, "on": short_day(cycle.session.on)},
            sides,
            interval="" if interval is None else str(interval),
            injected=_injected(cycle.session, named=named),
            change=_change(summary, cycle),
        )


def _time(
    name: str,
    sides: list[Side],
    *,
    interval: str = "",
    injected: str = "",
    change: tuple[str, str] = NOTHING,
) -> Row:
    """A row; `sides` are one a measure, that of headache first."""
    return Row(
        name=name,
        interval=interval,
        injected=injected,
        logged=f"{sides[0].window.logged}/{sides[0].window.days}",
        figures=tuple(figure(side) for side in sides),
        change=change[0],
        change_span=change[1],
    )


def _change(summary: Summary, cycle: Cycle) -> tuple[str, str]:
    """From the time before where that was free of treatment, else from the cycle before."""
    index = cycle.number - 1
    if summary.untreated_before:
        return change(summary.before, cycle.side, summary.result.cycle_vs_baseline[index])
    if not index:
        return NOTHING
    last = summary.cycles[index - 1].side
    return change(last, cycle.side, compare(last.window, cycle.side.window))


def _injected(session: Session, *, named: bool) -> str:
    """Units and sites as far as known; with the product where not all were Botox."""
    known = (session.units, session.sites)
    units, sites = ("–" if each is None else floatformat(each) for each in known)
    text = "–" if known == (None, None) else f"{units} / {sites}"
    if not named:
        return text
    return gettext("%(units)s %(product)s") % {
        "units": text,
        "product": Product(session.product).short,
    }


def _notes(outcome: Outcome) -> Iterator[str]:
    summary = outcome.headache
    last = summary.cycles[-1]
    day = day_of_cycle(last.session.on, outcome.today)
    if last.number == 1 and day <= CYCLE_DAYS:
        text = gettext("The first cycle is at day %(day)s of %(days)s: early.")
        yield text % {"day": day, "days": CYCLE_DAYS}
    yield gettext(
        "Each level is days in 28, with its 95% range, then the days counted of those that say yes "
        "or no. A dash: not enough logged for a level."
    )
    if summary.bad_cycles:
        yield mostly_bad_days(summary.bad_cycles)
