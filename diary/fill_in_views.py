"""Filling in days that nobody logged."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from diary.choices import Kind

FILL_IN_DAYS = 14


@with_patient(owner_only=True)
def fill_in(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The last days that nobody logged, each with its three buttons."""
    today = patient.today(timezone.now())
    first = today - timedelta(days=FILL_IN_DAYS)
    dates = patient.days.unlogged(first, today - timedelta(days=1))
    context = {"patient": patient, "dates": dates[::-1], "kinds": Kind.choices}
    return render(request, "diary/fill_in.html", context)
