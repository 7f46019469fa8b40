"""Adding, changing and deleting other preventives and the changes of their dose."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from treatments.models import Preventive
from treatments.preventive_forms import ChangeForm, PreventiveForm


def _preventive(patient: Patient, key: int | None) -> Preventive:
    """The preventive as it stands; a new one where no key is given."""
    if key is None:
        return Preventive(patient=patient)
    found: Preventive = get_object_or_404(patient.preventives, pk=key)
    return found


def _edit(request: HttpRequest, patient: Patient, key: int | None) -> HttpResponse:
    if request.method != "POST":
        return _answer(request, patient, key)
    with transaction.atomic():
        patient.lock()
        return _answer(request, patient, key)


def _answer(request: HttpRequest, patient: Patient, key: int | None) -> HttpResponse:
    preventive = _preventive(patient, key)
    today = patient.today(timezone.now())
    form = PreventiveForm(request.POST or None, instance=preventive, patient=patient, today=today)
    name = preventive.name
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("home:treatments", code=patient.code)
    context = {
        "patient": patient,
        "form": form,
        "preventive": preventive,
        "name": name,
        "changes": preventive.changes.order_by("on") if preventive.pk else (),
    }
    status = 422 if form.errors else 200
    return render(request, "treatments/preventive_form.html", context, status=status)


@with_patient(owner_only=True)
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record another preventive."""
    return _edit(request, patient, None)


@with_patient(owner_only=True)
def edit(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Change a preventive; its changes of dose are listed below."""
    return _edit(request, patient, preventive)


@with_patient(owner_only=True)
def delete(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Ask, then delete a preventive with its changes of dose."""
    if request.method == "POST":
        with transaction.atomic():
            patient.lock()
            _preventive(patient, preventive).delete()
        messages.success(request, _("It was deleted."))
        return redirect("home:treatments", code=patient.code)
    context = {"patient": patient, "preventive": _preventive(patient, preventive)}
    return render(request, "treatments/preventive_delete.html", context)


@with_patient(owner_only=True)
def add_change(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Note another dose from a day on."""
    if request.method != "POST":
        return _answer_change(request, patient, preventive)
    with transaction.atomic():
        patient.lock()
        return _answer_change(request, patient, preventive)


def _answer_change(request: HttpRequest, patient: Patient, key: int) -> HttpResponse:
    preventive = _preventive(patient, key)
    today = patient.today(timezone.now())
    form = ChangeForm(request.POST or None, preventive=preventive, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("treatments:preventive", code=patient.code, preventive=preventive.pk)
    context = {"patient": patient, "form": form, "preventive": preventive}
    status = 422 if form.errors else 200
    return render(request, "treatments/change_form.html", context, status=status)


@with_patient(owner_only=True)
def delete_change(
    request: HttpRequest, patient: Patient, preventive: int, change: int
) -> HttpResponse:
    """Delete a change of dose."""
    if request.method == "POST":
        with transaction.atomic():
            patient.lock()
            found = _preventive(patient, preventive)
            get_object_or_404(found.changes, pk=change).delete()
        messages.success(request, _("The change of dose was deleted."))
    else:
        found = _preventive(patient, preventive)
        get_object_or_404(found.changes, pk=change)
    return redirect("treatments:preventive", code=patient.code, preventive=found.pk)
