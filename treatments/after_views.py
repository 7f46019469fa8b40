"""Answering what is asked on the days after a session."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from accounts.redirects import next_url
from treatments.models import InjectionSession
from treatments.side_effect_forms import UnwelcomeForm, UsualForm


def session_url(patient: Patient, pk: int) -> str:
    """The page of a session."""
    return reverse("treatments:session", args=[patient.code, pk])


def done_session(patient: Patient, pk: int, today: date) -> InjectionSession:
    """A session that has happened; else 404."""
    found: InjectionSession = get_object_or_404(patient.injection_sessions.done(today), pk=pk)
    return found


def first_error(form: Form) -> str:
    """What a form of one tap is refused for."""
    return str(next(iter(form.errors.values()))[0])


def go_back(
    request: HttpRequest, page: str, said: str, *, at: str = "", level: int = messages.SUCCESS
) -> HttpResponse:
    """Back to the page that asked, which says what happened and leads to where it is changed."""
    back = next_url(request, page)
    if back != page:
        said = format_html('{} <a href="{}">{}</a>', said, page + at, _("Change"))
    messages.add_message(request, level, said)
    return redirect(back)


def _answer(
    request: HttpRequest, patient: Patient, pk: int, form_of: type[UsualForm | UnwelcomeForm]
) -> HttpResponse:
    today = patient.today(timezone.now())
    page = session_url(patient, pk)
    # A log-in that ran out comes back here by GET: the session's page offers the answers.
    if request.method != "POST":
        done_session(patient, pk, today)
        return redirect(page)
    with transaction.atomic():
        patient.lock()
        form = form_of(request.POST, session=done_session(patient, pk, today), today=today)
        if form.is_valid():
            form.save()
    if form.errors:
        return go_back(request, page, first_error(form), at="#after", level=messages.WARNING)
    return go_back(request, page, _("Saved."), at="#after")


@with_patient(owner_only=True)
def usual(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Save when usual activities were taken up again after a session."""
    return _answer(request, patient, pk, UsualForm)


@with_patient(owner_only=True)
def unwelcome(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Save that there was nothing unwelcome after a session, or that it stays unsaid."""
    return _answer(request, patient, pk, UnwelcomeForm)
