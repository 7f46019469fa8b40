"""Two done sessions side by side: what is the same, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from treatments.choices import Downtime, Product, Side, Unwelcome
from treatments.cycles import Cycle
from treatments.models import InjectionSession, SideEffect
from treatments.muscles import GRID, Dose, Doses, Place, total


@dataclass(frozen=True)
class Given:
    """One session: its cycle, where it was injected, and what followed."""

    cycle: Cycle
    doses: Doses
    effects: Sequence[SideEffect]


@dataclass(frozen=True)
class Row:
    """One thing of both sessions, in words. It changed only where both are known and differ."""

    name: str
    earlier: str
    later: str
    changed: bool = False
    remark: str = ""

    @property
    def same(self) -> bool:
        """Whether one answer stands for both."""
        return self.earlier == self.later and not self.remark


def compare_two(earlier: Given, later: Given) -> list[Row]:
    """Everything that is known of one session or the other, row by row."""
    return [row for row in _rows(earlier, later) if row is not None]


def _rows(earlier: Given, later: Given) -> Iterator[Row | None]:
    a, b = earlier.cycle.session, later.cycle.session
    yield _when(earlier.cycle, later.cycle)
    yield _row(gettext("Product"), a.get_product_display(), b.get_product_display())
    yield _units(a, b)
    yield _row(gettext("Clinic"), a.clinic, b.clinic)
    yield _row(gettext("Injected by"), a.injected_by, b.injected_by)
    yield _row(gettext("Lot number"), a.lot, b.lot)
    yield _row(gettext("Use before"), _day(a.expires_on), _day(b.expires_on))
    yield from _where(earlier, later)
    yield _row(gettext("Back to usual activities"), _usual(a), _usual(b))
    yield _row(gettext("Anything unwelcome"), _unwelcome(earlier), _unwelcome(later))


def _row(name: str, earlier: str, later: str, remark: str = "") -> Row | None:
    if not (earlier or later):
        return None
    unknown = gettext("Not recorded")
    changed = bool(earlier and later) and earlier != later
    return Row(name, earlier or unknown, later or unknown, changed, remark)


def _when(a: Cycle, b: Cycle) -> Row:
    """The times since the sessions before, which the first one cannot have."""
    changed = bool(a.interval and b.interval) and a.interval != b.interval
    none = gettext("No session before")
    return Row(gettext("When"), a.interval_words or none, b.interval_words or none, changed)


def _day(on: date | None) -> str:
    return date_format(on, "DAY") if on else ""


def _one_measure(a: InjectionSession, b: InjectionSession) -> bool:
    """Whether units of both are units of one product: two that nobody named may differ."""
    return bool(a.product == b.product != Product.OTHER)


def _units(a: InjectionSession, b: InjectionSession) -> Row | None:
    """The units; how many more or fewer only of one product, because units of two are no match."""
    name = gettext("Units")
    if a.units is None or b.units is None:
        return _row(name, a.dose, b.dose)
    if _one_measure(a, b):
        return _row(name, a.dose, b.dose, _difference(b.units - a.units))
    remark = gettext("Units of different products cannot be compared.")
    if a.product == b.product:
        remark = gettext("They may be units of two different products.")
    return Row(name, a.dose, b.dose, remark=remark)


def _difference(units: Decimal) -> str:
    if not units:
        return ""
    words = gettext("%(units)s units more") if units > 0 else gettext("%(units)s units fewer")
    return words % {"units": floatformat(abs(units))}


def _where(earlier: Given, later: Given) -> Iterator[Row | None]:
    """All sites together; where both are recorded, each muscle that got something at either."""
    yield _row(gettext("Sites"), _sites(earlier.doses), _sites(later.doses))
    if not (earlier.doses and later.doses):
        return
    for muscle, places in GRID.items():
        if any(place in given.doses for given in (earlier, later) for place in places):
            yield _muscle(str(muscle.label), places, earlier, later)


def _sites(doses: Doses) -> str:
    return str(total(doses.values()).sites) if doses else ""


def _muscle(name: str, places: Sequence[Place], earlier: Given, later: Given) -> Row:
    """One muscle; where units are no match it changed only where the sites did."""
    a, b = ([given.doses.get(place) for place in places] for given in (earlier, later))
    if _one_measure(earlier.cycle.session, later.cycle.session):
        changed = a != b
    else:
        changed = [_count(dose) for dose in a] != [_count(dose) for dose in b]
    return Row(name, _sides(places, a), _sides(places, b), changed)


def _count(dose: Dose | None) -> int:
    return dose.sites if dose else 0


def _sides(places: Sequence[Place], doses: Sequence[Dose | None]) -> str:
    """What one muscle got, a line for each side; one line where both got the same."""
    if len(places) > 1 and doses[0] and doses[0] == doses[1]:
        return gettext("%(dose)s each side") % {"dose": _short(doses[0])}
    found = [
        _short(dose) if place.side == Side.MIDDLE else f"{place.side.label}: {_short(dose)}"
        for place, dose in zip(places, doses, strict=True)
        if dose
    ]
    return "\n".join(found) or gettext("Nothing")


def _short(dose: Dose) -> str:
    said = ngettext("%(units)s units, %(n)s site", "%(units)s units, %(n)s sites", dose.sites)
    return said % {"units": floatformat(dose.units), "n": dose.sites}


def _usual(session: InjectionSession) -> str:
    skipped = session.usual_after == Downtime.SKIPPED
    return "" if skipped else session.get_usual_after_display()


def _unwelcome(given: Given) -> str:
    """Side effects by name and strength; nothing recorded is not the same as nothing there."""
    if not given.effects:
        nothing = given.cycle.session.unwelcome == Unwelcome.NOTHING
        return gettext("Nothing") if nothing else ""
    named = [f"{effect.name} ({effect.get_strength_display().lower()})" for effect in given.effects]
    return ", ".join(sorted(named))
