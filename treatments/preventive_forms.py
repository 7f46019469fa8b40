"""Recording other preventives and the changes of their dose."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import DayField
from accounts.models import Patient
from accounts.one_line import one_line
from accounts.stale import VersionedForm
from treatments.choices import PreventiveKind
from treatments.models import Preventive, PreventiveChange
from treatments.preventive_list import day

EARLIEST = datetime.date(1900, 1, 1)
# A year, with the leap day that may be in it.
AHEAD = datetime.timedelta(days=366)
NOT_COME = _("This day has not come yet.")
TOO_FAR_AHEAD = _("This is more than a year ahead. Check the year.")


def refuse_day(on: datetime.date, latest: datetime.date, later: Any = NOT_COME) -> None:
    """Raise for a day after the latest, saying `later`, and for a slip of the year."""
    if on > latest:
        raise forms.ValidationError(later)
    if on < EARLIEST:
        raise forms.ValidationError(_("This is too long ago. Check the year."))


class PreventiveForm(VersionedForm):
    """Kind, name, dose, first and last day. A name left empty is that of the kind."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[("", _("Choose one")), *PreventiveKind.choices],
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )
    started_on = DayField(
        _("First day"),
        required=False,
        help_text=_(
            "It may be ahead. Leave it empty if you took it since before you began this diary."
        ),
    )
    stopped_on = DayField(
        _("Last day"), required=False, help_text=_("Leave it empty while you take it.")
    )

    class Meta:
        model = Preventive
        fields = ["kind", "name", "dose", "started_on", "stopped_on"]
        labels = {"name": _("Name"), "dose": _("Dose at the start")}
        help_texts = {
            "name": _("Such as “Metoprolol”. You can leave it empty."),
            "dose": _(
                "As you would say it, such as “50 mg in the evening”. You can leave it empty."
            ),
        }

    def __init__(self, *args: Any, patient: Patient, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.others = patient.preventives.exclude(pk=self.instance.pk)
        self.instance.patient = patient
        self.fields["name"].required = False
        self.fields["started_on"].widget.attrs["max"] = (today + AHEAD).isoformat()
        self.fields["stopped_on"].widget.attrs["max"] = today.isoformat()
        if self.instance.pk and self.instance.name == self.instance.get_kind_display():
            # The kind's own name follows the kind when that is changed.
            self.initial["name"] = ""

    def clean_started_on(self) -> datetime.date | None:
        """Refuse a day too far ahead or too long ago, and one after a change of dose."""
        on: datetime.date | None = self.cleaned_data["started_on"]
        if on:
            refuse_day(on, self.today + AHEAD, TOO_FAR_AHEAD)
            self._refuse_changes_outside(on=on, first=True)
        return on

    def clean_stopped_on(self) -> datetime.date | None:
        """Refuse a day that has not come, one before the first, and one before a change of dose."""
        on: datetime.date | None = self.cleaned_data["stopped_on"]
        if on:
            refuse_day(on, self.today)
            first = self.cleaned_data.get("started_on")
            if first and on < first:
                raise forms.ValidationError(_("The last day is before the first day."))
            self._refuse_changes_outside(on=on, first=False)
        return on

    def _refuse_changes_outside(self, *, on: datetime.date, first: bool) -> None:
        """Raise where a change of dose would lie outside the days it is taken."""
        if not self.instance.pk:
            return
        outside = {"on__lte": on} if first else {"on__gt": on}
        change = self.instance.changes.filter(**outside).order_by("on").first()
        if change:
            text = _(
                "A change of dose is noted for %(on)s, which would lie outside. Delete that change "
                "first, or choose another day."
            )
            raise forms.ValidationError(text % {"on": day(change.on)})

    def clean_name(self) -> str:
        """The name on one line."""
        return one_line(self.cleaned_data["name"])

    def clean_dose(self) -> str:
        """The dose on one line."""
        return one_line(self.cleaned_data["dose"])

    def clean(self) -> dict[str, Any]:
        """Name it by its kind where no name is given, and refuse the same one twice at a time."""
        data = super().clean() or {}
        kind = data.get("kind")
        if kind and not data.get("name") and "name" not in self.errors:
            if kind == PreventiveKind.OTHER:
                self.add_error("name", _("Write what it is."))
            else:
                data["name"] = str(PreventiveKind(kind).label)
        self.refuse_stale(data)
        if not self.errors and any(self._is_same(other, data) for other in self.others):
            self.add_error("name", _("You already recorded this for these days."))
        return data

    def _is_same(self, other: Preventive, data: dict[str, Any]) -> bool:
        """Whether another one has this name and shares a day with it."""
        earliest, latest = datetime.date.min, datetime.date.max
        return (
            other.name.casefold() == data["name"].casefold()
            and (other.started_on or earliest) <= (data["stopped_on"] or latest)
            and (data["started_on"] or earliest) <= (other.stopped_on or latest)
        )


class ChangeForm(forms.ModelForm):  # type: ignore[type-arg]
    """The day from which a preventive is taken at another dose."""

    on = DayField(_("From"))

    class Meta:
        model = PreventiveChange
        fields = ["on", "dose"]
        labels = {"dose": _("New dose")}
        help_texts = {"dose": _("As you would say it, such as “100 mg in the evening”.")}
        error_messages = {"dose": {"required": _("Write the new dose.")}}

    def __init__(
        self, *args: Any, preventive: Preventive, today: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.instance.preventive = self.preventive = preventive
        last = min(preventive.stopped_on or today, today)
        self.fields["on"].widget.attrs["max"] = last.isoformat()

    def clean_dose(self) -> str:
        """The dose on one line."""
        dose = one_line(self.cleaned_data["dose"])
        if not dose:
            raise forms.ValidationError(_("Write the new dose."))
        return dose

    def clean_on(self) -> datetime.date:
        """Refuse a day on which it was not taken, the first one, and a second change that day."""
        on: datetime.date = self.cleaned_data["on"]
        refuse_day(on, self.today)
        first, last = self.preventive.started_on, self.preventive.stopped_on
        if first and on < first:
            text = _("You took it from %(on)s on. Choose a later day.")
            raise forms.ValidationError(text % {"on": day(first)})
        if on == first:
            raise forms.ValidationError(
                _("This is its first day, which has the dose at the start.")
            )
        if last and on > last:
            text = _("You took it until %(on)s. Choose an earlier day.")
            raise forms.ValidationError(text % {"on": day(last)})
        if self.preventive.changes.filter(on=on).exists():
            raise forms.ValidationError(_("A change of dose is noted for this day already."))
        return on
