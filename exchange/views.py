"""Files in (upload, preview, yes, undo) and files out."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from analysis.table_writing import write_table
from diary.choices import ImportStatus
from diary.import_plan import plan_import
from diary.imports import confirm_import, purge_expired, stage_import, undo_import
from diary.models import Import
from exchange.date_question import date_question
from exchange.forms import ConfirmForm, DateOrderForm, UploadForm
from exchange.preview import preview

COLUMNS = ("date", "headache", "migraine", "severity", "pain", "medicine", "note")
BYTE_ORDER_MARK = "\ufeff"


def _import(patient: Patient, code: uuid.UUID) -> Import:
    found: Import | None = patient.imports.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _to_import(patient: Patient, code: uuid.UUID) -> HttpResponse:
    return redirect("exchange:brought", patient.code, code)


@with_patient(owner_only=True)
def files(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Bring a diary, download a diary, and what was brought in before."""
    now = timezone.now()
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, length=_length(request))
        if form.is_valid():
            purge_expired(now)
            staged = stage_import(patient=patient, file=form.cleaned_data["file"], now=now)
            return _to_import(patient, staged.code)
    imports = list(patient.imports.defer("file", "changed", "kept").order_by("-created_at"))
    context = {
        "patient": patient,
        "form": form,
        "waiting": next((one for one in imports if _waits(one, now)), None),
        "earlier": [one for one in imports if one.status != ImportStatus.WAITING],
        "has_days": patient.days.exists(),
    }
    return render(request, "exchange/files.html", context, status=422 if form.errors else 200)


def _length(request: HttpRequest) -> int:
    """The size of the request in bytes, as far as its sender said."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def _waits(one: Import, now: datetime) -> bool:
    return one.status == ImportStatus.WAITING and not one.expired(now)


@with_patient(owner_only=True)
def brought(request: HttpRequest, patient: Patient, file: uuid.UUID) -> HttpResponse:
    """One file: the question about its dates, its preview, or what became of it."""
    found = _import(patient, file)
    if found.expired(timezone.now()):
        return _forget_expired(request, patient, found)
    context: dict[str, Any] = {"patient": patient, "file": found}
    if found.status != ImportStatus.WAITING:
        context["kept"] = [date.fromisoformat(on) for on in found.kept]
        return render(request, "exchange/brought.html", context)
    plan = plan_import(found)
    if plan.table.order_unclear:
        context["question"] = date_question(bytes(found.file))
        return render(request, "exchange/date_order.html", context)
    context["preview"] = preview(plan)
    context["shown_at"] = timezone.now().isoformat()
    return render(request, "exchange/preview.html", context)


def _forget_expired(request: HttpRequest, patient: Patient, found: Import) -> HttpResponse:
    found.delete()
    messages.warning(
        request,
        _("This file waited more than 24 hours for your yes, so it was deleted. Choose it again."),
    )
    return redirect("exchange:files", patient.code)


@with_patient(owner_only=True)
def date_order(request: HttpRequest, patient: Patient, file: uuid.UUID) -> HttpResponse:
    """Take the person's word on whether the day or the month comes first."""
    _import(patient, file)
    form = DateOrderForm(request.POST)
    if request.method == "POST" and form.is_valid():
        waiting = patient.imports.filter(code=file, status=ImportStatus.WAITING)
        waiting.update(date_order=form.cleaned_data["date_order"])
    return _to_import(patient, file)


@with_patient(owner_only=True)
def confirm(request: HttpRequest, patient: Patient, file: uuid.UUID) -> HttpResponse:
    """The yes: write the file's days into the diary."""
    now = timezone.now()
    found = _import(patient, file)
    form = ConfirmForm(request.POST)
    # A log-in that ran out comes back here by GET: the preview asks again.
    if request.method != "POST" or not form.is_valid() or found.expired(now):
        return _to_import(patient, file)
    written = confirm_import(
        patient=patient,
        code=file,
        date_order=form.cleaned_data["date_order"],
        replace=set(request.POST.getlist("replace")),
        replace_until=form.cleaned_data["shown_at"] if form.cleaned_data["all"] else None,
        now=now,
    )
    if not written and _import(patient, file).status == ImportStatus.WAITING:
        messages.warning(request, _("Nothing was written yet. Please look once more."))
    elif not written:
        messages.info(request, _("This was done already. Nothing was written a second time."))
    return _to_import(patient, file)


@with_patient(owner_only=True)
def discard(request: HttpRequest, patient: Patient, file: uuid.UUID) -> HttpResponse:
    """Delete a waiting file without bringing it in."""
    found = _import(patient, file)
    if request.method != "POST" or found.status != ImportStatus.WAITING:
        return _to_import(patient, file)
    patient.imports.filter(code=file, status=ImportStatus.WAITING).delete()
    messages.info(request, _("The file was deleted. Your diary is as it was."))
    return redirect("exchange:files", patient.code)


@with_patient(owner_only=True)
def undo(request: HttpRequest, patient: Patient, file: uuid.UUID) -> HttpResponse:
    """Take out again what a file brought in."""
    _import(patient, file)
    if request.method == "POST":
        undo_import(patient=patient, code=file, now=timezone.now())
    return _to_import(patient, file)


@with_patient(owner_only=True, download=True)
def download(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The whole diary as the file that can be brought in again."""
    days = patient.days.order_by("date").values_list(*COLUMNS, named=True)
    text = BYTE_ORDER_MARK + "".join(write_table(days))
    today = patient.today(timezone.now()).isoformat()
    return HttpResponse(
        text.encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="clear-days-{today}.csv"'},
    )
