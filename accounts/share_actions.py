"""Beginning and ending a share, each with its line in the audit."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Least

from accounts.audit import record
from accounts.choices import EventKind, InvitationEnd
from accounts.models import Clinician, Invitation, Patient, Share, User
from accounts.querysets import running


def lock_clinician(pk: int) -> Clinician | None:
    """Inside a transaction, before any patient is locked: the clinician as they are now, if at all.

    Whoever needs both takes them in this order, so that nobody waits for the other in a circle.
    """
    rows = Clinician.objects.select_for_update(of=("self",)).select_related("user")
    found: Clinician | None = rows.filter(pk=pk).first()
    return found


def lock_patients(which: Q) -> None:
    """Inside a transaction, before anything of theirs is written: in one order for everybody."""
    touched = Patient.objects.filter(which).values("pk")
    list(Patient.objects.select_for_update().filter(pk__in=touched).order_by("pk"))


@transaction.atomic
def begin(*, invitation: Invitation, clinician: Clinician, actor: User, now: datetime) -> Share:
    """Begin the share that an invitation offers, under its patient's lock.

    It takes the place of one with the same clinician on other terms.
    """
    patient = invitation.patient
    end_former(patient=patient, clinician=clinician, now=now)
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


def end_former(*, patient: Patient, clinician: Clinician, now: datetime) -> None:
    """Make room for another share of the two: what ran out before ended then, not now."""
    former = Share.objects.filter(patient=patient, clinician=clinician, stopped_at=None)
    former.update(stopped_at=Least(Coalesce("ends_at", Value(now)), Value(now)))


@transaction.atomic
def stop(*, share: Share, actor: User | None, now: datetime) -> bool:
    """End a share, by either side or staff, from the next request on; whether it was running."""
    try:
        share.patient.lock()
    except Patient.DoesNotExist:
        return False
    stopped = Share.objects.filter(running(now), pk=share.pk).update(stopped_at=now)
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
def end_shares_of(*, clinician: Clinician, actor: User | None, now: datetime) -> int:
    """End all shares with a clinician, who leaves the practice or is refused; how many.

    A code that they typed is declined with them.
    """
    shares = Share.objects.filter(clinician=clinician, stopped_at=None)
    typed = Invitation.objects.filter(clinician=clinician, end="", expires_at__gt=now)
    lock_patients(Q(shares__in=shares) | Q(invitations__in=typed))
    for invitation in typed.select_related("patient"):
        # Unless its patient took it back at this moment.
        mine = Invitation.objects.filter(pk=invitation.pk, end="")
        if mine.update(end=InvitationEnd.DECLINED, ended_at=now):
            code, about = invitation.patient.code, clinician.user
            record(kind=EventKind.DECLINED, actor=actor, patient_code=code, about=about, now=now)
    each = shares.select_related("patient", "clinician__user").order_by("patient_id")
    return sum([stop(share=share, actor=actor, now=now) for share in each])


@transaction.atomic
def end_everything(*, now: datetime) -> int:
    """End each share and each invitation of everybody, as staff; how many shares.

    For a database that was restored: which of them were stopped since its copy was made is not
    known, and nobody may see what they were told they cannot see any more.
    """
    clinicians = Clinician.objects.select_related("user").order_by("pk")
    ended = sum(end_shares_of(clinician=each, actor=None, now=now) for each in clinicians)
    waiting = Invitation.objects.filter(end="", expires_at__gt=now)
    open_still = waiting.select_related("patient")
    for invitation in open_still:
        code = invitation.patient.code
        record(kind=EventKind.WITHDRAWN, actor=None, patient_code=code, now=now)
    open_still.update(end=InvitationEnd.WITHDRAWN, ended_at=now)
    return ended
