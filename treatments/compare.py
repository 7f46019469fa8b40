"""Two done sessions side by side: what is the same, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from treatments.choices import Downtime, Side, Unwelcome
from treatments.cycles import Cycle
from treatments.models import SideEffect
from treatments.muscles import GRID, Dose, Doses, Place, total
from treatments.words import interval_kind_words


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


def compare(earlier: Given, later: Given) -> list[Row]:
    """Everything about two sessions, row by row."""
    a, b = earlier.cycle, later.cycle
    first, second = (date_format(cycle.session.date, "D j F Y") for cycle in (a, b))
    return [
        Row(gettext("Date"), first, second),
        _row(gettext("Since the one before"), _interval(a), _interval(b)),
        _row(gettext("Product"), *(str(c.session.get_product_display()) for c in (a, b))),
        _units(earlier, later),
        _row(gettext("Clinic"), a.session.clinic, b.session.clinic),
        _row(gettext("Injected by"), a.session.injected_by, b.session.injected_by),
        *_where(earlier, later),
        _usual(earlier, later),
        _effects(earlier, later),
    ]


def _row(name: str, earlier: str, later: str) -> Row:
    unknown = gettext("Not recorded")
    changed = bool(earlier and later) and earlier != later
    return Row(name, earlier or unknown, later or unknown, changed)


def _interval(cycle: Cycle) -> str:
    if cycle.interval is None or cycle.interval_kind is None:
        return ""
    days = ngettext("%(days)s day", "%(days)s days", cycle.interval) % {"days": cycle.interval}
    return f"{days}: {interval_kind_words(cycle.interval_kind)}"


def _one_product(earlier: Given, later: Given) -> bool:
    return bool(earlier.cycle.session.product == later.cycle.session.product)


def _units(earlier: Given, later: Given) -> Row:
    """The units; how many more or fewer only of one product, because units of two are no match."""
    a, b = earlier.cycle.session, later.cycle.session
    name = gettext("Units")
    if not _one_product(earlier, later):
        remark = gettext("Units of different products cannot be compared.")
        unknown = gettext("Not recorded")
        return Row(name, a.dose or unknown, b.dose or unknown, remark=remark)
    row = _row(name, a.dose, b.dose)
    if a.units is None or b.units is None or a.units == b.units:
        return row
    return Row(name, row.earlier, row.later, True, _difference(b.units - a.units))


def _difference(units: Decimal) -> str:
    words = gettext("%(units)s units more") if units > 0 else gettext("%(units)s units fewer")
    return words % {"units": floatformat(abs(units))}


def _where(earlier: Given, later: Given) -> Iterator[Row]:
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
    """One muscle; of two products it changed only where the sites did."""
    a, b = ([given.doses.get(place) for place in places] for given in (earlier, later))
    if _one_product(earlier, later):
        changed = a != b
    else:
        changed = [_count(dose) for dose in a] != [_count(dose) for dose in b]
    return Row(name, _sides(places, a), _sides(places, b), changed)


def _count(dose: Dose | None) -> int:
    return dose.sites if dose else 0


def _sides(places: Sequence[Place], doses: Sequence[Dose | None]) -> str:
    """What one muscle got, a line for each side; one line where both got the same."""
    if len(places) > 1 and doses[0] and doses[0] == doses[1]:
        return gettext("%(dose)s on each side") % {"dose": doses[0].words}
    found = [
        dose.words if place.side == Side.MIDDLE else f"{place.side.label}: {dose.words}"
        for place, dose in zip(places, doses, strict=True)
        if dose
    ]
    return "\n".join(found) or gettext("Nothing")


def _usual(earlier: Given, later: Given) -> Row:
    said = [
        "" if answer == Downtime.SKIPPED or not answer else str(Downtime(answer).label)
        for answer in (earlier.cycle.session.usual_after, later.cycle.session.usual_after)
    ]
    return _row(gettext("Back to usual activities"), *said)


def _effects(earlier: Given, later: Given) -> Row:
    """Side effects by name and strength; nothing recorded is not the same as nothing there."""
    return _row(gettext("Anything unwelcome"), _unwelcome(earlier), _unwelcome(later))


def _unwelcome(given: Given) -> str:
    if not given.effects:
        nothing = given.cycle.session.unwelcome == Unwelcome.NOTHING
        return gettext("Nothing") if nothing else ""
    named = [f"{effect.name} ({effect.get_strength_display().lower()})" for effect in given.effects]
    return ", ".join(sorted(named))
