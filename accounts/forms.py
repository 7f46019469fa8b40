"""What a person tells of themselves: at sign-up and in settings."""

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import open_diary
from accounts.models import Patient, User
from accounts.zones import zone_choices

ZONE_HELP = _("Your days begin and end by this clock.")


class SignupForm(forms.Form):
    """What sign-up asks beyond e-mail and password; allauth adds those and calls `signup`."""

    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=zone_choices,
        initial="UTC",
        help_text=ZONE_HELP,
        widget=forms.Select(attrs={"data-browser-zone": ""}),
    )
    consent = forms.BooleanField(
        label=_("I agree that Clear Days stores what I log, as described under “Your data”.")
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Open the diary of the new user."""
        open_diary(user=user, time_zone=self.cleaned_data["time_zone"], now=timezone.now())


class TimeZoneForm(forms.ModelForm):
    """Changes the clock that days follow from now on; days already logged keep their dates."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=ZONE_HELP
    )

    class Meta:
        model = Patient
        fields = ["time_zone"]
