"""What a person sends of a day: one tap on one part of it."""

from django import forms

from diary.facets import FACETS


class FacetForm(forms.Form):
    """A part of a day, what to say of it, and what the page showed."""

    facet = forms.ChoiceField(choices=[(name, name) for name in FACETS])
    value = forms.CharField(required=False, strip=False)
    was = forms.CharField(required=False, strip=False)


class VersionForm(forms.Form):
    """Which saved state of a day a request is about."""

    version = forms.UUIDField()
