"""Recording an injection session."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from treatments.models import InjectionSession

EARLIEST = date(1989, 1, 1)


class SessionForm(forms.ModelForm):
    """Date, product, units and clinic of a session; for the earliest one, whether it was the first.

    The last question is asked where this session is, by its date, the earliest recorded.
    """

    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    first_ever = forms.TypedChoiceField(
        label=_("Was this your first Botox ever?"),
        choices=[("yes", _("Yes, my first")), ("no", _("No, I had it before"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Answer this for the earliest session that you record here."),
    )
    earlier_sessions = forms.IntegerField(
        label=_("About how many times before?"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("A guess is fine. Leave it empty if you do not know."),
    )

    class Meta:
        model = InjectionSession
        fields = ["date", "product", "units", "clinic", "first_ever", "earlier_sessions"]

    def __init__(self, *args: Any, patient: Patient, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.others = patient.injection_sessions.exclude(pk=self.instance.pk)
        self.instance.patient = patient
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        if self.instance.first_ever is not None:
            self.initial["first_ever"] = "yes" if self.instance.first_ever else "no"
        earliest = self.others.order_by("date").first()
        self.other_earliest = earliest.date if earliest else None

    def clean_date(self) -> date:
        """Refuse a day that has not come, one before the product existed, and a second that day."""
        on: date = self.cleaned_data["date"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Add it once it is done."))
        if on < EARLIEST:
            raise forms.ValidationError(_("This is too long ago. Check the year."))
        if self.others.filter(date=on).exists():
            raise forms.ValidationError(_("You already recorded injections on this day."))
        return on

    def clean(self) -> dict[str, Any]:
        """Ask the earliest session whether it was the first, and only that one."""
        data = super().clean() or {}
        on = data.get("date")
        if on is None:
            return data
        if self.other_earliest is not None and self.other_earliest < on:
            data["first_ever"] = data["earlier_sessions"] = None
        elif data.get("first_ever") is None and "first_ever" not in self.errors:
            self.add_error("first_ever", _("This is your earliest session here. Please answer."))
        if data.get("first_ever") is not False:
            data["earlier_sessions"] = None
        return data
