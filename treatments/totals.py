"""What is asked about units before they are saved."""

from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

from treatments.choices import Product
from treatments.muscles import MOST_SITES, MOST_UNITS, STANDARD, total

LEAST_UNITS = total(STANDARD.values()).units
LEAST_SITES = total(STANDARD.values()).sites


def odd_units(product: str, units: Decimal | None, *, low: bool = False) -> str:
    """What to ask about a total above the trials' scheme; empty where there is nothing to ask.

    `low`: also about one below half of it, which is often a digit that is missing. Units of other
    products are another measure and have no such figure.
    """
    if product != Product.ONABOTULINUMTOXIN_A or units is None:
        return ""
    if units <= MOST_UNITS and not (low and units < LEAST_UNITS / 2):
        return ""
    return gettext(
        "In the trials for migraine it was %(least)s to %(most)s units. Is %(units)s right?"
    ) % {
        "units": floatformat(units),
        "least": floatformat(LEAST_UNITS),
        "most": MOST_UNITS,
    }


def odd_sites(product: str, sites: int) -> str:
    """What to ask about more sites than in the trials' scheme; empty where there are not more."""
    if product != Product.ONABOTULINUMTOXIN_A or sites <= MOST_SITES:
        return ""
    return gettext(
        "In the trials for migraine it was %(least)s to %(most)s sites. Is %(sites)s right?"
    ) % {"sites": sites, "least": LEAST_SITES, "most": MOST_SITES}


def differs(units: Decimal | None, sites_sum: Decimal | None) -> bool:
    """Whether a total is another than that of its sites, where both are known."""
    return units is not None and sites_sum is not None and units != sites_sum


def differing(units: Decimal, sites_sum: Decimal) -> str:
    """What to ask about a total that is not the sum of its sites."""
    return gettext(
        "The sites add up to %(sum)s units, and the total says %(units)s. Is the total right?"
    ) % {"sum": floatformat(sites_sum), "units": floatformat(units)}


def another_product(was: str, product: str) -> tuple[str, str]:
    """What to ask where sites were written down for another product, and the answer to tick."""
    names = {"was": _in_a_sentence(was), "product": _in_a_sentence(product)}
    question = gettext(
        "The sites were written down in units of %(was)s. Are they units of %(product)s?"
    )
    return question % names, gettext("Yes, they are units of %(product)s") % names


def _in_a_sentence(product: str) -> str:
    if product == Product.OTHER:
        return gettext("another botulinum toxin")
    return Product(product).short


def sure(units: Decimal) -> str:
    """The answer to a question about a total, such as "Yes, 220 units is right"."""
    return gettext("Yes, %(units)s units is right") % {"units": floatformat(units)}


def sure_of(units: Decimal) -> str:
    """What the tick sends: the number it is about, so that another one is asked again."""
    return f"{units.normalize():f}"
