"""One invitation for each page that was looked at, however often its button is tapped."""

from accounts.models import Invitation, Patient


class MadeMeanwhileError(Exception):
    """There is a newer invitation than the newest one when the page was made."""


def newest_invitation(patient: Patient) -> int:
    """The key of the patient's invitation made last, whatever became of it; 0 for none."""
    newest: Invitation | None = patient.invitations.order_by("-pk").first()
    return newest.pk if newest else 0


def only_if_newest(patient: Patient, seen: int) -> None:
    """Inside a transaction: wait for the patient's lock, and raise where `seen` is not the newest.

    Raises MadeMeanwhileError.
    """
    patient.lock()
    if newest_invitation(patient) != seen:
        raise MadeMeanwhileError
