"""Asking to be a clinician, and asking anew when what staff looked up has changed."""

from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.choices import EventKind
from accounts.models import Clinician, User
from accounts.share_actions import end_shares_of


@transaction.atomic
def ask(*, user: User, name: str, practice: str, registration: str, now: datetime) -> Clinician:
    """Ask staff to approve the user as a clinician; a second tap asks nothing more."""
    said = {"name": name, "practice": practice, "registration": registration, "asked_at": now}
    clinician, new = Clinician.objects.get_or_create(user=user, defaults=said)
    if new:
        record(kind=EventKind.ASKED, actor=user, about=user, now=now)
    return clinician


@transaction.atomic
def change_details(
    *, clinician: Clinician, name: str, practice: str, registration: str, now: datetime
) -> int:
    """Leave a practice, or mend what staff looks up: all shares end, and staff decides anew.

    Args:
        clinician: whose details change, at their own word.
        name: as patients will see it.
        practice: where they treat patients from now on.
        registration: for staff to look up.
        now: when the shares end.

    Returns:
        How many shares ended.
    """
    row = (
        Clinician.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=clinician.pk)
    )
    # First, so that the audit names the practice that is left.
    ended = end_shares_of(clinician=row, actor=row.user, now=now)
    row.name, row.practice, row.registration = name, practice, registration
    row.asked_at, row.approved_at, row.refused_at = now, None, None
    row.save()
    record(kind=EventKind.ASKED, actor=row.user, about=row.user, now=now)
    return ended
