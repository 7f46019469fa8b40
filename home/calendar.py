"""A year of days as months of weeks."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Patient
from diary.choices import Kind
from diary.querysets import DayQuerySet
from treatments.choices import Status


@dataclass(frozen=True)
class Cell:
    """One date: what it was (None: not logged), and whether it lies ahead.

    `injections` is the status of a session on it, `link` where the day can be changed; each is None
    where there is none.
    """

    on: date
    kind: Kind | None
    future: bool
    injections: Status | None
    link: str | None

    @property
    def look(self) -> str:
        """The cell's CSS classes."""
        logged = self.kind.value if self.kind else "unlogged"
        look = f"cell cell-{'future' if self.future else logged}"
        return f"{look} cell-injection-{self.injections.value}" if self.injections else look

    @property
    def words(self) -> str:
        """What a screen reader says of the cell after its number."""
        said = "" if self.future else str(self.kind.label if self.kind else gettext("not logged"))
        injections = {
            Status.DONE: gettext("injections"),
            Status.PLANNED: gettext("injections planned"),
        }
        return ", ".join(filter(None, [said, self.injections and injections[self.injections]]))


@dataclass(frozen=True)
class Month:
    """A month: weeks of seven cells, None outside the month; and what it comes to."""

    first: date
    weeks: list[list[Cell | None]]
    logged: int
    headache: int
    days: int


@dataclass(frozen=True)
class Year:
    """A year's months, the latest first, and the years that can be turned to."""

    year: int
    months: list[Month]
    weekdays: list[date]
    earlier: int | None
    later: int | None


def _month(first: date, cells: dict[date, Cell]) -> Month:
    weeks = [
        [cells[on] if on.month == first.month else None for on in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    past = [cell for week in weeks for cell in week if cell and not cell.future]
    return Month(
        first=first,
        weeks=weeks,
        logged=sum(cell.kind is not None for cell in past),
        headache=sum(cell.kind in (Kind.HEADACHE, Kind.MIGRAINE) for cell in past),
        days=len(past),
    )


def _cells(
    patient: Patient, year: int, today: date, injections: dict[date, Status], own: bool
) -> list[Cell]:
    """A cell for each date of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days: DayQuerySet = patient.days.all()
    kinds = days.between(first, last).kinds()
    # Worked out once: a reverse for each of 365 days took a third of the page's time.
    link = reverse("diary:day", args=[patient.code, first])
    dates = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return [
        Cell(
            on,
            kinds.get(on),
            future=on > today,
            injections=injections.get(on),
            link=link.replace(str(first), str(on)) if own and on <= today else None,
        )
        for on in dates
    ]


def calendar_year(patient: Patient, year: int, today: date, *, own: bool = True) -> Year:
    """Gather a year up to today; earlier years as far back as anything was logged.

    `own` says whether the reader may change the days.
    """
    standing = patient.injection_sessions.standing().values_list("date", "status")
    sessions = {on: Status(status) for on, status in standing}
    cells = {cell.on: cell for cell in _cells(patient, year, today, sessions, own)}
    earliest = patient.days.order_by("date").values_list("date", flat=True).first()
    begin = min([today, *sessions, *([earliest] if earliest else [])])
    last_month = today.month if year == today.year else 12
    months = range(last_month, 0, -1) if year <= today.year else ()
    return Year(
        year=year,
        months=[_month(date(year, m, 1), cells) for m in months],
        weekdays=Calendar().monthdatescalendar(2024, 1)[0],
        earlier=year - 1 if year > begin.year else None,
        later=year + 1 if year < today.year else None,
    )
