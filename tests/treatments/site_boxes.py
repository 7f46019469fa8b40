"""Sending the form of all places of a session as a browser does."""

from decimal import Decimal

from django.http import HttpResponse
from django.test import Client

from tests.treatments.asking import address
from treatments.models import InjectionSession
from treatments.muscles import Doses

TEMPLE = {"temporalis_left_units": "20", "temporalis_left_sites": "4"}


def save(client: Client, session: InjectionSession, **typed: object) -> HttpResponse:
    """Send it from a page made now."""
    session.refresh_from_db()
    return client.post(address(session, "sites"), {"version": session.version, **typed})


def as_typed(doses: Doses) -> dict[str, object]:
    """Doses as they are written into the boxes."""
    return {
        f"{place.key}_{part}": getattr(dose, part)
        for place, dose in doses.items()
        for part in ("units", "sites")
    }


def stored(session: InjectionSession) -> dict[str, tuple[Decimal, int]]:
    """What a session has, by place."""
    return {f"{s.muscle}_{s.side}": (s.units, s.sites) for s in session.sites.all()}
