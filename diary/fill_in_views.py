"""Filling in the last days: their page, and "all the others were clear"."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import with_patient
from accounts.models import Patient
from diary.choices import Kind
from diary.filling import Filling, fill_clear, filling, undo_clear
from diary.filling_forms import RunForm
from diary.forms import VersionForm
from diary.taps import once_a_tap


def _url(patient: Patient) -> str:
    return reverse("diary:fill_in", args=[patient.code])


def _page(
    request: HttpRequest, patient: Patient, page: Filling, form: RunForm, status: int = 200
) -> HttpResponse:
    context = {
        "patient": patient,
        "page": page,
        "form": form,
        "kinds": Kind.choices,
        "here": _url(patient),
    }
    status = 422 if form.errors else status
    return render(request, "diary/fill_in.html", context, status=status)


@with_patient(owner_only=True)
def fill_in(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The last days, those not logged each with its three buttons."""
    page = filling(patient, timezone.now())
    return _page(request, patient, page, RunForm(page))


@with_patient(owner_only=True)
def clear(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Ask whether the days not logged of a run were clear, naming each."""
    if request.method != "POST":
        return redirect(_url(patient))
    page = filling(patient, timezone.now())
    form = RunForm(page, request.POST)
    if not form.is_valid():
        return _page(request, patient, page, form)
    asked = set(form.dates)
    rows = [row for row in page.rows if row.on in asked]
    context = {
        "patient": patient,
        "rows": rows,
        "late": any(row.late for row in rows),
        "tap": uuid.uuid4(),
        "here": _url(patient),
    }
    return render(request, "diary/fill_in_clear.html", context)


@with_patient(owner_only=True)
@once_a_tap
def clear_yes(request: HttpRequest, patient: Patient, now: datetime) -> HttpResponse:
    """Log as clear, of the days that were named, exactly those that can still be filled in."""
    if request.method != "POST":
        return redirect(_url(patient))
    page = filling(patient, timezone.now())
    sent = {*request.POST.getlist("on")}
    dates = page.named(sent)
    if not dates:
        messages.warning(request, _("Nothing was saved. Please choose the days again."))
        return _page(request, patient, page, RunForm(page), status=422)
    written = len(fill_clear(patient=patient, dates=dates, now=now))
    _say_written(request, written, len(dates) - written)
    _say_left_out(request, len(sent) - len(dates))
    return redirect(_url(patient))


def _say_written(request: HttpRequest, written: int, left: int) -> None:
    if written:
        said = ngettext(
            "%(n)s day is now logged as no headache.",
            "%(n)s days are now logged as no headache.",
            written,
        )
        messages.success(request, said % {"n": written})
    if left:
        said = ngettext(
            "%(n)s day was logged meanwhile and stays as it is.",
            "%(n)s days were logged meanwhile and stay as they are.",
            left,
        )
        messages.info(request, said % {"n": left})


def _say_left_out(request: HttpRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%(n)s day is not among the last days any more and was not logged.",
            "%(n)s days are not among the last days any more and were not logged.",
            count,
        )
        messages.warning(request, said % {"n": count})


@with_patient(owner_only=True)
def clear_undo(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Take back what one yes wrote and nobody touched since."""
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(_url(patient))
    count = undo_clear(patient=patient, together=form.cleaned_data["version"])
    if count:
        said = ngettext(
            "Undone: %(n)s day is not logged.", "Undone: %(n)s days are not logged.", count
        )
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, _("There is nothing to undo any more."))
    return redirect(_url(patient))
