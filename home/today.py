"""What Today shows, gathered in four queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
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
    whose headache was logged last, for its details.
    """

    local: datetime
    ask: list[DayBox]
    detail: DayBox | None
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


def _detail(asked: list[DayBox]) -> DayBox | None:
    logged = [(box.day.changed_at, box) for box in asked if box.day and box.day.headache]
    return max(logged, key=lambda pair: pair[0])[1] if logged else None


def today_page(patient: Patient, now: datetime) -> Today:
    """Gather Today for a patient at a moment."""
    local = patient.local(now)
    today = local.date()
    first = today - timedelta(days=MONTH_DAYS)
    stored = {day.date: day for day in patient.days.between(first, today)}
    boxes = [
        DayBox(on, stored.get(on))
        for on in (first + timedelta(days=i) for i in range(MONTH_DAYS + 1))
    ]
    yesterday = boxes[-2].day
    night = local.hour < NIGHT_ENDS_HOUR
    asked = boxes[-2:] if night else boxes[-1:]
    # Nobody is asked to fill in days from before they came, unless they began to.
    began = min([patient.local(patient.created_at).date(), *stored])
    week = [b for b in boxes[-1 - WEEK_DAYS : -1] if b not in asked and b.on >= began]
    sessions = read_sessions(patient, today)
    return Today(
        local=local,
        ask=asked,
        detail=_detail(asked),
        unsettled=yesterday if yesterday and yesterday.clear_so_far and not night else None,
        unlogged=sum(box.day is None for box in week),
        sessions=sessions,
        asks=today_asks(patient, sessions, today),
        last28=_last28(boxes[:-1]),
    )
