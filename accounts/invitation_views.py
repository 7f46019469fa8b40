"""What the link of an invitation opens: the offer, word for word what is then accepted."""

import json
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import unless_deleted
from accounts.choices import InvitationEnd
from accounts.invitation_actions import Refusal, accept, decline, find_by_link, is_for
from accounts.middleware import end_when_idle
from accounts.models import Clinician, Invitation, Patient, Share
from accounts.presented import find_presented, forget, present
from accounts.shared import name_for_clinicians
from accounts.sharing_mail import tell_of_share
from accounts.standing import Standing, standing


@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Remember in this browser that it has the link, and go on without its secret.

    It changes nothing of the invitation: a mail scanner may open it.
    """
    invitation = find_by_link(secret, timezone.now())
    if invitation is None:
        response = _closed(request)
    else:
        if request.method == "GET":
            present(request, invitation)
        response = redirect("accounts:invitation", pk=invitation.pk)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _closed(request: HttpRequest) -> HttpResponse:
    """One answer for whatever cannot be answered, whyever."""
    return render(request, "accounts/invitation_closed.html", status=404)


def _over(request: HttpRequest, pk: int, now: datetime) -> HttpResponse:
    """The diary for whoever accepted this before: the second of two taps, or another tab."""
    mine = Invitation.objects.filter(
        pk=pk, end=InvitationEnd.ACCEPTED, clinician__user=request.user.pk
    )
    shares = Share.objects.live(now).filter(clinician__user=request.user.pk)
    if not shares.filter(patient__in=mine.values("patient")).exists():
        return _closed(request)
    messages.info(request, _("You accepted this before. You can read the diary."))
    return redirect("clinic:caseload")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@unless_deleted
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer, for the clinician at the address that it went to, and their answer."""
    now = timezone.now()
    found = find_presented(request, pk, now)
    if found is None:
        return _over(request, pk, now)
    clinician = Clinician.objects.filter(user=request.user.pk).select_related("user").first()
    if clinician is not None:
        end_when_idle(request)
    if clinician is None or standing(request, clinician, now) is not Standing.READY:
        return redirect("accounts:clinician")
    if request.method == "POST":
        return _answer(request, found, clinician, now)
    return _offer(request, found, clinician)


def _offer(
    request: HttpRequest, offered: Invitation, clinician: Clinician, *, changed: bool = False
) -> HttpResponse:
    """What is offered, and the signature of it; nothing of the patient to anybody else."""
    if offered.patient.user_id == clinician.user_id:
        return render(request, "accounts/invitation_not_yours.html", {"own": True})
    if not is_for(offered, clinician.user):
        return render(request, "accounts/invitation_not_yours.html")
    patient, until = offered.patient, offered.share_until
    context = {
        "invitation": offered,
        "clinician": clinician,
        "name": name_for_clinicians(patient),
        "last_day": patient.today(until) if until else None,
        "shown": signature(offered, clinician),
        "changed": changed,
    }
    return render(request, "accounts/invitation.html", context, status=409 if changed else 200)


def signature(offered: Invitation, clinician: Clinician) -> str:
    """A signature of all that the page says: who, to whom, what, until when."""
    until = offered.share_until
    said = [
        offered.pk,
        name_for_clinicians(offered.patient),
        offered.with_notes,
        offered.patient.today(until).isoformat() if until else None,
        str(clinician),
    ]
    return salted_hmac("accounts.invitation", json.dumps(said), algorithm="sha256").hexdigest()


def _answer(
    request: HttpRequest, shown: Invitation, clinician: Clinician, now: datetime
) -> HttpResponse:
    """Yes or no to exactly what the page said; what reads otherwise by now is shown first."""
    said = request.POST.get("answer")
    with transaction.atomic():
        # In this order, as when a code is typed: nobody waits for the other in a circle.
        clinician = (
            Clinician.objects.select_for_update(of=("self",))
            .select_related("user")
            .get(pk=clinician.pk)
        )
        try:
            shown.patient.lock()
        except Patient.DoesNotExist:
            return _closed(request)
        offered = find_presented(request, shown.pk, now)
        if offered is None:
            return _over(request, shown.pk, now)
        seen = request.POST.get("shown", "")
        if said not in ("accept", "decline") or not constant_time_compare(
            seen, signature(offered, clinician)
        ):
            return _offer(request, offered, clinician, changed=True)
        if said == "decline":
            done = decline(pk=offered.pk, user=clinician.user, now=now)
            result: Share | Refusal | None = None if done else Refusal.GONE
        else:
            result = accept(pk=offered.pk, clinician=clinician, now=now)
    if isinstance(result, Refusal):
        return redirect("accounts:invitation", pk=shown.pk)
    forget(request, shown.pk)
    if result is None:
        messages.success(request, _("You said no. Nothing is shared with you."))
        return redirect("accounts:clinician")
    tell_of_share(result)
    messages.success(request, _("Accepted. You can read the diary now."))
    return redirect("clinic:caseload")
