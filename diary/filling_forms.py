"""Choosing a run of days."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from diary.filling import Filling

NOT_AMONG_THEM = _("This day is not among the last days any more. Choose again.")


class RunForm(forms.Form):
    """From which day to which; the whole stretch not logged, unless chosen otherwise."""

    first = forms.TypedChoiceField(
        label=_("From"),
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": NOT_AMONG_THEM, "required": _("Choose a day.")},
    )
    last = forms.TypedChoiceField(
        label=_("To"),
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": NOT_AMONG_THEM, "required": _("Choose a day.")},
    )

    def __init__(self, page: Filling, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        # A day that was logged meanwhile can be an end of the run: it is left out of it.
        offered = [(row.on.isoformat(), _words(row.on)) for row in page.rows[::-1]]
        unlogged = {on.isoformat() for on in page.unlogged}
        stretch = page.missing or page.unlogged
        for name, on in (("first", stretch[:1]), ("last", stretch[-1:])):
            field = self.fields[name]
            sent = self.data.get(name)
            field.choices = offered  # type: ignore[attr-defined]
            field.widget.choices = [
                pair for pair in offered if pair[0] in unlogged or pair[0] == sent
            ]
            self.initial[name] = on[0].isoformat() if on else None

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("Choose a day that is not before the first.")))
        elif first and last and not self.page.between(first, last):
            self.add_error("first", ValidationError(_("All of these days are logged by now.")))
        return data

    @property
    def dates(self) -> list[date]:
        """The days not logged in the run."""
        return self.page.between(self.cleaned_data["first"], self.cleaned_data["last"])


def _words(on: date) -> str:
    return date_format(on, "WEEKDAY_DAY")
