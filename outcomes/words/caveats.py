"""What has to be known beside a result. See docs/method.md, "What every screen must say"."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from outcomes.numbers import day, decimal, shown_change
from outcomes.summary import Summary
from outcomes.words.preventive_words import beside_change
from outcomes.words.wording import change_range, change_words


def caveats(summary: Summary) -> list[str]:
    """Those that apply, the ones about this diary first."""
    if summary.first is None:
        return []
    return [*_about_this_diary(summary), *(_about_change(summary) if summary.side_by_side else ())]


def _about_this_diary(summary: Summary) -> Iterator[str]:
    if summary.before.at_least:
        yield gettext(
            "Before, it looks as if mostly bad days were logged. So only the least it can have "
            "been is shown."
        )
    if summary.untreated_before and summary.compared and summary.bad_last_month:
        yield _bad_last_month(summary)
    if summary.clear_so_far:
        yield ngettext(
            "%(count)s of these days was called clear before its evening. It counts as clear so "
            "far.",
            "%(count)s of these days were called clear before their evening. They count as clear "
            "so far.",
            summary.clear_so_far,
        ) % {"count": summary.clear_so_far}
    if summary.unsaid:
        yield ngettext(
            "%(count)s saved day (%(before)s before, %(after)s after) does not say what is counted "
            "here. It is taken as not logged.",
            "%(count)s saved days (%(before)s before, %(after)s after) do not say what is counted "
            "here. They are taken as not logged.",
            summary.unsaid,
        ) % {
            "count": summary.unsaid,
            "before": summary.before.unsaid.days,
            "after": summary.after.unsaid.days,
        }


def _about_change(summary: Summary) -> Iterator[str]:
    if summary.untreated_before and _drop_shown(summary):
        yield gettext(
            "People often start treatment when things are at their worst, so part of a drop could "
            "have come anyway. It shows what changed, not why."
        )
    else:
        yield gettext("It shows what changed, not why.")
    yield from beside_change(summary)
    products = {cycle.session.product for cycle in summary.cycles if cycle.side.window.days}
    if len(products) > 1:
        yield gettext(
            "Not all sessions used the same product, and units of one are not units of another."
        )


def _drop_shown(summary: Summary) -> bool:
    """Whether the figure shown since is below that shown before, be one only a least."""
    before, since = summary.before.figure, summary.after.figure
    return before is not None and since is not None and shown_change(before, since) < 0


def _bad_last_month(summary: Summary) -> str:
    found = summary.bad_last_month
    assert found is not None and summary.first is not None
    last, earlier = found.last_month.per28, found.two_months_before.per28
    after = summary.after.window.per28
    assert last is not None and earlier is not None and after is not None
    shown = shown_change(earlier, after)
    first = gettext(
        "The 28 days before %(on)s were worse (%(last)s of 28) than the 56 days before them "
        "(%(earlier)s). Against those 56 days the change is %(change)s."
    ) % {
        "on": day(summary.first.on),
        "last": decimal(last),
        "earlier": decimal(earlier),
        "change": change_words(shown),
    }
    return f"{first} {change_range(found.comparison, shown)}"
