"""Before and after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import with_patient
from accounts.models import Patient


@with_patient(owner_only=False)
def before_after(request: HttpRequest, patient: Patient) -> HttpResponse:
    """What changed since the first session."""
    return render(request, "outcomes/before_after.html", {"patient": patient})
