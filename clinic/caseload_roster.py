"""Who shares a diary with a clinician, and where each stands: all of them, in three queries.

Only what search, filters and order need is read here, so that they hold for all patients at once;
the figures, which take a whole diary each, are worked out for the rows of one page alone.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, DateField, F, Max, Min, OuterRef, Q, Subquery, Value, When

from accounts.models import Clinician, Patient, Share
from accounts.querysets import ShareQuerySet
from accounts.zones import zone
from analysis.cycles import CYCLE_DAYS, LAPSED_DAYS, MONTH_DAYS, WEEK_DAYS, day_of_cycle, due_date
from analysis.windows import LOGGED_NEEDED
from diary.models import Day
from treatments.choices import Status
from treatments.models import InjectionSession

DUE_WITHIN_DAYS = 14
QUIET_DAYS = WEEK_DAYS


@dataclass(frozen=True, slots=True)
class Entry:
    """One patient as of their own `today`.

    name: what they are known by, their e-mail address where they gave no name. cycles: done
    sessions. planned: the next session planned after today; unconfirmed: one planned after the last
    done session, whose day has come and of which nobody said whether it took place. logged28: days
    logged of the 28 before today. came: the day on which the diary was opened.
    """

    pk: int
    code: uuid.UUID
    name: str
    born_on: date | None
    today: date
    cycles: int = 0
    last_session: date | None = None
    planned: date | None = None
    unconfirmed: date | None = None
    last_logged: date | None = None
    logged28: int = 0
    came: date = date.min

    @property
    def day(self) -> int | None:
        """The day of the cycle, from 1; None before the first session."""
        return day_of_cycle(self.last_session, self.today) if self.last_session else None

    @property
    def due(self) -> date | None:
        """Day 85 of the cycle; before the first session the day planned for it, if any."""
        return due_date(self.last_session) if self.last_session else self.planned

    @property
    def due_in(self) -> int | None:
        """Days to the due day: 0 on it, negative when it has passed."""
        return (self.due - self.today).days if self.due else None

    @property
    def due_soon(self) -> bool:
        """Due within two weeks, or overdue."""
        return self.due_in is not None and self.due_in <= DUE_WITHIN_DAYS

    @property
    def quiet(self) -> bool:
        """Not logging: nothing in the 7 days before today, or under 20 days of the 28.

        Who came lately is not asked for the days before: under 20/28 of those since, then, and
        nothing at all in their first week.
        """
        here = (self.today - self.came).days
        since = self.today - timedelta(days=QUIET_DAYS)
        silent = self.last_logged is None or self.last_logged < since
        few = MONTH_DAYS * self.logged28 < LOGGED_NEEDED * min(here, MONTH_DAYS)
        return here >= QUIET_DAYS and (silent or few)

    @property
    def lapsed(self) -> bool:
        """No session for so long that its cycle is over, and none planned: not due next."""
        planned = self.planned or self.unconfirmed
        return planned is None and self.day is not None and self.day > LAPSED_DAYS

    @property
    def in_first_cycle(self) -> bool:
        """One session done."""
        return self.cycles == 1

    @property
    def second_cycle_complete(self) -> bool:
        """The twelve weeks of the second cycle are over, or a third session has been done."""
        over = self.day is not None and self.day > CYCLE_DAYS
        return self.cycles > 2 or (self.cycles == 2 and over)


def roster(clinician: Clinician, now: datetime) -> list[Entry]:
    """Everybody who shares with the clinician at `now`, in no order."""
    live = Share.objects.live(now).filter(clinician=clinician)
    people = list(
        live.values_list(
            "patient_id",
            "patient__code",
            "patient__name",
            "patient__user__email",
            "patient__born_on",
            "patient__created_at",
            "patient__time_zone",
        )
    )
    if not people:
        return []
    todays = {name: now.astimezone(zone(name)).date() for *_, name in people}
    sessions = _sessions(live, todays)
    days = _days(live, todays)
    return [
        Entry(
            pk=pk,
            code=code,
            name=name or email,
            born_on=born_on,
            today=todays[time_zone],
            came=came.astimezone(zone(time_zone)).date(),
            **sessions.get(pk, {}),
            **days.get(pk, {}),
        )
        for pk, code, name, email, born_on, came, time_zone in people
    ]


def _today(todays: dict[str, date], zone_field: str, back: int = 0) -> Case:
    """Each patient's own today, or some days before it, for the database to compare with."""
    usual = Counter(todays.values()).most_common(1)[0][0]
    zones: dict[date, list[str]] = {}
    for name, today in todays.items():
        zones.setdefault(today, []).append(name)
    return Case(
        *(
            When(**{f"{zone_field}__in": names}, then=Value(today - timedelta(days=back)))
            for today, names in zones.items()
            if today != usual
        ),
        default=Value(usual - timedelta(days=back)),
        output_field=DateField(),
    )


def _sessions(live: ShareQuerySet, todays: dict[str, date]) -> dict[int, dict[str, Any]]:
    """What is known of each one's sessions, by the patient's key."""
    done = Q(status=Status.DONE, date__lte=F("today"))
    planned = Q(status=Status.PLANNED)
    rows = (
        InjectionSession.objects.filter(patient__in=live.values("patient"))
        .annotate(today=_today(todays, "patient__time_zone"))
        .order_by()
        .values_list("patient")
        .annotate(
            done=Count("pk", filter=done),
            last=Max("date", filter=done),
            next=Min("date", filter=planned & Q(date__gt=F("today"))),
            waiting=Max("date", filter=planned & Q(date__lte=F("today"))),
        )
    )
    return {
        patient: {
            "cycles": count,
            "last_session": last,
            "planned": following,
            "unconfirmed": waiting if waiting and (last is None or waiting > last) else None,
        }
        for patient, count, last, following, waiting in rows
    }


def _days(live: ShareQuerySet, todays: dict[str, date]) -> dict[int, dict[str, Any]]:
    """When each last logged a day, and how many of the last 28, by the patient's key."""
    days = Day.objects.filter(patient=OuterRef("pk"))
    latest = days.filter(date__lte=OuterRef("today")).order_by("-date").values("date")[:1]
    month = (
        days.filter(date__gte=OuterRef("month_ago"), date__lt=OuterRef("today"))
        .order_by()
        .values("patient")
        .annotate(logged=Count("pk"))
        .values("logged")
    )
    rows = (
        Patient.objects.filter(pk__in=live.values("patient"))
        .annotate(
            today=_today(todays, "time_zone"),
            month_ago=_today(todays, "time_zone", back=MONTH_DAYS),
        )
        .values_list("pk", Subquery(latest), Subquery(month))
    )
    return {pk: {"last_logged": last, "logged28": logged or 0} for pk, last, logged in rows}
