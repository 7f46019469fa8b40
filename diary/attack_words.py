"""What is said of an attack to its person: since when, until when, how long."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Patient
from accounts.zones import zone
from diary.attack_actions import SILENT_DAYS, silent_days
from diary.models import Attack
from diary.moments import Moment

MINUTES_AN_HOUR = 60
HOURS_A_DAY = 24
# A length is said in hours up to three days.
LAST_IN_HOURS = 72
WEEK = timedelta(days=7)


def place(zone_name: str) -> str:
    """A zone by the name of its place."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def length(duration: timedelta, most_hours: int | None = None) -> str:
    """How long: in minutes, from an hour on in whole hours, above `most_hours` in whole days."""
    minutes = round(duration / timedelta(minutes=1))
    if minutes < MINUTES_AN_HOUR:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / MINUTES_AN_HOUR)
    if most_hours is None or hours <= most_hours:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / HOURS_A_DAY)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _dated(moment: Moment, style: str) -> str:
    return date_format(datetime.datetime.combine(moment.on, moment.time), style)


@dataclass(frozen=True, slots=True)
class AttackWords:
    """An attack, read on its person's clock at a moment, on the page of a day if on one."""

    attack: Attack
    now: datetime.datetime
    zone: str
    here: date | None = None

    @property
    def pk(self) -> int:
        """Its key, for an address."""
        return self.attack.pk

    @property
    def runs(self) -> bool:
        """Whether it has no end."""
        return self.attack.ended_at is None

    @property
    def _today(self) -> date:
        return self.now.astimezone(zone(self.zone)).date()

    def _on_its_clock(self, words: str, moment: Moment) -> str:
        """Words of a time, with the place of its clock where the person's own shows another."""
        clocks = [moment.at.astimezone(zone(name)).utcoffset() for name in (moment.zone, self.zone)]
        if clocks[0] == clocks[1]:
            return words
        return _("%(time)s on the clock of %(place)s") % {
            "time": words,
            "place": place(moment.zone),
        }

    def _short(self, moment: Moment, beside: date) -> str:
        """A time; with its day where that is another than the one it is read beside."""
        if moment.on == beside:
            words = _dated(moment, "H:i")
        elif timedelta() < beside - moment.on < WEEK:
            words = _dated(moment, "WEEKDAY_AND_TIME")
        elif moment.on.year == beside.year:
            words = _dated(moment, "DAY_NO_YEAR_AND_TIME")
        else:
            words = _dated(moment, "DAY_AND_TIME")
        return self._on_its_clock(words, moment)

    @property
    def since(self) -> str:
        """When it began, as short as it is clear today."""
        return self._short(self.attack.start, self._today)

    @property
    def lasts(self) -> str:
        """How long it has been running, or was."""
        until = self.attack.ended_at or self.now
        return length(max(until - self.attack.started_at, timedelta()), LAST_IN_HOURS)

    @property
    def hours(self) -> str:
        """How long it was, in hours."""
        until = self.attack.ended_at or self.now
        return length(max(until - self.attack.started_at, timedelta()))

    @property
    def times(self) -> str:
        """When it began and ended, each with its day."""
        attack = self.attack
        start = self._on_its_clock(_dated(attack.start, "WEEKDAY_SHORT_AND_TIME"), attack.start)
        if attack.end is None:
            return _("since %(start)s") % {"start": start}
        same_day = attack.end.on == attack.started_on
        style = "H:i" if same_day else "WEEKDAY_SHORT_AND_TIME"
        end = self._on_its_clock(_dated(attack.end, style), attack.end)
        return _("%(start)s to %(end)s") % {"start": start, "end": end}

    @property
    def touched(self) -> str:
        """How many calendar days it touches."""
        n = len(self.attack.days)
        return ngettext("on %(n)s day", "on %(n)s days", n) % {"n": n}

    @property
    def silent(self) -> int:
        """Days without a word on it while it runs."""
        return max(silent_days(self.attack, self._today), 0) if self.runs else 0

    @property
    def long_silent(self) -> bool:
        """Whether a tap no longer tells what the days since the last word were."""
        return self.silent > SILENT_DAYS

    @property
    def times_here(self) -> str:
        """When it began and ended, for the page of a day."""
        attack, on = self.attack, self.here or self._today
        start = self._short(attack.start, on)
        if attack.end is None:
            return _("since %(start)s") % {"start": start}
        return _("%(start)s to %(end)s") % {"start": start, "end": self._short(attack.end, on)}


def in_words(
    attacks: Iterable[Attack],
    patient: Patient,
    now: datetime.datetime,
    here: date | None = None,
) -> list[AttackWords]:
    """Attacks for their person."""
    return [AttackWords(attack, now, patient.time_zone, here) for attack in attacks]
