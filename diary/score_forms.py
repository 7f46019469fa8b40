"""Entering the total of a questionnaire."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import DayField
from accounts.models import Patient
from accounts.stale import VersionedForm
from diary.choices import SCORE_RANGES, Instrument, OverallChange
from diary.models import Score
from diary.state import EARLIEST_YEAR


class ScoreForm(VersionedForm):
    """The date and the total; of the overall change, one of seven answers.

    The instance says of which questionnaire it is.
    """

    on = DayField(_("Date"))

    class Meta:
        model = Score
        fields = ["on", "value"]

    def __init__(self, *args: Any, patient: Patient, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.instance.patient = patient
        self.others = patient.scores.filter(instrument=self.instance.instrument).exclude(
            pk=self.instance.pk
        )
        self.fields["value"] = _value(Instrument(self.instance.instrument))
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        if not self.instance.pk:
            self.initial["on"] = today

    def words(self, row: Any) -> str:
        """The stored score, for its person."""
        return f"{date_format(row.on, 'DAY')}: {row.words}"

    def clean_on(self) -> datetime.date:
        """Refuse a day that has not come, a slip of the year, and a second one that day."""
        on: datetime.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if on.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("This is too long ago. Check the year."))
        same = self.others.filter(on=on).first()
        if same:
            text = _("You have one for this day already: %(words)s. Change that one instead.")
            raise forms.ValidationError(text % {"words": same.words})
        return on

    def clean(self) -> dict[str, Any]:
        """Show first what another window saved meanwhile."""
        data = super().clean() or {}
        self.refuse_stale(data)
        return data


def _value(instrument: Instrument) -> forms.Field:
    """The field for the total, which says what it may be."""
    low, high = SCORE_RANGES[instrument]
    if instrument == Instrument.PGIC:
        return forms.TypedChoiceField(
            label=_("Since you began Botox, your headaches are …"),
            choices=OverallChange.choices,
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose an answer."),
                "invalid_choice": _("Choose an answer."),
            },
        )
    words = {"low": low, "high": high}
    out_of_range = _("The total of this questionnaire is from %(low)s to %(high)s.") % words
    return forms.IntegerField(
        label=_("Total"),
        min_value=low,
        max_value=high,
        help_text=_("From %(low)s to %(high)s.") % words,
        error_messages={
            "required": _("Write the total."),
            "invalid": _("Write a whole number."),
            "min_value": out_of_range,
            "max_value": out_of_range,
        },
    )
