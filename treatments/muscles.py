"""The places that are injected, each one muscle on one side, and the standard scheme for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext, ngettext

from treatments.choices import Muscle, Side
from treatments.models import IN_THE_MIDDLE


@dataclass(frozen=True)
class Place:
    """One muscle on one side of the person's own body."""

    muscle: Muscle
    side: Side

    @property
    def key(self) -> str:
        """Names the place in forms and in the drawing."""
        return f"{self.muscle.value}_{self.side.value}"

    @property
    def name(self) -> str:
        """The place in words, with its side where it has two."""
        if self.side == Side.MIDDLE:
            return str(self.muscle.label)
        return self._with_side(str(self.muscle.label))

    @property
    def short(self) -> str:
        """Where it is in as few words as tell it from the others, such as "Temple, left"."""
        # Both muscles between the brows: the side tells which.
        return self._with_side(str(self.muscle.label).partition(" (")[0].partition(",")[0])

    def _with_side(self, muscle: str) -> str:
        words = {"muscle": muscle, "side": self.side.label}
        return gettext("%(muscle)s, %(side)s") % words


@dataclass(frozen=True)
class Dose:
    """Units of one product, in a number of sites."""

    units: Decimal
    sites: int

    @property
    def words(self) -> str:
        """Such as "20 units in 4 sites"."""
        said = ngettext(
            "%(units)s units in %(sites)s site", "%(units)s units in %(sites)s sites", self.sites
        )
        return said % {"units": floatformat(self.units), "sites": self.sites}


Doses = Mapping[Place, Dose]


def _sides(muscle: Muscle) -> tuple[Place, ...]:
    sides = (Side.MIDDLE,) if muscle in IN_THE_MIDDLE else (Side.LEFT, Side.RIGHT)
    return tuple(Place(muscle, side) for side in sides)


# Each muscle with its one place or its two, left first.
GRID = {muscle: _sides(muscle) for muscle in Muscle}
PLACES = tuple(place for places in GRID.values() for place in places)

# The fixed sites of the trials, as the label's dosing table splits them: units and sites of a side.
STANDARD_A_SIDE = {
    Muscle.CORRUGATOR: (5, 1),
    Muscle.PROCERUS: (5, 1),
    Muscle.FRONTALIS: (10, 2),
    Muscle.TEMPORALIS: (20, 4),
    Muscle.OCCIPITALIS: (15, 3),
    Muscle.CERVICAL_PARASPINAL: (10, 2),
    Muscle.TRAPEZIUS: (15, 3),
}
STANDARD: Doses = {
    place: Dose(Decimal(units), sites)
    for muscle, (units, sites) in STANDARD_A_SIDE.items()
    for place in GRID[muscle]
}
STANDARD_UNITS_A_SITE = 5
# With the sites that follow the pain.
MOST_UNITS = 195
MOST_SITES = 39


def total(doses: Iterable[Dose]) -> Dose:
    """All doses together. They must be of one product: its units are not those of another."""
    listed = list(doses)
    units = sum((dose.units for dose in listed), Decimal(0))
    return Dose(units, sum(dose.sites for dose in listed))
