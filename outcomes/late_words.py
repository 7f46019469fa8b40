"""The last weeks of the cycles against the weeks before them. See docs/method.md, "Periods"."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outcomes.measure_words import WORDS
from outcomes.numbers import decimal, filled, shown_change, strong
from outcomes.summary import Summary
from outcomes.wording import VERDICTS, change_range, change_words


def late_against_early(summary: Summary) -> str:
    """Both levels of one measure compared, or why not; "" without a cycle.

    Both times are treated, so whoever had Botox before the first session recorded may read fewer
    or more here too.
    """
    if not summary.cycles:
        return ""
    if not summary.late.window.days:
        return gettext("This diary has no day from week 11 of a cycle on yet.")
    if not (summary.early.has_rate and summary.late.has_rate):
        return _why_not(summary)
    early, late = summary.early.window.per28, summary.late.window.per28
    assert early is not None and late is not None
    shown = shown_change(early, late)
    levels = filled(
        str(WORDS[summary.measure].two_levels),
        early=strong(decimal(early)),
        late=strong(decimal(late)),
    )
    change = (
        filled(gettext("That is %(change)s."), change=strong(change_words(shown)))
        if shown
        else gettext("That is the same.")
    )
    wearoff = summary.result.wearoff
    verdict = gettext(VERDICTS[wearoff.verdict])
    return SafeString(f"{levels} {change} {verdict} {change_range(wearoff, shown)}")


def _why_not(summary: Summary) -> str:
    bad = len(summary.bad_cycles)
    if bad:
        return ngettext(
            "Week 11 on is not compared with weeks 3 to 10, as mostly bad days seem to be logged "
            "in %(count)s cycle.",
            "Week 11 on is not compared with weeks 3 to 10, as mostly bad days seem to be logged "
            "in %(count)s cycles.",
            bad,
        ) % {"count": bad}
    if summary.early.unsaid.days or summary.late.unsaid.days:
        return gettext(
            "Too few days say what is counted here to compare week 11 on with weeks 3 to 10."
        )
    if summary.late.window.days_to_fill is None:
        return gettext("Week 11 on has too few days so far to compare with weeks 3 to 10.")
    return gettext("Too few days are logged to compare week 11 on with weeks 3 to 10.")
