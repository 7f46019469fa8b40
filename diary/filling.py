"""Filling in: the last days as rows, and saying of several at once that they were clear."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Patient
from diary.actions import LATE_AFTER_DAYS
from diary.arrival import changed_at
from diary.asked import asked_days
from diary.models import Day

FILL_IN_DAYS = 14
# For so long a row keeps its place and its undo after it was said.
JUST_NOW = timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    """A day of those to fill in.

    day: what is logged, None for nothing. late: what is logged for it now is marked as late.
    early: it lies before the person came. just_said: it was said a moment ago and can be undone.
    """

    on: date
    day: Day | None
    late: bool
    early: bool
    just_said: bool


@dataclass(frozen=True)
class Filling:
    """The days before those that Today asks about, the newest first.

    together: the days said a moment ago to be clear by one yes, and not touched since.
    """

    rows: list[Row]
    together: list[Day]

    @property
    def recent(self) -> list[Row]:
        """Those that can still be logged in time."""
        return [row for row in self.rows if not row.late and not row.early]

    @property
    def late(self) -> list[Row]:
        """Those whose entry will be marked as late."""
        return [row for row in self.rows if row.late and not row.early]

    @property
    def early(self) -> list[Row]:
        """Those from before the person came, which nobody asks about."""
        return [row for row in self.rows if row.early]

    @property
    def early_open(self) -> bool:
        """Whether one of those was said just now."""
        return any(row.just_said for row in self.early)

    @property
    def asks(self) -> bool:
        """Whether there is a day to fill in, or was until a moment ago."""
        return any(row.day is None or row.just_said for row in self.rows if not row.early)

    @property
    def late_asks(self) -> bool:
        """Whether one of those that would be late is to fill in, or was until a moment ago."""
        return any(row.day is None or row.just_said for row in self.late)

    @property
    def newest(self) -> Day | None:
        """The day said last, of those said just now."""
        said = [row.day for row in self.rows if row.day and row.just_said]
        return max(said, key=lambda day: day.changed_at, default=None)

    @property
    def unlogged(self) -> list[date]:
        """The days that are not logged, the oldest first."""
        return [row.on for row in self.rows[::-1] if row.day is None]

    @property
    def missing(self) -> list[date]:
        """Those of them since the person came, the oldest first."""
        return [row.on for row in self.rows[::-1] if row.day is None and not row.early]

    def named(self, sent: Collection[str]) -> set[date]:
        """Those of the days named by a page, as it sends them, that can still be filled in."""
        return {row.on for row in self.rows if row.on.isoformat() in sent}

    def between(self, first: date, last: date) -> list[date]:
        """The days not logged from `first` to `last`, both included."""
        return [on for on in self.unlogged if first <= on <= last]


def filling(patient: Patient, now: datetime) -> Filling:
    """Gather the days to fill in, in two queries."""
    until = asked_days(patient, now)[0]
    dates = [until - timedelta(days=ago) for ago in range(1, FILL_IN_DAYS + 1)]
    stored = {day.date: day for day in patient.days.between(dates[-1], dates[0])}
    # Nobody is asked about days from before they came, unless they had begun to log them; what is
    # said of one of them just now moves no row.
    known = patient.days.filter(logged_at__lte=now - JUST_NOW).order_by("date")
    earliest = known.values_list("date", flat=True).first()
    came = patient.local(patient.created_at).date()
    began = min(came, earliest) if earliest else came
    late_before = patient.today(now) - timedelta(days=LATE_AFTER_DAYS)
    rows = [
        Row(
            on=on,
            day=stored.get(on),
            late=on < late_before,
            early=on < began,
            just_said=_just_said(stored.get(on), now),
        )
        for on in dates
    ]
    return Filling(rows, _together(rows))


def _just_said(day: Day | None, now: datetime) -> bool:
    return day is not None and day.previous is not None and now - day.changed_at < JUST_NOW


def _together(rows: list[Row]) -> list[Day]:
    """Only days said by one yes share their version, and every change gives a day a new one."""
    said = [row.day for row in rows if row.day and row.just_said and row.day.previous == {}]
    count = Counter(day.version for day in said)
    several = [day for day in said if count[day.version] > 1]
    newest = max(several, key=lambda day: day.changed_at, default=None)
    return [day for day in several if newest and day.version == newest.version]


@transaction.atomic
def fill_clear(*, patient: Patient, dates: Collection[date], now: datetime) -> list[Day]:
    """Say of those of the given days that nobody logged that they were clear; all get one version.

    Args:
        patient: whose days.
        dates: exactly those that the person said yes to.
        now: the moment of saying so.

    Returns:
        The days written; one that was logged meanwhile stays as it is.
    """
    patient.lock()
    logged = set(patient.days.filter(date__in=dates).values_list("date", flat=True))
    late_before = patient.today(now) - timedelta(days=LATE_AFTER_DAYS)
    together = uuid.uuid4()
    return Day.objects.bulk_create(
        Day(
            patient=patient,
            date=on,
            headache=False,
            migraine=False,
            medicine=False,
            late=on < late_before,
            version=together,
            previous={},
            logged_at=now,
            changed_at=changed_at(now),
        )
        for on in sorted({*dates} - logged)
    )


@transaction.atomic
def undo_clear(*, patient: Patient, together: uuid.UUID) -> int:
    """Make those days not logged again that one yes wrote and nobody touched since; how many."""
    patient.lock()
    _, deleted = patient.days.filter(version=together, previous={}, headache=False).delete()
    return deleted.get(Day._meta.label, 0)
