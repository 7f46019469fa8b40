"""Naming a medicine."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from accounts.one_line import one_line
from accounts.stale import VersionedForm
from diary.choices import MedicineKind
from diary.medicine_names import suggested_kind
from diary.models import Medicine

WRITE_A_NAME = _("Write the name.")


class MedicineForm(VersionedForm):
    """Name, usual dose and kind. A kind left open is that which the name suggests.

    After `is_valid`, `same` is another one of the list with this name and dose, if there is one,
    and `suggested` says whether the kind came from the name.
    """

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Choose it for me, by the name")), *MedicineKind.choices],
        error_messages={"invalid_choice": _("Choose one.")},
    )

    class Meta:
        model = Medicine
        fields = ["name", "dose", "kind"]
        labels = {"name": _("Name"), "dose": _("Usual dose")}
        help_texts = {
            "name": _("Such as “Sumatriptan”, as you call it."),
            "dose": _("Such as “50 mg”. You can leave it empty."),
        }
        error_messages = {"name": {"required": WRITE_A_NAME}}

    def __init__(
        self, *args: Any, patient: Patient, may_repeat: bool = False, **kwargs: Any
    ) -> None:
        """`may_repeat` lets one pass that is on the list already."""
        super().__init__(*args, **kwargs)
        self.instance.patient = patient
        self.others = patient.medicines.exclude(pk=self.instance.pk)
        self.may_repeat = may_repeat
        self.same: Medicine | None = None
        self.suggested = False
        self.fields["name"].widget.attrs |= {"list": "medicine-names", "autocomplete": "off"}

    def clean_name(self) -> str:
        """The name on one line."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(WRITE_A_NAME)
        return name

    def clean_dose(self) -> str:
        """The dose on one line."""
        return one_line(self.cleaned_data["dose"])

    def clean(self) -> dict[str, Any]:
        """Find the kind, and another one of the same name and dose."""
        data = super().clean() or {}
        if "name" in data and "dose" in data:
            self._find_same(data["name"], data["dose"])
        if "name" in data and data.get("kind") == "" and self.same is None:
            kind = suggested_kind(data["name"])
            if kind is None:
                self.add_error("kind", _("We do not know this name. Choose what comes closest."))
            else:
                data["kind"], self.suggested = kind, True
        self.refuse_stale(data)
        return data

    def _find_same(self, name: str, dose: str) -> None:
        wanted = (name.casefold(), dose.casefold())
        for other in self.others:
            if (other.name.casefold(), other.dose.casefold()) == wanted:
                self.same = other
        if self.same and not self.may_repeat:
            put_away = _("This is on your list already, among those put away. Bring it back there.")
            listed = _("This is on your list already.")
            self.add_error("name", put_away if self.same.archived else listed)
