"""Adding, changing, ending and deleting side effects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments.after_actions import forget_side_effect, record_side_effect
from treatments.choices import Status
from treatments.found import done_session, first_error, go_back, session_url, told_if_gone
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


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def add(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Record something unwelcome after a session."""
    session = done_session(patient, pk, patient.today(timezone.now()))
    return _answer(request, patient, SideEffect(session=session))


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def edit(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Change a side effect."""
    return _answer(request, patient, _effect(patient, effect))


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def over(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Save the last day that a side effect was there."""
    row = _effect(patient, effect)
    page = reverse("treatments:side_effect", args=[patient.code, row.pk])
    if request.method != "POST":
        return redirect(page)
    form = OverForm(request.POST, effect=row, today=patient.today(timezone.now()))
    if not form.is_valid():
        return go_back(request, page, first_error(form), level=messages.WARNING)
    form.save()
    last = date_format(form.cleaned_data["on"], "DAY_NO_YEAR")
    said = _("Saved: %(what)s, last day %(on)s.") % {"what": row.name, "on": last}
    return go_back(request, page, said)


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def delete(request: HttpRequest, patient: Patient, effect: int) -> HttpResponse:
    """Ask, then delete a side effect."""
    row = _effect(patient, effect)
    if request.method != "POST":
        context = {"patient": patient, "effect": row}
        return render(request, "treatments/side_effect_delete.html", context)
    forget_side_effect(effect=row)
    messages.success(request, _("Deleted."))
    return redirect(session_url(patient, row.session_id))
