"""Beginning and ending a share, each with its line in the audit."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.audit import record
from accounts.choices import EventKind, InvitationEnd
from accounts.models import Clinician, Invitation, Share, User


def lock_clinician(pk: int) -> Clinician | None:
    """Inside a transaction, before any patient is locked: the clinician as they are now, if at all.

    Whoever needs both takes them in this order, so that nobody waits for the other in a circle.
    """
    rows = Clinician.objects.select_for_update(of=("self",)).select_related("user")
    found: Clinician | None = rows.filter(pk=pk).first()
    return found


@transaction.atomic
def begin(*, invitation: Invitation, clinician: Clinician, actor: User, now: datetime) -> Share:
    """Begin the share that an invitation offers, under its patient's lock.

    It takes the place of one with the same clinician on other terms.
    """
    patient = invitation.patient
    former = Share.objects.filter(patient=patient, clinician=clinician, stopped_at=None)
    former.update(stopped_at=now)
    share = Share.objects.create(
        patient=patient,
        clinician=clinician,
        with_notes=invitation.with_notes,
        started_at=now,
        ends_at=invitation.share_until,
    )
    record(
        kind=EventKind.GRANTED,
        actor=actor,
        patient_code=patient.code,
        about=clinician.user,
        now=now,
    )
    return share


@transaction.atomic
def stop(*, share: Share, actor: User, now: datetime) -> bool:
    """End a share, by either side, from the next request on; whether it had not ended before."""
    share.patient.lock()
    stopped = Share.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now), pk=share.pk, stopped_at=None
    ).update(stopped_at=now)
    if stopped:
        code = share.patient.code
        record(
            kind=EventKind.STOPPED,
            actor=actor,
            patient_code=code,
            about=share.clinician.user,
            now=now,
        )
    return bool(stopped)


@transaction.atomic
def end_shares_of(*, clinician: Clinician, actor: User, now: datetime) -> int:
    """End all shares with a clinician, who leaves the practice or is refused; how many."""
    shares = Share.objects.filter(clinician=clinician, stopped_at=None)
    invitations = Invitation.objects.open(now).filter(clinician=clinician)
    invitations.update(end=InvitationEnd.DECLINED, ended_at=now)
    each = shares.select_related("patient", "clinician__user").order_by("patient_id")
    return sum([stop(share=share, actor=actor, now=now) for share in each])
