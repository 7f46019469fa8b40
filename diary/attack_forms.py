"""Giving an attack its start and end, whatever the clock did in that night."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import DayField
from accounts.stale import VersionedForm
from accounts.zones import zone
from diary.attack_actions import overlapping
from diary.attack_words import AttackWords, length, place
from diary.models import Attack
from diary.moments import FIRST, SECOND, Moment, comes_twice, meant, to_minute, which_of_two
from diary.state import EARLIEST_YEAR

LONG = datetime.timedelta(days=7)
LONGEST = datetime.timedelta(days=366)
NOT_COME = _("This time has not come yet.")
NOT_AFTER = _("This is not after the start.")
TOO_OLD = _("This is too long ago. Is the year right?")
WHICH = _("The clock showed this time twice in that night. Which one was it?")
BOTH = _("Give the day and the time, or leave both empty while it still goes on.")
TOO_LONG = _("An attack can be a year long here at most. Log the days themselves for more.")


class ClockField(forms.TimeField):
    """A time of the day, in hours and minutes."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label=label,
            input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={
                "required": _("Give a time."),
                "invalid": _("Write the time as hours and minutes, such as 22:14."),
            },
            **options,
        )

    def to_python(self, value: Any) -> datetime.time | None:
        """The time to the minute."""
        found = super().to_python(value)
        return to_minute(found) if found else None


