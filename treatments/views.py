"""Injection sessions: reading, adding, changing and deleting them, and what becomes of a plan."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from accounts.redirects import next_url
from treatments import actions
from treatments.actions import Outcome
from treatments.after import read_after
from treatments.after_views import session_url
from treatments.choices import Status
from treatments.forms import SessionForm
from treatments.models import InjectionSession
from treatments.session_page import read_page
from treatments.where import where


def _session(patient: Patient, pk: int) -> InjectionSession:
    """The session as it stands."""
    found: InjectionSession = get_object_or_404(patient.injection_sessions, pk=pk)
    return found


@with_patient(owner_only=False)
def session(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Read one session: what was given, where, and what followed; the note is its owner's alone."""
    own = patient.user_id == request.user.pk
    rows = patient.injection_sessions.all() if own else patient.injection_sessions.defer("notes")
    found: InjectionSession = get_object_or_404(rows, pk=pk)
    today = patient.today(timezone.now())
    context = {
        "patient": patient,
        "own": own,
        "session": found,
        "page": read_page(patient, found, today),
        "where": where(found),
        "after": read_after(found, today),
    }
    return render(request, "treatments/session.html", context)


def _edit(request: HttpRequest, patient: Patient, pk: int | None) -> HttpResponse:
    if request.method != "POST":
        return _answer(request, patient, pk)
    with transaction.atomic():
        patient.lock()
        return _answer(request, patient, pk)


def _answer(request: HttpRequest, patient: Patient, pk: int | None) -> HttpResponse:
    session = InjectionSession(patient=patient) if pk is None else _session(patient, pk)
    today = patient.today(timezone.now())
    form = SessionForm(request.POST or None, instance=session, patient=patient, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _saved(session))
        return redirect("treatments:session", patient.code, session.pk)
    context = {"patient": patient, "form": form, "session": session}
    status = 422 if form.errors else 200
    return render(request, "treatments/session_form.html", context, status=status)


def _saved(session: InjectionSession) -> str:
    if session.status != Status.PLANNED:
        return _("Saved.")
    words = _("Planned for %(on)s. On that day you will be asked if it took place.")
    return words % {"on": date_format(session.date, "l j F Y")}


@with_patient(owner_only=True)
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record a session, or plan one."""
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


@with_patient(owner_only=True)
def done(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """The planned session took place."""
    if request.method != "POST":
        return redirect(session_url(patient, _session(patient, pk).pk))
    today = patient.today(timezone.now())
    outcome = actions.confirm_done(patient=patient, pk=pk, today=today)
    if outcome == Outcome.FIRST_UNKNOWN:
        messages.success(request, _("Saved. One more question: was it your first Botox ever?"))
        return redirect("treatments:edit", patient.code, pk)
    return _say(request, patient, pk, outcome, _("Saved: your session of %(on)s took place."))


@with_patient(owner_only=True)
def cancel(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Ask, then cancel a planned session."""
    if request.method == "POST":
        outcome = actions.cancel(patient=patient, pk=pk)
        return _say(request, patient, pk, outcome, _("Your session of %(on)s is cancelled."))
    planned = _session(patient, pk)
    if planned.status != Status.PLANNED:
        return redirect(session_url(patient, pk))
    context = {"patient": patient, "session": planned}
    return render(request, "treatments/session_cancel.html", context)


@with_patient(owner_only=True)
def reinstate(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Plan a cancelled session again."""
    if request.method != "POST":
        return redirect(session_url(patient, _session(patient, pk).pk))
    outcome = actions.reinstate(patient=patient, pk=pk)
    return _say(request, patient, pk, outcome, _("Your session of %(on)s is planned again."))


def _say(
    request: HttpRequest, patient: Patient, pk: int, outcome: Outcome, said: str
) -> HttpResponse:
    """Say what came of it, on the page that asked."""
    if outcome == Outcome.GONE:
        raise Http404
    why_not = {
        Outcome.NOT_COME: _("This day has not come yet. On that day you will be asked."),
        Outcome.NOT_PLANNED: _("This session was changed in another window meanwhile."),
        Outcome.TAKEN: _("You have another session on this day. Change one of them first."),
    }
    if outcome in why_not:
        messages.warning(request, why_not[outcome])
    else:
        on = date_format(_session(patient, pk).date, "l j F Y")
        messages.success(request, said % {"on": on})
    return redirect(next_url(request, session_url(patient, pk)))
