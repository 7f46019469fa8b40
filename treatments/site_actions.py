"""Writing where a session was injected."""

import uuid
from decimal import Decimal

from django.db import transaction

from treatments.models import InjectionSession, InjectionSite
from treatments.muscles import Doses


@transaction.atomic
def save_sites(*, session: InjectionSession, doses: Doses, units: Decimal | None) -> None:
    """Put these sites in the place of all that are stored, and `units` as the session's total.

    The patient is locked by the caller, who read the session under that lock.
    """
    session.units = units
    session.version = uuid.uuid4()
    session.save(update_fields=["units", "version", "changed_at"])
    session.sites.all().delete()
    InjectionSite.objects.bulk_create(
        InjectionSite(
            session=session,
            muscle=place.muscle,
            side=place.side,
            units=dose.units,
            sites=dose.sites,
        )
        for place, dose in doses.items()
    )
