"""The second step of the demo's clinician and staff: secrets that everybody may know, and codes."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
)

from accounts.models import User

PERIOD_SECONDS = 30
# Known to everybody on purpose: the command refuses to run outside development.
SECRETS = {
    "bob@example.org": "CLEARDAYSDEMOBOBCLEARDAYSDEMOBOB",
    "staff@example.org": "CLEARDAYSDEMOSTAFFCLEARDAYSDEMOS",
}


def ask_for_codes(user: User) -> None:
    """Let the log-in of one of the demo's people ask for a one-time code."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, SECRETS[user.email])


def code_at(email: str, seconds: float) -> str:
    """The one-time code at a moment, in seconds since 1970."""
    return str(format_hotp_value(hotp_value(SECRETS[email], int(seconds) // PERIOD_SECONDS)))
