"""The e-mails that tell a person to book: to whom one goes now, and sending it once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet

from accounts.mailing import Letter, compose, reachable, send_each, send_once
from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
from treatments.cycles import Sessions, read_sessions, tell_apart
from treatments.due import mail_now
from treatments.models import BookingReminder, InjectionSession, SentReminder

AT_ONCE = 500
# Due days this near to each other are one cycle's, whose date was corrected.
ONE_CYCLE = timedelta(days=MONTH_DAYS)


def to_mail(now: datetime) -> list[BookingReminder]:
    """The reminders whose e-mail is to go out now, in a few queries however many people ask."""
    sessions = InjectionSession.objects.standing().defer("notes")
    rows = (
        _reachable()
        .prefetch_related(
            Prefetch("patient__injection_sessions", sessions, to_attr="standing"),
            "patient__sent_reminders",
        )
        .order_by("pk")
    )
    return [row for row in rows.iterator(AT_ONCE) if _is_to_go(row, now)]


def _reachable() -> QuerySet[Any]:
    return reachable(BookingReminder.objects.filter(by_email=True))


def _is_to_go(reminder: BookingReminder, now: datetime) -> bool:
    patient = reminder.patient
    standing: list[InjectionSession] = patient.standing  # type: ignore[attr-defined]
    sessions = tell_apart(standing, patient.today(now))
    return _untold(reminder, sessions, patient.sent_reminders.all(), now) is not None


def _untold(
    reminder: BookingReminder, sessions: Sessions, sent: Iterable[SentReminder], now: datetime
) -> date | None:
    """The due day to send an e-mail for, where none went out for this cycle."""
    due = mail_now(sessions, reminder, reminder.patient, now)
    if due is None or any(abs(due - each.due_on) <= ONE_CYCLE for each in sent):
        return None
    return due


def send_reminder(reminder: BookingReminder, now: datetime) -> bool:
    """Send the e-mail unless that is no longer right, or was done; whether it went out."""
    return send_once(lambda: _take(reminder, now))


def _take(reminder: BookingReminder, now: datetime) -> Letter | None:
    """Store that the e-mail goes out; None where none is to go.

    Nothing in it tells what the appointment is for, or whose diary it is.
    """
    with transaction.atomic():
        reminder.patient.lock()
        row = _reachable().filter(pk=reminder.pk).first()
        if row is None:
            return None
        patient: Patient = row.patient
        sessions = read_sessions(patient, patient.today(now))
        due = _untold(row, sessions, patient.sent_reminders.all(), now)
        if due is None:
            return None
        message = compose(row, "treatments/mail/booking", {"site": settings.SITE_URL})
        return Letter(message, patient.sent_reminders.create(due_on=due, sent_at=now))


def send_all(now: datetime) -> tuple[int, int]:
    """Send each e-mail that is to go out now: how many went, how many failed."""
    return send_each(to_mail(now), lambda row: send_reminder(row, now))
