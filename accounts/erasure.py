"""Deleting an account: everything of it, from every table, at once."""

import logging
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import Model, Q

from accounts.audit import record
from accounts.choices import EventKind
from accounts.erasure_list import names_of, write_down
from accounts.models import Clinician, Invitation, Patient, Share, User
from accounts.share_actions import end_shares_of, lock_patients
from accounts.traces import (
    addresses_of,
    end_log_ins,
    forget_staffs_log,
    forget_tries,
    invitations_to,
)

logger = logging.getLogger(__name__)


class LastSuperuserError(Exception):
    """Nobody could run the service any more."""


@transaction.atomic
def erase(*, user: User, actor: User | None, now: datetime) -> bool:
    """Delete the account with all that is theirs, and write it down in the list of the deleted.

    actor: who does it, the person or staff. Returns whether the account was still there. Raises
    LastSuperuserError or ErasureListError, and then nothing is deleted. Where the machine stops
    between the list and the end of this, the account is there, and goes when the list is applied.
    """
    found = _locked(user)
    if found is None:
        return False
    names = names_of(found)
    _erase(found, actor, now)
    write_down(names, now)
    transaction.on_commit(leave_no_byte)
    return True


@transaction.atomic
def erase_again(*, user: User, now: datetime) -> bool:
    """The same, of an account that is on the list: a restore brought it back.

    Whoever asks for the last of them then asks for `leave_no_byte`.
    """
    found = _locked(user)
    if found is None:
        return False
    _erase(found, None, now)
    return True


def is_last_superuser(user: User) -> bool:
    """Whether no other account that may log in could run the service."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def _locked(user: User) -> User | None:
    """The account as it is now, while nobody else writes anything of it; None if it is gone."""
    rows = Q(pk=user.pk)
    if user.is_superuser:
        rows |= Q(is_superuser=True, is_active=True)
    locked: dict[int, User] = {
        each.pk: each for each in User.objects.select_for_update().filter(rows).order_by("pk")
    }
    found = locked.get(user.pk)
    if found is None:
        return None
    if is_last_superuser(found):
        raise LastSuperuserError
    list(Clinician.objects.select_for_update().filter(user=found))
    # Two who share with each other may go at the same moment.
    lock_patients(
        Q(user=found) | Q(shares__clinician__user=found) | Q(invitations__clinician__user=found)
    )
    return found


def _erase(user: User, actor: User | None, now: datetime) -> None:
    patient = Patient.objects.filter(user=user).first()
    clinician = Clinician.objects.filter(user=user).first()
    if clinician:
        end_shares_of(clinician=clinician, actor=actor or user, now=now)
    record(
        kind=EventKind.DELETED,
        actor=actor,
        patient_code=patient.code if patient else None,
        about=user,
        now=now,
    )
    addresses = addresses_of(user)
    rows: list[Model] = [user, *filter(None, (patient, clinician))]
    of_theirs = Q(patient__user=user) | Q(clinician__user=user)
    rows += [*Share.objects.filter(of_theirs), *Invitation.objects.filter(of_theirs)]
    invitations_to(user).delete()
    end_log_ins(user, addresses)
    forget_tries(user, addresses)
    forget_staffs_log(rows, addresses)
    user.delete()


def leave_no_byte() -> bool:
    """Have SQLite write its file anew, and end its log with no byte in it.

    Without this, what was deleted stays in the space that a page freed when it was split, which
    `secure_delete` does not reach, and in the log. Returns whether it was done; where it was not,
    as while somebody else reads all the time or without room on the disk, the log says why.
    """
    if connection.vendor != "sqlite":
        return True
    busy, why = True, "database is in use"
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
    except OperationalError as error:
        why = str(error)
    if busy:
        logger.warning("The file is not written anew until tidy runs: %s", why)
    return not busy
