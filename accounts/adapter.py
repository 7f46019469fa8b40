"""What allauth asks of the site: who is asking, and what to say when something is wrong."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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

    def is_safe_url(self, url: str) -> bool:
        """Whether a page may lead there; not where this is no address at all, like `http://[`."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
