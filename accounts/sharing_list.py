"""Who can see a diary, who could, and who is invited: what the patient's page shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from accounts.choices import EventKind, InvitationWay
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share
from accounts.querysets import running

LOOKS = (EventKind.READ, EventKind.DOWNLOADED)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share that was not stopped and has not run out.

    works: whether it lets the clinician in now. last_look: of any page or file, if ever.
    """

    share: Share
    works: bool
    last_look: datetime | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """All that the page lists; each list has the newest first.

    named: codes that a clinician typed, for the patient to confirm. code: the one to be said aloud.
    """

    shares: list[ShareRow]
    ended: list[Share]
    invitations: list[Invitation]
    named: list[Invitation]
    code: Invitation | None


def read_sharing(patient: Patient, now: datetime) -> Sharing:
    """Everything that the patient shares or offers at `now`."""
    shares = patient.shares.select_related("clinician__user").order_by("-started_at", "-pk")
    looks = _last_looks(patient)
    offered = list(_offered(patient, now))
    codes = [each for each in offered if each.way == InvitationWay.CODE]
    return Sharing(
        shares=[
            ShareRow(share, works(share.clinician, now), looks.get(share.clinician.user_id))
            for share in shares.filter(running(now))
        ],
        ended=list(shares.exclude(running(now))),
        invitations=[each for each in offered if each.way == InvitationWay.EMAIL],
        named=[each for each in codes if each.clinician],
        code=next((each for each in codes if not each.clinician), None),
    )


def works(clinician: Clinician, now: datetime) -> bool:
    """Whether staff let this clinician see what is shared with them."""
    approved = clinician.approved_at is not None and clinician.approved_at <= now
    return approved and clinician.user.is_active


def _offered(patient: Patient, now: datetime) -> list[Invitation]:
    """Open invitations whose share would not be over before it began."""
    still = Q(share_until=None) | Q(share_until__gt=now)
    rows = patient.invitations.open(now).filter(still).select_related("clinician__user")
    return list(rows.order_by("-made_at", "-pk"))


def _last_looks(patient: Patient) -> dict[int, datetime]:
    """When each user looked last."""
    looks = AccessEvent.objects.filter(patient_code=patient.code, kind__in=LOOKS)
    last = looks.order_by().values("actor").annotate(last=Max("at"))
    return {row["actor"]: row["last"] for row in last}
