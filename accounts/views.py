"""What a person sets for themselves."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import with_patient
from accounts.context_processors import THEMES
from accounts.forms import TimeZoneForm
from accounts.models import Patient


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look in this browser, and go back."""
    asked = request.POST.get("next", "")
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None)
    response = redirect(asked if safe else "home:start")
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=django_settings.SESSION_COOKIE_AGE,
            secure=django_settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@with_patient(owner_only=True)
def settings(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The clock that the patient's days follow."""
    form = TimeZoneForm(request.POST or None, instance=patient)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:settings", code=patient.code)
    context = {"patient": patient, "form": form}
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)
