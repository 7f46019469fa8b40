"""The trend from cycle to cycle in words. See docs/method.md, "Trend over cycles"."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from analysis.trend import CYCLES_NEEDED, Trend, is_used
from analysis.windows import LOGGED_NEEDED
from outcomes.numbers import decimal, filled, strong
from outcomes.summary import Summary
from outcomes.withheld import Reason, Withheld
from outcomes.words.bad_days import mostly_bad_days
from outcomes.words.measure_words import WORDS


def trend_words(summary: Summary) -> str:
    """Whether the days seem to fall or rise, or why that is not said; "" without a session.

    All cycles are treated, so the days fall or rise and are lower or higher, for everybody; what is
    fewer or more is said of a time before treatment alone.
    """
    if not summary.cycles:
        return ""
    if summary.trend_withheld:
        return _why_none(summary, summary.trend_withheld)
    assert summary.result.trend is not None
    return _change(summary, summary.result.trend)


def _change(summary: Summary, trend: Trend) -> SafeString:
    sparse = sum(is_used(each.side.window) and not each.side.has_rate for each in summary.cycles)
    near, far = sorted((abs(trend.lo), abs(trend.hi)))
    words = filled(
        _sentence(trend),
        measure=str(WORDS[summary.measure].name),
        change=strong(_amount(abs(trend.slope))),
        near=_amount(near),
        far=_amount(far),
        lower=_amount(-trend.lo),
        higher=_amount(trend.hi),
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
        "%(measure)s: no clear change from cycle to cycle (from %(lower)s lower to %(higher)s "
        "higher of 28 each cycle, over %(count)s cycle).",
        "%(measure)s: no clear change from cycle to cycle (from %(lower)s lower to %(higher)s "
        "higher of 28 each cycle, over %(count)s cycles).",
        trend.cycles,
    )


def _amount(days: float) -> str:
    """Never 0.0: where the range leaves out no change, its near end must not read as that."""
    if days < 0.05:
        return gettext("less than %(least)s") % {"least": decimal(0.1)}
    return decimal(days)


def _why_none(summary: Summary, withheld: Withheld) -> str:
    values = {"measure": WORDS[summary.measure].name, "count": len(withheld.cycles)}
    if withheld.reason is Reason.MOSTLY_BAD_DAYS:
        none = gettext("%(measure)s: no trend is shown.") % values
        return f"{none} {mostly_bad_days(withheld.cycles)}"
    if withheld.reason is Reason.TOO_FEW_SAY:
        text = ngettext(
            "%(measure)s: no trend is shown, as too few days say what is counted in %(count)s "
            "cycle.",
            "%(measure)s: no trend is shown, as too few days say what is counted in %(count)s "
            "cycles.",
            len(withheld.cycles),
        )
        return text % values
    used = sum(map(is_used, summary.result.cycles))
    text = ngettext(
        "%(measure)s: a trend takes %(all)s cycles with at least %(needed)s days logged each. So "
        "far there is %(count)s.",
        "%(measure)s: a trend takes %(all)s cycles with at least %(needed)s days logged each. So "
        "far there are %(count)s.",
        used,
    )
    return text % {**values, "all": CYCLES_NEEDED, "needed": LOGGED_NEEDED, "count": used}
