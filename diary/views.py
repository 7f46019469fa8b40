"""Saving and changing days."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from accounts.redirects import next_url
from diary.actions import Change, Conflict, forget_day, save_day, settle_clear, to_kind, undo_day
from diary.choices import Kind
from diary.forms import DayForm, TapForm, VersionForm
from diary.models import Day

FILL_IN_DAYS = 7


def _not_in_future(patient: Patient, on: date) -> None:
    if on > patient.today(timezone.now()):
        raise Http404


def _day_url(patient: Patient, on: date) -> str:
    return reverse("diary:day", args=[patient.code, on])


def _back_url(request: HttpRequest, patient: Patient, on: date) -> str:
    """The page that asked, if it is one of ours; else the day's own page."""
    return next_url(request, _day_url(patient, on))


def _back(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    return redirect(_back_url(request, patient, on))


def _say_conflict(request: HttpRequest) -> None:
    messages.warning(
        request, _("This day was changed on another device meanwhile. Here it is as it is now.")
    )


def _save(
    request: HttpRequest, patient: Patient, on: date, form: DayForm | TapForm, change: Change
) -> HttpResponse:
    result = save_day(
        patient=patient,
        on=on,
        change=change,
        seen=form.cleaned_data["version"],
        now=timezone.now(),
    )
    if isinstance(result, Conflict):
        context = {
            "patient": patient,
            "on": on,
            "stored": result.day,
            "wanted": result.wanted,
            "next": request.POST.get("next", ""),
            "keep": _back_url(request, patient, on),
        }
        return render(request, "diary/conflict.html", context, status=409)
    return _back(request, patient, on)


@with_patient(owner_only=True)
def day(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """One day: as it is, and the form that changes it."""
    _not_in_future(patient, on)
    stored: Day | None = patient.days.filter(date=on).first()
    form = DayForm(request.POST) if request.method == "POST" else DayForm.of(stored)
    if form.is_bound and form.is_valid():
        return _save(request, patient, on, form, form.change)
    context = {
        "patient": patient,
        "on": on,
        "day": stored,
        "form": form,
        "next": request.POST.get("next", ""),
        "now": patient.local(timezone.now()),
    }
    return render(request, "diary/day.html", context, status=422 if form.errors else 200)


@with_patient(owner_only=True)
def tap(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Save what the day was, in one tap."""
    _not_in_future(patient, on)
    form = TapForm(request.POST)
    # A log-in that ran out comes back here by GET: the day's page offers the buttons again.
    if request.method != "POST" or not form.is_valid():
        return redirect(_day_url(patient, on))
    return _save(request, patient, on, form, to_kind(Kind(form.cleaned_data["kind"])))


@with_patient(owner_only=True)
def undo(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Put the day back to what it was before its last save."""
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(_day_url(patient, on))
    seen = form.cleaned_data["version"]
    if not undo_day(patient=patient, on=on, seen=seen, now=timezone.now()):
        if patient.days.filter(date=on, previous__isnull=False).exists():
            _say_conflict(request)
        else:
            messages.info(request, _("There is nothing to undo any more."))
    return _back(request, patient, on)


@with_patient(owner_only=True)
def forget(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Remove the day's entry, so that it counts as not logged."""
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(_day_url(patient, on))
    if not forget_day(patient=patient, on=on, seen=form.cleaned_data["version"]):
        _say_conflict(request)
    return _back(request, patient, on)


@with_patient(owner_only=True)
def stayed_clear(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """The day that was clear so far stayed clear."""
    if request.method == "POST":
        settle_clear(patient=patient, on=on, now=timezone.now())
    return _back(request, patient, on)


@with_patient(owner_only=True)
def fill_in(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The days of the past week that nobody logged, each with its three buttons."""
    today = patient.today(timezone.now())
    first = today - timedelta(days=FILL_IN_DAYS)
    dates = patient.days.unlogged(first, today - timedelta(days=1))
    context = {"patient": patient, "dates": dates[::-1], "kinds": Kind.choices}
    return render(request, "diary/fill_in.html", context)
