"""Reading a day's doses, and the medicines that are offered for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Patient
from diary.asked import asked_days
from diary.models import Day, Medicine, MedicineTaken
from diary.moments import Moment

# Which medicines come first is worked out from this many days.
RECENT_DAYS = 28
STORED = ("pk", "medicine_id", "dose", "taken_at", "taken_on", "taken_time", "taken_zone")


@dataclass(frozen=True)
class AtHand:
    """What was taken on a day, in the order it was noted, and the medicines offered for it."""

    doses: tuple[MedicineTaken, ...] = ()
    medicines: tuple[Medicine, ...] = ()


def at_hand(patient: Patient, day: Day) -> AtHand:
    """Gather it for a logged day, in two queries."""
    rows, listed = _rows(patient, day.date), _listed(patient)
    doses = tuple(
        MedicineTaken(day=day, medicine=listed[row[2]], **dict(zip(STORED, row[1:], strict=True)))
        for row in rows
        if row[0] == day.date
    )
    return AtHand(doses, _offered(rows, listed, day.date))


def offered_medicines(patient: Patient, on: date) -> tuple[Medicine, ...]:
    """The person's list without what was put away, most taken in the 28 days before `on` first.

    Taking one changes no place on its own day: a second tap must not meet another medicine.
    """
    return _offered(_rows(patient, on), _listed(patient), on)


def _rows(patient: Patient, on: date) -> list[tuple[Any, ...]]:
    """The doses up to a day: their date and what is stored of them.

    Plain values: as objects they would take longer than the rest of the page.
    """
    first = on - timedelta(days=RECENT_DAYS)
    recent = MedicineTaken.objects.filter(day__patient=patient, day__date__range=(first, on))
    return list(recent.order_by("pk").values_list("day__date", *STORED))


def _listed(patient: Patient) -> dict[int, Medicine]:
    return {medicine.pk: medicine for medicine in patient.medicines.all()}


def _offered(
    rows: list[tuple[Any, ...]], listed: dict[int, Medicine], on: date
) -> tuple[Medicine, ...]:
    times = Counter(row[2] for row in rows if row[0] != on)
    offered = [medicine for medicine in listed.values() if not medicine.archived]
    offered.sort(key=lambda each: (-times[each.pk], each.words.casefold(), each.pk))
    return tuple(offered)


def moment_of_tap(patient: Patient, on: date, now: datetime) -> Moment | None:
    """When a dose was taken that is tapped at `now` for the day `on`; None: at a time unknown.

    It is now on the day that Today asks about: at night that is last evening's too.
    """
    asked = on in asked_days(patient, now)
    return Moment.tapped(now, patient.time_zone) if asked else None
