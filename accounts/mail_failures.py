"""Noting an e-mail that could not be sent, for the staff to see; never its text or address."""

import logging
from datetime import datetime

from accounts.models import MailFailure, User

logger = logging.getLogger(__name__)


def note_failure(*, kind: str, error: BaseException, user: User | None, now: datetime) -> None:
    """Note that an e-mail was not taken: its template, the exception's name, whose it was."""
    name = type(error).__name__
    # The message of the exception may name the address.
    logger.error("An e-mail was not sent: %s", name)
    MailFailure.objects.create(at=now, kind=kind[:80], error=name[:80], user=user)
