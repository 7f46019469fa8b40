"""A time as a person said it, and the instant that it was."""

import datetime
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from accounts.zones import zone

MIDNIGHT = datetime.time()
FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time on the clock of a zone, and the instant in UTC.

    A time that the clock skips (02:30 in spring) can be said: it is the instant that it would
    have shown without the change. One that comes twice is the first, unless said to be the second.
    """

    on: date
    time: datetime.time
    zone: str
    at: datetime.datetime

    @classmethod
    def said(
        cls, on: date, clock: datetime.time, zone_name: str, *, second: bool = False
    ) -> "Moment":
        """The moment that is meant by a date and a time on the clock of a zone."""
        local = datetime.datetime.combine(on, clock.replace(fold=second), zone(zone_name))
        return cls(on, clock.replace(fold=0), zone_name, local.astimezone(UTC))

    @classmethod
    def of(cls, at: datetime.datetime, zone_name: str) -> "Moment":
        """An instant on the clock of a zone."""
        local = at.astimezone(zone(zone_name))
        return cls(local.date(), local.time().replace(fold=0), zone_name, at.astimezone(UTC))

    @classmethod
    def tapped(cls, at: datetime.datetime, zone_name: str) -> "Moment":
        """The minute of an instant on the clock of a zone, as a person would say it."""
        local = at.astimezone(zone(zone_name))
        past = timedelta(seconds=local.second, microseconds=local.microsecond)
        return cls.of(at - past, zone_name)

    @property
    def second(self) -> bool:
        """Whether it is the second of two hours that the clock shows alike."""
        return comes_twice(self.on, self.time, zone(self.zone)) and self != Moment.said(
            self.on, self.time, self.zone
        )


def comes_twice(on: date, clock: datetime.time, place: ZoneInfo) -> bool:
    """Whether the clock shows this time twice on that date."""
    offsets = [
        datetime.datetime.combine(on, clock.replace(fold=fold), place).utcoffset()
        for fold in (0, 1)
    ]
    return offsets[0] is not None and offsets[1] is not None and offsets[0] > offsets[1]


def which_of_two(moment: Moment) -> str:
    """Which of the two times that the clock shows alike it is; empty for one that comes once."""
    if not comes_twice(moment.on, moment.time, zone(moment.zone)):
        return ""
    return SECOND if moment.second else FIRST


def meant(
    on: date, clock: datetime.time, zone_name: str, which: str, was: Moment | None = None
) -> Moment | None:
    """The moment that a form's date and time (to the minute) stand for.

    Args:
        on: the date.
        clock: the time.
        zone_name: on whose clock.
        which: FIRST or SECOND, for a time that comes twice.
        was: what was said before, which stays what it was where the same is said again.

    Returns:
        None where the time comes twice and nothing says which one is meant.
    """
    same = was and (on, clock, zone_name) == (was.on, to_minute(was.time), was.zone)
    if was and same and which in ("", which_of_two(was)):
        return was
    twice = comes_twice(on, clock, zone(zone_name))
    if twice and which not in (FIRST, SECOND):
        return None
    return Moment.said(on, clock, zone_name, second=twice and which == SECOND)


def to_minute(clock: datetime.time) -> datetime.time:
    """A time as a form shows it."""
    return clock.replace(second=0, microsecond=0)
