"""What Today shows, gathered in four queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
from diary.day_page import DayPage, of_day
from diary.models import Day
from home.asks import Asks, today_asks
from treatments.cycles import Sessions, read_sessions

NIGHT_ENDS_HOUR = 5
WEEK_DAYS = 7


@dataclass(frozen=True)
class DayBox:
    """A date and what is logged for it, if anything."""

    on: date
    day: Day | None


@dataclass(frozen=True)
class Last28:
    """The 28 days before today, oldest first, and what they come to."""

    boxes: list[DayBox]
    logged: int
    headache: int
    migraine: int


@dataclass(frozen=True)
class Today:
    """Everything on Today.

    `ask` has two boxes in the night, one otherwise, the newest last; `detail` is the one of them
    that was logged last, with all that may be said of it.
    """

    local: datetime
    ask: list[DayBox]
    detail: DayPage | None
    unsettled: Day | None
    unlogged: int
    sessions: Sessions
    asks: Asks
    last28: Last28


def _last28(boxes: list[DayBox]) -> Last28:
    days = [box.day for box in boxes if box.day]
    return Last28(
        boxes,
        logged=len(days),
        headache=sum(day.headache for day in days),
        migraine=sum(bool(day.migraine) for day in days),
    )


def _detail(patient: Patient, asked: list[DayBox]) -> DayPage | None:
    logged = [box.day for box in asked if box.day]
    if not logged:
        return None
    newest = max(logged, key=lambda day: day.changed_at)
    return of_day(patient, newest.date, newest)


def today_page(patient: Patient, now: datetime) -> Today:
    """Gather Today for a patient at a moment."""
    local = patient.local(now)
    # A night owl's day ends later; who has no such hour is asked in the night which day is meant.
    today = patient.offered_day(now)
    first = today - timedelta(days=MONTH_DAYS)
    stored = {day.date: day for day in patient.days.between(first, today)}
    boxes = [
        DayBox(on, stored.get(on))
        for on in (first + timedelta(days=i) for i in range(MONTH_DAYS + 1))
    ]
    yesterday = boxes[-2].day
    night = local.hour < NIGHT_ENDS_HOUR and not patient.day_starts
    asked = boxes[-2:] if night else boxes[-1:]
    # Nobody is asked to fill in days from before they came, unless they began to.
    began = min([patient.local(patient.created_at).date(), *stored])
    week = [b for b in boxes[-1 - WEEK_DAYS : -1] if b not in asked and b.on >= began]
    sessions = read_sessions(patient, today)
    return Today(
        local=local,
        ask=asked,
        detail=_detail(patient, asked),
        unsettled=yesterday if yesterday and yesterday.clear_so_far and not night else None,
        unlogged=sum(box.day is None for box in week),
        sessions=sessions,
        asks=today_asks(patient, sessions, today),
        last28=_last28(boxes[:-1]),
    )
