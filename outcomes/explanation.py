"""How the result is worked out, with this diary's own numbers. See docs/method.md."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from analysis.cycles import Span
from analysis.windows import Window
from outcomes.measure_words import WORDS
from outcomes.numbers import decimal, level_range, percent, span_dates, whole
from outcomes.side import Side
from outcomes.summary import Summary


def explanation(summary: Summary) -> list[str]:
    """The rule in short paragraphs."""
    means = str(WORDS[summary.measure].means)
    if summary.first is None:
        return [means, gettext("A day not logged is never taken as clear.")]
    return [
        means,
        gettext("A day not logged is never taken as clear. Every rate is for 28 days."),
        *_sides(summary),
        *_rule(summary),
    ]


def _sides(summary: Summary) -> Iterator[str]:
    before, after = summary.before, summary.after
    if before.window.logged:
        yield gettext("Before: %(dates)s, at most 84 days. %(sum)s") % {
            "dates": _dates(summary, before.window),
            "sum": _sum(summary, before),
        }
    if after.window.logged:
        text = gettext("Since: %(dates)s, from the day of the first session on. %(sum)s")
        yield text % {"dates": _dates(summary, after.window), "sum": _sum(summary, after)}


def _sum(summary: Summary, side: Side) -> str:
    window = side.window
    assert window.per28 is not None and window.lo is not None and window.hi is not None
    counted = WORDS[summary.measure].days % {"count": window.count}
    text = ngettext(
        "%(counted)s in %(logged)s day logged.",
        "%(counted)s in %(logged)s days logged.",
        window.logged,
    ) % {"counted": counted, "logged": window.logged}
    if not side.has_rate:
        return text
    rate = gettext(
        "That is %(rate)s of 28. Bad days come in runs, so these days tell as much as about "
        "%(separate)s separate days. That makes the range %(range)s."
    ) % {
        "rate": decimal(window.per28),
        "separate": whole(window.neff),
        "range": level_range(window.lo, window.per28, window.hi),
    }
    return f"{text} {rate}"


def _dates(summary: Summary, window: Window) -> str:
    spans = [span for span in window.spans if span.days]
    return span_dates(summary.result.course.series.first_day, Span(spans[0].start, spans[-1].stop))


def _rule(summary: Summary) -> Iterator[str]:
    sure = summary.result.after_vs_baseline.sure_less
    if summary.untreated_before and summary.compared and sure is not None:
        yield gettext(
            "The change is the difference of the two rounded figures shown; the exact one may "
            "differ by 0.1."
        )
        yield gettext("How sure it is that there are fewer: %(sure)s.") % {"sure": percent(sure)}
    if summary.untreated_before:
        yield gettext(
            "“Clearly” is said from 97.5% sure, “probably” from 90%, and only if it would stay at "
            "90% or more with every day not logged taken as clear. On diaries in which nothing "
            "changed, this rule said “fewer” in about 2 of 100."
        )
    yield gettext("Each side needs at least 20 logged days, and 20 of every 28.")
    yield gettext(
        "Days counted are exact; a range is for the usual level. It takes all cycles together and "
        "leaves out that they differ. A slow change over years cannot be seen from one short time "
        "before."
    )
