"""The patient's page of who can see their diary, who looked, and how it is stopped."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.choices import InvitationEnd
from accounts.invitation_actions import Refusal, confirm, withdraw
from accounts.invite_once import newest_invitation
from accounts.invite_views import CODE, shown_code
from accounts.looks import events_of, lines
from accounts.models import Invitation, Patient
from accounts.share_actions import stop as stop_share
from accounts.sharing_forms import NamedForm
from accounts.sharing_list import LOOKS, read_sharing

NEWEST_LINES = 3
NEWEST_EVENTS = 100
EVENTS_A_PAGE = 100


@with_patient(owner_only=True)
def sharing(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Who can see what at the moment, who is invited, and who looked."""
    page = read_sharing(patient, timezone.now())
    looks = lines(patient, events_of(patient).filter(kind__in=LOOKS)[:NEWEST_EVENTS])
    context: dict[str, Any] = {
        "patient": patient,
        "page": page,
        "seen": newest_invitation(patient),
        "code": shown_code(request, page.code),
        "looks": looks[:NEWEST_LINES],
    }
    response = render(request, "accounts/sharing.html", context)
    if request.method == "GET" and CODE in request.COOKIES:
        # Shown once, then nowhere any more.
        response.delete_cookie(CODE, path=request.path, samesite="Strict")
    return response


@with_patient(owner_only=True)
def looks(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Everything that was done with the diary, a page at a time."""
    pages = Paginator(events_of(patient), EVENTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"patient": patient, "page": page, "looks": lines(patient, page.object_list)}
    return render(request, "accounts/looks.html", context)


def _back(patient: Patient) -> HttpResponse:
    return redirect("accounts:sharing", code=patient.code)


@with_patient(owner_only=True)
def stop(request: HttpRequest, patient: Patient, share: int) -> HttpResponse:
    """End a share; asked again, say the same."""
    found = get_object_or_404(patient.shares.select_related("clinician__user", "patient"), pk=share)
    if request.method != "POST":
        return _back(patient)
    stop_share(share=found, actor=patient.user, now=timezone.now())
    again = patient.shares.live(timezone.now()).filter(clinician=found.clinician).exists()
    who = {"who": found.clinician.name}
    if again:
        messages.warning(request, _("%(who)s sees your diary by a newer share. Look below.") % who)
    else:
        messages.success(request, _("%(who)s can no longer see your diary.") % who)
    return _back(patient)


@with_patient(owner_only=True)
def take_back(request: HttpRequest, patient: Patient, invitation: int) -> HttpResponse:
    """Take an invitation back, or refuse the clinician whom its code named."""
    rows = patient.invitations.select_related("clinician").filter(pk=invitation)
    before = get_object_or_404(rows)
    if request.method != "POST":
        return _back(patient)
    withdraw(patient=patient, pk=invitation, now=timezone.now())
    # The clinician who typed it may have deleted their account meanwhile, and it with that.
    found = rows.first() or before
    if found.end == InvitationEnd.ACCEPTED:
        words = _("It was taken up before you took it back. Look below who can see your diary.")
        messages.warning(request, words)
    else:
        messages.success(request, _taken_back(found))
    return _back(patient)


def _taken_back(invitation: Invitation) -> str:
    if invitation.clinician:
        words = _("Not shared. %(who)s cannot see your diary by this code.")
        return words % {"who": invitation.clinician.name}
    if invitation.email:
        words = _("The invitation to %(email)s has ended.")
        return words % {"email": invitation.email}
    return _("The code has ended.")


@with_patient(owner_only=True)
def confirm_named(request: HttpRequest, patient: Patient, invitation: int) -> HttpResponse:
    """Share with the clinician who typed the code, if it is still the one whom the page showed."""
    found = get_object_or_404(patient.invitations, pk=invitation)
    if request.method != "POST":
        return _back(patient)
    form = NamedForm(request.POST)
    clinician = form.cleaned_data["clinician"] if form.is_valid() else 0
    result = confirm(patient=patient, pk=invitation, clinician_pk=clinician, now=timezone.now())
    # A second tap finds the share that the first one began, be it a moment after this one came.
    live = patient.shares.live(timezone.now())
    share = live.filter(clinician=clinician).select_related("clinician").first()
    accepted = patient.invitations.filter(
        pk=invitation, clinician=clinician, end=InvitationEnd.ACCEPTED
    )
    if share and accepted.exists():
        words = _("%(who)s can now see your diary.")
        messages.success(request, words % {"who": share.clinician.name})
    elif result is Refusal.NOT_APPROVED:
        words = _("Not shared. Staff have not approved this account at the moment.")
        messages.warning(request, words)
    else:
        messages.warning(request, _not_shared(found))
    return _back(patient)


def _not_shared(invitation: Invitation) -> str:
    if invitation.end or invitation.expires_at <= timezone.now():
        return _("Not shared. This code has ended. You can make a new one.")
    return _("Not shared. Somebody else is named now. Please look again.")
