"""Saving a day so that no other device's save is lost."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Patient
from diary.choices import Kind
from diary.models import Day
from diary.state import EMPTY, DayState

EVENING_HOUR = 18
Change = Callable[[DayState], DayState]


@dataclass(frozen=True)
class Saved:
    """The day is stored as asked."""

    day: Day


@dataclass(frozen=True)
class Conflict:
    """Another device changed the day meanwhile; nothing was written.

    `day` is what is stored now (None: not logged), `wanted` what was asked for.
    """

    day: Day | None
    wanted: DayState


def _locked(patient: Patient, on: date) -> Day | None:
    """The day as it stands, with nobody else writing."""
    patient.lock()
    return patient.days.filter(date=on).first()


def _write(day: Day, state: DayState, *, now: datetime) -> None:
    local = day.patient.local(now)
    day.set_state(state)
    day.clear_so_far = not state.headache and day.date == local.date() and local.hour < EVENING_HOUR
    day.version = uuid.uuid4()
    day.changed_at = max(now, day.logged_at)
    day.save()


@transaction.atomic
def save_day(
    *,
    patient: Patient,
    on: date,
    change: Change,
    seen: uuid.UUID | None,
    now: datetime,
) -> Saved | Conflict:
    """Change what is said of a day, unless it changed since the page that asks was made.

    Args:
        patient: whose day.
        on: the calendar date.
        change: makes the new content from the old (of a day not logged: an empty clear day).
        seen: the version that the page showed; None where it showed the day as not logged.
        now: the moment of saving.

    Returns:
        Saved, also where a stale page asks for what is stored already; else Conflict.
    """
    day = _locked(patient, on)
    wanted = change(day.state if day else EMPTY)
    if day and day.state == wanted and not day.clear_so_far:
        return Saved(day)
    if (day.version if day else None) != seen and not (day and day.state == wanted):
        return Conflict(day, wanted)
    if day is None:
        day = Day(patient=patient, date=on, logged_at=now, previous={})
    elif day.state != wanted:
        day.previous = day.state.as_dict()
    _write(day, wanted, now=now)
    return Saved(day)


@transaction.atomic
def undo_day(*, patient: Patient, on: date, seen: uuid.UUID, now: datetime) -> bool:
    """Put the day back to what it was before its last save.

    Returns:
        False, with nothing written, where the day changed since or has nothing to undo.
    """
    day = _locked(patient, on)
    if day is None or day.version != seen or day.previous is None:
        return False
    if not day.previous:
        day.delete()
        return True
    state = DayState(**day.previous)
    day.previous = None
    _write(day, state, now=now)
    return True


@transaction.atomic
def forget_day(*, patient: Patient, on: date, seen: uuid.UUID) -> bool:
    """Remove the day's entry, and what imports keep of it for their undo: it is then not logged.

    Returns:
        False, with nothing written, where the day changed since.
    """
    day = _locked(patient, on)
    if day is None:
        return True
    if day.version != seen:
        return False
    day.delete()
    for done in patient.imports.exclude(changed=[]).only("changed"):
        done.changed = [change for change in done.changed if change[0] != on.isoformat()]
        done.save(update_fields=["changed"])
    return True


@transaction.atomic
def settle_clear(*, patient: Patient, on: date, now: datetime) -> None:
    """The day said to be clear so far stayed clear."""
    day = _locked(patient, on)
    if day is not None and day.clear_so_far:
        day.clear_so_far = False
        day.changed_at = max(now, day.changed_at)
        day.save(update_fields=["clear_so_far", "changed_at"])


def to_kind(kind: Kind) -> Change:
    """The change that one tap asks for."""
    return lambda state: state.as_kind(kind)
