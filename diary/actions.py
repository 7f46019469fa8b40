"""Saving a day so that no other device's save is lost."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.arrival import changed_at
from diary.facets import FACETS, KIND, Facet
from diary.models import Day
from diary.state import EMPTY, DayState

EVENING_HOUR = 18
# The Leiden e-diary locks a day then; here an entry after it is marked.
LATE_AFTER_DAYS = 5
# Beside what was said of a day, for undo: that it was an attack's mark.
MARK = "from_attack"
HAS_DOSES = _("Doses are listed for this day. Take them off the list first.")


@dataclass(frozen=True)
class Saved:
    """The day is stored as asked."""

    day: Day


@dataclass(frozen=True)
class Conflict:
    """Another device changed the day meanwhile; nothing was written.

    `day` is what is stored now (None: not logged); `value` was asked for its `facet`.
    """

    day: Day | None
    facet: Facet
    value: str


def locked_day(patient: Patient, on: date) -> Day | None:
    """The day as it stands, with nobody else writing."""
    patient.lock()
    return patient.days.filter(date=on).first()


def write_day(day: Day, state: DayState, *, now: datetime, asked: bool = False) -> None:
    """Save a day with this content under a new version.

    Whether it is clear only so far is settled anew where what the day was changes, or was asked.
    """
    local = day.patient.local(now)
    if day.pk is None or asked or day.kind != state.kind:
        before_evening = day.date == local.date() and local.hour < EVENING_HOUR
        day.clear_so_far = not state.headache and before_evening
    if day.pk is None:
        day.logged_at = now
        day.late = (local.date() - day.date).days > LATE_AFTER_DAYS
    day.set_state(state)
    day.version = uuid.uuid4()
    day.changed_at = changed_at(now, day.logged_at)
    day.save()


def _said(day: Day | None, facet: Facet) -> str:
    """What is said of a part of a day; empty for a day not logged."""
    return facet.read(day.state) if day else ""


def _drops_unseen(state: DayState, wanted: DayState, knew: Mapping[str, str]) -> bool:
    """Whether something goes with this change that the page did not show."""
    stored = {name: FACETS[name].read(state) for name in knew}
    gone = [name for name, said in stored.items() if said and FACETS[name].read(wanted) != said]
    return any(stored[name] != knew[name] for name in gone)


@transaction.atomic
def save_day(
    *,
    patient: Patient,
    on: date,
    facet: Facet,
    value: str,
    was: str,
    now: datetime,
    knew: Mapping[str, str] = MappingProxyType({}),
) -> Saved | Conflict:
    """Say something else of one part of a day, unless that part changed since the page was made.

    Args:
        patient: whose day.
        on: the calendar date.
        facet: the part.
        value: what to say of it, as `Facet.write` takes it; ValidationError where it cannot.
        was: what the page showed, as `Facet.read` gives it; empty for a day not logged.
        now: the moment of saving.
        knew: what the page showed of other parts, by their names. A day without headache keeps few
            of them: what another device said of one meanwhile is not dropped unseen.

    Returns:
        Saved, also where a stale page asks for what is stored already; else Conflict. A part that
        only a headache has, of a day without one, is a Conflict too.
    """
    day = locked_day(patient, on)
    if day is None and facet is not KIND:
        return Conflict(day, facet, value)
    if day and not day.headache and not facet.on_any_day:
        return Conflict(day, facet, value)
    state = day.state if day else EMPTY
    wanted = facet.write(state, value)
    asked = facet is KIND
    if day and day.state == wanted and not (asked and day.clear_so_far):
        _say_by_hand(day)
        return Saved(day)
    if _said(day, facet) not in (was, facet.read(wanted)):
        return Conflict(day, facet, value)
    if _drops_unseen(state, wanted, knew):
        return Conflict(day, facet, value)
    if day and not wanted.medicine and day.doses.exists():
        raise ValidationError(HAS_DOSES)
    if day is None:
        day = Day(patient=patient, date=on, previous={})
    elif day.state != wanted:
        day.previous = {**state.as_dict(), **({MARK: True} if day.from_attack else {})}
    day.from_attack = False
    write_day(day, wanted, now=now, asked=asked)
    return Saved(day)


def _say_by_hand(day: Day) -> None:
    """What an attack marked is now the person's own word."""
    if day.from_attack:
        day.from_attack = False
        day.save(update_fields=["from_attack"])


@transaction.atomic
def undo_day(*, patient: Patient, on: date, seen: uuid.UUID, now: datetime) -> bool:
    """Put the day back to what it was before its last save; doses listed stay.

    Returns:
        False, with nothing written, where the day changed since or has nothing to undo.
    """
    day = locked_day(patient, on)
    if day is None or day.version != seen or day.previous is None:
        return False
    if not day.previous:
        day.delete()
        return True
    day.from_attack = MARK in day.previous
    state = DayState.of({name: said for name, said in day.previous.items() if name != MARK})
    if day.doses.exists():
        day.from_attack = False
        state = replace(state, medicine=True)
    day.previous = None
    write_day(day, state, now=now)
    return True


@transaction.atomic
def forget_day(*, patient: Patient, on: date, seen: uuid.UUID) -> bool:
    """Remove the day's entry, and what imports keep of it for their undo: it is then not logged.

    Returns:
        False, with nothing written, where the day changed since.
    """
    day = locked_day(patient, on)
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
def settle_clear(*, patient: Patient, on: date, now: datetime) -> bool:
    """The day said to be clear so far stayed clear.

    Returns:
        False, with nothing written, where it is not stored as clear any more.
    """
    day = locked_day(patient, on)
    if day is None or day.headache:
        return False
    if day.clear_so_far:
        day.clear_so_far = False
        day.changed_at = changed_at(now, day.changed_at)
        day.save(update_fields=["clear_so_far", "changed_at"])
    return True
