"""The calendar: a month of days to look at and to change, a year of months to look at."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.urls import reverse
from django.utils.formats import get_format
from django.utils.safestring import SafeString

from accounts.models import Patient
from analysis.cycles import WEEK_DAYS
from diary.state import EARLIEST_YEAR
from home.calendar_look import Look, month_cell, year_cell
from home.calendar_totals import Logged, Totals, totals
from treatments.choices import Status

MONTHS = 12
NO_CELL = SafeString("")
NO_SPOT = SafeString("<i></i>")


@dataclass(frozen=True)
class Span:
    """What there is to turn to: the days of the first entry and of the last, and the sessions.

    The first is today's for an empty diary; the last is today's unless a session is dated later.
    """

    begin: date
    end: date
    sessions: dict[date, Status]

    @property
    def years(self) -> range:
        """The years in which there is something, the latest first."""
        return range(self.end.year, self.begin.year - 1, -1)


@dataclass(frozen=True)
class Month:
    """A month's page. `weeks` holds the cells of its weeks, empty ones outside the month."""

    first: date
    weekdays: list[date]
    weeks: list[list[SafeString]]
    totals: Totals
    earlier: date | None
    later: date | None
    now: date | None
    years: list[date]


@dataclass(frozen=True)
class MonthOfYear:
    """A month in a year's page: its days as a picture, and what they come to."""

    first: date
    picture: SafeString
    totals: Totals
    linked: bool


@dataclass(frozen=True)
class Year:
    """A year's page, and the years that can be turned to."""

    year: int
    months: list[MonthOfYear]
    totals: Totals
    earlier: int | None
    later: int | None
    years: range


def span(patient: Patient, today: date) -> Span:
    """How far the calendar reaches, in two queries."""
    standing = patient.injection_sessions.standing().values_list("date", "status")
    sessions = {on: Status(status) for on, status in standing}
    earliest = patient.days.order_by("date").values_list("date", flat=True).first()
    known = [today, *sessions, *([earliest] if earliest else [])]
    return Span(min(known), max([today, *sessions]), sessions)


def weeks() -> Calendar:
    """Weeks that begin where the reader's language has them begin: Django counts from Sunday, 0."""
    return Calendar((int(get_format("FIRST_DAY_OF_WEEK")) - 1) % WEEK_DAYS)


def _logged(patient: Patient, first: date, last: date) -> dict[date, Logged]:
    rows = patient.days.between(first, last).values_list("date", *Logged._fields)
    return {on: Logged(*said) for on, *said in rows}


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_page(patient: Patient, first: date, today: date, reach: Span) -> Month:
    """Gather the month that begins on `first`."""
    last = _end_of_month(first)
    logged = _logged(patient, first, last)
    # Worked out once: a reverse for each day takes a third of a page's time.
    address = reverse("diary:day", args=[patient.code, first])

    def cell(on: date) -> SafeString:
        if on.month != first.month:
            return NO_CELL
        ahead = on > today
        look = Look(logged.get(on), ahead, reach.sessions.get(on))
        link = address.replace(str(first), str(on)) if not ahead else None
        return month_cell(look, on, link, today)

    dates = weeks().monthdatescalendar(first.year, first.month)
    until = min(last, today)
    before, following = first - timedelta(days=1), last + timedelta(days=1)
    this_month = today.replace(day=1)
    return Month(
        first=first,
        weekdays=dates[0],
        weeks=[[cell(on) for on in week] for week in dates],
        totals=totals(
            max((until - first).days + 1, 0), (row for on, row in logged.items() if on <= today)
        ),
        earlier=before.replace(day=1) if before.year >= EARLIEST_YEAR else None,
        later=following if following <= reach.end else None,
        now=this_month if first != this_month else None,
        years=[min(first.replace(year=year), reach.end.replace(day=1)) for year in reach.years],
    )


def year_page(patient: Patient, year: int, today: date, reach: Span) -> Year:
    """Gather a year; a month that is all ahead can be turned to if a session is planned later."""
    logged = _logged(patient, date(year, 1, 1), date(year, 12, 31))
    logged = {on: row for on, row in logged.items() if on <= today}
    picture_of = cache(year_cell)
    starts = weeks()

    def month(number: int) -> MonthOfYear:
        first = date(year, number, 1)
        # The cells before the first and after the last of the month are those of its neighbours.
        dates = starts.itermonthdates(year, number)
        cells = [
            picture_of(Look(logged.get(on), on > today, reach.sessions.get(on)))
            if on.month == number
            else NO_SPOT
            for on in dates
        ]
        days = (min(_end_of_month(first), today) - first).days + 1
        rows = (row for on, row in logged.items() if on.month == number)
        return MonthOfYear(
            first=first,
            picture=SafeString("".join(cells)),
            totals=totals(max(days, 0), rows),
            linked=first <= reach.end,
        )

    days = (min(date(year, 12, 31), today) - date(year, 1, 1)).days + 1
    return Year(
        year=year,
        months=[month(number) for number in range(1, MONTHS + 1)],
        totals=totals(max(days, 0), logged.values()),
        earlier=year - 1 if year > reach.begin.year else None,
        later=year + 1 if year < reach.end.year else None,
        years=reach.years,
    )
