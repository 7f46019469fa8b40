"""Starting, ending, changing and deleting attacks, each with the days that it marks."""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.actions import locked_day, undo_day
from diary.attack_days import keep_in_step, unmark_orphans
from diary.models import Attack, Day
from diary.moments import Moment

SHORTEST = timedelta(minutes=1)
# After more days without a word, a tap does not tell what the days between were.
SILENT_DAYS = 7
SILENT = _("You have said nothing of this attack for more than 7 days. When was it over?")


def overlapping(attack: Attack, start: Moment, end: Moment | None) -> Attack | None:
    """The first other attack that shares time with one from `start` to `end` (None: it runs)."""
    others = attack.patient.attacks.exclude(pk=attack.pk).order_by("started_at")
    if end:
        others = others.filter(started_at__lt=end.at)
    found: Attack | None = others.filter(Q(ended_at=None) | Q(ended_at__gt=start.at)).first()
    return found


@transaction.atomic
def start_attack(*, patient: Patient, now: datetime) -> Attack:
    """An attack starts now.

    Returns:
        The attack; where one runs already, or reaches past now, that one, and nothing is written.
    """
    patient.lock()
    attack = Attack(patient=patient)
    attack.start = Moment.tapped(now, patient.time_zone)
    recorded = overlapping(attack, attack.start, None)
    if recorded:
        return recorded
    attack.said_on = attack.started_on
    attack.save()
    keep_in_step(attack, before=frozenset(), after=attack.days, now=now, told=attack.started_on)
    # What was said of the day before is no longer the last thing done: its undo would leave the
    # attack running over a day not logged.
    patient.days.filter(date=attack.started_on, from_attack=False).update(previous=None)
    return attack


@transaction.atomic
def still_going(*, attack: Attack, now: datetime, sure: bool = False) -> bool:
    """The attack is still there now: it marks the days up to today.

    Args:
        attack: the one that runs.
        now: the moment of saying so.
        sure: the person was asked whether it went on all the time; ValidationError where they
            were not, and have said nothing of it for long.

    Returns:
        False, with nothing written, where it does not run any more.
    """
    running = _running(attack)
    if running is None:
        return False
    today = running.patient.today(now)
    if not sure:
        _refuse_silent(running, today)
    before = running.days
    running.said_on = max(today, running.last_day)
    running.version = uuid.uuid4()
    running.save()
    told = today if today in running.days else None
    keep_in_step(running, before=before, after=running.days, now=now, told=told)
    return True


@transaction.atomic
def end_attack(*, attack: Attack, now: datetime) -> bool:
    """The attack is over now; False, with nothing written, where it does not run any more.

    ValidationError where the person has said nothing of it for long.
    """
    running = _running(attack)
    if running is None:
        return False
    patient = running.patient
    _refuse_silent(running, patient.today(now))
    # A device's clock may be behind, and the shortest attack still has a length.
    at = max(Moment.tapped(now, patient.time_zone).at, running.started_at + SHORTEST)
    _write(running, running.start, Moment.of(at, patient.time_zone), now=now)
    return True


@transaction.atomic
def save_attack(*, attack: Attack, start: Moment, end: Moment | None, now: datetime) -> None:
    """Save a new attack, or another start and end of one.

    `end` None: it runs. Who adds one that runs, or takes its end away, says that it is there today.
    """
    attack.patient.lock()
    _write(attack, start, end, now=now)


@transaction.atomic
def delete_attack(*, attack: Attack, now: datetime) -> None:
    """Delete an attack, with the marks on days that only it had put there."""
    attack.patient.lock()
    _delete(attack, now=now)


def _delete(attack: Attack, *, now: datetime) -> None:
    before, pk = attack.days, attack.pk
    attack.delete()
    attack.pk = pk
    keep_in_step(attack, before=before, after=frozenset(), now=now)


def _running(attack: Attack) -> Attack | None:
    """The attack as it is stored, with nobody else writing; None where it does not run."""
    attack.patient.lock()
    stored: Attack | None = attack.patient.attacks.filter(pk=attack.pk, ended_at=None).first()
    return stored


def silent_days(running: Attack, today: date) -> int:
    """How many days have passed since the person last said that it is there."""
    return (today - running.last_day).days


def _refuse_silent(running: Attack, today: date) -> None:
    if silent_days(running, today) > SILENT_DAYS:
        raise ValidationError(SILENT)


def _write(attack: Attack, start: Moment, end: Moment | None, *, now: datetime) -> None:
    """Save both ends under a new version, and bring the days in step."""
    stored = attack.patient.attacks.filter(pk=attack.pk).first()
    before = stored.days if stored else frozenset()
    ran = stored is not None and stored.ended_at is None
    attack.start, attack.end = start, end
    if end:
        attack.said_on = None
    elif not ran:
        attack.said_on = attack.patient.today(now)
    attack.version = uuid.uuid4()
    attack.save()
    keep_in_step(
        attack,
        before=before,
        after=attack.days,
        now=now,
        first_before=stored.started_on if stored else None,
    )


@transaction.atomic
def undo(*, patient: Patient, on: date, seen: uuid.UUID, now: datetime) -> bool:
    """Take back what marked or said the day last: a start, a "still going on", or the day's save.

    Returns:
        False, with nothing written, where the day changed since or has nothing to undo.
    """
    day = locked_day(patient, on)
    running = patient.attacks.filter(ended_at=None).first()
    if day and running and day.version == seen and _marked_by(running, day):
        _take_back(running, day, now=now)
        return True
    undone = undo_day(patient=patient, on=on, seen=seen, now=now)
    if undone:
        unmark_orphans(patient, [on], now)
    return undone


def _marked_by(running: Attack, day: Day) -> bool:
    """Whether the last word on a running attack marked this day, and it can be undone."""
    return day.from_attack and day.previous is not None and running.last_day == day.date


def _take_back(running: Attack, day: Day, *, now: datetime) -> None:
    if running.started_on == day.date:
        _delete(running, now=now)
        return
    before = running.days
    # One tap marked all days since the last word before it, at the same moment.
    with_it = running.patient.days.filter(
        from_attack=True, changed_at=day.changed_at, date__range=(running.started_on, day.date)
    )
    first = min([day.date, *with_it.values_list("date", flat=True)])
    running.said_on = first - timedelta(days=1)
    running.version = uuid.uuid4()
    running.save()
    keep_in_step(running, before=before, after=running.days, now=now)
