"""What Today asks about treatments, below the day's buttons."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Patient
from treatments.after import Effect, Question, possible, question
from treatments.choices import Downtime, Status
from treatments.cycles import Sessions
from treatments.due import book_now, booked
from treatments.models import BookingReminder, InjectionSession, SideEffect

SHOWN = 2


@dataclass(frozen=True)
class Asks:
    """What to ask; of `confirm` and `question` one at a time, in this order.

    confirm: a planned session whose day has come. question: what is asked after `session`, with the
    answers that are possible by now. effects: side effects that are not over, the newest first.
    book_now: whether to say so.
    """

    confirm: InjectionSession | None = None
    question: Question | None = None
    session: InjectionSession | None = None
    possible: tuple[Downtime, ...] = ()
    effects: tuple[Effect, ...] = ()
    book_now: bool = False

    @property
    def shown(self) -> tuple[Effect, ...]:
        """Those side effects that are asked about here."""
        return self.effects[:SHOWN]

    @property
    def more(self) -> tuple[Effect, ...]:
        """Those that are only counted here."""
        return self.effects[SHOWN:]

    @property
    def more_session(self) -> int | None:
        """The one session that those were recorded for, by its key; None where they are several."""
        sessions = {effect.row.session_id for effect in self.more}
        return sessions.pop() if len(sessions) == 1 else None


def today_asks(patient: Patient, sessions: Sessions, today: date) -> Asks:
    """Find out what to ask, in at most two queries; in none before the first session."""
    effects = _effects(patient, sessions, today)
    book = _book_now(patient, sessions, today)
    if sessions.to_confirm:
        return Asks(confirm=sessions.to_confirm[0], effects=effects, book_now=book)
    asked = question(sessions.current) if sessions.current else None
    if sessions.current is None or asked is None:
        return Asks(effects=effects, book_now=book)
    session = sessions.current.session
    answers = tuple(possible(session, today))
    return Asks(question=asked, session=session, possible=answers, effects=effects, book_now=book)


def _effects(patient: Patient, sessions: Sessions, today: date) -> tuple[Effect, ...]:
    if not sessions.cycles and not sessions.ahead:
        return ()
    rows = SideEffect.objects.filter(session__patient=patient, session__status=Status.DONE).open()
    return tuple(Effect(row, today) for row in rows)[::-1]


def _book_now(patient: Patient, sessions: Sessions, today: date) -> bool:
    if sessions.current is None or booked(sessions):
        return False
    reminder = BookingReminder.objects.filter(patient=patient).first()
    return book_now(sessions, reminder, today)
