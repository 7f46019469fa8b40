"""A time as a person said it, and the instant that it was."""

import datetime
from dataclasses import dataclass
from datetime import UTC, date
from zoneinfo import ZoneInfo

from accounts.zones import zone

MIDNIGHT = datetime.time()


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
