"""Marking the calendar days that an attack touches, and taking the marks off again."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.choices import Detail
from accounts.models import Patient
from diary.actions import write_day
from diary.choices import Kind
from diary.models import Attack, Day
from diary.state import EMPTY, DayState

# A journey from the last zone to the first can end an attack on a date so much before its start's.
MOST_BACK = timedelta(days=2)


def attacks_touching(patient: Patient, first: date, last: date | None = None) -> QuerySet[Attack]:
    """Those that may touch a day from `first` to `last`, both included, and the one that runs."""
    rows = Attack.objects.filter(
        Q(ended_at=None) | Q(ended_on__gte=first - MOST_BACK), patient=patient
    )
    return rows.filter(Q(ended_at=None) | Q(started_on__lte=last)) if last else rows


def attacks_asked(patient: Patient, first: date, last: date | None = None) -> list[Attack]:
    """Those that may touch a day from `first` to `last` and the one that runs, if it is asked."""
    if not patient.asks(Detail.TIMES):
        return []
    return sorted(attacks_touching(patient, first, last), key=lambda attack: attack.started_at)


def keep_in_step(
    attack: Attack,
    *,
    before: frozenset[date],
    after: frozenset[date],
    now: datetime,
    told: date | None = None,
    first_before: date | None = None,
) -> None:
    """Bring the days' rows in step with an attack that was just saved or deleted.

    What the person said of a day stays, unless that was "clear so far". A day whose mark was
    removed by hand is not marked again.

    Args:
        attack: the attack.
        before: the days that it touched until now.
        after: those that it touches from now on.
        now: the moment of saving.
        told: the day of which the person says just now that it is there: it can be undone on the
            day, and is marked even where the person called it clear before.
        first_before: the day on which it began until now.
    """
    concerned = before | after
    days = _days(attack, concerned)
    kind = _kind(days, (attack.started_on, first_before))
    others = _others(attack, before)
    for on in sorted(concerned):
        day = days.get(on)
        if on in after and (on not in before or on == told):
            _mark(attack, day, on, kind, now=now, told=on == told)
        elif day and day.from_attack and on not in others:
            if on in after:
                _settle(day, kind, now)
            else:
                _unmark(day, now)


def unmark_orphans(patient: Patient, dates: Collection[date], now: datetime) -> None:
    """Take those marks off that came back on these dates when their attack had gone already."""
    if not dates:
        return
    first, last = min(dates), max(dates)
    marked = patient.days.between(first, last).filter(from_attack=True)
    touched = {on for attack in attacks_touching(patient, first, last) for on in attack.days}
    for day in marked:
        if day.date in dates and day.date not in touched:
            _unmark(day, now)


def _days(attack: Attack, dates: frozenset[date]) -> dict[date, Day]:
    if not dates:
        return {}
    stored = attack.patient.days.filter(date__range=(min(dates), max(dates)))
    return {day.date: day for day in stored}


def _kind(days: dict[date, Day], firsts: Iterable[date | None]) -> Kind:
    """What the first day was, where that is a headache; else headache."""
    for day in (days.get(on) for on in firsts if on):
        if day and day.headache:
            return day.kind
    return Kind.HEADACHE


def _others(attack: Attack, dates: frozenset[date]) -> frozenset[date]:
    """Those of the dates that other attacks touch."""
    if not dates:
        return frozenset()
    rows = attacks_touching(attack.patient, min(dates), max(dates)).exclude(pk=attack.pk)
    return dates & {on for other in rows for on in other.days}


def _mark(
    attack: Attack, day: Day | None, on: date, kind: Kind, *, now: datetime, told: bool
) -> None:
    if day is None:
        new = Day(patient=attack.patient, date=on, previous={} if told else None, from_attack=True)
        write_day(new, EMPTY.as_kind(kind), now=now)
    elif not day.headache and (day.clear_so_far or told):
        day.previous = day.state.as_dict()
        day.from_attack = True
        write_day(day, day.state.as_kind(kind), now=now)


def _settle(day: Day, kind: Kind, now: datetime) -> None:
    """A mark from before: of the attack's kind, and no longer what the person said last."""
    fresh = day.previous == {}
    if fresh:
        day.previous = None
    if day.kind != kind:
        write_day(day, day.state.as_kind(kind), now=now)
    elif fresh:
        day.save(update_fields=["previous"])


def _unmark(day: Day, now: datetime) -> None:
    """Take the mark off: what it overwrote comes back; what was added to it stays."""
    doses = day.doses.exists()
    if day.previous:
        state = DayState.of(day.previous)
        day.previous = None
        day.from_attack = False
        write_day(day, replace(state, medicine=True) if doses else state, now=now)
    elif doses or day.state != EMPTY.as_kind(day.kind):
        day.from_attack = False
        day.save(update_fields=["from_attack"])
    else:
        day.delete()
