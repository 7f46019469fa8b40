"""Adding, changing and deleting other preventives and the changes of their dose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments.found import told_if_gone
from treatments.models import Preventive
from treatments.preventive_forms import ChangeForm, PreventiveForm
from treatments.preventive_list import day, dose_from, has_begun


def _preventive(patient: Patient, key: int) -> Preventive:
    found: Preventive = get_object_or_404(patient.preventives, pk=key)
    return found


def _answer(request: HttpRequest, patient: Patient, preventive: Preventive) -> HttpResponse:
    today = patient.today(timezone.now())
    form = PreventiveForm(request.POST or None, instance=preventive, patient=patient, today=today)
    name, begun = preventive.name, has_begun(preventive, today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("home:treatments", code=patient.code)
    changes = preventive.changes.order_by("on") if preventive.pk else ()
    context = {
        "patient": patient,
        "form": form,
        "preventive": preventive,
        "name": name,
        "begun": begun,
        "changes": [(change, dose_from(change.dose, day(change.on))) for change in changes],
    }
    status = 422 if form.errors else 200
    return render(request, "treatments/preventive_form.html", context, status=status)


@with_patient(owner_only=True)
@locked_on_post
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record another preventive."""
    return _answer(request, patient, Preventive(patient=patient))


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def edit(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Change a preventive; its changes of dose are listed below."""
    return _answer(request, patient, _preventive(patient, preventive))


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def delete(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Ask, then delete a preventive with its changes of dose."""
    found = _preventive(patient, preventive)
    if request.method != "POST":
        context = {"patient": patient, "preventive": found}
        return render(request, "treatments/preventive_delete.html", context)
    found.delete()
    messages.success(request, _("It was deleted."))
    return redirect("home:treatments", code=patient.code)


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def add_change(request: HttpRequest, patient: Patient, preventive: int) -> HttpResponse:
    """Note another dose from a day on."""
    found = _preventive(patient, preventive)
    today = patient.today(timezone.now())
    form = ChangeForm(request.POST or None, preventive=found, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("treatments:preventive", code=patient.code, preventive=found.pk)
    context = {"patient": patient, "form": form, "preventive": found}
    status = 422 if form.errors else 200
    return render(request, "treatments/change_form.html", context, status=status)


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def delete_change(
    request: HttpRequest, patient: Patient, preventive: int, change: int
) -> HttpResponse:
    """Delete a change of dose."""
    found = get_object_or_404(_preventive(patient, preventive).changes, pk=change)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The change of dose was deleted."))
    return redirect("treatments:preventive", code=patient.code, preventive=preventive)
