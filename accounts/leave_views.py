"""Leaving: the last look, and the end of the account."""

import logging
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.erasure import LastSuperuserError, erase, is_last_superuser
from accounts.erasure_list import ErasureListError
from accounts.leaving import holding
from accounts.models import User
from accounts.proof import ask_anew, shown_anew

logger = logging.getLogger(__name__)
PURPOSE = SALT = "accounts.leave"
NOT_NOW = _(
    "Your account could not be deleted just now, and nothing was deleted. Please try again later, "
    "or tell the people who run this service."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The account that a last look was about: its key, and its diary's code or nothing."""

    user: int
    code: str


class LeaveForm(forms.Form):
    """The last yes."""

    sure = forms.BooleanField(
        label=_("Yes, delete my account and everything in it, for good"),
        error_messages={"required": _("Tick this box first, if you are sure.")},
    )


def leave(request: HttpRequest) -> HttpResponse:
    """Delete one's own account, after showing who one is and a last look at what goes."""
    shown = _shown(request)
    user = User.objects.filter(pk=request.user.pk).first()
    if user is None:
        # Sent twice, from two windows, or by the back button.
        if shown and not User.objects.filter(pk=shown.user).exists():
            return _goodbye(request, shown.code)
        return redirect_to_login(request.path)
    if not shown_anew(request, PURPOSE):
        return ask_anew(request, PURPOSE)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _last_look(request, user, form)
    if shown is None or shown.user != user.pk:
        form.add_error(None, _("This page was not about this account. Please look once more."))
        return _last_look(request, user, form)
    return _end(request, user, form, shown.code)


def _end(request: HttpRequest, user: User, form: LeaveForm, code: str) -> HttpResponse:
    try:
        erase(user=user, actor=user, now=timezone.now())
    except LastSuperuserError:
        return _last_look(request, user, form)
    except ErasureListError as error:
        logger.error("Nobody can leave: %s", type(error.__cause__).__name__)
        form.add_error(None, NOT_NOW)
        return _last_look(request, user, form, status=503)
    logout(request)
    return _goodbye(request, code)


def _last_look(request: HttpRequest, user: User, form: LeaveForm, status: int = 0) -> HttpResponse:
    found = holding(user, timezone.now())
    code = str(found.patient.code) if found.patient else ""
    context = {
        "holding": found,
        "form": form,
        "shown": signing.dumps([user.pk, code], salt=SALT),
        "last_superuser": is_last_superuser(user),
        "backup_days": settings.BACKUP_DAYS,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "accounts/leave.html", context, status=status)


def _goodbye(request: HttpRequest, code: str) -> HttpResponse:
    """The page after it. It knows the diary's code, to clear what this device still keeps of it."""
    context = {"code": code, "backup_days": settings.BACKUP_DAYS}
    return render(request, "accounts/left.html", context)


def _shown(request: HttpRequest) -> Shown | None:
    """Which account the page was about that was sent; None where that is not known."""
    try:
        return Shown(*signing.loads(request.POST.get("shown", ""), salt=SALT))
    except signing.BadSignature:
        return None
