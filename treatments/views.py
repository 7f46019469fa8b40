"""Injection sessions: read, added, changed, deleted, compared, and what becomes of a plan."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments import actions
from treatments.actions import Outcome
from treatments.after import read_after
from treatments.choices import Status
from treatments.compare import Given, compare_two
from treatments.cycles import Cycle, read_sessions
from treatments.forms import SessionForm
from treatments.found import any_session, go_back, session_url, told_if_gone
from treatments.models import InjectionSession
from treatments.session_page import read_page
from treatments.where import doses_of, where


@with_patient(owner_only=False)
def session(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Read one session: what was given, where, and what followed, and the note for whom it is."""
    own = patient.user_id == request.user.pk
    sessions = patient.injection_sessions
    rows = sessions.all() if patient.notes_visible else sessions.defer("notes")
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


@with_patient(owner_only=True)
@locked_on_post
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record a session, or plan one."""
    return _answer(request, patient, InjectionSession(patient=patient))


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def edit(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Change a session."""
    return _answer(request, patient, any_session(patient, pk))


def _answer(request: HttpRequest, patient: Patient, session: InjectionSession) -> HttpResponse:
    today = patient.today(timezone.now())
    form = SessionForm(request.POST or None, instance=session, patient=patient, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _saved(session, takes_sum=form.takes_sum))
        return redirect(session_url(patient, session.pk))
    context = {"patient": patient, "form": form, "session": session}
    status = 422 if form.errors else 200
    return render(request, "treatments/session_form.html", context, status=status)


def _saved(session: InjectionSession, *, takes_sum: bool) -> str:
    if takes_sum:
        words = _("Saved. The session’s total is now %(total)s, the sum of its sites.")
        return words % {"total": session.dose}
    if session.status != Status.PLANNED:
        return _("Saved.")
    words = _("Planned for %(on)s. On that day you will be asked if it took place.")
    return words % {"on": date_format(session.date, "DAY_LONG")}


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def delete(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Ask, then delete a session."""
    found = any_session(patient, pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The session was deleted."))
        return redirect("home:treatments", code=patient.code)
    return render(request, "treatments/session_delete.html", {"patient": patient, "session": found})


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def done(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """The planned session took place."""
    found = any_session(patient, pk)
    if request.method != "POST":
        return redirect(session_url(patient, pk))
    confirm = partial(actions.confirm_done, today=patient.today(timezone.now()))
    said = _("Saved: your session of %(on)s took place.")
    return _become(request, patient, found, confirm, said)


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def cancel(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Ask, then cancel a planned session."""
    found = any_session(patient, pk)
    if request.method == "POST":
        said = _("Your session of %(on)s is cancelled.")
        return _become(request, patient, found, actions.cancel, said, _("Plan it again"))
    if found.status != Status.PLANNED:
        return redirect(session_url(patient, pk))
    return render(request, "treatments/session_cancel.html", {"patient": patient, "session": found})


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def reinstate(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Plan a cancelled session again."""
    found = any_session(patient, pk)
    if request.method != "POST":
        return redirect(session_url(patient, pk))
    said = _("Your session of %(on)s is planned again.")
    return _become(request, patient, found, actions.reinstate, said)


def _become(
    request: HttpRequest,
    patient: Patient,
    session: InjectionSession,
    act: Callable[..., Outcome],
    said: str,
    link: str = "",
) -> HttpResponse:
    """Do it unless the page showed another date, and say there what came of it."""
    on = str(session.date)
    moved = request.POST.get("on", on) != on
    outcome = Outcome.CHANGED if moved else act(session=session)
    if outcome == Outcome.FIRST_UNKNOWN:
        messages.success(
            request, _("Saved. One more question: were they your first injections of this kind?")
        )
        return redirect("treatments:edit", patient.code, session.pk)
    why_not = {
        Outcome.NOT_COME: _("This day has not come yet. On that day you will be asked."),
        Outcome.CHANGED: _("This session was changed in another window meanwhile."),
        Outcome.TAKEN: _("You have another session on this day. Change one of them first."),
    }
    page = session_url(patient, session.pk)
    if outcome in why_not:
        return go_back(request, page, why_not[outcome], level=messages.WARNING)
    return go_back(request, page, said % {"on": date_format(session.date, "DAY_LONG")}, link=link)


def _cycles(patient: Patient) -> dict[int, Cycle]:
    """The cycles by the key of their session."""
    cycles = read_sessions(patient, patient.today(timezone.now())).cycles
    return {cycle.session.pk: cycle for cycle in cycles}


def _given(cycle: Cycle) -> Given:
    cycle.session.refresh_from_db(fields=["lot", "expires_on"])
    effects = cycle.session.side_effects.order_by("started_on", "pk")
    return Given(cycle, doses_of(cycle.session), list(effects))


@with_patient(owner_only=False)
def compare_with(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Choose the session to set beside this one."""
    cycles = _cycles(patient)
    if pk not in cycles:
        raise Http404
    others = [cycle for key, cycle in cycles.items() if key != pk]
    own = patient.user_id == request.user.pk
    context = {"patient": patient, "own": own, "cycle": cycles[pk], "others": others[::-1]}
    return render(request, "treatments/compare_with.html", context)


@with_patient(owner_only=False)
def compare(request: HttpRequest, patient: Patient, pk: int, other: int) -> HttpResponse:
    """Two sessions side by side, the earlier one first."""
    cycles = _cycles(patient)
    if not {pk, other} <= cycles.keys():
        raise Http404
    if pk == other:
        return redirect("treatments:compare_with", patient.code, pk)
    pair = sorted((cycles[pk], cycles[other]), key=lambda cycle: cycle.session.date)
    earlier, later = (_given(cycle) for cycle in pair)
    context = {
        "patient": patient,
        "own": patient.user_id == request.user.pk,
        "pk": pk,
        "earlier": earlier.cycle,
        "later": later.cycle,
        "rows": compare_two(earlier, later),
    }
    return render(request, "treatments/compare.html", context)
