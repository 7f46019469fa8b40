"""Which invitations this browser opened the link of. The session knows it: no address says it."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from accounts.choices import InvitationWay
from accounts.models import Invitation

KEY = "invitations"
MOST = 10


def present(request: HttpRequest, invitation: Invitation) -> None:
    """Remember that this browser has the link's secret, through log-in and sign-up."""
    entry = [invitation.pk, invitation.digest]
    others = [each for each in request.session.get(KEY, []) if each != entry]
    request.session[KEY] = [*others, entry][-MOST:]


def presented(request: HttpRequest, now: datetime) -> list[Invitation]:
    """Those that this browser presented and that may still be answered, the latest first."""
    return [
        found
        for pk, _digest in reversed(request.session.get(KEY, []))
        if (found := find_presented(request, pk, now))
    ]


def find_presented(request: HttpRequest, pk: int, now: datetime) -> Invitation | None:
    """The invitation, if this browser presented its link and it may still be answered."""
    digests = [digest for key, digest in request.session.get(KEY, []) if key == pk]
    if not digests:
        return None
    offered = Q(share_until=None) | Q(share_until__gt=now)
    found: Invitation | None = (
        Invitation.objects.open(now)
        .filter(offered, pk=pk, digest__in=digests, way=InvitationWay.EMAIL)
        .select_related("patient__user")
        .first()
    )
    return found


def forget(request: HttpRequest, pk: int) -> None:
    """The invitation is answered."""
    request.session[KEY] = [each for each in request.session.get(KEY, []) if each[0] != pk]
