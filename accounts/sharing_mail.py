"""The e-mails of sharing: an invitation to a clinician, and word to the patient that it began."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.invitation_actions import Invited, invite_by_email, withdraw
from accounts.invite_once import only_if_newest
from accounts.mail_failures import note_failure
from accounts.mailing import compose, reachable
from accounts.models import Patient, Share, User
from accounts.one_line import one_line

INVITATION, SHARE = "accounts/mail/invitation", "accounts/mail/share"


class NotSentError(Exception):
    """The mail server did not take the e-mail, or the site does not know its own address."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody whom an e-mail goes to."""

    address: str
    language: str


def mail_invitation(
    *,
    patient: Patient,
    email: str,
    with_notes: bool,
    share_until: datetime | None,
    seen: int,
    now: datetime,
) -> None:
    """Invite by an e-mail; where that cannot be sent, nobody is invited.

    Nothing is locked while the mail server answers. seen: the newest invitation when the page was
    made. Raises NotSentError, MadeMeanwhileError and TooManyInvitationsError.
    """
    if not settings.SITE_URL:
        raise NotSentError
    with _mail_server(INVITATION, patient.user) as connection:
        with transaction.atomic():
            only_if_newest(patient, seen)
            invited = invite_by_email(
                patient=patient,
                email=email,
                with_notes=with_notes,
                share_until=share_until,
                now=now,
            )
        try:
            message = _letter(invited)
            message.connection = connection
            with _noting(INVITATION, patient.user):
                message.send()
        except BaseException:
            withdraw(patient=patient, pk=invited.invitation.pk, now=timezone.now())
            raise


def _letter(invited: Invited) -> EmailMessage:
    """The invitation's e-mail: the patient's name, and nothing of their health or address."""
    invitation = invited.invitation
    account = User.objects.filter(email__iexact=invitation.email).first()
    known = account.language if account else ""
    reader = Reader(invitation.email, known or get_language())
    context = {
        "name": one_line(invitation.patient.name),
        "link": settings.SITE_URL + reverse("accounts:invitation_link", args=[invited.secret]),
        "email": invitation.email,
        "until": invitation.expires_at,
    }
    return compose(reader, INVITATION, context)


def tell_of_share(share: Share) -> None:
    """Tell the patient by e-mail, once all is stored, that a clinician took their invitation up.

    A mail server that refuses it changes nothing of the share.
    """
    transaction.on_commit(partial(_tell_of_share, share.pk), robust=True)


def _tell_of_share(pk: int) -> None:
    row = reachable(Share.objects.filter(pk=pk)).select_related("clinician", "patient__user")
    share = row.first()
    if share is None or not settings.SITE_URL:
        return
    page = reverse("accounts:sharing", args=[share.patient.code])
    context = {"who": one_line(str(share.clinician)), "link": settings.SITE_URL + page}
    with suppress(NotSentError), _mail_server(SHARE, share.patient.user) as connection:
        message = compose(share, SHARE, context)
        message.connection = connection
        with _noting(SHARE, share.patient.user):
            message.send()


@contextmanager
def _mail_server(kind: str, user: User) -> Iterator[Any]:
    """An open connection to it. Raises NotSentError where there is none."""
    connection = get_connection()
    with _noting(kind, user):
        connection.open()
    try:
        yield connection
    finally:
        # What was sent stays sent, however badly they part.
        with suppress(Exception):
            connection.close()


@contextmanager
def _noting(kind: str, user: User) -> Iterator[None]:
    """Note whatever a mail library raises, without the address, and tell it as NotSentError.

    kind: the e-mail's template. user: who asked for it.
    """
    try:
        yield
    except Exception as error:
        note_failure(kind=kind, error=error, user=user, now=timezone.now())
        raise NotSentError from None
