"""Totals of units that are asked about before they are saved."""

from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext

from treatments.choices import Product
from treatments.muscles import MOST_UNITS, STANDARD, total


def odd_units(product: str, units: Decimal | None) -> str:
    """What to ask about a total above the trials' scheme; empty where there is nothing to ask.

    Units of other products are another measure and have no such figure.
    """
    if product != Product.ONABOTULINUMTOXIN_A or units is None or units <= MOST_UNITS:
        return ""
    return gettext(
        "%(units)s units is more than the %(least)s to %(most)s of the trials for migraine "
        "(PREEMPT). Is it right?"
    ) % {
        "units": floatformat(units),
        "least": floatformat(total(STANDARD.values()).units),
        "most": MOST_UNITS,
    }


def differs(units: Decimal | None, sites_sum: Decimal | None) -> bool:
    """Whether a total is another than that of its sites, where both are known."""
    return units is not None and sites_sum is not None and units != sites_sum


def differing(units: Decimal, sites_sum: Decimal) -> str:
    """What to ask about a total that is not the sum of its sites."""
    return gettext(
        "The sites add up to %(sum)s units, and the total says %(units)s. Is the total right?"
    ) % {"sum": floatformat(sites_sum), "units": floatformat(units)}


def sure(units: Decimal) -> str:
    """The answer to either question, such as "Yes, 220 units is right"."""
    return gettext("Yes, %(units)s units is right") % {"units": floatformat(units)}


def sure_of(units: Decimal) -> str:
    """What the tick sends as `sure`: the number it is about, so that another one is asked again."""
    return f"{units.normalize():f}"
