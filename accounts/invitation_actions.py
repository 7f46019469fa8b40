"""Inviting a clinician, and the answers: each whole, with its line in the audit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from accounts.audit import record
from accounts.choices import EventKind, InvitationEnd, InvitationWay
from accounts.models import Clinician, Invitation, Patient, Share, User
from accounts.secrets import digest, new_code, new_link_secret, typed_code
from accounts.share_actions import begin, lock_clinician

LINK_HOLDS = timedelta(days=14)
CODE_HOLDS = timedelta(hours=24)
CODE_TRIES = 5
TRIES_LAST = timedelta(hours=24)
INVITATIONS_A_DAY = 10


class TooManyInvitationsError(Exception):
    """More than INVITATIONS_A_DAY in 24 hours: whoever gets the e-mails did not ask for them."""


class Refusal(StrEnum):
    """Why an invitation leads to no share."""

    GONE = "gone"
    OTHER_ADDRESS = "other_address"
    NOT_APPROVED = "not_approved"
    OWN_DIARY = "own_diary"
    TOO_MANY_TRIES = "too_many_tries"


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation, with its secret, which is stored nowhere."""

    invitation: Invitation
    secret: str


@transaction.atomic
def invite_by_email(
    *,
    patient: Patient,
    email: str,
    with_notes: bool,
    share_until: datetime | None,
    now: datetime,
) -> Invited:
    """Offer a share to whoever proves to be at this address.

    An earlier open invitation to it is taken back. Raises TooManyInvitationsError.
    """
    patient.lock()
    email = email.strip().lower()
    _withdraw(patient.invitations.open(now).filter(email=email), patient.user, now)
    secret = new_link_secret()
    return _invite(
        Invitation(
            patient=patient,
            way=InvitationWay.EMAIL,
            email=email,
            digest=digest(secret),
            with_notes=with_notes,
            share_until=share_until,
            made_at=now,
            expires_at=now + LINK_HOLDS,
        ),
        secret,
    )


@transaction.atomic
def invite_by_code(
    *, patient: Patient, with_notes: bool, share_until: datetime | None, now: datetime
) -> Invited:
    """Offer a share to the clinician who hears the code, whom the patient then confirms.

    An earlier open code is taken back. Raises TooManyInvitationsError.
    """
    patient.lock()
    _withdraw(patient.invitations.open(now).filter(way=InvitationWay.CODE), patient.user, now)
    code = new_code()
    return _invite(
        Invitation(
            patient=patient,
            way=InvitationWay.CODE,
            digest=digest(typed_code(code)),
            with_notes=with_notes,
            share_until=share_until,
            made_at=now,
            expires_at=now + CODE_HOLDS,
        ),
        code,
    )


def _invite(invitation: Invitation, secret: str) -> Invited:
    patient, now = invitation.patient, invitation.made_at
    lately = patient.invitations.filter(made_at__gt=now - timedelta(days=1)).count()
    if lately >= INVITATIONS_A_DAY:
        raise TooManyInvitationsError
    invitation.save()
    record(kind=EventKind.INVITED, actor=patient.user, patient_code=patient.code, now=now)
    return Invited(invitation, secret)


