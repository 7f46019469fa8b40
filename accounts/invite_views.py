"""Inviting a clinician: asked, shown as it would be, then sent or said."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.choices import InvitationWay
from accounts.invitation_actions import (
    INVITATIONS_A_DAY,
    Invited,
    TooManyInvitationsError,
    invite_by_code,
)
from accounts.invite_once import MadeMeanwhileError, newest_invitation, only_if_newest
from accounts.models import Invitation, Patient
from accounts.sharing_forms import InviteForm, SeenForm
from accounts.sharing_mail import NotSentError, mail_invitation

# In the browser alone, and only until the next page has shown it: here it is kept as a digest.
CODE = "invitation_code"
CODE_WAITS_SECONDS = 10 * 60


def shown_code(request: HttpRequest, invitation: Invitation | None) -> str:
    """The code just made, if it is this invitation's."""
    said = request.get_signed_cookie(CODE, "", max_age=CODE_WAITS_SECONDS)
    pk, _space, code = (said or "").partition(" ")
    return code if invitation and str(invitation.pk) == pk else ""


def _hand_over(response: HttpResponse, invited: Invited, patient: Patient) -> HttpResponse:
    """Let the browser bring the code to the page that shows it once."""
    response.set_signed_cookie(
        CODE,
        f"{invited.invitation.pk} {invited.secret}",
        max_age=CODE_WAITS_SECONDS,
        path=reverse("accounts:sharing", args=[patient.code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@with_patient(owner_only=True)
def invite(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The form; then what would be sent, word for word; then it is sent."""
    now = timezone.now()
    asked = request.GET.get("way", "")
    way = asked if asked in InvitationWay.values else ""
    form = InviteForm(request.POST or None, patient=patient, today=patient.today(now), way=way)
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        status = 422 if form.errors else 200
        return render(
            request, "accounts/invite.html", {"patient": patient, "form": form}, status=status
        )
    if "send" in request.POST and request.POST.get("terms") == form.terms:
        return _send(request, patient, form, now)
    return _before_sending(request, patient, form)


def _before_sending(
    request: HttpRequest, patient: Patient, form: InviteForm, error: str = ""
) -> HttpResponse:
    data = form.cleaned_data
    standing = patient.invitations.open(timezone.now())
    context = {
        "patient": patient,
        "form": form,
        "said": data,
        "by_email": data["way"] == InvitationWay.EMAIL,
        "until": form.share_until,
        "replaces": standing.filter(way=data["way"], email=data["email"]).exists(),
        "seen": newest_invitation(patient),
        "error": error,
    }
    return render(request, "accounts/invite_look.html", context, status=422 if error else 200)


def _send(request: HttpRequest, patient: Patient, form: InviteForm, now: datetime) -> HttpResponse:
    """Invite as the page showed; a second tap invites nobody twice."""
    email, seen = form.cleaned_data["email"], _seen(request)
    terms = {"with_notes": form.cleaned_data["with_notes"], "share_until": form.share_until}
    try:
        form.save_person()
        if email:
            mail_invitation(patient=patient, email=email, seen=seen, now=now, **terms)
        invited = None if email else _make_code(patient, seen=seen, now=now, **terms)
    except MadeMeanwhileError:
        return _made_meanwhile(request, patient, email)
    except TooManyInvitationsError:
        return _before_sending(request, patient, form, too_many())
    except NotSentError:
        error = _("The e-mail could not be sent, so nobody is invited. Try again later.")
        return _before_sending(request, patient, form, error)
    if email:
        _say_sent(request, email)
    response = redirect("accounts:sharing", code=patient.code)
    return _hand_over(response, invited, patient) if invited else response


def _seen(request: HttpRequest) -> int:
    form = SeenForm(request.POST)
    return int(form.cleaned_data["seen"]) if form.is_valid() else 0


def _say_sent(request: HttpRequest, email: str) -> None:
    words = _("The invitation is on its way to %(email)s.")
    messages.success(request, words % {"email": email})


def _made_meanwhile(request: HttpRequest, patient: Patient, email: str) -> HttpResponse:
    """Say of a second tap what the first one did; of another window, that it did something.

    For a code nothing is said: the page shows the one of the first tap.
    """
    if email and patient.invitations.open(timezone.now()).filter(email=email).exists():
        _say_sent(request, email)
    elif email:
        words = _("You changed your invitations in another window meanwhile. Please look again.")
        messages.warning(request, words)
    return redirect("accounts:sharing", code=patient.code)


def _make_code(
    patient: Patient,
    *,
    with_notes: bool,
    share_until: datetime | None,
    seen: int,
    now: datetime,
) -> Invited:
    with transaction.atomic():
        only_if_newest(patient, seen)
        return invite_by_code(
            patient=patient, with_notes=with_notes, share_until=share_until, now=now
        )


@with_patient(owner_only=True)
def new_code(request: HttpRequest, patient: Patient, invitation: int) -> HttpResponse:
    """Another code on the terms of this one, whose own ends."""
    former = get_object_or_404(patient.invitations.filter(way=InvitationWay.CODE), pk=invitation)
    if request.method == "POST":
        now = timezone.now()
        if former.share_until is not None and former.share_until <= now:
            return redirect("accounts:invite", code=patient.code)
        terms = {"with_notes": former.with_notes, "share_until": former.share_until}
        try:
            invited = _make_code(patient, seen=_seen(request), now=now, **terms)
        except MadeMeanwhileError:
            return _made_meanwhile(request, patient, "")
        except TooManyInvitationsError:
            messages.warning(request, too_many())
        else:
            return _hand_over(redirect("accounts:sharing", code=patient.code), invited, patient)
    return redirect("accounts:sharing", code=patient.code)


def too_many() -> str:
    """What is said to whoever made as many invitations as a day allows."""
    words = _("You can invite %(count)d times in 24 hours. Please wait until tomorrow.")
    return words % {"count": INVITATIONS_A_DAY}
