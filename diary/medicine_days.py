"""On how many days each kind of acute medicine was taken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Patient
from analysis.cycles import MONTH_DAYS
from diary.choices import MedicineKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures were read."""

    name: str
    url: str


ICHD = Source(
    "ICHD-3, 8.2",
    "https://ichd-3.org/8-headache-attributed-to-a-substance-or-its-withdrawal/8-2-medication-overuse-headache-moh/",
)
# ICHD-3 8.2: the days a month that each class is looked at from.
ICHD_DAYS = {
    MedicineKind.TRIPTAN: 10,
    MedicineKind.ERGOT: 10,
    MedicineKind.OPIOID: 10,
    MedicineKind.COMBINATION: 10,
    MedicineKind.SIMPLE: 15,
}


@dataclass(frozen=True)
class KindDays:
    """On how many days one kind was taken; `figure` is ICHD-3's for it, None where it has none."""

    kind: MedicineKind
    days: int
    figure: int | None


@dataclass(frozen=True)
class MedicineMonth:
    """The 28 days from `first` to `last`.

    logged: days that say anything. any: days with medicine. unnamed: those of them of which no
    medicine is named. kinds: in the order of MedicineKind, only those taken.
    """

    first: date
    last: date
    days: int
    logged: int
    any: int
    unnamed: int
    kinds: tuple[KindDays, ...]


def medicine_days(patient: Patient, today: date) -> MedicineMonth:
    """Count the 28 days before today, in one query."""
    first, last = today - timedelta(days=MONTH_DAYS), today - timedelta(days=1)
    days = patient.days.between(first, last)
    return count(days.values_list("date", "medicine", "doses__medicine__kind"), first, last)


def count(
    rows: Iterable[tuple[date, bool | None, str | None]], first: date, last: date
) -> MedicineMonth:
    """Count days, not doses.

    Args:
        rows: for each dose of each logged day, and once for a logged day without one: the date,
            whether medicine was taken, and the dose's kind.
        first: the first day.
        last: the last day.
    """
    kinds: dict[date, set[str]] = defaultdict(set)
    taken = set()
    for on, medicine, kind in rows:
        kinds[on] |= {kind} if kind else set()
        if medicine:
            taken.add(on)
    found = [
        KindDays(kind, sum(kind in of_day for of_day in kinds.values()), ICHD_DAYS.get(kind))
        for kind in MedicineKind
    ]
    return MedicineMonth(
        first=first,
        last=last,
        days=(last - first).days + 1,
        logged=len(kinds),
        any=len(taken),
        unnamed=sum(not kinds[on] for on in taken),
        kinds=tuple(each for each in found if each.days),
    )
