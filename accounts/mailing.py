"""E-mails that a person asked for: to whom they go, in which language, and each of them once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Model, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accounts.mail_failures import note_failure
from accounts.models import User

Row = TypeVar("Row")


@dataclass(frozen=True)
class Letter:
    """An e-mail about to go out, and the row that says that it did."""

    message: EmailMessage
    sent: Model


def reachable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows of patients who may log in, with `address`, theirs beyond doubt, and `language`."""
    found: QuerySet[Any] = (
        rows.filter(
            patient__user__is_active=True,
            patient__user__emailaddress__verified=True,
            patient__user__emailaddress__primary=True,
        )
        .annotate(
            address=F("patient__user__emailaddress__email"), language=F("patient__user__language")
        )
        .select_related("patient")
    )
    return found


def compose(row: Any, template: str, context: dict[str, Any]) -> EmailMessage:
    """The e-mail to a `reachable` row, from `<template>.txt` and `<template>_subject.txt`."""
    with override(row.language or settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=render_to_string(f"{template}_subject.txt", context).strip(),
            body=render_to_string(f"{template}.txt", context),
            to=[row.address],
            headers={"Auto-Submitted": "auto-generated"},
        )


def send_once(take: Callable[[], Letter | None]) -> bool:
    """Send the letter that `take` gives, if any; whether it went out.

    `take` stores that it goes out before it does: whoever else runs meanwhile sends none.
    Nothing is locked while the mail server answers. Where it refuses, what was stored is taken back
    for the next run. A run that is killed just then has sent its last e-mail for that day: better
    none than one an hour.
    """
    with get_connection() as connection:
        letter = take()
        if letter is None:
            return False
        letter.message.connection = connection
        try:
            letter.message.send()
        except BaseException:  # whoever stops the run by hand, too, shall get it at the next
            letter.sent.delete()
            raise
    return True


def send_each(rows: Iterable[Row], send: Callable[[Row], bool]) -> tuple[int, int]:
    """Send for each row: how many e-mails went, how many failed."""
    went = failed = 0
    for row in rows:
        try:
            went += send(row)
        except Exception as error:  # one that fails, by whatever mail library, keeps none back
            failed += 1
            user = User.objects.filter(patient=row.patient).first()  # type: ignore[attr-defined]
            note_failure(kind="reminder", error=error, user=user, now=timezone.now())
    return went, failed
