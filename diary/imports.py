"""Bringing a file of days into the diary after a yes, and taking it out again."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Patient
from diary.attack_days import unmark_orphans
from diary.choices import ImportStatus
from diary.import_plan import ImportPlan, plan_import
from diary.models import IMPORT_WAITS, Day, Import
from diary.state import STATE_FIELDS, DayState

KEPT_FOR_UNDO = (*STATE_FIELDS, "from_attack", "clear_so_far", "version")
WRITTEN = [*KEPT_FOR_UNDO, "previous", "changed_at"]


def _before(day: Day) -> dict[str, Any]:
    values = {name: getattr(day, name) for name in KEPT_FOR_UNDO}
    return {**values, "version": str(day.version)}


def _overwrite(days: Iterable[Day]) -> None:
    """Save days over those stored at the same dates: a few queries however many they are."""
    Day.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["patient", "date"], update_fields=WRITTEN
    )


def purge_expired(now: datetime) -> int:
    """Forget the files, of every patient, that waited too long for a yes; returns how many."""
    too_old = Import.objects.filter(status=ImportStatus.WAITING, created_at__lt=now - IMPORT_WAITS)
    return too_old.delete()[0]


@transaction.atomic
def stage_import(*, patient: Patient, file: bytes, now: datetime) -> Import:
    """Keep a file until the patient says yes; it takes the place of one that waits already."""
    patient.lock()
    patient.imports.filter(status=ImportStatus.WAITING).delete()
    staged: Import = patient.imports.create(file=file, created_at=now)
    return staged


@transaction.atomic
def confirm_import(
    *,
    patient: Patient,
    code: uuid.UUID,
    date_order: str,
    replace: Collection[str],
    now: datetime,
    replace_until: datetime | None = None,
) -> bool:
    """Write a waiting file into the diary as it stands now.

    Days not logged are added. A day that differs stays as it is unless its `Difference.key` is in
    `replace`, so one that changed since the preview stays too.

    Args:
        patient: whose diary.
        code: the import's code.
        date_order: the import's `date_order` that the preview showed.
        replace: the keys of the days that the patient ticked.
        now: the moment of the yes.
        replace_until: where given, every day that differs and was not saved since is replaced.

    Returns:
        False, with nothing written, where the file does not wait any more, waited too long, or
        its dates are read otherwise than the preview showed.
    """
    patient.lock()
    waiting = patient.imports.filter(code=code, status=ImportStatus.WAITING, date_order=date_order)
    staged = waiting.first()
    if staged is None or staged.expired(now):
        return False
    plan = plan_import(staged)
    if plan.table.order_unclear:
        return False
    ticked = {
        one.key
        for one in plan.differences
        if one.key in replace or (replace_until and one.stored.changed_at <= replace_until)
    }
    _write(staged, plan, ticked, now)
    staged.status, staged.done_at, staged.file = ImportStatus.DONE, now, b""
    staged.save()
    return True


def _write(staged: Import, plan: ImportPlan, replace: Collection[str], now: datetime) -> None:
    """Put the plan's days into the diary, and on the import what that changed, unsaved."""
    replaced = [one for one in plan.differences if one.key in replace]
    kept = [one for one in plan.differences if one.key not in replace]
    staged.added, staged.replaced = len(plan.added), len(replaced)
    staged.changed = [[on.isoformat(), None] for on, _ in plan.added]
    staged.changed += [[one.stored.date.isoformat(), _before(one.stored)] for one in replaced]
    staged.kept = [one.stored.date.isoformat() for one in kept]
    Day.objects.bulk_create(_day(staged, on, state, now, now) for on, state in plan.added)
    _overwrite(
        _day(staged, one.stored.date, one.wanted, one.stored.logged_at, now) for one in replaced
    )


def _day(staged: Import, on: date, state: DayState, logged_at: datetime, now: datetime) -> Day:
    """A day as an import writes it: not to be undone alone, but with the whole import."""
    day = Day(
        patient=staged.patient,
        date=on,
        version=staged.code,
        logged_at=logged_at,
        changed_at=max(now, logged_at),
    )
    day.set_state(state)
    return day


@transaction.atomic
def undo_import(*, patient: Patient, code: uuid.UUID, now: datetime) -> bool:
    """Put back what an import changed, except days changed since; their dates are then in `kept`.

    Returns:
        False, with nothing written, where the import is not in the diary (any more).
    """
    patient.lock()
    done = patient.imports.filter(code=code, status=ImportStatus.DONE).first()
    if done is None:
        return False
    done.kept = [on.isoformat() for on in _put_back(done, now)]
    done.status, done.changed = ImportStatus.UNDONE, []
    done.save()
    return True


def _put_back(done: Import, now: datetime) -> list[date]:
    """Make the days that an import wrote what they were; the dates changed since, left alone."""
    before = {date.fromisoformat(on): values for on, values in done.changed}
    days = done.patient.days.between(min(before), max(before)) if before else ()
    stored = {day.date: day for day in days if day.date in before}
    unchanged = {on for on, day in stored.items() if day.version == done.code}
    _overwrite(
        Day(
            **before[on],
            patient=done.patient,
            date=on,
            logged_at=stored[on].logged_at,
            changed_at=max(now, stored[on].logged_at),
        )
        for on in unchanged
        if before[on]
    )
    marks = [on for on in unchanged if before[on] and before[on]["from_attack"]]
    unmark_orphans(done.patient, marks, now)
    # The days just put back have their old version again: what is left are those it added.
    done.patient.days.filter(version=done.code).delete()
    return [on for on in sorted(before) if on not in unchanged and (before[on] or on in stored)]
