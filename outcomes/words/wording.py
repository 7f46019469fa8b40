"""The result in words: the sentence with the figures and their range, and the verdict."""

from enum import Enum, auto
from math import ceil, floor

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop, ngettext

from analysis.comparison import Comparison, Verdict
from analysis.windows import Window
from outcomes.numbers import decimal, filled, level_range, shown_change, strong, whole
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.words.coverage import whole_diary
from outcomes.words.measure_words import WORDS

VERDICTS = {
    Verdict.CLEARLY_FEWER: gettext_noop("Clearly fewer."),
    Verdict.PROBABLY_FEWER: gettext_noop("Probably fewer."),
    Verdict.CANNOT_TELL: gettext_noop("Cannot tell yet if it is fewer or more."),
    Verdict.PROBABLY_MORE: gettext_noop("Probably more."),
    Verdict.CLEARLY_MORE: gettext_noop("Clearly more."),
    Verdict.DEPENDS_ON_UNLOGGED_DAYS: gettext_noop("It depends on the days not logged."),
    Verdict.NOT_ENOUGH_DATA: gettext_noop("Not enough logged yet to compare."),
}


def headline(summary: Summary, *, own: bool) -> SafeString:
    """The figures in a sentence or two, the numbers strong; `own` where the person reads it."""
    before, after = summary.before, summary.after
    parts = []
    if summary.first is None:
        return _so_far(summary)
    if before.window.logged:
        parts.append(_side(summary, before, _when_before(summary), own=own))
        if after.window.logged:
            parts.append(_since_then(after, short=before.has_rate))
    elif after.window.logged:
        parts.append(_side(summary, after, _when_since(summary), own=own))
    if summary.untreated_before and summary.compared:
        parts.append(_change(summary))
    return mark_safe(" ".join(parts) or gettext("Nothing to count yet."))  # noqa: S308


def verdict(summary: Summary) -> str:
    """The verdict in words; for somebody treated before, why there is none."""
    if summary.first is None:
        return ""
    if summary.verdict is Verdict.NOT_ENOUGH_DATA and summary.unsaid:
        return gettext("Too few days say what is counted here to compare.")
    if summary.verdict is not None:
        return gettext(VERDICTS[summary.verdict])
    if summary.first.first_ever is None:
        return gettext(
            "It is not known yet if this first session was the first Botox ever, so there is no "
            "verdict."
        )
    return gettext(
        "Botox had been given before this session too, so this does not compare with a time "
        "without Botox."
    )


def ranges(summary: Summary) -> str:
    """The ranges of the two levels, where the headline has no change that it could give one of."""
    if not summary.compared or summary.untreated_before:
        return ""
    return gettext(
        "The usual level could be anywhere from about %(before)s before it, and from about "
        "%(after)s since."
    ) % {
        "before": _level(summary.before.window),
        "after": _level(summary.after.window),
    }


def change_range(comparison: Comparison, shown: float) -> str:
    """ "The true change could be anywhere from about 4 to 11 fewer."; "" without figures.

    `shown` is the change as the page writes it; the range always holds it, and never takes a side
    that the exact limits do not take.
    """
    if comparison.change_lo is None or comparison.change_hi is None:
        return ""
    texts = {
        _Side.FEWER: gettext("The true change could be anywhere from %(near)s to %(far)s fewer."),
        _Side.MORE: gettext("The true change could be anywhere from %(near)s to %(far)s more."),
        _Side.EITHER: gettext(
            "The true change could be anywhere from %(near)s fewer to %(far)s more."
        ),
    }
    side, ends = _range(comparison.change_lo, comparison.change_hi, shown)
    return texts[side] % ends


def range_words(comparison: Comparison, shown: float) -> str:
    """The range of a change by itself: "about 4 to 11 fewer"; "" without figures."""
    if comparison.change_lo is None or comparison.change_hi is None:
        return ""
    texts = {
        _Side.FEWER: gettext("%(near)s to %(far)s fewer"),
        _Side.MORE: gettext("%(near)s to %(far)s more"),
        _Side.EITHER: gettext("%(near)s fewer to %(far)s more"),
    }
    side, ends = _range(comparison.change_lo, comparison.change_hi, shown)
    return texts[side] % ends


def change_words(shown: float) -> str:
    """A change in words, such as "7.7 fewer"."""
    if shown == 0:
        return gettext("none")
    text = gettext("%(change)s fewer") if shown < 0 else gettext("%(change)s more")
    return text % {"change": decimal(abs(shown))}


