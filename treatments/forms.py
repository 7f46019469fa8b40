"""Recording an injection session."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from treatments.models import MAX_UNITS, MIN_UNITS, InjectionSession
from treatments.stale import VersionedForm

EARLIEST = datetime.date(1989, 1, 1)


class SessionForm(VersionedForm):
    """Date, product, units and clinic of a session; for the earliest one, whether it was the first.

    The last question is asked where this session is, by its date, the earliest recorded.
    """

    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose a date."), "invalid": _("There is no such date.")},
    )
    units = forms.DecimalField(
        label=_("Units, all sites together"),
        min_value=MIN_UNITS,
        max_value=MAX_UNITS,
        max_digits=5,
        decimal_places=1,
        required=False,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("Write a number of units from 0.5 to 2000.")
        ),
    )
    first_ever = forms.TypedChoiceField(
        label=_("Was this your first Botox ever?"),
        choices=[("yes", _("Yes, my first")), ("no", _("No, I had it before"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The time before your first Botox is what later days are compared with."),
    )
    earlier_sessions = forms.IntegerField(
        label=_("About how many times before?"),
        min_value=1,
        max_value=200,
        required=False,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("Write a whole number from 1 to 200.")
        ),
        help_text=_("A guess is fine. Leave it empty if you do not know."),
    )

    class Meta:
        model = InjectionSession
        fields = ["date", "product", "units", "clinic", "first_ever", "earlier_sessions"]

    def __init__(self, *args: Any, patient: Patient, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.others = patient.injection_sessions.exclude(pk=self.instance.pk)
        self.instance.patient = patient
        self.fields["date"].widget.attrs["max"] = today.isoformat()
        earliest = self.others.order_by("date").values_list("date", flat=True).first()
        on = self._typed_date() or self.instance.date or earliest
        self.is_earliest = earliest is None or on < earliest
        if not self.is_earliest:
            del self.fields["first_ever"], self.fields["earlier_sessions"]
        elif self.instance.first_ever is not None:
            self.initial["first_ever"] = "yes" if self.instance.first_ever else "no"

    def words(self, row: InjectionSession) -> str:
        """The session in a few words."""
        return row.words

    def _typed_date(self) -> datetime.date | None:
        try:
            typed: datetime.date = self.fields["date"].clean(self.data.get("date"))
        except forms.ValidationError:
            return None
        return typed

    def clean_date(self) -> datetime.date:
        """Refuse a day that has not come, one before the product existed, and a second that day."""
        on: datetime.date = self.cleaned_data["date"]
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
        if self.is_earliest and data.get("first_ever") is None and "first_ever" not in self.errors:
            self.add_error("first_ever", _("This is your earliest session here. Please answer."))
        if data.get("first_ever") is not False:
            data["earlier_sessions"] = None
        self.refuse_stale(data)
        if not self.is_earliest:
            self.instance.first_ever = self.instance.earlier_sessions = None
        return data
