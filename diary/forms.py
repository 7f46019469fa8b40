"""What a person says of a day: one tap, or all of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import NoteField
from analysis.table_values import clean_note
from diary.choices import Kind, Severity
from diary.models import MAX_NOTE, Day
from diary.state import DayState


class TapForm(forms.Form):
    """One tap: what the day was."""

    kind = forms.ChoiceField(choices=Kind)
    version = forms.UUIDField(required=False)


class VersionForm(forms.Form):
    """Which saved state of a day a request is about."""

    version = forms.UUIDField()


class DayForm(forms.Form):
    """All that may be said of a day."""

    kind = forms.ChoiceField(label=_("What was the day?"), choices=Kind, widget=forms.RadioSelect)
    severity = forms.TypedChoiceField(
        label=_("How bad at its worst?"),
        choices=[("", _("Not said")), *Severity.choices],
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    medicine = forms.BooleanField(label=_("I took medicine for it"), required=False)
    note = NoteField(
        label=_("Note"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, day: Day | None) -> "DayForm":
        """The form showing a day as it is stored; empty for a day not logged."""
        if day is None:
            return cls()
        state = day.state
        return cls(
            initial={
                "kind": state.kind,
                "severity": state.severity,
                "medicine": state.medicine,
                "note": state.note,
                "version": day.version,
            }
        )

    def clean_note(self) -> str:
        """The note as a file can hold it, so that a download and an import give it back."""
        return clean_note(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself."""
        data = super().clean() or {}
        if data.get("kind") == Kind.CLEAR and data.get("severity") is not None:
            self.add_error(
                "severity",
                _("You chose “No headache”. Choose “Not said” here, or another kind of day."),
            )
        return data

    def change(self, state: DayState) -> DayState:
        """The day's new content, made from the old; call after is_valid."""
        data = self.cleaned_data
        said = state.as_kind(Kind(data["kind"])).with_severity(data["severity"])
        return DayState(
            headache=said.headache,
            migraine=said.migraine,
            severity=said.severity,
            pain=said.pain,
            medicine=data["medicine"],
            note=data["note"],
        )
