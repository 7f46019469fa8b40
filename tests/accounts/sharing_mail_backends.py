"""A mail server that takes the connection and then refuses the address."""

from smtplib import SMTPRecipientsRefused
from typing import NoReturn

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Refuses(BaseEmailBackend):
    """Answers as a real one does to an address that it does not know."""

    def send_messages(self, email_messages: list[EmailMessage]) -> NoReturn:  # type: ignore[override]
        """Refuse."""
        raise SMTPRecipientsRefused({email_messages[0].to[0]: (550, b"no such user")})
