"""When a person is told to book, who asked to be told."""

from datetime import date, datetime, time, timedelta

from accounts.models import Patient
from analysis.cycles import WEEK_DAYS
from treatments.cycles import Sessions
from treatments.models import BookingReminder

MAIL_FROM = time(8)
MAIL_UNTIL = timedelta(days=14)


def tell_from(due: date, reminder: BookingReminder) -> date:
    """The day from which a person is told to book for a session due on `due`."""
    return due - timedelta(days=WEEK_DAYS * reminder.weeks_before)


def booked(sessions: Sessions) -> bool:
    """Whether a session is planned, waits for a yes, or is dated, after the one that counts now.

    One planned earlier that nobody answered for says nothing about the next.
    """
    cycle = sessions.current
    after = (*sessions.to_confirm, *sessions.planned, *sessions.ahead)
    return any(cycle is None or session.date > cycle.session.date for session in after)


def book_now(sessions: Sessions, reminder: BookingReminder | None, today: date) -> bool:
    """Whether to say "book now?": it was asked for, the time has come, and nothing is planned."""
    cycle = sessions.current
    if reminder is None or cycle is None or booked(sessions):
        return False
    return today >= tell_from(cycle.due, reminder)


def mail_now(
    sessions: Sessions, reminder: BookingReminder, patient: Patient, now: datetime
) -> date | None:
    """The due day to send an e-mail for: it is time to book, and has been since a morning.

    A run at night waits for 08:00 of the first day, and of that day only: where the runs are all at
    night, the e-mail goes out on the next. Two weeks past the due day it is no reminder any more.
    """
    cycle, today = sessions.current, patient.today(now)
    if cycle is None or not reminder.by_email or not book_now(sessions, reminder, today):
        return None
    morning = datetime.combine(tell_from(cycle.due, reminder), MAIL_FROM, patient.zone)
    return cycle.due if now >= morning and today <= cycle.due + MAIL_UNTIL else None
