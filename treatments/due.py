"""When a person is told to book, who asked to be told."""

from datetime import date, timedelta

from analysis.cycles import WEEK_DAYS
from treatments.cycles import Sessions
from treatments.models import BookingReminder


def tell_from(due: date, reminder: BookingReminder) -> date:
    """The day from which a person is told to book for a session due on `due`."""
    return due - timedelta(days=WEEK_DAYS * reminder.weeks_before)


def book_now(sessions: Sessions, reminder: BookingReminder | None, today: date) -> bool:
    """Whether to say "book now?": it was asked for, the time has come, and nothing is planned."""
    cycle = sessions.current
    if reminder is None or cycle is None or sessions.planned or sessions.to_confirm:
        return False
    return today >= tell_from(cycle.due, reminder)
