"""How a day looks in the calendar, and what is said of it: worked out once for each kind of day."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from diary.choices import Severity
from home.calendar_totals import Logged
from treatments.choices import Status

BANDS = {Severity.MILD: "mild", Severity.MODERATE: "moderate", Severity.SEVERE: "severe"}
RINGS = {Status.DONE: "injections", Status.PLANNED: "planned"}


@dataclass(frozen=True, slots=True)
class Look:
    """All that a day's cell shows but its date.

    logged: what is known of the day, None where it was not logged. ahead: it has not come yet.
    injections: the status of a session on it.
    """

    logged: Logged | None
    ahead: bool = False
    injections: Status | None = None

    @property
    def classes(self) -> str:
        """The CSS classes."""
        ring = [RINGS[self.injections]] if self.injections else []
        return " ".join([*self._day_classes(), *ring])

    def _day_classes(self) -> list[str]:
        day = self.logged
        if self.ahead or day is None:
            return ["ahead" if self.ahead else "unlogged"]
        if not day.headache:
            known = ["so-far" if day.clear_so_far else "clear"]
        else:
            band = BANDS[Severity(day.severity)] if day.severity else "unsaid"
            known = [band, *["migraine"] * bool(day.migraine)]
        return [*known, *["medicine"] * bool(day.medicine)]

    @property
    def words(self) -> str:
        """What is read aloud of the day after its date; empty for a day ahead."""
        said = [] if self.ahead else self._day_words()
        if self.injections == Status.DONE:
            said.append(gettext("injections"))
        elif self.injections:
            said.append(gettext("injections planned"))
        return ", ".join(said)

    def _day_words(self) -> list[str]:
        day = self.logged
        if day is None:
            return [gettext("not logged")]
        if not day.headache:
            said = [gettext("no headache so far") if day.clear_so_far else gettext("no headache")]
        else:
            bands = {1: gettext("mild"), 2: gettext("moderate"), 3: gettext("severe")}
            said = [
                gettext("migraine") if day.migraine else gettext("headache"),
                bands[day.severity] if day.severity else gettext("severity not said"),
            ]
        if day.medicine:
            said.append(gettext("medicine taken"))
        if day.late:
            said.append(gettext("logged late"))
        return said


def month_cell(look: Look, on: date, link: str | None, today: date) -> SafeString:
    """A day of a month: its number, and its words for who cannot see it; a link if there is one."""
    words = look.words
    spoken = date_format(on, "DAY_NO_YEAR")
    inside = format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
        on.day,
        f"{spoken}: {words}" if words else spoken,
    )
    current = SafeString(' aria-current="date"' if on == today else "")
    if link is None:
        return format_html('<span class="cell {}"{}>{}</span>', look.classes, current, inside)
    return format_html('<a class="cell {}" href="{}"{}>{}</a>', look.classes, link, current, inside)


def year_cell(look: Look) -> SafeString:
    """A day of a year: its look alone, for a picture whose reading stands beside it."""
    return format_html('<i class="spot {}"></i>', look.classes)
