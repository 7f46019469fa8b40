"""Adding, changing and deleting injection sessions."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from treatments.forms import SessionForm
from treatments.models import InjectionSession


def _session(patient: Patient, pk: int | None) -> InjectionSession:
    """The session as it stands; a new one where no key is given."""
    if pk is None:
        return InjectionSession(patient=patient)
    found: InjectionSession = get_object_or_404(patient.injection_sessions, pk=pk)
    return found


def _edit(request: HttpRequest, patient: Patient, pk: int | None) -> HttpResponse:
    if request.method != "POST":
        return _answer(request, patient, pk)
    with transaction.atomic():
        patient.lock()
        return _answer(request, patient, pk)


def _answer(request: HttpRequest, patient: Patient, pk: int | None) -> HttpResponse:
    session = _session(patient, pk)
    today = patient.today(timezone.now())
    form = SessionForm(request.POST or None, instance=session, patient=patient, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("home:treatments", code=patient.code)
    context = {"patient": patient, "form": form, "session": session}
    status = 422 if form.errors else 200
    return render(request, "treatments/session_form.html", context, status=status)


@with_patient(owner_only=True)
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record a session."""
    return _edit(request, patient, None)


@with_patient(owner_only=True)
def edit(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Change a session."""
    return _edit(request, patient, pk)


@with_patient(owner_only=True)
def delete(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Ask, then delete a session."""
    if request.method == "POST":
        with transaction.atomic():
            patient.lock()
            _session(patient, pk).delete()
        messages.success(request, _("The session was deleted."))
        return redirect("home:treatments", code=patient.code)
    context = {"patient": patient, "session": _session(patient, pk)}
    return render(request, "treatments/session_delete.html", context)
