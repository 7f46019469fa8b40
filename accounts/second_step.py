"""Whether this log-in showed more than a password: what those who see others' data must show."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.middleware import STEP_FROM
from accounts.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user: User) -> bool:
    """Whether the account has a one-time code or a passkey to ask for."""
    return Authenticator.objects.filter(user=user.pk, type__in=STRONG).exists()


def steps_of(user: User) -> set[str]:
    """The kinds of second step that the account has, of those that count."""
    kinds = Authenticator.objects.filter(user=user.pk, type__in=STRONG)
    return set(kinds.values_list("type", flat=True))


def showed_second_step(request: HttpRequest) -> bool:
    """Whether this very log-in was made with it: a code, a passkey, or a recovery code for them.

    A session from before it was set up did not, nor one whose own second step was removed or
    replaced since, nor one that lay idle as a patient's.
    """
    user = request.user
    if isinstance(user, AnonymousUser):
        return False
    records = get_authentication_records(request, user)
    shown = [record for record in records if record.get("method") == "mfa"]
    if not shown:
        return False
    since = request.session.get(STEP_FROM, 0)
    of_user = Authenticator.objects.filter(user=user.pk, type__in=STRONG)
    steps = list(of_user.values_list("pk", "created_at"))
    return any(
        record["at"] >= max(since, made_at.timestamp())
        for record in shown
        for pk, made_at in steps
        if record.get("type") == Authenticator.Type.RECOVERY_CODES or record.get("id") == pk
    )