def which_field() -> forms.ChoiceField:
    """Which of two times that the clock shows alike; asked only where it matters."""
    return forms.ChoiceField(
        label=_("Which one?"),
        choices=[
            (FIRST, _("The first, before the clock went back")),
            (SECOND, _("The second, after the clock went back")),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": WHICH},
    )


@dataclass(frozen=True)
class Side:
    """One end of an attack in the form: the names of its fields, its clock, what was stored."""

    name: str
    zone: str
    was: Moment | None

    @property
    def on(self) -> str:
        """The field of its date."""
        return f"{self.name}_on"

    @property
    def time(self) -> str:
        """The field of its time."""
        return f"{self.name}_time"

    @property
    def which(self) -> str:
        """The field that tells two times apart that the clock shows alike."""
        return f"{self.name}_which"

    def initial(self) -> dict[str, Any]:
        """What the fields show of what is stored."""
        if self.was is None:
            return {}
        return {
            self.on: self.was.on,
            self.time: to_minute(self.was.time),
            self.which: which_of_two(self.was),
        }


class AttackForm(VersionedForm):
    """When it started and when it was over; an end left empty says that it still goes on."""

    start_on = DayField(_("Day"))
    start_time = ClockField(_("Time"))
    start_which = which_field()
    end_on = DayField(_("Day"), required=False)
    end_time = ClockField(_("Time"), required=False)
    end_which = which_field()
    sure = forms.BooleanField(label=_("Yes, it was that long"), required=False)

    class Meta:
        model = Attack
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, now: datetime.datetime, **kwargs: Any) -> None:
        attack: Attack = kwargs["instance"]
        self.now, self.own_zone = now, attack.patient.time_zone
        was = (attack.start, attack.end) if attack.pk else (None, None)
        zones = [one.zone if one else self.own_zone for one in was]
        self.start = Side("start", zones[0], was[0])
        self.end = Side("end", zones[1], was[1])
        super().__init__(*args, **kwargs)
        self.initial = {**self.start.initial(), **self.end.initial(), **self.initial}
        self.moments: dict[str, Moment | None] = {}
        # Whether each question belongs on the page: which of two times, and is it so long.
        self.twice = {side.name: bool(side.initial().get(side.which)) for side in self.sides}
        self.asks_sure = False
        for side in self.sides:
            today = now.astimezone(zone(side.zone)).date()
            self.fields[side.on].widget.attrs["max"] = today.isoformat()
            if side.zone != self.own_zone:
                words = gettext("On the clock of %(place)s.") % {"place": place(side.zone)}
                self.fields[side.time].help_text = words

    @property
    def sides(self) -> tuple[Side, Side]:
        """Start and end."""
        return self.start, self.end

    def words(self, row: Any) -> str:
        """The times of a stored attack."""
        return AttackWords(row, self.now, self.own_zone).times

    def clean(self) -> dict[str, Any]:
        """Work out both moments, and refuse what cannot have been."""
        data = super().clean() or {}
        for side in self.sides:
            self.moments[side.name] = self._moment(side, data)
        self._ask_which(data)
        start, end = self.moments["start"], self.moments["end"]
        if start and not self.errors:
            self._fits(start, end, sure=bool(data.get("sure")))
        self.refuse_stale(data)
        return data

    def _ask_which(self, data: dict[str, Any]) -> None:
        """The question is on the page only beside a time that comes twice."""
        for side in self.sides:
            on, clock = data.get(side.on), data.get(side.time)
            self.twice[side.name] = bool(on and clock and comes_twice(on, clock, zone(side.zone)))

    def _moment(self, side: Side, data: dict[str, Any]) -> Moment | None:
        """What is meant by a date and a time; None, perhaps with an error, for nothing."""
        on, clock = data.get(side.on), data.get(side.time)
        if on is None or clock is None:
            given = {name for name in (side.on, side.time) if data.get(name)}
            if given and not {side.on, side.time} & set(self.errors):
                self.add_error(side.time if side.on in given else side.on, BOTH)
            return None
        if on.year < EARLIEST_YEAR:
            self.add_error(side.on, TOO_OLD)
            return None
        # No clock is a day ahead of another by more than its date: what lies beyond has not come.
        if on > self.now.date() + datetime.timedelta(days=2):
            self.add_error(side.on, NOT_COME)
            return None
        moment = meant(on, clock, side.zone, data.get(side.which) or "", side.was)
        if moment is None and side.which not in self.errors:
            self.add_error(side.which, WHICH)
        # A device's clock may have been ahead when it was stored.
        if moment and moment.at > self.now and moment != side.was:
            self.add_error(side.time, NOT_COME)
        return moment

    def _fits(self, start: Moment, end: Moment | None, *, sure: bool) -> None:
        """After the start, beside no other attack, and not longer than is meant."""
        if end and end.at <= start.at:
            self.add_error("end_time" if end.on == start.on else "end_on", NOT_AFTER)
            return
        other = overlapping(self.instance, start, end)
        if other and not self._same(other, start, end):
            self._refuse_overlap(other, end)
            return
        if (start, end) == (self.start.was, self.end.was):
            return
        lasts = (end.at if end else self.now) - start.at
        if lasts > LONGEST:
            self.add_error("start_on", TOO_LONG)
        elif lasts > LONG and not sure:
            self.asks_sure = True
            message = gettext("That is %(length)s. Are the dates right?")
            self.add_error("sure", message % {"length": length(lasts, 72)})
        elif lasts > LONG:
            self.asks_sure = True

    def _refuse_overlap(self, other: Attack, end: Moment | None) -> None:
        times = AttackWords(other, self.now, self.own_zone).times
        if other.ended_at is None and end is None:
            message = gettext("Another attack still goes on (%(times)s). Give one of them an end.")
        else:
            message = gettext("At that time you already have an attack: %(times)s.")
        self.add_error(
            "end_on" if other.ended_at is None else "start_on", message % {"times": times}
        )

    def _same(self, other: Attack, start: Moment, end: Moment | None) -> bool:
        """Whether this is a new attack that is stored already: the form was sent twice."""
        return not self.instance.pk and (other.start, other.end) == (start, end)

    @property
    def already_there(self) -> bool:
        """Whether the same is stored: the form was sent twice."""
        start, end = self.moments["start"], self.moments["end"]
        other = overlapping(self.instance, start, end) if start else None
        return bool(start and other and self._same(other, start, end))
