"""The daily e-mail: which day it asks about, to whom it goes now, and sending it once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts.mailing import Letter, compose, reachable, send_each, send_once
from accounts.models import Patient
from diary.day_link import secret_of
from diary.models import DailyReminder
from diary.moments import Moment

AT_ONCE = 500
# A run that is later than this sends none: the next evening has an e-mail of its own.
LATE = timedelta(hours=3)
# Before this hour "today" is last evening's day, as on Today.
NIGHT_ENDS_HOUR = 5


def asked_day(reminder: DailyReminder, patient: Patient, now: datetime) -> date | None:
    """The day that an e-mail sent at `now` asks about; None while it is not the time for one.

    The time is one on the person's clock: where a change of the clock skips it, the e-mail goes as
    if it had not, and where it comes twice, at the first.
    """
    today = patient.today(now)
    for on in (today, today - timedelta(days=1)):
        due = Moment.said(on, reminder.time, patient.time_zone).at
        if due <= now < due + LATE:
            night_ends = patient.day_starts or NIGHT_ENDS_HOUR
            return on - timedelta(days=reminder.time.hour < night_ends)
    return None


def _reachable() -> QuerySet[Any]:
    return reachable(DailyReminder.objects.filter(by_email=True))


def _is_open(patient: Patient, on: date) -> bool:
    """Whether the day is not logged, and nobody was asked for it yet."""
    told = patient.sent_daily_reminders.filter(on=on).exists()
    return not told and not patient.days.filter(date=on).exists()


def to_mail(now: datetime) -> list[DailyReminder]:
    """The reminders whose time it is; whether a day is still open is asked one by one."""
    rows = _reachable().order_by("pk").iterator(AT_ONCE)
    return [row for row in rows if asked_day(row, row.patient, now) is not None]


def send_daily(reminder: DailyReminder, now: datetime) -> bool:
    """Send the e-mail unless the day is logged or was asked for; whether it went out."""
    return send_once(lambda: _take(reminder, now))


def _take(reminder: DailyReminder, now: datetime) -> Letter | None:
    """Store that the e-mail goes out; None where none is to go.

    It says which day is open, and nothing of the person's health.
    """
    with transaction.atomic():
        reminder.patient.lock()
        row = _reachable().filter(pk=reminder.pk).first()
        on = asked_day(row, row.patient, now) if row else None
        if row is None or on is None or not _is_open(row.patient, on):
            return None
        sent = row.patient.sent_daily_reminders.create(on=on, sent_at=now)
        link = settings.SITE_URL + reverse("diary-day:link", args=[secret_of(sent)])
        context = {"on": on, "link": link, "site": settings.SITE_URL}
        return Letter(compose(row, "diary/mail/daily", context), sent)


def send_all(now: datetime) -> tuple[int, int]:
    """Send each e-mail that is to go out now: how many went, how many failed."""
    return send_each(to_mail(now), lambda row: send_daily(row, now))
