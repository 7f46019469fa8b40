"""What a person sets for themselves."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import with_patient
from accounts.context_processors import THEMES
from accounts.forms import SettingsForm
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
    """The person's clock and language, what is asked of a day, and how a clinic knows them."""
    form = SettingsForm(
        request.POST or None,
        instance=patient,
        user=patient.user,
        now=timezone.now(),
    )
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            form.save()
        language = form.cleaned_data["language"] or get_language()
        with override(language):
            messages.success(request, _("Saved."))
        response = redirect("accounts:settings", code=patient.code)
        _keep_language(response, form.cleaned_data["language"])
        return response
    context = {"patient": patient, "form": form}
    return render(request, "accounts/settings.html", context, status=422 if form.errors else 200)


def _keep_language(response: HttpResponse, language: str) -> None:
    """Let this browser's log-in page speak the chosen language, too."""
    if not language:
        response.delete_cookie(django_settings.LANGUAGE_COOKIE_NAME)
        return
    response.set_cookie(
        django_settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=django_settings.LANGUAGE_COOKIE_AGE,
        secure=django_settings.LANGUAGE_COOKIE_SECURE,
        httponly=django_settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
