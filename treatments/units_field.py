"""The field in which units are written."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

from treatments.models import MAX_UNITS, MIN_UNITS


class UnitsField(forms.DecimalField):
    """Units with a point or a comma, or none; whatever is wrong with them is one message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=MIN_UNITS,
            max_value=MAX_UNITS,
            max_digits=6,
            decimal_places=1,
            required=False,
            localize=True,
            # A number box of a browser drops what is typed with the other sign.
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """The units, whichever sign their decimals follow."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        """The units, or the one message."""
        try:
            return super().clean(value)
        except ValidationError:
            message = gettext("Write units from %(least)s to %(most)s, with one decimal at most.")
            said = {"least": floatformat(MIN_UNITS), "most": MAX_UNITS}
            raise ValidationError(message % said, "units") from None

    def prepare_value(self, value: Any) -> Any:
        """Stored units without a decimal that says nothing."""
        whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return int(value) if whole else value
