"""allauth's forms for passkeys, in our words, and deaf to what no browser's passkey sends."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from accounts.allauth_forms import PlainWords

logger = logging.getLogger(__name__)
# A new passkey with its maker's certificates takes about 6,000 characters.
MAX_CREDENTIAL = 20_000


@contextmanager
def refusing_malformed() -> Iterator[None]:
    """Turn whatever a parser raises at a malformed passkey into the form's own error.

    fido2 checks neither types nor depth, and so raises what Python raises at each.
    """
    try:
        yield
    except (ValidationError, ImmediateHttpResponse, DatabaseError):
        raise
    except Exception as error:
        logger.warning("A passkey could not be read.", exc_info=True)
        raise get_adapter().validation_error("incorrect_code") from error


class CredentialField(forms.JSONField):
    """What a browser sends of a passkey: short, and never sent back."""

    def to_python(self, value: Any) -> Any:
        """The parsed JSON, an object."""
        with refusing_malformed():
            if len(value or "") > MAX_CREDENTIAL:
                raise get_adapter().validation_error("incorrect_code")
            parsed = super().to_python(value)
            if parsed is not None and not isinstance(parsed, dict):
                raise get_adapter().validation_error("incorrect_code")
            return parsed

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: each try needs an answer of its own from the passkey."""
        return InvalidJSONInput("")


class EditPasskeyForm(PlainWords, webauthn.EditWebAuthnForm):
    pass


class AddPasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Log in with it alone, without the password")
        self.fields["passwordless"].help_text = _(
            "Your device then asks for your finger, your face or its own code."
        )
        self.fields["passwordless"].initial = True
        self.fields["name"].initial = self.initial["name"] = ""

    def clean(self) -> dict[str, Any]:
        """What was sent, once the passkey has shown that it is one."""
        with refusing_malformed():
            cleaned: dict[str, Any] = super().clean()
            return cleaned


class KnownPasskey:
    """A form that a passkey answers which was added before."""

    def clean_credential(self) -> Authenticator:
        """The stored passkey that has answered."""
        with refusing_malformed():
            known: Authenticator = super().clean_credential()  # type: ignore[misc]
            return known


class LoginByPasskeyForm(KnownPasskey, webauthn.LoginWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class SecondStepByPasskeyForm(KnownPasskey, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)


class ReauthenticateByPasskeyForm(KnownPasskey, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField(widget=forms.HiddenInput)
