"""The link of a daily e-mail: it can answer for one day without a log-in, and read nothing."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction

from diary.actions import Saved, locked_day, save_day
from diary.choices import Kind
from diary.facets import KIND
from diary.models import SentDailyReminder

WORKS_FOR = timedelta(hours=36)
_signer = Signer(salt="diary.day_link")


def secret_of(sent: SentDailyReminder) -> str:
    """What the link of this e-mail has in its address."""
    return _signer.sign(str(sent.pk))


def find(secret: str, now: datetime) -> SentDailyReminder | None:
    """The e-mail that a link is from; None where it is no such link, or has ended.

    It ends after 36 hours, with the reminder, and with the account.
    """
    try:
        key = int(_signer.unsign(secret))
    except (BadSignature, ValueError):
        return None
    rows = SentDailyReminder.objects.filter(
        pk=key,
        sent_at__gt=now - WORKS_FOR,
        patient__user__is_active=True,
        patient__daily_reminder__by_email=True,
    )
    return rows.select_related("patient__user").first()


@transaction.atomic
def answer(*, sent: SentDailyReminder, kind: Kind, now: datetime) -> bool:
    """Say what the day was, where nobody else said anything of it since; whether it is saved.

    The link may change what it said itself.
    """
    day = locked_day(sent.patient, sent.on)
    if day is not None and day.version != sent.saved_version:
        return False
    was = day.kind.value if day else ""
    result = save_day(
        patient=sent.patient, on=sent.on, facet=KIND, value=kind.value, was=was, now=now
    )
    if not isinstance(result, Saved):
        return False
    sent.saved_version = result.day.version
    sent.save(update_fields=["saved_version"])
    return True
