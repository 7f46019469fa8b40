"""What Today asks about treatments, below the day's buttons."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from treatments.after import Effect, Question, possible, question
from treatments.choices import Downtime, Status
from treatments.cycles import Sessions
from treatments.due import book_now, booked
from treatments.models import BookingReminder, InjectionSession, SideEffect


@dataclass(frozen=True)
class Asks:
    """One of the first three at a time, in their order, and beside it whether to say "book now?".

    confirm: a planned session whose day has come. question: what is asked after `session`, with the
    answers that are possible by now. effects: side effects that are not over.
    """

    confirm: InjectionSession | None = None
    question: Question | None = None
    session: InjectionSession | None = None
    possible: tuple[Downtime, ...] = ()
    effects: tuple[Effect, ...] = ()
    book_now: bool = False


def today_asks(patient: Patient, sessions: Sessions, today: date) -> Asks:
    """Find out what to ask, in at most two queries; in none before the first session."""
    book = _book_now(patient, sessions, today)
    if sessions.to_confirm:
        return Asks(confirm=sessions.to_confirm[0], book_now=book)
    cycle = sessions.current
    if cycle is None:
        return Asks()
    asked = question(cycle)
    if asked:
        answers = tuple(possible(cycle.session, today))
        return Asks(question=asked, session=cycle.session, possible=answers, book_now=book)
    rows = SideEffect.objects.filter(session__patient=patient, session__status=Status.DONE).open()
    return Asks(effects=tuple(Effect(row, today) for row in rows), book_now=book)


def _book_now(patient: Patient, sessions: Sessions, today: date) -> bool:
    if sessions.current is None or booked(sessions):
        return False
    reminder = BookingReminder.objects.filter(patient=patient).first()
    return book_now(sessions, reminder, today)
