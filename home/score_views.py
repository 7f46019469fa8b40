"""The page of scores."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from home.scores import score_sections


@with_patient(owner_only=False)
def scores(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The totals of questionnaires over time, with the days of injections."""
    sections = score_sections(patient, patient.today(timezone.now()))
    own = patient.user_id == request.user.pk
    context = {"patient": patient, "own": own, "sections": sections}
    return render(request, "home/scores.html", context)
