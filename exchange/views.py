"""Files in and out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import with_patient
from accounts.models import Patient


@with_patient(owner_only=True)
def files(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Bring a diary, download a diary, and what was brought in before."""
    return render(request, "exchange/files.html", {"patient": patient})
