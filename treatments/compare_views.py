"""Setting one done session beside another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from treatments.compare import Given, compare
from treatments.cycles import Cycle, read_sessions
from treatments.where import doses_of


def _cycles(patient: Patient) -> dict[int, Cycle]:
    """The cycles by the key of their session."""
    cycles = read_sessions(patient, patient.today(timezone.now())).cycles
    return {cycle.session.pk: cycle for cycle in cycles}


def _given(cycle: Cycle) -> Given:
    effects = cycle.session.side_effects.order_by("started_on", "pk")
    return Given(cycle, doses_of(cycle.session), list(effects))


@with_patient(owner_only=False)
def compare_with(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Choose the session to set beside this one."""
    cycles = _cycles(patient)
    if pk not in cycles:
        raise Http404
    others = [cycle for key, cycle in cycles.items() if key != pk]
    context = {"patient": patient, "cycle": cycles[pk], "others": others[::-1]}
    return render(request, "treatments/compare_with.html", context)


@with_patient(owner_only=False)
def compare_two(request: HttpRequest, patient: Patient, pk: int, other: int) -> HttpResponse:
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
        "pk": pk,
        "earlier": earlier.cycle,
        "later": later.cycle,
        "rows": compare(earlier, later),
    }
    return render(request, "treatments/compare.html", context)
