"""Noting an e-mail that could not be sent, for the staff to see; never its text or address."""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction

from accounts.models import MailFailure, User

logger = logging.getLogger(__name__)


def note_failure(*, kind: str, error: BaseException, user: User | None, now: datetime) -> None:
    """Note that an e-mail was not taken: its template, the exception's name, whose it was.

    Raises nothing: whoever sends goes on, also where the database notes nothing, or the account
    was deleted while the mail server thought about it.
    """
    name = type(error).__name__
    # The message of the exception may name the address.
    logger.error("An e-mail was not sent: %s", name)
    try:
        with transaction.atomic():
            known = User.objects.filter(pk=user.pk).first() if user else None
            MailFailure.objects.create(at=now, kind=kind[:80], error=name[:80], user=known)
    except DatabaseError as refused:
        logger.error("That was not noted: %s", type(refused).__name__)
