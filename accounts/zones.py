"""Time zones a person may live in."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ZONE_HELP = gettext_lazy("Your days begin and end by this clock.")
NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")


@cache
def zone_names() -> tuple[str, ...]:
    """All names of the form Region/City, as browsers report them, and UTC; sorted."""
    places = {z for z in available_timezones() if "/" in z and not z.startswith(NOT_PLACES)}
    return tuple(sorted(places | {"UTC"}))


@cache
def zone_choices() -> tuple[tuple[str, str], ...]:
    """The names with readable labels, for a select field."""
    return tuple((name, name.replace("_", " ")) for name in zone_names())


def validate_zone(name: str) -> None:
    """Raise ValidationError where the name is no known time zone."""
    if name not in zone_names():
        raise ValidationError(_("Choose a time zone from the list."))


def zone(name: str) -> ZoneInfo:
    """The zone itself; UTC where the system no longer knows the name."""
    return ZoneInfo(name if name in zone_names() else "UTC")
