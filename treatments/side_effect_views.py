"""Adding, changing, ending and deleting side effects."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from treatments.after_actions import forget_side_effect, record_side_effect
from treatments.after_views import done_session, first_error, go_back, session_url
from treatments.choices import Status
from treatments.models import SideEffect
from treatments.side_effect_forms import OverForm, SideEffectForm


def _effect(patient: Patient, pk: int) -> SideEffect:
    """A side effect of one of the person's done sessions; else 404."""
    mine = SideEffect.objects.filter(session__patient=patient, session__status=Status.DONE)
    found: SideEffect = get_object_or_404(mine.select_related("session"), pk=pk)
    return found


def _answer(request: HttpRequest, patient: Patient, effect: SideEffect) -> HttpResponse:
    today = patient.today(timezone.now())
    form = SideEffectForm(request.POST or None, instance=effect, today=today)
    page = session_url(patient, effect.session_id)
    if form.is_bound and form.is_valid():
        if not form.already_there:
            form.save(commit=False)
            record_side_effect(effect=effect)
        return go_back(request, page, _("Saved."))
    context = {"patient": patient, "form": form, "effect": effect, "session": effect.session}
    status = 422 if form.errors else 200
    return render(request, "treatments/side_effect_form.html", context, status=status)


def _edit(request: HttpRequest, patient: Patient, find: Callable[[], SideEffect]) -> HttpResponse:
    if request.method != "POST":
        return _answer(request, patient, find())
    with transaction.atomic():
        patient.lock()
        return _answer(request, patient, find())


@with_patient(owner_only=True)
def add(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Record something unwelcome after a session."""
    today = patient.today(timezone.now())
    return _edit(request, patient, lambda: SideEffect(session=done_session(patient, pk, today)))


@with_patient(owner_only=True)
def edit(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Change a side effect."""
    return _edit(request, patient, lambda: _effect(patient, effect))


@with_patient(owner_only=True)
def over(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Save the last day that a side effect was there."""
    if request.method != "POST":
        return redirect("treatments:side_effect", patient.code, _effect(patient, effect).pk)
    with transaction.atomic():
        patient.lock()
        row = _effect(patient, effect)
        form = OverForm(request.POST, effect=row, today=patient.today(timezone.now()))
        if form.is_valid():
            form.save()
    page = reverse("treatments:side_effect", args=[patient.code, row.pk])
    if form.errors:
        return go_back(request, page, first_error(form), level=messages.WARNING)
    last = date_format(form.cleaned_data["on"], "j F")
    said = _("Saved: %(what)s, last day %(on)s.") % {"what": row.name, "on": last}
    return go_back(request, page, said)


@with_patient(owner_only=True)
def delete(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Ask, then delete a side effect."""
    if request.method == "POST":
        with transaction.atomic():
            patient.lock()
            row = _effect(patient, effect)
            forget_side_effect(effect=row)
        messages.success(request, _("Deleted."))
        return redirect(session_url(patient, row.session_id))
    context = {"patient": patient, "effect": _effect(patient, effect)}
    return render(request, "treatments/side_effect_delete.html", context)
