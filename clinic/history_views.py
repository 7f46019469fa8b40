"""A patient's history: the one screen that leads a clinician to all others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from clinic.history import key_figures, since_each_session, terms
from clinic.sheet.compose import compose
from clinic.sheet.gather import given
from outcomes.charts.level_chart import level_chart


@with_patient(owner_only=False)
def history(request: HttpRequest, patient: Patient) -> HttpResponse:
    """What changed and what is due, and the way to everything that was recorded."""
    now = timezone.now()
    own = patient.user_id == request.user.pk
    share = (
        None if own else patient.shares.live(now).filter(clinician__user=request.user.pk).first()
    )
    if share is None and not own:
        # It ended since the door was passed.
        raise Http404
    gathered = given(patient, patient.today(now), notes=False)
    sheet, summary = compose(gathered), gathered.outcome.headache
    context = {
        "patient": patient,
        "own": own,
        "terms": terms(share) if share else "",
        "keys": key_figures(sheet, gathered.outcome),
        "sheet": sheet,
        "since": since_each_session(summary),
        "levels": level_chart(summary),
    }
    return render(request, "clinic/history.html", context)
