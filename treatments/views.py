"""Adding, changing and deleting injection sessions."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from treatments.forms import SessionForm
from treatments.models import InjectionSession


def _edit(request: HttpRequest, patient: Patient, session: InjectionSession) -> HttpResponse:
    today = patient.today(timezone.now())
    form = SessionForm(request.POST or None, instance=session, patient=patient, today=today)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            # A second tap arrived while the first was being saved.
            form.add_error("date", _("You already recorded injections on this day."))
        else:
            messages.success(request, _("Saved."))
            return redirect("home:treatments", code=patient.code)
    context = {"patient": patient, "form": form, "session": session}
    status = 422 if form.errors else 200
    return render(request, "treatments/session_form.html", context, status=status)


@with_patient(owner_only=True)
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record a session."""
    return _edit(request, patient, InjectionSession())


@with_patient(owner_only=True)
def edit(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Change a session."""
    return _edit(request, patient, get_object_or_404(patient.injection_sessions, pk=pk))


@with_patient(owner_only=True)
def delete(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Ask, then delete a session."""
    session = get_object_or_404(patient.injection_sessions, pk=pk)
    if request.method == "POST":
        session.delete()
        messages.success(request, _("The session was deleted."))
        return redirect("home:treatments", code=patient.code)
    return render(
        request, "treatments/session_delete.html", {"patient": patient, "session": session}
    )
