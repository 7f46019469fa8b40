"""What allauth asks of the site: who is asking, and what to say when something is wrong."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.choices import EventKind
from accounts.mail_failures import note_failure
from accounts.models import Patient, User

logger = logging.getLogger(__name__)
UNKNOWN_ADDRESS = "unknown"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, with our words and a rate limit that never fails open or to 500."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("That is already your e-mail address."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("That is not the code. Please look again."),
        "incorrect_password": _("That is not your password."),
        "rate_limited": _("That was too fast. Please wait a little, then try again."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes, then try again."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The asking client's address, or one word for all where the server cannot tell it.

        Everybody then shares one limit, until PROXY_COUNT or CLIENT_IP_HEADER is set right.
        """
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):
            logger.error("Client address unknown: check PROXY_COUNT and CLIENT_IP_HEADER.")
            return UNKNOWN_ADDRESS

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Wrong passwords are counted by address, whatever name of the site was asked for.

        Whoever deletes an account must find the count.
        """
        return credentials.get("email", "").lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; one that the mail server refuses is noted for the staff, and no page fails.

        Each page that waits for a code offers to send another.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except Exception as error:
            user = User.objects.filter(email__iexact=email).first()
            note_failure(kind=template_prefix, error=error, user=user, now=timezone.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person that how they log in changed, and keep in the audit that it did.

        allauth calls it at each change of a password, an address, a code or a passkey.
        """
        patient = Patient.objects.filter(user=user.pk).first()
        record(
            kind=EventKind.LOGIN_METHOD,
            actor=user,
            about=user,
            patient_code=patient.code if patient else None,
            page=template_prefix.rpartition("/")[2],
            now=timezone.now(),
        )
        super().send_notification_mail(template_prefix, user, context, email)

    def is_safe_url(self, url: str) -> bool:
        """Whether a page may lead there; not where this is no address at all, like `http://[`."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
