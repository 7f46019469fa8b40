"""Other preventives beside a result: when they were taken, and what changed in some time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Change(NamedTuple):
    """The day from which another dose was taken."""

    on: date
    dose: str


@dataclass(frozen=True, slots=True)
class Preventive:
    """A preventive treatment beside botulinum toxin.

    started: the first day; None where it is from before the diary. stopped: the last day; None
    while it is taken. changes: those of its dose, in order.
    """

    name: str
    dose: str
    started: date | None
    stopped: date | None
    changes: tuple[Change, ...]

    def as_of(self, today: date) -> "Preventive":
        """What is known of it on `today`, on a clock that may have been turned back."""
        changes = tuple(change for change in self.changes if change.on <= today)
        stopped = None if self.stopped and self.stopped > today else self.stopped
        return Preventive(self.name, self.dose, self.started, stopped, changes)

    def within(self, first: date, last: date) -> "Within":
        """What changed from the day after `first` to `last`; what held throughout is no change."""
        return Within(
            preventive=self,
            started=self.started if self.started and first < self.started <= last else None,
            stopped=self.stopped if self.stopped and first <= self.stopped < last else None,
            doses=tuple(change.on for change in self.changes if first < change.on <= last),
        )


@dataclass(frozen=True, slots=True)
class Within:
    """What changed with one preventive in some time: its start, its last day, its doses."""

    preventive: Preventive
    started: date | None
    stopped: date | None
    doses: tuple[date, ...]

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return bool(self.started or self.stopped or self.doses)


def taken_between(
    preventives: Iterable[Preventive], first: date, last: date
) -> tuple[Preventive, ...]:
    """Those taken on any day from `first` to `last`."""
    return tuple(
        each
        for each in preventives
        if (each.started is None or each.started <= last)
        and (each.stopped is None or each.stopped >= first)
    )
