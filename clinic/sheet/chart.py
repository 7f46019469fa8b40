"""The chart of the sheet: headache days in each 28 days, with the sessions."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from analysis.blocks import Block
from analysis.cycles import MONTH_DAYS
from clinic.sheet.content import Bar, Bars, Mark
from outcomes.numbers import month, short_day
from outcomes.summary import Summary

MOST = 48
"""Bars that one row holds: the latest."""
LABEL_ROOM = 4
"""Bars that the name of a month takes where there are many."""


def bars(summary: Summary) -> Bars | None:
    """The chart; None for a diary without days."""
    shown = summary.blocks[-MOST:]
    if not shown:
        return None
    of = summary.result.course
    origin = of.sessions[0] if of.sessions else of.end
    left = origin + MONTH_DAYS * shown[0].number
    placed = [(number, (day - left) / MONTH_DAYS) for number, day in enumerate(of.sessions, 1)]
    reading = gettext(
        "Each bar is 28 days: headache days below, other logged days pale, days not logged "
        "hatched. Numbered marks are sessions."
    )
    if len(shown) < len(summary.blocks):
        reading += " " + gettext("The latest %(count)s are drawn.") % {"count": len(shown)}
    return Bars(
        title=gettext("Headache days in each 28 days"),
        reading=reading,
        logged=gettext("Logged"),
        bars=tuple(
            Bar(
                on=short_day(summary.date_of(block.window.spans[0].start)),
                since=block.number >= 0 and bool(of.sessions),
                counted=block.window.count,
                unlogged=block.window.days - block.window.logged,
                logged=block.window.logged,
                days=block.window.days,
                month=label,
            )
            for block, label in zip(shown, _months(summary, shown), strict=True)
        ),
        marks=tuple(Mark(str(number), at) for number, at in placed if 0 <= at <= len(shown)),
    )


def _months(summary: Summary, shown: Sequence[Block]) -> Iterator[str]:
    """The months below the bars: none twice, and none that would stand out at the right."""
    step = LABEL_ROOM if len(shown) > 2 * LABEL_ROOM else 1
    last = ""
    for index, block in enumerate(shown):
        label = month(summary.date_of(block.window.spans[0].start))
        wanted = index % step == 0 and index + step <= len(shown) and label != last
        last = label if wanted else last
        yield label if wanted else ""
