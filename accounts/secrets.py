"""Secrets that invite: made here, kept as digests."""

import secrets

from django.utils.crypto import salted_hmac

# Without I, L, O and U, which are misheard or misread (Crockford's base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_MISREAD = str.maketrans("ILO", "110", " -–—.")


def new_link_secret() -> str:
    """256 random bits for an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """40 random bits to say aloud, as `K7QM-2XRD`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def typed_code(text: str) -> str:
    """A code as typed, without its dash and spaces, in capitals, and misread letters mended."""
    return text.upper().translate(_MISREAD)


def digest(secret: str) -> str:
    """What is stored of a secret: without the site's own key nobody can try codes against it."""
    return salted_hmac("accounts.secrets", secret, algorithm="sha256").hexdigest()
