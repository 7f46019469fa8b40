"""Where a clinician's account stands: what is still missing before a diary is shown to it."""

from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest

from accounts.models import Clinician
from accounts.second_step import has_second_step, showed_second_step


class Standing(StrEnum):
    """The first thing that is missing, in the order in which they are asked for."""

    NEW = "new"
    WAITING = "waiting"
    REFUSED = "refused"
    NO_STEP = "no_step"
    STEP_NOT_SHOWN = "step_not_shown"
    READY = "ready"


def standing(request: HttpRequest, clinician: Clinician | None, now: datetime) -> Standing:
    """What stands between the one who asks and the diaries, in this very log-in."""
    if clinician is None:
        return Standing.NEW
    if clinician.refused_at is not None:
        return Standing.REFUSED
    if clinician.approved_at is None or clinician.approved_at > now:
        return Standing.WAITING
    if showed_second_step(request):
        return Standing.READY
    return Standing.STEP_NOT_SHOWN if has_second_step(clinician.user) else Standing.NO_STEP
