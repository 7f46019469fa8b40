"""How the result is worked out, in a few sentences. See docs/method.md."""

from collections.abc import Iterator

from django.utils.translation import gettext

from outcomes.numbers import whole
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS


def explanation(summary: Summary) -> list[str]:
    """The rule in short paragraphs."""
    means = str(WORDS[summary.measure].means)
    if summary.first is None:
        return [means, gettext("A day not logged is never taken as clear.")]
    return [
        means,
        gettext(
            "“Days of 28” are days in four weeks: 14 of 28 is every second day. All months are "
            "then as long as each other, with four weekends each."
        ),
        gettext(
            "A day not logged is never taken as clear. Each side needs at least 20 logged days, "
            "and 20 of every 28."
        ),
        *_runs(summary),
        *_words(summary),
        gettext(
            "Days counted are exact; a range is for the usual level. It takes all cycles together "
            "and leaves out that they differ. A slow change over years cannot be seen from one "
            "short time before."
        ),
    ]


def _runs(summary: Summary) -> Iterator[str]:
    """Why there is a range, with how much the days of this diary tell."""
    sides = [side.window for side in (summary.before, summary.after) if side.has_rate]
    if not sides:
        return
    window = sides[0]
    text = (
        gettext(
            "Bad days come in runs, so the %(logged)s days logged before tell as much as about "
            "%(separate)s separate ones. A range says how far the usual level could be from what "
            "was counted."
        )
        if summary.before.has_rate
        else gettext(
            "Bad days come in runs, so the %(logged)s days logged since tell as much as about "
            "%(separate)s separate ones. A range says how far the usual level could be from what "
            "was counted."
        )
    )
    yield text % {"logged": window.logged, "separate": whole(window.neff)}


def _words(summary: Summary) -> Iterator[str]:
    if summary.untreated_before:
        yield gettext(
            "“Clearly” is said from 97.5% sure, “probably” from 90%, and only if it would stay at "
            "90% or more with every day not logged taken as clear. On made-up diaries in which "
            "nothing changed, this rule said “clearly fewer” in about 2 of 100, and “probably "
            "fewer” in about 5 or 6."
        )
