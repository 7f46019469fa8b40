"""The level before and the level since, side by side in one line."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.comparison import Comparison
from analysis.windows import Window
from outcomes.numbers import decimal, filled, level_range, of_days, shown_change, strong
from outcomes.side import Side
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS
from outcomes.words.wording import VERDICTS, change_words, range_words


def level_pair(summary: Summary, name: str) -> str:
    """Both levels with the verdict and its range; one where only one is known; "" without any.

    Where the time before was not free of treatment the two have a range each, and no verdict.
    """
    before, since = summary.before, summary.after
    words = {"measure": name, "before": level(before), "since": level(since)}
    if not (before.has_figure and since.has_figure):
        return _one_level(summary, words)
    if not summary.compared:
        return filled(gettext("%(measure)s: %(before)s of 28 before, %(since)s since."), **words)
    if not summary.untreated_before:
        return filled(
            gettext(
                "%(measure)s: %(before)s of 28 before the first session recorded here (range "
                "%(low)s), %(since)s since (range %(high)s)."
            ),
            low=range_of(before.window),
            high=range_of(since.window),
            **words,
        )
    assert summary.verdict is not None
    return pair(
        gettext("%(measure)s: %(before)s of 28 before, %(since)s since."),
        gettext(VERDICTS[summary.verdict]),
        summary.result.after_vs_baseline,
        (before.window, since.window),
        name,
    )


def pair(
    sentence: str,
    verdict: str,
    comparison: Comparison,
    windows: tuple[Window, Window],
    name: str,
) -> SafeString:
    """Two rates in a sentence with the places measure, before and since; the change; the verdict.

    The change is that of the rates as they are shown, with its range.
    """
    before, since = (window.per28 for window in windows)
    assert before is not None and since is not None
    said = filled(
        sentence, measure=name, before=strong(decimal(before)), since=strong(decimal(since))
    )
    change = shown_change(before, since)
    text = gettext("That is %(change)s (range: %(range)s).")
    if change == 0:
        text = gettext("That is the same (range: %(range)s).")
    by = filled(text, change=change_words(change), range=range_words(comparison, change))
    return SafeString(" ".join(part for part in (said, by, verdict) if part))


def level(side: Side) -> str:
    """A rate, or the least it can have been, strong; "" where neither may be shown."""
    window = side.window
    if side.has_rate and window.per28 is not None:
        return strong(decimal(window.per28))
    if side.at_least and window.best is not None:
        return filled(gettext("at least %(rate)s"), rate=strong(decimal(window.best)))
    return ""


def range_of(window: Window) -> str:
    """The range of a rate that there is."""
    assert window.lo is not None and window.per28 is not None and window.hi is not None
    return level_range(window.lo, window.per28, window.hi)


def days_used(summary: Summary, *others: Summary) -> str:
    """How much of each time is logged, and for the others where they use fewer of those days.

    "" without a session or a day.
    """
    less = [each for each in others if _has_figure(each) and _logged(each) != _logged(summary)]
    said = [
        _used(
            summary,
            (
                gettext("Days used: %(before)s before, %(since)s since."),
                gettext("Days used: %(before)s before."),
                gettext("Days used: %(since)s since."),
            ),
        )
    ]
    for each in less:
        said.append(
            _used(
                each,
                (
                    gettext("%(measure)s: %(before)s before, %(since)s since say yes or no."),
                    gettext("%(measure)s: %(before)s before say yes or no."),
                    gettext("%(measure)s: %(since)s since say yes or no."),
                ),
            )
        )
    return " ".join(said)


def _used(summary: Summary, texts: tuple[str, str, str]) -> str:
    """One of three texts: for both times, for that before alone, for that since alone."""
    before, since = summary.before.window, summary.after.window
    both, first, second = texts
    text = both if before.days and since.days else first if before.days else second
    if not (before.days or since.days):
        return ""
    return text % {
        "measure": WORDS[summary.measure].name,
        "before": of_days(before.logged, before.days),
        "since": of_days(since.logged, since.days),
    }


def _has_figure(summary: Summary) -> bool:
    return summary.before.has_figure or summary.after.has_figure


def _logged(summary: Summary) -> tuple[int, int]:
    return summary.before.window.logged, summary.after.window.logged


def _one_level(summary: Summary, words: dict[str, str]) -> str:
    if words["since"]:
        text = gettext("%(measure)s: %(since)s of 28 since; not enough before to compare.")
    elif words["before"]:
        text = gettext("%(measure)s: %(before)s of 28 before; not enough since to compare.")
    elif summary.first is not None and summary.unsaid:
        text = gettext("%(measure)s: too few days say what is counted here.")
    elif summary.first is not None:
        text = gettext("%(measure)s: not enough logged yet.")
    else:
        return ""
    return filled(text, **words)
