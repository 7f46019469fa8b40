"""The e-mails that tell a person to book: to whom one goes now, and sending it once."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Prefetch, QuerySet
from django.template.loader import render_to_string

from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
from treatments.cycles import Sessions, read_sessions, tell_apart
from treatments.due import mail_now
from treatments.models import BookingReminder, InjectionSession, SentReminder

AT_ONCE = 500
# Due days this near to each other are one cycle's, whose date was corrected.
ONE_CYCLE = timedelta(days=MONTH_DAYS)
logger = logging.getLogger(__name__)


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
    """By e-mail, of those who may log in, with the address that is theirs beyond doubt."""
    return (
        BookingReminder.objects.filter(
            by_email=True,
            patient__user__is_active=True,
            patient__user__emailaddress__verified=True,
            patient__user__emailaddress__primary=True,
        )
        .annotate(address=F("patient__user__emailaddress__email"))
        .select_related("patient")
    )


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
    """Send the e-mail unless that is no longer right, or was done; whether it went out.

    That it went out is stored before it does: whoever else runs meanwhile sends none. Nothing is
    locked while the mail server answers. Where it refuses, what was stored is taken back, so that
    the next run tries once more. A run that is killed just then has sent its last e-mail for that
    due day: better none than one an hour.
    """
    with get_connection() as connection:
        found = _take(reminder, now)
        if found is None:
            return False
        address, taken = found
        try:
            _mail(address, connection).send()
        except BaseException:  # whoever stops the run by hand, too, shall get it at the next
            taken.delete()
            raise
    return True


def _take(reminder: BookingReminder, now: datetime) -> tuple[str, SentReminder] | None:
    """Store that the e-mail goes out, and to which address; None where none is to go."""
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
        return row.address, patient.sent_reminders.create(due_on=due, sent_at=now)


def _mail(address: str, connection: BaseEmailBackend) -> EmailMessage:
    """The e-mail: nothing in it tells what the appointment is for, or whose diary it is."""
    context = {"site": settings.SITE_URL}
    return EmailMessage(
        subject=render_to_string("treatments/mail/booking_subject.txt").strip(),
        body=render_to_string("treatments/mail/booking.txt", context),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def send_all(now: datetime) -> tuple[int, int]:
    """Send each e-mail that is to go out now: how many went, how many failed."""
    went = failed = 0
    for reminder in to_mail(now):
        try:
            went += send_reminder(reminder, now)
        except Exception as error:  # one that fails, by whatever mail library, keeps none back
            failed += 1
            # The message of the exception may name the address.
            logger.error("A reminder was not sent: %s", type(error).__name__)
    return went, failed
