"""The only way for staff to what somebody logged: a share for an hour, through the same door."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.audit import record
from accounts.choices import EventKind
from accounts.models import Clinician, Patient, Share
from accounts.one_line import one_line
from accounts.second_step import has_second_step
from accounts.share_actions import end_former, lock_clinician
from accounts.staff_mail import tell_patient

OPEN_FOR = timedelta(hours=1)
MOST_REASON = 200


class BreakGlassError(Exception):
    """Why the diary is not opened, in words for staff."""


def break_glass(
    *, patient: Patient, clinician: Clinician, reason: str, with_notes: bool, now: datetime
) -> tuple[Share, bool]:
    """Open a diary to one named account for an hour; the patient is told, and may end it.

    Args:
        patient: whose diary.
        clinician: who may read it; approved, with a second step. Staff who may have to look have
            a clinician's account of their own approved for it.
        reason: shown to the patient on their page Sharing; 1 to 200 characters.
        with_notes: whether the private notes are to be seen, too.
        now: from when.

    Returns:
        The share, and whether the e-mail to the patient went out.

    Raises:
        BreakGlassError: it is not opened.
    """
    reason = one_line(reason)
    if not 0 < len(reason) <= MOST_REASON or "\x00" in reason:
        raise BreakGlassError(f"Give a reason of 1 to {MOST_REASON} characters.")
    if not (patient.user.is_active and clinician.user.is_active):
        raise BreakGlassError("The one account or the other is closed. Open it first.")
    if clinician.approved_at is None or clinician.approved_at > now:
        raise BreakGlassError("That account is not an approved clinician's.")
    if not has_second_step(clinician.user):
        raise BreakGlassError("That account has no second step at its log-in.")
    if clinician.user_id == patient.user_id:
        raise BreakGlassError("That is the account's own diary.")
    share = _open(patient, clinician, reason, with_notes, now)
    told = tell_patient(patient, "opened", "accounts:sharing", who=one_line(str(clinician)))
    return share, told


@transaction.atomic
def _open(
    patient: Patient, clinician: Clinician, reason: str, with_notes: bool, now: datetime
) -> Share:
    lock_clinician(clinician.pk)
    patient.lock()
    between = Share.objects.filter(patient=patient, clinician=clinician, stopped_at=None)
    if between.live(now).exists():
        raise BreakGlassError("That account may read the diary already.")
    end_former(patient=patient, clinician=clinician, now=now)
    share = Share.objects.create(
        patient=patient,
        clinician=clinician,
        with_notes=with_notes,
        started_at=now,
        ends_at=now + OPEN_FOR,
        reason=reason,
    )
    record(
        kind=EventKind.OPENED,
        actor=None,
        patient_code=patient.code,
        about=clinician.user,
        now=now,
    )
    return share
