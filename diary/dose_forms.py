"""Changing a dose: how much, and when."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.one_line import one_line
from accounts.zones import zone
from diary.attack_forms import NOT_COME, WHICH, ClockField, which_field
from diary.models import MedicineTaken
from diary.moments import meant, which_of_two

ONE_DAY = datetime.timedelta(days=1)


class DoseForm(forms.Form):
    """How much was taken, and when: on the day itself, or in the night after it.

    The time is by the clock of the zone in which it was noted, else of the person's own.
    """

    dose = forms.CharField(
        label=_("How much"),
        max_length=40,
        required=False,
        help_text=_("Such as “50 mg” or “2 tablets”. You can leave it empty."),
    )
    time = ClockField(_("Time"), required=False, help_text=_("Leave it empty if you do not know."))
    on = forms.ChoiceField(
        label=_("On"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a day."), "invalid_choice": _("Choose a day.")},
    )
    which = which_field()

    def __init__(
        self, *args: Any, dose: MedicineTaken, zone_name: str, now: datetime.datetime, **kwargs: Any
    ) -> None:
        self.taken, self.now = dose.taken, now
        self.zone = self.taken.zone if self.taken else zone_name
        self.days = self._days(dose.day.date)
        kwargs.setdefault("initial", self._initial(dose))
        super().__init__(*args, **kwargs)
        field: Any = self.fields["on"]
        field.choices = [(on.isoformat(), date_format(on, "WEEKDAY_DAY")) for on in self.days]
        if len(self.days) == 1:
            del self.fields["on"]
        if not any(self._clocks_go_back(on) for on in self.days):
            del self.fields["which"]
        if self.zone != zone_name:
            self.fields["time"].help_text = _("By the clock of %(zone)s.") % {
                "zone": self.zone.replace("_", " ")
            }

    def _days(self, on: datetime.date) -> list[datetime.date]:
        """The day, the one after it as far as it has begun, and the one that is stored."""
        today = self.now.astimezone(zone(self.zone)).date()
        days = {on, *([self.taken.on] if self.taken else [])}
        if on + ONE_DAY <= today:
            days.add(on + ONE_DAY)
        return sorted(days)

    def _initial(self, dose: MedicineTaken) -> dict[str, Any]:
        initial: dict[str, Any] = {"dose": dose.dose, "on": dose.day.date.isoformat()}
        if self.taken:
            initial |= {
                "time": self.taken.time,
                "on": self.taken.on.isoformat(),
                "which": which_of_two(self.taken),
            }
        return initial

    def _clocks_go_back(self, on: datetime.date) -> bool:
        """Whether an hour comes twice on that date."""
        place = zone(self.zone)
        start = datetime.datetime.combine(on, datetime.time(), place)
        end = datetime.datetime.combine(on + ONE_DAY, datetime.time(), place)
        return (start.utcoffset() or ONE_DAY) > (end.utcoffset() or ONE_DAY)

    def clean_dose(self) -> str:
        """The amount on one line."""
        return one_line(self.cleaned_data["dose"])

    def clean(self) -> dict[str, Any]:
        """Work out the moment, as `moment`; refuse one that has not come."""
        data = super().clean() or {}
        data["moment"] = None
        time: datetime.time | None = data.get("time")
        if time is None or self.errors:
            return data
        on = datetime.date.fromisoformat(data["on"]) if "on" in data else self.days[0]
        data["moment"] = moment = meant(on, time, self.zone, data.get("which") or "", self.taken)
        if moment is None:
            self.add_error("which", WHICH)
        elif moment.at > self.now:
            self.add_error("time", NOT_COME)
        return data
