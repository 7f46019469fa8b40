"""Writing down where a session was injected: units and sites of each place, and their total."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

from accounts.stale import VersionedForm
from treatments.choices import Muscle, Side
from treatments.models import MAX_SITES, MAX_UNITS, InjectionSession
from treatments.muscles import GRID, PLACES, Dose, Doses, Place, total
from treatments.site_actions import save_sites
from treatments.totals import differs, odd_sites, odd_units, sure_of
from treatments.units_field import UnitsField
from treatments.where import Where, doses_of


class SitesField(forms.IntegerField):
    """The number of sites of one place."""

    def clean(self, value: Any) -> Any:
        """The number; whatever is wrong with it is one message."""
        try:
            return super().clean(value)
        except ValidationError:
            message = gettext("Write how many sites: a whole number from 1 to %(most)s.")
            raise ValidationError(message % {"most": MAX_SITES}, "sites") from None


@dataclass(frozen=True)
class Cell:
    """One box of the table."""

    name: str
    label: str
    short: str
    value: Any
    errors: list[str]
    whole: bool


class SitesForm(VersionedForm):
    """Every place of a session at once.

    A total of the session that is empty becomes the sum of the sites; one that differs from it is
    asked about, and so are more units or sites than usual. Asking is all: any answer is saved.
    """

    class Meta:
        model = InjectionSession
        fields: list[str] = []

    def __init__(
        self, *args: Any, instance: InjectionSession, fill: Doses | None = None, **kwargs: Any
    ) -> None:
        self.before = doses_of(instance)
        super().__init__(*args, instance=instance, **kwargs)
        self.sum: Dose | None = None
        self.ask_total, self.sure, self.sure_of = False, "", ""
        for place in PLACES:
            self.fields[f"{place.key}_units"] = UnitsField()
            self.fields[f"{place.key}_sites"] = SitesField(
                min_value=1, max_value=MAX_SITES, required=False
            )
        self.filled = self.before if fill is None else fill
        for place, dose in self.filled.items():
            self.initial[f"{place.key}_units"] = dose.units
            self.initial[f"{place.key}_sites"] = dose.sites

    def words(self, row: InjectionSession) -> str:
        """The session and its sites in words."""
        said = [f"{place.name}: {dose.words}" for place, dose in self.before.items()]
        return "; ".join([row.words, *said])

    @property
    def where(self) -> Where:
        """What the drawing shows: what is typed as far as it is right, else what is filled in."""
        return Where(self._doses() if self.is_bound else self.filled)

    def _doses(self) -> Doses:
        """The places that have both units and sites."""
        data = getattr(self, "cleaned_data", {})
        typed = {
            place: (data.get(f"{place.key}_units"), data.get(f"{place.key}_sites"))
            for place in PLACES
        }
        return {
            place: Dose(units.quantize(Decimal("0.1")), sites)
            for place, (units, sites) in typed.items()
            if units is not None and sites is not None
        }

    @property
    def rows(self) -> Iterator[tuple[Muscle, list[Cell]]]:
        """Each muscle with its boxes: units and sites, on the left and on the right."""
        for muscle, places in GRID.items():
            yield muscle, [cell for place in places for cell in self._cells(place)]

    def _cells(self, place: Place) -> Iterator[Cell]:
        for part, label in (("units", gettext("units")), ("sites", gettext("sites"))):
            field = self[f"{place.key}_{part}"]
            value = field.value()
            yield Cell(
                name=field.name,
                label=f"{place.name}: {label}",
                short=label if place.side == Side.MIDDLE else f"{place.side.label}, {label}",
                value="" if value is None else value,
                errors=[str(error) for error in field.errors],
                whole=part == "sites",
            )

    @property
    def first_wrong(self) -> str:
        """The first box of the list that something is wrong with."""
        return next((self[name].auto_id for name in self.fields if name in self.errors), "")

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, about a total that differs, and about an unusual one."""
        data = super().clean() or {}
        for place in PLACES:
            names = {f"{place.key}_units", f"{place.key}_sites"}
            empty = [name for name in names if data.get(name) is None]
            if len(empty) == 1 and not names & set(self.errors):
                asked = gettext("How many sites?"), gettext("How many units?")
                self.add_error(empty[0], asked[empty[0].endswith("_units")])
        if not self.errors:
            self._ask(self._doses())
        self.refuse_stale(data)
        return data

    def _ask(self, doses: Doses) -> None:
        if not doses:
            return
        self.sum = total(doses.values())
        if self.sum.units > MAX_UNITS:
            message = gettext("The sites add up to %(units)s units. %(most)s is the most.")
            said = {"units": floatformat(self.sum.units), "most": MAX_UNITS}
            self.add_error(None, message % said)
        elif doses != self.before:
            self._ask_if_unusual(self.sum)
            self._ask_if_another(self.sum.units)

    def _ask_if_unusual(self, all_of_it: Dose) -> None:
        product = self.instance.product
        asked = odd_units(product, all_of_it.units), odd_sites(product, all_of_it.sites)
        if any(asked):
            self.sure = gettext("Yes, %(total)s is right") % {"total": all_of_it.words}
            self.sure_of = f"{sure_of(all_of_it.units)} {all_of_it.sites}"
            if not self.is_sure:
                self.add_error(None, " ".join(question for question in asked if question))

    def _ask_if_another(self, units: Decimal) -> None:
        self.ask_total = differs(self.instance.units, units)
        if self.ask_total and self.total_answer not in (self.use_sum, self.keep_total):
            message = gettext(
                "The sites add up to %(sum)s units, and the session says %(units)s. Which is right?"
            )
            said = {"sum": floatformat(units), "units": floatformat(self.instance.units)}
            self.add_error(None, message % said)

    @property
    def is_sure(self) -> bool:
        """Whether the tick was sent, for these units and sites and no others."""
        return bool(self.sure_of) and self.data.get("sure") == self.sure_of

    @property
    def use_sum(self) -> str:
        """What the answer sends that the sum is the total: of these numbers and no others."""
        return f"sum {sure_of(self.sum.units)}" if self.sum else ""

    @property
    def keep_total(self) -> str:
        """What the answer sends that the total stands: of these numbers and no others."""
        units = self.instance.units
        return f"keep {sure_of(units)} {self.use_sum}" if units is not None else ""

    @property
    def total_answer(self) -> str:
        """The answer about the total, as sent."""
        return str(self.data.get("total", ""))

    @property
    def takes_sum(self) -> bool:
        """Whether saving makes the sum of the sites the session's total, where it was not."""
        if self.sum is None or self.instance.units == self.sum.units:
            return False
        return self.instance.units is None or self.total_answer == self.use_sum

    def save(self, commit: bool = True) -> models.Model:
        """Save all places at once."""
        session: InjectionSession = self.instance
        units = self.sum.units if self.sum and self.takes_sum else session.units
        save_sites(session=session, doses=self._doses(), units=units)
        return session
