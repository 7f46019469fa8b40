"""Doses of a day: adding, changing and removing one, so that a day with doses says so."""

import uuid
from datetime import date, datetime

from django.db import transaction

from accounts.models import Patient
from diary.actions import locked_day
from diary.arrival import changed_at
from diary.models import Day, Medicine, MedicineTaken
from diary.moments import Moment


@transaction.atomic
def add_dose(
    *, patient: Patient, on: date, medicine: Medicine, taken: Moment | None, now: datetime
) -> MedicineTaken | None:
    """Add a dose of one of the person's medicines, of its usual size, to a logged day.

    It takes nothing away from what another device says of the day, so it never conflicts.

    Args:
        patient: whose day.
        on: the calendar date that it counts for.
        medicine: one of the patient's.
        taken: when, None where that is not known.
        now: the moment of saving.

    Returns:
        The dose; None, with nothing written, where the day is not logged.
    """
    day = locked_day(patient, on)
    if day is None:
        return None
    first = not day.doses.exists()
    said_before = day.medicine if first else None
    dose = MedicineTaken(day=day, medicine=medicine, dose=medicine.dose, said_before=said_before)
    dose.taken = taken
    dose.save()
    _say(day, medicine=True, now=now)
    return dose


@transaction.atomic
def change_dose(
    *, patient: Patient, dose: MedicineTaken, size: str, taken: Moment | None, now: datetime
) -> None:
    """Give a dose another size and time; nothing where it was removed meanwhile."""
    patient.lock()
    stored = _stored(patient, dose)
    if stored is None:
        return
    stored.dose, stored.taken = size, taken
    stored.save()
    _say(stored.day, medicine=True, now=now)


@transaction.atomic
def remove_dose(*, patient: Patient, dose: MedicineTaken, now: datetime) -> None:
    """Take a dose off its day; without the last one, the day says what it said before the first."""
    patient.lock()
    stored = _stored(patient, dose)
    if stored is None:
        return
    day, said_before = stored.day, stored.said_before
    stored.delete()
    following = day.doses.order_by("pk").first()
    if following is not None and following.said_before is None:
        following.said_before = said_before
        following.save(update_fields=["said_before"])
    _say(day, medicine=said_before if following is None else True, now=now)


def _stored(patient: Patient, dose: MedicineTaken) -> MedicineTaken | None:
    mine = MedicineTaken.objects.filter(day__patient=patient).select_related("day")
    return mine.filter(pk=dose.pk).first()


def _say(day: Day, *, medicine: bool | None, now: datetime) -> None:
    """Save on the day whether medicine was taken; each dose is undone by itself, not by the day.

    That a day is clear so far is left to its own question.
    """
    day.medicine = medicine
    day.from_attack = False
    day.previous = None
    day.version = uuid.uuid4()
    day.changed_at = changed_at(now, day.changed_at)
    day.save()
