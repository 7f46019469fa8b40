"""A clinician's own pages: where the account stands, who shares a diary, a code said aloud."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import unless_deleted, with_clinician
from accounts.audit import record_looks
from accounts.clinician_actions import ask, change_details
from accounts.clinician_forms import ClinicianForm, CodeForm
from accounts.invitation_actions import (
    CODE_TRIES,
    TRIES_LAST,
    Refusal,
    is_for,
    name_by_code,
)
from accounts.middleware import end_when_idle
from accounts.models import Clinician, Invitation, Share, User
from accounts.presented import presented
from accounts.second_step import steps_of
from accounts.share_actions import stop
from accounts.shared import Shared
from accounts.standing import Standing, standing

READ_AND_POST = ["GET", "HEAD", "POST"]
# What may be mended while nobody's diary can be seen with it.
BEFORE_APPROVAL = (Standing.WAITING, Standing.REFUSED)


@login_required
@require_http_methods(READ_AND_POST)
@unless_deleted
def clinician(request: HttpRequest) -> HttpResponse:
    """Where the account stands and the one next thing to do; at the end, whose diaries it sees."""
    now = timezone.now()
    row = Clinician.objects.filter(user=request.user.pk).select_related("user").first()
    if row is None:
        return _ask(request, now)
    end_when_idle(request)
    if request.method == "POST":
        return redirect("accounts:clinician")
    stands = standing(request, row, now)
    context: dict[str, Any] = {"clinician": row, "standing": stands.value}
    if stands is Standing.READY:
        context["shares"] = _shared(row, now)
        context["typed"] = Invitation.objects.open(now).filter(clinician=row).order_by("named_at")
    elif stands is Standing.STEP_NOT_SHOWN:
        context["steps"] = steps_of(row.user)
    context["waiting"] = _waiting(request, now)
    return render(request, "accounts/clinician.html", context)


def _ask(request: HttpRequest, now: datetime) -> HttpResponse:
    form = ClinicianForm(request.POST or None)
    if form.is_valid():
        ask(user=_user(request), **form.cleaned_data, now=now)
        end_when_idle(request)
        return redirect("accounts:clinician")
    context = {"form": form, "standing": Standing.NEW.value, "waiting": _waiting(request, now)}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/clinician.html", context, status=status)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _waiting(request: HttpRequest, now: datetime) -> list[tuple[Invitation, bool]]:
    """The invitations that this browser presented, each with whether it is the user's to take."""
    user = _user(request)
    return [(each, is_for(each, user)) for each in presented(request, now)]


def _shared(row: Clinician, now: datetime) -> list[Shared]:
    """The live shares by the patient's name; that they are read is recorded for each patient."""
    shares = Share.objects.live(now).filter(clinician=row).select_related("patient__user")
    found = [Shared.of(share) for share in shares]
    codes = [each.code for each in found]
    record_looks(actor=row.user, patient_codes=codes, page="accounts:clinician", now=now)
    return sorted(found, key=lambda each: (each.name.casefold(), each.pk))


@login_required
@require_http_methods(READ_AND_POST)
@unless_deleted
def details(request: HttpRequest) -> HttpResponse:
    """Change what staff looks up, after having seen that all shares end and staff decides anew."""
    now = timezone.now()
    row = Clinician.objects.filter(user=request.user.pk).select_related("user").first()
    if row is not None:
        end_when_idle(request)
    stands = standing(request, row, now)
    if row is None or stands not in (*BEFORE_APPROVAL, Standing.READY):
        return redirect("accounts:clinician")
    sharing = Share.objects.live(now).filter(clinician=row).count()
    form = ClinicianForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        if not form.has_changed() and stands is not Standing.REFUSED:
            messages.info(request, _("Nothing changed, and nothing ended."))
            return redirect("accounts:clinician")
        ended = change_details(clinician=row, **form.cleaned_data, now=now)
        messages.success(request, _saved(ended))
        return redirect("accounts:clinician")
    context = {"form": form, "approved": row.approved_at is not None, "sharing": sharing}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/clinician_details.html", context, status=status)


def _saved(ended: int) -> str:
    if not ended:
        return _("Saved. Staff will look at it.")
    words = ngettext(
        "Saved. %(count)s share ended. Staff will look at your details.",
        "Saved. %(count)s shares ended. Staff will look at your details.",
        ended,
    )
    return words % {"count": ended}


@with_clinician
@require_http_methods(READ_AND_POST)
def end_share(request: HttpRequest, clinician: Clinician, share: int) -> HttpResponse:
    """End a share from the clinician's side, after asking once."""
    now = timezone.now()
    mine = Share.objects.filter(clinician=clinician).select_related("patient__user")
    if request.method == "POST":
        stop(share=get_object_or_404(mine, pk=share), actor=_user(request), now=now)
        messages.success(request, _("Ended. You do not see this diary any more."))
        return redirect("accounts:clinician")
    row = get_object_or_404(Share.objects.live(now).filter(pk__in=mine.values("pk")), pk=share)
    codes = [row.patient.code]
    record_looks(actor=_user(request), patient_codes=codes, page="accounts:end_share", now=now)
    return render(request, "accounts/end_share.html", {"share": Shared.of(row)})


@with_clinician
@require_http_methods(READ_AND_POST)
def enter_code(request: HttpRequest, clinician: Clinician) -> HttpResponse:
    """Type the code that a patient said aloud; the patient then confirms."""
    now = timezone.now()
    form = CodeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return render(request, "accounts/enter_code.html", context)
    if form.is_valid():
        answer = name_by_code(clinician=clinician, code=form.cleaned_data["code"], now=now)
        if isinstance(answer, Invitation):
            return render(request, "accounts/enter_code.html", {"taken": True})
        clinician.refresh_from_db()
        left = max(CODE_TRIES - clinician.code_tries, 0)
        if answer is Refusal.TOO_MANY_TRIES or not left:
            since = clinician.code_tries_since or now
            context = {"until": since + TRIES_LAST, "now": now}
        else:
            form.add_error("code", _no_code(left))
    return render(request, "accounts/enter_code.html", context, status=422)


def _no_code(left: int) -> str:
    words = ngettext(
        "No patient is waiting with this code. Ask for it once more. %(count)s try is left.",
        "No patient is waiting with this code. Ask for it once more. %(count)s tries are left.",
        left,
    )
    return words % {"count": left}