def _change(summary: Summary) -> SafeString:
    """The change and its range in one sentence."""
    before, after = summary.before.window.per28, summary.after.window.per28
    found = summary.result.after_vs_baseline
    assert before is not None and after is not None
    assert found.change_lo is not None and found.change_hi is not None
    shown = shown_change(before, after)
    side, ends = _range(found.change_lo, found.change_hi, shown)
    if shown == 0:
        text = gettext(
            "That is the same; the true change could be anywhere from %(near)s fewer to %(far)s "
            "more."
        )
        return filled(text, **ends)
    texts = {
        _Side.FEWER: gettext(
            "That is %(change)s; the true change could be anywhere from %(near)s to %(far)s fewer."
        ),
        _Side.MORE: gettext(
            "That is %(change)s; the true change could be anywhere from %(near)s to %(far)s more."
        ),
        _Side.EITHER: gettext(
            "That is %(change)s; the true change could be anywhere from %(near)s fewer to %(far)s "
            "more."
        ),
    }
    return filled(texts[side], change=strong(change_words(shown)), **ends)


def _when_before(summary: Summary) -> str:
    if summary.untreated_before:
        return gettext("Before Botox")
    return gettext("Before the first session recorded here")


def _when_since(summary: Summary) -> str:
    if summary.untreated_before:
        return gettext("Since the first Botox")
    return gettext("Since the first session recorded here")


def _so_far(summary: Summary) -> SafeString:
    window = whole_diary(summary)
    if not window.logged:
        return filled(gettext("Nothing to count yet."))
    return _counted(summary, window, gettext("So far"))


def _counted(summary: Summary, window: Window, when: str) -> SafeString:
    measure = WORDS[summary.measure]
    words = measure.counted_said if summary.unsaid else measure.counted
    return filled(words, when=when, count=strong(str(window.count)), logged=window.logged)


def _side(summary: Summary, side: Side, when: str, *, own: bool) -> SafeString:
    words, window = WORDS[summary.measure], side.window
    if side.at_least and window.best is not None:
        return filled(words.at_least, when=when, rate=strong(decimal(window.best)))
    if side.has_rate and window.per28 is not None:
        text = words.own_rate if own else words.rate
        return filled(text, when=when, rate=strong(decimal(window.per28)))
    return _counted(summary, window, when)


def _since_then(side: Side, *, short: bool) -> SafeString:
    """The second sentence; `short` where the first one said what the rate is of."""
    window = side.window
    if side.at_least and window.best is not None:
        text = gettext("Since then, on at least %(rate)s days of 28.")
        return filled(text, rate=strong(decimal(window.best)))
    if side.has_rate and window.per28 is not None:
        text = (
            gettext("Since then, %(rate)s.")
            if short
            else gettext("Since then, on %(rate)s days of 28.")
        )
        return filled(text, rate=strong(decimal(window.per28)))
    text = ngettext(
        "Since then, on %(count)s of %(logged)s day logged.",
        "Since then, on %(count)s of %(logged)s days logged.",
        window.logged,
    )
    if side.unsaid.days:
        text = ngettext(
            "Since then, on %(count)s of %(logged)s day that says yes or no.",
            "Since then, on %(count)s of %(logged)s days that say yes or no.",
            window.logged,
        )
    return filled(text, count=strong(str(window.count)), logged=window.logged)


def _level(window: Window) -> str:
    assert window.lo is not None and window.per28 is not None and window.hi is not None
    return level_range(window.lo, window.per28, window.hi)


class _Side(Enum):
    """The side of no change that a range lies on."""

    FEWER = auto()
    MORE = auto()
    EITHER = auto()


def _range(low: float, high: float, shown: float) -> tuple[_Side, dict[str, str]]:
    """The side of a range of a change, and its two ends in words."""
    most_fewer, least_fewer = -low, -high
    if least_fewer > 0:
        side, near, far = _Side.FEWER, _near(least_fewer, -shown), _far(most_fewer, -shown)
    elif most_fewer < 0:
        side, near, far = _Side.MORE, _near(-most_fewer, shown), _far(-least_fewer, shown)
    else:
        side, far = _Side.EITHER, _far(-least_fewer, shown)
        near = _far(most_fewer, -shown, about=True)
    return side, {"near": near, "far": far}


def _near(limit: float, shown: float) -> str:
    """The end nearest to no change."""
    return _whole_days(min(round(limit), floor(shown)), about=True)


def _far(limit: float, shown: float, *, about: bool = False) -> str:
    return _whole_days(max(round(limit), ceil(shown)), about=about)


def _whole_days(count: int, *, about: bool) -> str:
    if count < 1:
        return gettext("less than 1")
    return gettext("about %(count)s") % {"count": whole(count)} if about else whole(count)
