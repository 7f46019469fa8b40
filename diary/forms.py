"""What a person sends of a day: one tap on one part of it."""

import json

from django import forms

from diary.facets import FACETS


class AsSent(forms.Field):
    """Text exactly as it was sent; empty where nothing was."""

    def to_python(self, value: object) -> str:
        """Nothing is refused here: what cannot be said of a part of a day, the part refuses."""
        return str(value or "")


class FacetForm(forms.Form):
    """A part of a day, what to say of it, and what the page showed."""

    facet = forms.ChoiceField(choices=[(name, name) for name in FACETS])
    value = AsSent(required=False)
    was = AsSent(required=False)
    # Of the other parts of the day, what the page showed: names and texts. Only our script tells.
    knew = forms.CharField(required=False, max_length=2000)

    def clean_knew(self) -> dict[str, str]:
        """Refuse what names no part, or says of one what no page can show."""
        try:
            knew = json.loads(self.cleaned_data["knew"] or "{}")
        except (ValueError, RecursionError):
            raise forms.ValidationError("") from None
        if not isinstance(knew, dict) or knew.keys() - FACETS.keys():
            raise forms.ValidationError("")
        if not all(isinstance(said, str) for said in knew.values()):
            raise forms.ValidationError("")
        return knew


class VersionForm(forms.Form):
    """Which saved state of a day a request is about."""

    version = forms.UUIDField()
