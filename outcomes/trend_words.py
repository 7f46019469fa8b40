"""The trend from cycle to cycle in words. See docs/method.md, "Trend over cycles"."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.trend import CYCLES_NEEDED, Trend, cycles_lacking, is_used
from analysis.windows import LOGGED_NEEDED
from outcomes.measure_words import WORDS
from outcomes.numbers import decimal, filled, strong
from outcomes.summary import Summary


def trend_words(summary: Summary) -> str:
    """Whether the days seem to fall or rise, or why that is not said; "" without a session."""
    if not summary.cycles:
        return ""
    trend = summary.result.trend
    if trend is None:
        return _lacking(summary)
    return _why_none(summary) or _change(summary, trend)


def _change(summary: Summary, trend: Trend) -> SafeString:
    sparse = sum(is_used(each.side.window) and not each.side.has_rate for each in summary.cycles)
    near, far = sorted((abs(trend.lo), abs(trend.hi)))
    words = filled(
        _sentence(trend),
        measure=str(WORDS[summary.measure].name),
        change=strong(_amount(abs(trend.slope))),
        near=_amount(near),
        far=_amount(far),
        fewer=_amount(-trend.lo),
        more=_amount(trend.hi),
        count=trend.cycles,
    )
    if not sparse:
        return words
    unlogged = ngettext(
        "In %(count)s of these cycles too many days are not logged for a rate.",
        "In %(count)s of these cycles too many days are not logged for a rate.",
        sparse,
    )
    return SafeString(f"{words} {filled(unlogged, count=sparse)}")


def _sentence(trend: Trend) -> str:
    if trend.hi < 0:
        return ngettext(
            "%(measure)s: from cycle to cycle the days seem to fall by %(change)s of 28 (range "
            "%(near)s to %(far)s, over %(count)s cycle).",
            "%(measure)s: from cycle to cycle the days seem to fall by %(change)s of 28 (range "
            "%(near)s to %(far)s, over %(count)s cycles).",
            trend.cycles,
        )
    if trend.lo > 0:
        return ngettext(
            "%(measure)s: from cycle to cycle the days seem to rise by %(change)s of 28 (range "
            "%(near)s to %(far)s, over %(count)s cycle).",
            "%(measure)s: from cycle to cycle the days seem to rise by %(change)s of 28 (range "
            "%(near)s to %(far)s, over %(count)s cycles).",
            trend.cycles,
        )
    return ngettext(
        "%(measure)s: no clear change from cycle to cycle (from %(fewer)s fewer to %(more)s more "
        "of 28 each cycle, over %(count)s cycle).",
        "%(measure)s: no clear change from cycle to cycle (from %(fewer)s fewer to %(more)s more "
        "of 28 each cycle, over %(count)s cycles).",
        trend.cycles,
    )


def _amount(days: float) -> str:
    """Never 0.0: where the range leaves out no change, its near end must not read as that."""
    if days < 0.05:
        return gettext("less than %(least)s") % {"least": decimal(0.1)}
    return decimal(days)


def _lacking(summary: Summary) -> str:
    lacking = cycles_lacking(summary.result.cycles)
    return ngettext(
        "%(measure)s: a trend takes %(all)s cycles with %(needed)s or more days logged each, so "
        "%(count)s more is needed.",
        "%(measure)s: a trend takes %(all)s cycles with %(needed)s or more days logged each, so "
        "%(count)s more are needed.",
        lacking,
    ) % {
        "measure": WORDS[summary.measure].name,
        "all": CYCLES_NEEDED,
        "needed": LOGGED_NEEDED,
        "count": lacking,
    }


def _why_none(summary: Summary) -> str:
    """Why a trend that can be worked out would mislead; "" where it would not."""
    used = [cycle.side for cycle in summary.cycles if is_used(cycle.side.window)]
    bad_days = sum(side.at_least for side in used)
    unsaid = sum(bool(side.unsaid.needed or side.window.severities_needed) for side in used)
    if bad_days:
        text = ngettext(
            "%(measure)s: no trend is shown, as mostly bad days seem to be logged in %(count)s "
            "cycle.",
            "%(measure)s: no trend is shown, as mostly bad days seem to be logged in %(count)s "
            "cycles.",
            bad_days,
        )
    elif unsaid:
        text = ngettext(
            "%(measure)s: no trend is shown, as too few days say what is counted in %(count)s "
            "cycle.",
            "%(measure)s: no trend is shown, as too few days say what is counted in %(count)s "
            "cycles.",
            unsaid,
        )
    else:
        return ""
    return text % {"measure": WORDS[summary.measure].name, "count": bad_days or unsaid}
