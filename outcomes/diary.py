"""What the figures of one patient are made from, gathered in five queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Sum

from accounts.models import Patient
from analysis.series import DayColumns
from outcomes.preventives import Change, Preventive
from treatments.choices import Product, Status
from treatments.models import SideEffect as SideEffectRow

PREVENTIVE_COLUMNS = (
    "pk",
    "name",
    "dose",
    "started_on",
    "stopped_on",
    "changes__on",
    "changes__dose",
)


@dataclass(frozen=True, slots=True)
class Session:
    """A done injection session; `first_ever` is None where nobody answered.

    units and sites: all together, None where not recorded. usual_after and unwelcome: what was
    answered on the days after (a Downtime and an Unwelcome), empty where nothing was. not_usual_on:
    the last day on which usual activities were said to be out of reach still.
    """

    pk: int
    on: date
    first_ever: bool | None
    product: str = Product.ONABOTULINUMTOXIN_A
    units: Decimal | None = None
    usual_after: str = ""
    unwelcome: str = ""
    sites: int | None = None
    not_usual_on: date | None = None


@dataclass(frozen=True, slots=True)
class SideEffect:
    """Something unwelcome after a session; `ended` is its last day, None while it is there."""

    session: int
    kind: str
    other: str
    strength: int
    started: date
    ended: date | None

    def days(self, today: date) -> int:
        """How many days it was there, the first and the last counted; so far while it is."""
        return ((self.ended or max(today, self.started)) - self.started).days + 1


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """All saved days, the days that are clear only so far, and what was done by `today`.

    first_day and last_day: where the diary runs further than its saved days, as a file does.
    """

    today: date
    columns: DayColumns
    sessions: tuple[Session, ...]
    clear_so_far: tuple[date, ...] = ()
    preventives: tuple[Preventive, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


def gather(patient: Patient, today: date) -> Diary:
    """Read a patient's days and treatments; every measure then needs no database.

    Whoever moves to an earlier clock may have days and treatments ahead of `today`: they wait.
    """
    days = patient.days.filter(date__lte=today)
    sessions = patient.injection_sessions.done(today)
    clear_so_far = days.filter(clear_so_far=True).values_list("date", flat=True)
    return Diary(
        today=today,
        columns=days.columns(),
        sessions=tuple(
            Session(*row)
            for row in sessions.annotate(injected=Sum("sites__sites")).values_list(
                "pk",
                "date",
                "first_ever",
                "product",
                "units",
                "usual_after",
                "unwelcome",
                "injected",
                "not_usual_on",
            )
        ),
        clear_so_far=tuple(clear_so_far),
        preventives=_preventives(patient, today),
        side_effects=_side_effects(patient, today),
    )


def _side_effects(patient: Patient, today: date) -> tuple[SideEffect, ...]:
    """Those that began by `today`, as of then, the earliest first."""
    rows = (
        SideEffectRow.objects.filter(
            session__patient=patient,
            session__status=Status.DONE,
            session__date__lte=today,
            started_on__lte=today,
        )
        .order_by("started_on", "pk")
        .values_list("session_id", "kind", "other", "strength", "started_on", "ended_on")
    )
    return tuple(
        SideEffect(session, kind, other, strength, since, last if last and last <= today else None)
        for session, kind, other, strength, since, last in rows
    )


def _preventives(patient: Patient, today: date) -> tuple[Preventive, ...]:
    return preventives_from(patient.preventives.in_order().values_list(*PREVENTIVE_COLUMNS), today)


def preventives_from(rows: Iterable[tuple[Any, ...]], today: date) -> tuple[Preventive, ...]:
    """One person's begun by `today`, each with its changes of dose; `rows` are in order."""
    found = []
    for (_, name, dose, started, stopped), changes in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        doses = sorted(Change(*row[5:]) for row in changes if row[5])
        found.append(Preventive(name, dose, started, stopped, tuple(doses)).as_of(today))
    return tuple(each for each in found if each.started is None or each.started <= today)
