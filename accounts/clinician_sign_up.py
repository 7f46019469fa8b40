"""Sign-up of clinicians, who keep no diary here."""

from typing import Any

from allauth.account.views import SignupView
from django.urls import reverse

from accounts.allauth_forms import ClinicianSignupForm


class ClinicianSignUp(SignupView):
    """allauth's sign-up, with its limits and its code by e-mail; then what staff must know."""

    template_name = "accounts/clinician_sign_up.html"

    def get_form_class(self) -> Any:
        """Ours: the settings name the patients' one."""
        return ClinicianSignupForm

    def get_default_success_url(self) -> str:
        """The page that says what comes next."""
        return reverse("accounts:clinician")
