"""Answering what is asked on the days after a session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments.found import done_session, first_error, go_back, session_url, told_if_gone
from treatments.side_effect_forms import UnwelcomeForm, UsualForm


def _answer(
    request: HttpRequest, patient: Patient, pk: int, form_of: type[UsualForm | UnwelcomeForm]
) -> HttpResponse:
    today = patient.today(timezone.now())
    session = done_session(patient, pk, today)
    page = session_url(patient, pk)
    # A log-in that ran out comes back here by GET: the session's page offers the answers.
    if request.method != "POST":
        return redirect(page)
    form = form_of(request.POST, session=session, today=today)
    if not form.is_valid():
        return go_back(request, page, first_error(form), at="#after", level=messages.WARNING)
    form.save()
    return go_back(request, page, _("Saved."), at="#after")


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def usual(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Save when usual activities were taken up again after a session."""
    return _answer(request, patient, pk, UsualForm)


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def unwelcome(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Save that there was nothing unwelcome after a session, or that it stays unsaid."""
    return _answer(request, patient, pk, UnwelcomeForm)
