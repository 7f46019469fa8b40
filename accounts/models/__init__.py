"""People: users, patients, clinicians, the shares between them, and who looked."""

from accounts.models.audit import AccessEvent
from accounts.models.mail import MailFailure
from accounts.models.people import LATEST_START, Clinician, Consent, Patient, User
from accounts.models.sharing import Invitation, Share

__all__ = [
    "LATEST_START",
    "AccessEvent",
    "Clinician",
    "Consent",
    "Invitation",
    "MailFailure",
    "Patient",
    "Share",
    "User",
]
