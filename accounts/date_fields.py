"""The field in which a person picks a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ISO = "%Y-%m-%d"


class DayField(forms.DateField):
    """A day from the browser's own calendar, which sends it as 2026-03-31 in every language."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label=label,
            input_formats=[ISO],
            widget=forms.DateInput(format=ISO, attrs={"type": "date"}),
            error_messages={
                "required": _("Choose a date."),
                "invalid": _("There is no such date."),
            },
            **options,
        )
