"""What a person changes about themselves in settings."""

import datetime
import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.choices import Detail
from accounts.models import LATEST_START, Patient, User
from accounts.person_fields import BirthField, NameField, refuse_birth
from accounts.querysets import running
from accounts.zones import ZONE_HELP, zone_choices

FOR_CLINIC = ("name", "born_on")


def _hours() -> list[tuple[int, Any]]:
    return [
        (0, _("At midnight")),
        *((hour, _("At %(hour)s:00") % {"hour": hour}) for hour in range(1, LATEST_START + 1)),
    ]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The clock that days follow from now on, the language, what is asked of a day; one's name.

    Days already logged keep their dates, and what was said of them.
    """

    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("Like the browser")), *settings.LANGUAGES],
        required=False,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, help_text=ZONE_HELP)
    day_starts = forms.TypedChoiceField(
        label=_("When does your next day begin?"),
        choices=_hours,
        coerce=int,
        help_text=_(
            "At midnight: until 5 in the morning, Today asks which day you mean. Later, for night "
            "owls: until then, it offers the day before. Only the date that is offered changes."
        ),
    )
    details = forms.MultipleChoiceField(
        label=_("What may be asked of a day"),
        choices=Detail,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you turn off is not asked. What you logged of it stays."),
    )

    name = NameField(required=False)
    born_on = BirthField()
    # The page's values, to tell what was changed on it from what was only sent back.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Patient
        fields = ["language", "time_zone", "day_starts", "details", "name", "born_on"]

    def __init__(self, *args: Any, user: User, now: datetime.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.now = user, now
        self.today = self.instance.today(now)
        self.was_named = self.instance.name
        self.initial["language"] = user.language
        self.initial["shown"] = json.dumps(self.initial, cls=DjangoJSONEncoder)
        if isinstance(self.data, QueryDict):
            self.data = self._with_what_changed_elsewhere(self.data.copy())
        self.fields["born_on"].widget.attrs["max"] = self.today.isoformat()

    def _with_what_changed_elsewhere(self, data: QueryDict) -> QueryDict:
        """What was sent; what was left as the page showed it is as it is now."""
        try:
            shown = json.loads(data.get("shown", ""))
        except ValueError:
            shown = None
        for name in set(self.initial) & set(shown if isinstance(shown, dict) else ()) - {"shown"}:
            field, now = self.fields[name], self.initial[name]
            sent = field.widget.value_from_datadict(data, self.files, name)
            if (sent or None) == (shown[name] or None) or sent == str(shown[name]):
                data.setlist(name, now if isinstance(now, list) else ["" if now is None else now])
        return data

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that are no clinic's business."""
        return [field for field in self.visible_fields() if field.name not in FOR_CLINIC]

    @property
    def for_clinic(self) -> list[forms.BoundField]:
        """The fields by which a clinic knows the person."""
        return [self[name] for name in FOR_CLINIC]

    def clean_name(self) -> str:
        """Not taken away while a clinician knows the diary by it."""
        name: str = self.cleaned_data["name"]
        shared = self.instance.shares.filter(running(self.now))
        offered = self.instance.invitations.open(self.now)
        if self.was_named and not name and (shared.exists() or offered.exists()):
            raise forms.ValidationError(
                _(
                    "A clinician knows you by this name, or you have invited one. Stop sharing "
                    "first, and take invitations back."
                )
            )
        return name

    def clean_born_on(self) -> datetime.date | None:
        """Refuse a day that has not come, and a slip of the year."""
        return refuse_birth(self.cleaned_data["born_on"], self.today)

    def clean_details(self) -> list[str]:
        """In the order in which they are asked."""
        chosen = self.cleaned_data["details"]
        return [detail.value for detail in Detail if detail.value in chosen]

    def save(self, commit: bool = True) -> Patient:
        """Save the person's own part and the language of their log-in."""
        self.user.language = self.cleaned_data["language"]
        self.user.save(update_fields=["language"])
        saved: Patient = super().save(commit)
        return saved
