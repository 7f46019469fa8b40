"""What the page of a day, and Today, show of one day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from accounts.choices import Detail
from accounts.models import Patient
from diary.attack_days import attacks_asked
from diary.attack_words import AttackWords, in_words
from diary.choices import Kind
from diary.doses import AtHand, at_hand
from diary.leiden import Reason, features, migraine_reason
from diary.models import Attack, Day, Medicine, MedicineTaken
from diary.questions import Questions, Typed, questions
from diary.state import EMPTY


@dataclass(frozen=True)
class DayPage:
    """A date and all that is said of it.

    day: what is logged, None for nothing. doses: taken that day. medicines: those offered.
    attacks: those that touch the day and are over. running: the one without an end, where it
    touches the day or the day is today. current: whether "now" belongs to the day.
    typed: what was sent and could not be saved.
    """

    on: date
    day: Day | None
    details: frozenset[str]
    doses: tuple[MedicineTaken, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    attacks: tuple[AttackWords, ...] = ()
    running: AttackWords | None = None
    current: bool = False
    typed: Typed | None = field(default=None)

    @cached_property
    def questions(self) -> Questions:
        """What to ask of it, beside what it was."""
        state = self.day.state if self.day else EMPTY
        return questions(state, self.details, self.typed)

    @property
    def reason(self) -> Reason | None:
        """Why it looks like a migraine day, where it is said to be one of headache."""
        if self.day is None or self.day.kind != Kind.HEADACHE:
            return None
        return migraine_reason(self.day.state, {dose.medicine.kind for dose in self.doses})

    @property
    def features(self) -> str:
        """What makes it look like a migraine day, where it is what was felt."""
        return ", ".join(features(self.day.state)) if self.day else ""

    @property
    def complaint(self) -> str:
        """Why a tap was not saved, where no field on the page says so."""
        asked = self.questions
        fields = (asked.aura_minutes, asked.hours_lost, asked.note)
        said = any(one is not None and one.error for one in fields)
        return self.typed.error if self.typed and not said else ""

    @property
    def days_late(self) -> int:
        """How many days after it the day was first logged, where that is late; else 0."""
        return days_late(self.day)


def days_late(day: Day | None) -> int:
    """How many days after it a day was first logged, where that is late; else 0."""
    if day is None or not day.late:
        return 0
    return (timezone.localdate(day.logged_at) - day.date).days


def day_page(patient: Patient, on: date, now: datetime, typed: Typed | None = None) -> DayPage:
    """Gather a day."""
    stored: Day | None = patient.days.filter(date=on).first()
    current = on in (patient.today(now), patient.offered_day(now))
    attacks = attacks_asked(patient, on, None if current else on)
    return of_day(patient, on, stored, now, attacks, current=current, typed=typed)


def of_day(
    patient: Patient,
    on: date,
    stored: Day | None,
    now: datetime,
    attacks: list[Attack],
    *,
    current: bool,
    typed: Typed | None = None,
) -> DayPage:
    """Gather what belongs to a day that is at hand, and to those of the attacks that touch it."""
    taken = at_hand(patient, stored) if stored and patient.asks(Detail.MEDICINES) else AtHand()
    told = in_words((a for a in attacks if current or on in a.days), patient, now, on)
    return DayPage(
        on=on,
        day=stored,
        details=frozenset(patient.details),
        doses=taken.doses,
        medicines=taken.medicines,
        attacks=tuple(each for each in told if not each.runs and on in each.attack.days),
        running=next((each for each in told if each.runs), None),
        current=current,
        typed=typed,
    )