def find_by_link(secret: str, now: datetime) -> Invitation | None:
    """The open invitation that a link is of; None where there is none, or it ended."""
    found: Invitation | None = (
        Invitation.objects.open(now)
        .filter(way=InvitationWay.EMAIL, digest=digest(secret))
        .select_related("patient__user")
        .first()
    )
    return found


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether the user has proven to be at the address that the invitation went to."""
    addresses = user.emailaddress_set
    return bool(addresses.filter(verified=True, email=invitation.email).exists())


@transaction.atomic
def accept(*, pk: int, clinician: Clinician, now: datetime) -> Share | Refusal:
    """Take up an e-mailed invitation, once, on the terms that it has from its beginning."""
    invitation = _locked(pk)
    refusal = _cannot_take(invitation, clinician, now)
    if refusal:
        return refusal
    assert invitation is not None
    if invitation.way != InvitationWay.EMAIL:
        return Refusal.GONE
    if not is_for(invitation, clinician.user):
        return Refusal.OTHER_ADDRESS
    return _take(invitation, clinician, clinician.user, now)


@transaction.atomic
def decline(*, pk: int, user: User, now: datetime) -> bool:
    """Say no to an e-mailed invitation, for good; whether it could still be said."""
    invitation = _locked(pk)
    if invitation is None or not _is_open(invitation, now) or not is_for(invitation, user):
        return False
    _end(invitation, InvitationEnd.DECLINED, now)
    code = invitation.patient.code
    record(kind=EventKind.DECLINED, actor=user, patient_code=code, now=now)
    return True


@transaction.atomic
def withdraw(*, patient: Patient, pk: int, now: datetime) -> bool:
    """Take an invitation back, or refuse the clinician whom it named; whether it was open."""
    patient.lock()
    return _withdraw(patient.invitations.open(now).filter(pk=pk), patient.user, now) > 0


@transaction.atomic
def name_by_code(*, clinician: Clinician, code: str, now: datetime) -> Invitation | Refusal:
    """The clinician types a code: the invitation is theirs to be confirmed by the patient.

    Five wrong codes in 24 hours and no code of theirs is looked at until these are over.
    """
    row = lock_clinician(clinician.pk)
    if row is None or row.approved_at is None:
        return Refusal.NOT_APPROVED
    clinician = row
    since = clinician.code_tries_since
    if since is None or since <= now - TRIES_LAST:
        clinician.code_tries, clinician.code_tries_since = 0, now
    if clinician.code_tries >= CODE_TRIES:
        return Refusal.TOO_MANY_TRIES
    found: Invitation | None = (
        Invitation.objects.open(now)
        .filter(way=InvitationWay.CODE, digest=digest(typed_code(code)))
        .first()
    )
    if found is not None and found.clinician_id == clinician.pk:
        # The second of two taps.
        return found
    invitation = _locked(found.pk) if found else None
    refusal = _cannot_take(invitation, clinician, now)
    if refusal or invitation is None or invitation.clinician_id is not None:
        clinician.code_tries += 1
        clinician.save(update_fields=["code_tries", "code_tries_since"])
        return refusal or Refusal.GONE
    invitation.clinician, invitation.named_at = clinician, now
    invitation.save(update_fields=["clinician", "named_at"])
    code_of = invitation.patient.code
    record(kind=EventKind.NAMED, actor=clinician.user, patient_code=code_of, now=now)
    return invitation


@transaction.atomic
def confirm(*, patient: Patient, pk: int, clinician_pk: int, now: datetime) -> Share | Refusal:
    """The patient says that the clinician whom the page showed is the one who heard the code."""
    lock_clinician(clinician_pk)
    patient.lock()
    named = patient.invitations.open(now).filter(pk=pk, clinician=clinician_pk)
    invitation = named.select_related("patient__user", "clinician__user").first()
    refusal = _cannot_take(invitation, invitation and invitation.clinician, now)
    if refusal or invitation is None:
        return refusal or Refusal.GONE
    return _take(invitation, invitation.clinician, patient.user, now)


def _locked(pk: int) -> Invitation | None:
    """The invitation as it is now, while nobody else changes anything of its patient's."""
    invitation = Invitation.objects.select_related("patient__user").filter(pk=pk).first()
    if invitation is None:
        return None
    try:
        invitation.patient.lock()
    except Patient.DoesNotExist:
        return None
    return Invitation.objects.select_related("patient__user").filter(pk=pk).first()


def _is_open(invitation: Invitation, now: datetime) -> bool:
    active = invitation.patient.user.is_active
    return active and not invitation.end and invitation.expires_at > now


def _cannot_take(
    invitation: Invitation | None, clinician: Clinician | None, now: datetime
) -> Refusal | None:
    """What stands between an invitation and a clinician, at `now`."""
    if invitation is None or clinician is None or not _is_open(invitation, now):
        return Refusal.GONE
    if invitation.share_until is not None and invitation.share_until <= now:
        return Refusal.GONE
    if clinician.approved_at is None or clinician.approved_at > now:
        return Refusal.NOT_APPROVED
    return Refusal.OWN_DIARY if invitation.patient.user_id == clinician.user_id else None


def _take(invitation: Invitation, clinician: Clinician, actor: User, now: datetime) -> Share:
    _end(invitation, InvitationEnd.ACCEPTED, now, clinician)
    return begin(invitation=invitation, clinician=clinician, actor=actor, now=now)


def _end(
    invitation: Invitation, end: InvitationEnd, now: datetime, clinician: Clinician | None = None
) -> None:
    invitation.end, invitation.ended_at = end, now
    invitation.clinician = clinician or invitation.clinician
    invitation.save(update_fields=["end", "ended_at", "clinician"])


def _withdraw(invitations: QuerySet[Invitation], actor: User, now: datetime) -> int:
    """Take open invitations back; how many."""
    ended = 0
    for invitation in invitations.select_related("patient"):
        _end(invitation, InvitationEnd.WITHDRAWN, now)
        code = invitation.patient.code
        record(kind=EventKind.WITHDRAWN, actor=actor, patient_code=code, now=now)
        ended += 1
    return ended
