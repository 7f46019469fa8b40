"""Adding, changing and deleting the total of a questionnaire."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from diary.choices import Instrument
from diary.gone import told_if_gone
from diary.models import Score
from diary.score_forms import ScoreForm


def _score(patient: Patient, pk: int) -> Score:
    found: Score = get_object_or_404(patient.scores, pk=pk)
    return found


def _answer(request: HttpRequest, patient: Patient, score: Score) -> HttpResponse:
    today = patient.today(timezone.now())
    form = ScoreForm(request.POST or None, instance=score, patient=patient, today=today)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("home:scores", code=patient.code)
    context = {
        "patient": patient,
        "form": form,
        "score": score,
        "name": Instrument(score.instrument).label,
    }
    return render(request, "diary/score_form.html", context, status=422 if form.errors else 200)


@with_patient(owner_only=True)
@locked_on_post
def add(request: HttpRequest, patient: Patient, instrument: str) -> HttpResponse:
    """Enter a total."""
    if instrument not in Instrument.values:
        raise Http404
    return _answer(request, patient, Score(patient=patient, instrument=instrument))


@with_patient(owner_only=True)
@told_if_gone("home:scores")
@locked_on_post
def edit(request: HttpRequest, patient: Patient, score: int) -> HttpResponse:
    """Change a total or its date."""
    return _answer(request, patient, _score(patient, score))


@with_patient(owner_only=True)
@told_if_gone("home:scores")
@locked_on_post
def delete(request: HttpRequest, patient: Patient, score: int) -> HttpResponse:
    """Delete a total; its page asks first."""
    found = _score(patient, score)
    if request.method != "POST":
        return redirect("diary:score", code=patient.code, score=score)
    found.delete()
    messages.success(request, _("It was deleted."))
    return redirect("home:scores", code=patient.code)
