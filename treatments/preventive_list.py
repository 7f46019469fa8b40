"""A person's other preventives in words, for a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils import dateformat
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
    """Those that are taken first; their changes should be prefetched."""
    found = [_row(each, today) for each in preventives]
    return sorted(found, key=lambda row: not row.running)


def _row(preventive: Preventive, today: date) -> Row:
    changes = sorted(preventive.changes.all(), key=attrgetter("on"))
    return Row(
        pk=preventive.pk,
        name=preventive.name,
        dose=preventive.dose,
        time=_time(preventive.started_on, preventive.stopped_on),
        changes=tuple(
            gettext("%(dose)s from %(on)s") % {"dose": change.dose, "on": _day(change.on)}
            for change in changes
        ),
        running=preventive.stopped_on is None or preventive.stopped_on >= today,
    )


def _time(started: date | None, stopped: date | None) -> str:
    if started and stopped:
        words = {"first": _day(started), "last": _day(stopped)}
        return gettext("%(first)s to %(last)s") % words
    if started:
        return gettext("since %(first)s") % {"first": _day(started)}
    if stopped:
        return gettext("from before this diary to %(last)s") % {"last": _day(stopped)}
    return gettext("since before this diary")


def _day(on: date) -> str:
    return dateformat.format(on, "j F Y")
