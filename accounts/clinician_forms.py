"""What a clinician types: who they are, and the code that a patient says aloud."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Clinician
from accounts.one_line import one_line
from accounts.person_fields import refuse_odd_name
from accounts.secrets import ALPHABET, CODE_LENGTH, typed_code

# What patients read, in e-mails too.
NAMES = ("name", "practice")


class ClinicianForm(forms.ModelForm):  # type: ignore[type-arg]
    """By what staff finds a clinician in a register, and patients know them; all of it is asked."""

    class Meta:
        model = Clinician
        fields = ["name", "practice", "registration"]
        labels = {
            "name": _("Your name"),
            "practice": _("Practice or clinic, with its town"),
            "registration": _("Registration number"),
        }
        help_texts = {
            "name": _("As your patients know you, for example “Dr Maria Lopez”."),
            "registration": _("From the register of physicians or nurses that lists you."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = _("Please fill this in.")
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["practice"].widget.attrs["autocomplete"] = "organization"

    def clean(self) -> dict[str, Any]:
        """Each on one line; nothing that is only marks."""
        data = super().clean() or {}
        for name in self.fields.keys() & data.keys():
            data[name] = one_line(data[name])
            if not data[name]:
                self.add_error(name, _("Please fill this in."))
            elif name in NAMES:
                try:
                    refuse_odd_name(data[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class CodeForm(forms.Form):
    """The code that a patient said aloud, in any writing."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters and digits, for example K7QM-2XRD."),
        error_messages={
            "required": _("Please type the code."),
            "max_length": _("A code has eight letters and digits."),
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """Refuse what no code can be, so that a slip of the finger is no wrong try."""
        code = typed_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH or set(code) - set(ALPHABET):
            raise forms.ValidationError(_("A code has eight letters and digits."))
        return code
