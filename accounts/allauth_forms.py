"""allauth's forms in our words, and what sign-up asks beyond e-mail address and password."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.actions import CLINICIAN_CONSENT_VERSION, consent, open_diary
from accounts.models import User
from accounts.person_fields import refuse_odd_domain
from accounts.zones import ZONE_HELP, zone_choices

PASSWORD_HELP = _("At least 10 characters. Three or four words in a row are easy to remember.")
NO_HELP = ""
NO_ADDRESS = _("This is no e-mail address. Look for a missing @ or a space.")
TOO_LONG = _("This address is too long.")
# By the field's name, which allauth gives the same meaning in every form.
WORDS: dict[str, tuple[Any, Any]] = {
    "login": (_("E-mail address"), NO_HELP),
    "email": (_("E-mail address"), NO_HELP),
    "password": (_("Password"), NO_HELP),
    "oldpassword": (_("Password so far"), NO_HELP),
    "password1": (_("New password"), PASSWORD_HELP),
    "password2": (_("New password once more"), NO_HELP),
    "code": (_("Code"), NO_HELP),
    "name": (_("A name for this passkey"), _("For example “My phone”.")),
}


class PlainWords:
    """A form of allauth with our labels and no placeholders, which repeat the label in grey."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = WORDS.get(name, (field.label, field.help_text))
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = _("Please fill this in.")
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NO_ADDRESS
                # A longer one would be cut, and the account made for another address.
                field.validators = [
                    EmailValidator(NO_ADDRESS),
                    MaxLengthValidator(254, TOO_LONG),
                    refuse_odd_domain,
                ]
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(inputmode="numeric", maxlength=20)


class AgreedSignupForm(PlainWords, account.SignupForm):
    """A sign-up that asks for consent, and gives a known address the same answer."""

    consent = forms.BooleanField(
        error_messages={"required": _("Without your yes, nothing may be stored.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        # In a new tab, so that nothing typed here is lost.
        self.fields["consent"].help_text = format_html(
            '<a class="btn btn-link text-start" href="{}" target="_blank">{}</a>',
            reverse("accounts:data"),
            _("Read “Your data” (opens in a new tab)"),
        )

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """The new user goes on in the language of this page."""
        user.language = get_language() or ""
        user.save(update_fields=["language"])

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the user and what belongs to them, both or neither.

        A known address gets the same answer in the same time, and so does the second of two taps.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved


class SignupForm(AgreedSignupForm):
    """Asks for the clock that the days follow and for consent, and opens the diary."""

    field_order = ["email", "password1", "time_zone", "consent"]

    # No zone is chosen beforehand: a wrong one would put days on the wrong date, unseen.
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=lambda: [("", _("Choose your time zone")), *zone_choices()],
        help_text=ZONE_HELP,
        widget=forms.Select(attrs={"data-browser-zone": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = _(
            "I agree that Clear Days stores what I log, as “Your data” says."
        )

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """Open the diary of the new user."""
        super().custom_signup(request, user)
        open_diary(user=user, time_zone=self.cleaned_data["time_zone"], now=timezone.now())


class ClinicianSignupForm(AgreedSignupForm):
    """Asks whoever treats patients for consent alone: no diary is opened."""

    field_order = ["email", "password1", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = _(
            "I agree that Clear Days stores what I say of myself, as “Your data” says."
        )

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """Keep the yes of the new user."""
        super().custom_signup(request, user)
        consent(user=user, version=CLINICIAN_CONSENT_VERSION, now=timezone.now())


class LoginForm(PlainWords, account.LoginForm):
    pass


class AddEmailForm(PlainWords, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    pass


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):
    pass


class EmailCodeForm(PlainWords, account.ConfirmEmailVerificationCodeForm):
    pass


class ResetCodeForm(PlainWords, account.ConfirmPasswordResetCodeForm):
    pass


class AuthenticateForm(PlainWords, mfa.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(PlainWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(PlainWords, AllauthActivateTOTPForm):
    pass
