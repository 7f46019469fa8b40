"""The e-mails that tell a person to book: to whom one goes now, and sending it once."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Prefetch
from django.template.loader import render_to_string

from accounts.models import Patient
from treatments.cycles import read_sessions, tell_apart
from treatments.due import mail_now
from treatments.models import BookingReminder, InjectionSession

AT_ONCE = 500
logger = logging.getLogger(__name__)


def to_mail(now: datetime) -> list[BookingReminder]:
    """The reminders whose e-mail is to go out now, in a few queries however many people ask."""
    sessions = InjectionSession.objects.standing().defer("notes")
    rows = (
        BookingReminder.objects.filter(by_email=True, patient__user__is_active=True)
        .select_related("patient__user")
        .prefetch_related(
            Prefetch("patient__injection_sessions", sessions, to_attr="standing"),
            "patient__sent_reminders",
        )
        .order_by("pk")
    )
    return [row for row in rows.iterator(AT_ONCE) if _is_to_go(row, now)]


def _is_to_go(reminder: BookingReminder, now: datetime) -> bool:
    patient = reminder.patient
    standing: list[InjectionSession] = patient.standing  # type: ignore[attr-defined]
    due = mail_now(tell_apart(standing, patient.today(now)), reminder, patient, now)
    return due is not None and due not in {sent.due_on for sent in patient.sent_reminders.all()}


def send_reminder(reminder: BookingReminder, now: datetime) -> bool:
    """Send the e-mail unless that is no longer right, or was done; whether it went out.

    The mail server is spoken to before the transaction begins. What was sent is written down first,
    and forgotten again where the sending fails, so that the next run tries once more.
    """
    with get_connection() as connection, transaction.atomic():
        reminder.patient.lock()
        rows = BookingReminder.objects.filter(pk=reminder.pk, patient__user__is_active=True)
        row = rows.select_related("patient__user").first()
        if row is None:
            return False
        patient = row.patient
        due = mail_now(read_sessions(patient, patient.today(now)), row, patient, now)
        if due is None or patient.sent_reminders.filter(due_on=due).exists():
            return False
        patient.sent_reminders.create(due_on=due, sent_at=now)
        _mail(patient, connection).send()
    return True


def _mail(patient: Patient, connection: BaseEmailBackend) -> EmailMessage:
    """The e-mail: nothing in it tells what the appointment is for, or whose diary it is."""
    context = {"site": settings.SITE_URL}
    return EmailMessage(
        subject=render_to_string("treatments/mail/booking_subject.txt").strip(),
        body=render_to_string("treatments/mail/booking.txt", context),
        to=[patient.user.email],
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
