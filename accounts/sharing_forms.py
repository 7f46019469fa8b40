"""What a patient says to share their diary: to whom, how, what, for how long."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import InvitationWay
from accounts.date_fields import DayField
from accounts.models import Patient
from accounts.person_fields import BirthField, NameField, refuse_birth, refuse_odd_domain

WEEKS_12 = datetime.timedelta(weeks=12)
ONE_YEAR = datetime.timedelta(days=365)
# Ten years, with the leap days that may be in them.
AHEAD = datetime.timedelta(days=3653)
LAST_SECOND = datetime.time(23, 59, 59)
MAX_KEY = 2**63 - 1
CHOOSE = dict.fromkeys(["required", "invalid_choice"], _("Choose one of the answers."))


class InviteForm(forms.Form):
    """An invitation in the making, on the clock of the patient, whose day it is `today`."""

    way = forms.ChoiceField(
        label=_("How do you want to invite?"),
        choices=[
            (InvitationWay.CODE, _("By a code that I say to the clinician, here or on the phone")),
            (InvitationWay.EMAIL, _("By an e-mail to the clinician")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    email = forms.EmailField(
        label=_("The clinician’s e-mail address"),
        max_length=254,
        required=False,
        validators=[refuse_odd_domain],
        error_messages={
            "invalid": _("This is no e-mail address. Please look again."),
            "max_length": _("Write at most %(limit_value)d characters."),
        },
        help_text=_("Only for an e-mail. The invitation works at this address and no other."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = NameField()
    born_on = BirthField()
    with_notes = forms.TypedChoiceField(
        label=_("May they read your private notes, too?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    how_long = forms.ChoiceField(
        label=_("For how long?"),
        choices=[
            ("weeks_12", _("12 weeks")),
            ("one_year", _("One year")),
            ("no_end", _("Until I stop it")),
            ("day", _("Until the day that I choose below")),
        ],
        initial="weeks_12",
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        help_text=_("You can stop it at any time before."),
    )
    last_day = DayField(
        _("Last day"), required=False, help_text=_("Only if you want a day of your own.")
    )

    def __init__(
        self, *args: Any, patient: Patient, today: datetime.date, way: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.patient, self.today = patient, today
        self.initial.update(name=patient.name, born_on=patient.born_on, way=way)
        self.fields["born_on"].widget.attrs["max"] = today.isoformat()
        tomorrow = today + datetime.timedelta(days=1)
        self.fields["last_day"].widget.attrs["min"] = tomorrow.isoformat()
        self.fields["last_day"].widget.attrs["max"] = (today + AHEAD).isoformat()

    def clean_born_on(self) -> datetime.date | None:
        """Refuse a day that has not come, and a slip of the year."""
        return refuse_birth(self.cleaned_data["born_on"], self.today)

    def clean_email(self) -> str:
        """In small letters, as it is compared; not one's own."""
        email: str = self.cleaned_data["email"].lower()
        own = self.patient.user.emailaddress_set.filter(email__iexact=email).exists()
        if email and (own or email == self.patient.user.email.lower()):
            raise forms.ValidationError(_("This is your own address. You see your diary already."))
        return email

    def clean(self) -> dict[str, Any]:
        """Ask for the address or the day that the answers need, and forget what they do not."""
        data = super().clean() or {}
        if data.get("way") == InvitationWay.EMAIL:
            if not data.get("email") and "email" not in self.errors:
                self.add_error("email", _("Write the address that the e-mail goes to."))
        elif "way" in data:
            self.errors.pop("email", None)
            data["email"] = ""
        if data.get("how_long") == "day":
            self._check_last_day(data.get("last_day"))
        elif "how_long" in data:
            self.errors.pop("last_day", None)
        return data

    def _check_last_day(self, last_day: datetime.date | None) -> None:
        if "last_day" in self.errors:
            return
        if last_day is None:
            self.add_error("last_day", _("Choose a date."))
        elif last_day <= self.today:
            self.add_error("last_day", _("Choose a day from tomorrow on."))
        elif last_day > self.today + AHEAD:
            self.add_error("last_day", _("Choose a day in the next ten years."))

    @property
    def share_until(self) -> datetime.datetime | None:
        """When the share would end: at the end of its last day on the patient's clock."""
        how_long = self.cleaned_data["how_long"]
        if how_long == "no_end":
            return None
        if how_long == "day":
            last: datetime.date = self.cleaned_data["last_day"]
        else:
            last = self.today + (WEEKS_12 if how_long == "weeks_12" else ONE_YEAR)
        return datetime.datetime.combine(last, LAST_SECOND, self.patient.zone)

    @property
    def terms(self) -> str:
        """What the page before sending shows, to tell whether it is still what would be sent."""
        until = self.share_until
        return f"{self.cleaned_data['with_notes']} {until.isoformat() if until else ''}"

    def save_person(self) -> None:
        """Keep what the clinic knows the person by."""
        self.patient.name = self.cleaned_data["name"]
        self.patient.born_on = self.cleaned_data["born_on"]
        self.patient.save(update_fields=["name", "born_on"])


class SeenForm(forms.Form):
    """Which invitation was the newest one when the page was made; 0 for none."""

    seen = forms.IntegerField(min_value=0, max_value=MAX_KEY)


class NamedForm(forms.Form):
    """The clinician whom the page showed as the one who typed the code."""

    clinician = forms.IntegerField(min_value=1, max_value=MAX_KEY)
