"""A person's other preventives in words, for a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.formats import date_format
from django.utils.translation import gettext

from treatments.models import Preventive


@dataclass(frozen=True)
class Row:
    """One preventive: its key, its name, and in words its dose, its time and its changes."""

    pk: int
    name: str
    dose: str
    time: str
    changes: tuple[str, ...]
    running: bool


def rows(preventives: Iterable[Preventive], today: date) -> list[Row]:
    """In their own order, but those that are over last; their changes should be prefetched."""
    found = sorted(preventives, key=lambda each: _is_over(each, today))
    return [_row(each, today) for each in found]


def has_begun(preventive: Preventive, today: date) -> bool:
    """Whether its first day has come."""
    return preventive.started_on is None or preventive.started_on <= today


def dose_from(dose: str, on: str) -> str:
    """Another dose and the day, as it is written, from which it is taken."""
    return gettext("%(dose)s from %(on)s") % {"dose": dose, "on": on}


def day(on: date) -> str:
    """A date, such as 1 March 2026."""
    return date_format(on, "DAY")


def _is_over(preventive: Preventive, today: date) -> bool:
    return preventive.stopped_on is not None and preventive.stopped_on < today


def _row(preventive: Preventive, today: date) -> Row:
    begun = has_begun(preventive, today)
    changes = sorted(preventive.changes.all(), key=attrgetter("on"))
    return Row(
        pk=preventive.pk,
        name=preventive.name,
        dose=preventive.dose,
        time=_time(preventive.started_on, preventive.stopped_on, begun),
        changes=tuple(dose_from(change.dose, day(change.on)) for change in changes),
        running=begun and not _is_over(preventive, today),
    )


def _time(started: date | None, stopped: date | None, begun: bool) -> str:
    if started and stopped:
        return gettext("%(first)s to %(last)s") % {"first": day(started), "last": day(stopped)}
    if started and not begun:
        return gettext("starts on %(first)s") % {"first": day(started)}
    if started:
        return gettext("since %(first)s") % {"first": day(started)}
    if stopped:
        return gettext("from before this diary to %(last)s") % {"last": day(stopped)}
    return gettext("since before this diary")
