"""E-mails that follow what staff did; a mail server that refuses one undoes nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.mail_failures import note_failure
from accounts.mailing import compose
from accounts.models import Patient, User


@dataclass(frozen=True, slots=True)
class _Reader:
    address: str
    language: str


def tell(user: User, template: str, page: str) -> bool:
    """Send an account the e-mail `templates/accounts/mail/<template>`; whether it went out.

    `page` is the name of the page that its link leads to.
    """
    return _send(user, template, reverse(page))


def tell_patient(patient: Patient, template: str, page: str, **context: Any) -> bool:
    """The same for a page of a diary; `context` is what else the e-mail says."""
    return _send(patient.user, template, reverse(page, args=[patient.code]), **context)


def _send(user: User, template: str, path: str, **context: Any) -> bool:
    if not settings.SITE_URL:
        return False
    kind = f"accounts/mail/{template}"
    link = settings.SITE_URL + path
    try:
        compose(_Reader(user.email, user.language), kind, {"link": link, **context}).send()
    except Exception as error:
        note_failure(kind=kind, error=error, user=user, now=timezone.now())
        return False
    return True
