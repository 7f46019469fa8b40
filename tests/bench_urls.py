"""The site's addresses and one more: an empty page for the one logged in, the bench's floor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.access import with_patient
from accounts.models import Patient
from config.urls import urlpatterns as site


@with_patient(owner_only=True)
def floor(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Nothing but the base template and the middleware."""
    return render(request, "base.html", {"patient": patient})


urlpatterns = [path("p/<uuid:code>/floor/", floor, name="floor"), *site]
