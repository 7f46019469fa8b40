"""The 28 days before today, as a row of marks and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from analysis.cycles import MONTH_DAYS
from diary.choices import Kind

UNLOGGED = "unlogged"


@dataclass(frozen=True, slots=True)
class Last28:
    """The 28 days before today: a mark each, the oldest first, and what they come to."""

    marks: SafeString
    logged: int
    headache: int
    migraine: int


def last28(kinds: Mapping[date, Kind], today: date) -> Last28:
    """Count the days before `today`, by what each was; a date without a kind is not logged."""
    dates = (today - timedelta(days=ago) for ago in range(MONTH_DAYS, 0, -1))
    shown = [kinds.get(on) for on in dates]
    return Last28(
        # One string made here: 28 pieces of a template take longer than all the rest of a page.
        SafeString("".join(_MARKS[kind] for kind in shown)),
        logged=MONTH_DAYS - shown.count(None),
        headache=shown.count(Kind.HEADACHE) + shown.count(Kind.MIGRAINE),
        migraine=shown.count(Kind.MIGRAINE),
    )


_MARKS = {
    kind: f'<span class="mark mark-{kind.value if kind else UNLOGGED}"></span>'
    for kind in (None, *Kind)
}
