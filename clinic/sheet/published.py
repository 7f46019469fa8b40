"""Figures beside published rules; each rule in words, with its source, and never its answer.

See docs/method.md, "Figures beside published rules".
"""

from collections.abc import Iterator

from django.utils.translation import gettext

from analysis.comparison import Comparison
from analysis.cycles import MONTH_DAYS, Span
from analysis.rules import MONTHS_IN_A_ROW, NICE_DAYS, ehf_figure, months_in_a_row, nice_figure
from clinic.sheet.content import Grid, Rule, Rules
from clinic.sheet.figures import confidence, level, percent, side_of
from outcomes.numbers import decimal
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.tables.level_cells import NONE

A_ROW = 14
"""Cycles beside each other; more go on below."""
NICE_URL = "https://www.nice.org.uk/guidance/ta260"
EHF_URL = "https://doi.org/10.1186/s10194-018-0921-8"


def rules(summary: Summary) -> Rules | None:
    """Both rules; None without a session. They look at headache days alone."""
    if summary.first is None:
        return None
    nice = Rule(
        rule=gettext(
            "NICE TA260 (England) looks for a fall of 30% or more in headache days a month after "
            "two treatment cycles, and for under 15 headache days a month for three months in a "
            "row."
        ),
        source="NICE TA260",
        url=NICE_URL,
        lines=tuple(_nice(summary)),
    )
    ehf = Rule(
        rule=gettext(
            "The European Headache Federation (2018) looks for a fall of 30% or more after two to "
            "three cycles, comparing the 4 weeks before with the 4 weeks after each cycle, and for "
            "under 10 headache days a month for three months."
        ),
        source="Bendtsen 2018",
        url=EHF_URL,
        lines=tuple(_ehf(summary)),
    )
    return Rules(
        title=gettext("Figures that published rules look at"),
        rules=(nice, ehf),
        grids=tuple(_grids(summary)) if summary.untreated_before else (),
        months=_months(summary),
    )


def _treated(summary: Summary) -> str:
    """Why there is no fall; "" where the time before was free of treatment."""
    if summary.untreated_before:
        return ""
    if summary.first is not None and summary.first.first_ever is None:
        return gettext(
            "No fall is given: it is not known if the first session here was the first ever."
        )
    return gettext("No fall is given: the time before the first session here was treated already.")


def _nice(summary: Summary) -> Iterator[str]:
    """The baseline against the first 84 days of the second cycle."""
    found = nice_figure(summary.result.course)
    if treated := _treated(summary):
        yield treated
        return
    if found is None:
        yield gettext("There is no second session yet.")
        return
    second = side_of(summary, *found.second_cycle.spans)
    if not (summary.before.has_rate and second.has_rate):
        yield gettext(
            "Not enough logged: %(before)s of 84 days before, %(days)s of %(all)s of cycle 2."
        ) % {
            "before": summary.before.window.logged,
            "days": second.window.logged,
            "all": second.window.days,
        }
        return
    yield gettext("84 days before: %(before)s of 28. Days 1 to %(days)s of cycle 2: %(after)s.") % {
        "before": level(summary.before),
        "after": level(second),
        "days": second.window.days,
    }
    yield _fall(found.comparison)


def _fall(of: Comparison) -> str:
    if of.reduction is None or of.sure_30 is None or of.reduction_hi is None:
        return gettext("Without a headache day before there is no fall to give.")
    fall, sure = percent(of.reduction), confidence(of.sure_30)
    if of.reduction_lo is None:
        text = gettext(
            "Fall: %(fall)s (at most %(high)s). Confidence that it is over 30%%: %(sure)s."
        )
        return text % {"fall": fall, "high": percent(of.reduction_hi), "sure": sure}
    text = gettext(
        "Fall: %(fall)s (95%% range %(low)s to %(high)s). Confidence that it is over 30%%: "
        "%(sure)s."
    )
    low, high = percent(of.reduction_lo), percent(of.reduction_hi)
    return text % {"fall": fall, "low": low, "high": high, "sure": sure}


def _month_before(summary: Summary) -> Side:
    first = summary.result.course.sessions[0]
    return side_of(summary, Span(first - MONTH_DAYS, first))


def _ehf(summary: Summary) -> Iterator[str]:
    if treated := _treated(summary):
        yield treated
        return
    before = _month_before(summary)
    if not before.has_rate:
        yield gettext("Not enough logged in the 28 days before: %(logged)s of 28.") % {
            "logged": before.window.logged
        }
        return
    yield gettext("28 days before: %(before)s of 28. By cycle:") % {"before": level(before)}


def _grids(summary: Summary) -> Iterator[Grid]:
    """For each cycle its last 28 days, the fall to them, and the confidence of over 30 %."""
    found = ehf_figure(summary.result.course)
    before = _month_before(summary)
    if found is None or not before.has_rate:
        return
    cells = []
    for number, (window, comparison) in enumerate(
        zip(found.last28, found.comparisons, strict=True), 1
    ):
        side = side_of(summary, *window.spans)
        fall = sure = NONE
        if side.has_rate and comparison.reduction is not None and comparison.sure_30 is not None:
            fall, sure = percent(comparison.reduction), confidence(comparison.sure_30)
        rate = decimal(window.per28) if side.has_rate and window.per28 is not None else NONE
        cells.append((str(number), rate, fall, sure))
    names = (
        gettext("Last 28 days of the cycle, of 28"),
        gettext("Fall"),
        gettext("Confidence: over 30%"),
    )
    for start in range(0, len(cells), A_ROW):
        numbers, *rows = zip(*cells[start : start + A_ROW], strict=True)
        yield Grid(
            (gettext("Cycle"), *numbers),
            tuple((name, *row) for name, row in zip(names, rows, strict=True)),
        )


def _months(summary: Summary) -> str:
    """The latest three whole months, which both rules look at, as counted and at worst."""
    found = months_in_a_row(summary.result.course, NICE_DAYS)
    if len(found.months) < MONTHS_IN_A_ROW:
        return gettext(
            "For both: there are not yet three whole 28-day months since the first session."
        )
    counted = ", ".join(str(month.count) for month in found.months)
    logged = ", ".join(str(month.logged) for month in found.months)
    if found.under is None:
        return gettext(
            "For both: of the latest three whole 28-day months, not each has 20 days logged "
            "(%(logged)s)."
        ) % {"logged": logged}
    text = gettext(
        "For both, the latest three whole 28-day months since the first session: %(counted)s "
        "headache days, of %(logged)s logged; if every day not logged had headache, %(worst)s."
    )
    if all(month.logged == month.days for month in found.months):
        text = gettext(
            "For both, the latest three whole 28-day months since the first session: %(counted)s "
            "headache days, every day logged."
        )
    worst = ", ".join(str(month.count + month.days - month.logged) for month in found.months)
    return text % {"counted": counted, "logged": logged, "worst": worst}
