"""What Today shows, gathered in a few queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.choices import Detail
from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
from diary.asked import NIGHT_ENDS_HOUR, is_night
from diary.attack_days import attacks_asked
from diary.attack_words import AttackWords, in_words
from diary.choices import Kind
from diary.day_page import DayPage, of_day
from diary.models import Attack, Day
from home.asks import Asks, today_asks
from home.last28 import Last28, last28
from treatments.cycles import Sessions, read_sessions

WEEK_DAYS = 7


@dataclass(frozen=True)
class DayBox:
    """A date that is asked about, and what is logged for it, if anything."""

    on: date
    day: Day | None


@dataclass(frozen=True)
class Today:
    """Everything on Today.

    `ask` has two boxes in the night, one otherwise, the newest last; `detail` is the one of them
    that was logged last, with all that may be said of it. `running` is the attack without an end.
    `may_start`: whether to ask for one here, where no day's details do. `unsettled` is a day that
    was clear so far when that was said, to be asked about.
    """

    local: datetime
    ask: list[DayBox]
    detail: DayPage | None
    running: AttackWords | None
    may_start: bool
    night: bool
    unsettled: Day | None
    unlogged: int
    sessions: Sessions
    asks: Asks
    last28: Last28
    night_ends: int = NIGHT_ENDS_HOUR

    @property
    def unsettled_yesterday(self) -> bool:
        """Whether that day is yesterday."""
        yesterday = self.ask[-1].on - timedelta(days=1)
        return self.unsettled is not None and self.unsettled.date == yesterday

    @property
    def newest(self) -> Day | None:
        """What is logged of the newest day that is asked about."""
        return self.ask[-1].day


def today_page(patient: Patient, now: datetime) -> Today:
    """Gather Today for a patient at a moment."""
    local = patient.local(now)
    # A night owl's day ends later; who has no such hour is asked in the night which day is meant.
    today = patient.offered_day(now)
    yesterday = today - timedelta(days=1)
    night = is_night(patient, now)
    stored = {
        day.date: day for day in patient.days.between(today - timedelta(days=MONTH_DAYS), today)
    }
    kinds = {on: day.kind for on, day in stored.items()}
    asked = (yesterday, today) if night else (today,)
    attacks = attacks_asked(patient, asked[0])
    detail = _detail(patient, [stored[on] for on in asked if on in stored], now, attacks)
    running = next((attack for attack in attacks if attack.ended_at is None), None)
    sessions = read_sessions(patient, today)
    return Today(
        local=local,
        ask=[DayBox(on, stored.get(on)) for on in asked],
        detail=detail,
        running=in_words([running], patient, now)[0] if running else None,
        may_start=not detail and not running and patient.asks(Detail.TIMES),
        night=night,
        unsettled=None if night else _unsettled(patient, stored, yesterday),
        unlogged=_unlogged(patient, kinds, today, asked),
        sessions=sessions,
        asks=today_asks(patient, sessions, today),
        last28=last28(kinds, today),
    )


def _detail(
    patient: Patient, logged: list[Day], now: datetime, attacks: list[Attack]
) -> DayPage | None:
    """The day logged last, with all that may be said of it."""
    if not logged:
        return None
    newest = max(logged, key=lambda day: day.changed_at)
    return of_day(patient, newest.date, newest, now, attacks, current=True)


def _unsettled(patient: Patient, stored: dict[date, Day], yesterday: date) -> Day | None:
    """The newest day to ask about, whether it stayed clear: on the day after it, and no later.

    What a device without a network sends later is asked about until the day after it arrived.
    """
    for on in sorted(stored, reverse=True):
        day = stored[on]
        if on <= yesterday and day.clear_so_far:
            arrived = patient.local(day.changed_at).date()
            if on == yesterday or arrived >= yesterday:
                return day
    return None


def _unlogged(
    patient: Patient, kinds: dict[date, Kind], today: date, asked: tuple[date, ...]
) -> int:
    """The days of the past week that nobody logged, beside those asked about now."""
    # Nobody is asked to fill in days from before they came, unless they began to.
    began = min([patient.local(patient.created_at).date(), *kinds])
    week = (today - timedelta(days=ago) for ago in range(1, WEEK_DAYS + 1))
    return sum(on not in kinds and on not in asked and on >= began for on in week)
