"""The last weeks of the cycles against the weeks before them. See docs/method.md, "Periods"."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from outcomes.numbers import decimal, filled, level_range, shown_change, strong
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.withheld import Reason, Withheld
from outcomes.words.bad_days import mostly_bad_days
from outcomes.words.measure_words import WORDS
from outcomes.words.wording import VERDICTS, change_range, change_words


def late_against_early(summary: Summary) -> str:
    """Both levels of one measure compared, or why not; "" without a cycle.

    Whoever may have had Botox before the first session recorded reads both levels with their
    ranges alone.
    """
    if not summary.cycles:
        return ""
    if summary.wearoff_withheld:
        return _why_not(summary.wearoff_withheld)
    early, late = summary.early.window.per28, summary.late.window.per28
    assert early is not None and late is not None
    levels = filled(
        str(WORDS[summary.measure].two_levels),
        early=strong(decimal(early)),
        late=strong(decimal(late)),
    )
    compared = (
        _change(summary, shown_change(early, late))
        if summary.untreated_before
        else _ranges(summary.early, summary.late)
    )
    return SafeString(f"{levels} {compared}")


def _change(summary: Summary, shown: float) -> SafeString:
    change = (
        filled(gettext("That is %(change)s."), change=strong(change_words(shown)))
        if shown
        else gettext("That is the same.")
    )
    wearoff = summary.result.wearoff
    verdict = gettext(VERDICTS[wearoff.verdict])
    return SafeString(f"{change} {verdict} {change_range(wearoff, shown)}")


def _ranges(early: Side, late: Side) -> str:
    return gettext(
        "The usual level could be anywhere from about %(early)s in weeks 3 to 10, and from about "
        "%(late)s from week 11 on."
    ) % {"early": _range(early), "late": _range(late)}


def _range(side: Side) -> str:
    window = side.window
    assert window.lo is not None and window.per28 is not None and window.hi is not None
    return level_range(window.lo, window.per28, window.hi)


def _why_not(withheld: Withheld) -> str:
    match withheld.reason:
        case Reason.NO_DAY:
            return gettext("This diary has no day from week 11 of a cycle on yet.")
        case Reason.MOSTLY_BAD_DAYS:
            so = gettext("So week 11 on is not compared with weeks 3 to 10.")
            return f"{mostly_bad_days(withheld.cycles)} {so}"
        case Reason.TOO_FEW_SAY:
            return gettext(
                "Too few days say what is counted here to compare week 11 on with weeks 3 to 10."
            )
        case Reason.TOO_EARLY:
            return gettext("Week 11 on has too few days so far to compare with weeks 3 to 10.")
        case _:
            return gettext("Too few days are logged to compare week 11 on with weeks 3 to 10.")
