"""Where a session was injected, as its drawing and its table show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from treatments.choices import Muscle, Side
from treatments.head import DRAWN, VIEWS, Drawn, Point
from treatments.models import InjectionSession
from treatments.muscles import GRID, Dose, Doses, Place, total


@dataclass(frozen=True)
class Shown:
    """One place of the drawing with what it got, if anything."""

    drawn: Drawn
    dose: Dose | None

    @property
    def spots(self) -> Iterator[tuple[Point, bool]]:
        """Each spot, and whether it is filled: as many as there were sites."""
        for number, point in enumerate(self.drawn.spots):
            yield point, self.dose is not None and number < self.dose.sites


@dataclass(frozen=True)
class Where:
    """What each place got. All of it is of one session, so of one product."""

    doses: Doses

    @cached_property
    def total(self) -> Dose:
        """Units and sites of all places together."""
        return total(self.doses.values())

    @cached_property
    def views(self) -> dict[str, list[Shown]]:
        """The places of each view of the head."""
        found: dict[str, list[Shown]] = {view: [] for view in VIEWS}
        for place, drawn in DRAWN.items():
            found[drawn.view].append(Shown(drawn, self.doses.get(place)))
        return found

    @property
    def elsewhere(self) -> Dose | None:
        """What went where the drawing has no place."""
        return self.doses.get(Place(Muscle.OTHER, Side.MIDDLE))

    @property
    def compact(self) -> str:
        """All of it as the page's script reads it."""
        doses = self.doses.items()
        return " ".join(f"{place.key}:{dose.units:g}:{dose.sites}" for place, dose in doses)

    @cached_property
    def rows(self) -> list[tuple[Muscle, list[Dose | None]]]:
        """Each muscle that got something, with its doses: left and right, or its only one."""
        rows = [(muscle, [self.doses.get(at) for at in places]) for muscle, places in GRID.items()]
        return [(muscle, doses) for muscle, doses in rows if any(doses)]


def doses_of(session: InjectionSession) -> Doses:
    """What is stored of a session's sites."""
    stored = session.sites.all() if session.pk else ()
    by_key = {(site.muscle, site.side): Dose(site.units, site.sites) for site in stored}
    return {
        place: by_key[place.muscle.value, place.side.value]
        for places in GRID.values()
        for place in places
        if (place.muscle.value, place.side.value) in by_key
    }


def where(session: InjectionSession) -> Where:
    """Where a session was injected, in one query."""
    return Where(doses_of(session))
