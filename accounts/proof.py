"""That whoever is about to do what cannot be undone has just shown again who they are."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

HOLDS_SECONDS = 10 * 60


def shown_anew(request: HttpRequest, purpose: str) -> bool:
    """Whether they did so after `ask_anew` for the same purpose, in the last ten minutes.

    An account that has nothing to show, neither password nor passkey, is not asked.
    """
    if not get_adapter().get_reauthentication_methods(request.user):
        return True
    asked = request.session.get(purpose)
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    shown = max((record["at"] for record in records if record.get("reauthenticated")), default=0)
    return asked is not None and asked <= shown and time.time() - shown < HOLDS_SECONDS


def ask_anew(request: HttpRequest, purpose: str) -> HttpResponse:
    """Lead to the page that asks, and from there back to this one; what was sent is not kept."""
    request.session[purpose] = time.time()
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
