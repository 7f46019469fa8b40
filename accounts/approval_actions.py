"""What staff decide about an account: clinicians let in or not, accounts closed or opened."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.audit import record
from accounts.choices import EventKind
from accounts.erasure import is_last_superuser
from accounts.models import Clinician, User
from accounts.share_actions import end_shares_of


@transaction.atomic
def approve(*, clinician: Clinician, actor: User, now: datetime) -> bool:
    """Let a clinician in, whose details staff looked up; whether that changes anything.

    Nobody whose details changed since `clinician` was read.
    """
    row = _locked(clinician)
    if row.approved_at is not None or row.asked_at != clinician.asked_at:
        return False
    # One that began while an earlier approval ended must not come alive with this one.
    end_shares_of(clinician=row, actor=actor, now=now)
    row.approved_at, row.refused_at = now, None
    row.save(update_fields=["approved_at", "refused_at"])
    record(kind=EventKind.APPROVED, actor=actor, about=row.user, now=now)
    return True


@transaction.atomic
def refuse(*, clinician: Clinician, actor: User, now: datetime) -> bool:
    """Refuse a clinician, or take an approval back: all their shares end at once."""
    row = _locked(clinician)
    if row.refused_at is not None or row.asked_at != clinician.asked_at:
        return False
    end_shares_of(clinician=row, actor=actor, now=now)
    row.approved_at, row.refused_at = None, now
    row.save(update_fields=["approved_at", "refused_at"])
    record(kind=EventKind.REFUSED, actor=actor, about=row.user, now=now)
    return True


@transaction.atomic
def let_log_in(*, user: User, may: bool, actor: User, now: datetime) -> bool:
    """Open or close an account to log-in, from its next request on; whether that changes anything.

    The last superuser's stays open, also where two close each other's at the same moment.
    """
    either = Q(pk=user.pk) | Q(is_superuser=True, is_active=True)
    locked = User.objects.select_for_update().filter(either).order_by("pk")
    row = {each.pk: each for each in locked}.get(user.pk)
    if row is None or row.is_active == may or (not may and is_last_superuser(row)):
        return False
    row.is_active = may
    row.save(update_fields=["is_active"])
    kind = EventKind.ENABLED if may else EventKind.DISABLED
    record(kind=kind, actor=actor, about=row, now=now)
    return True


def _locked(clinician: Clinician) -> Clinician:
    rows = Clinician.objects.select_for_update(of=("self",)).select_related("user")
    found: Clinician = rows.get(pk=clinician.pk)
    return found
