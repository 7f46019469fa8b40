"""What a person changes about themselves in settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from accounts.zones import ZONE_HELP, zone_choices


class TimeZoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """Changes the clock that days follow from now on; days already logged keep their dates."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, help_text=ZONE_HELP)

    class Meta:
        model = Patient
        fields = ["time_zone"]
