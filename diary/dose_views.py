"""Doses of a day: one tap adds one; a page changes or removes it."""

import uuid
from datetime import date, datetime

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from accounts.redirects import next_url
from diary.day_views import back, day_url, not_in_future, refused_on_day, tapped_in_time
from diary.dose_actions import add_dose, change_dose, remove_dose
from diary.dose_forms import DoseForm
from diary.doses import moment_of_tap
from diary.gone import told_if_gone
from diary.medicine_forms import MedicineForm
from diary.medicine_names import NAMES
from diary.models import Medicine, MedicineTaken
from diary.taps import once_a_tap


class _TapForm(forms.Form):
    """Which of the person's medicines was taken."""

    def __init__(self, data: QueryDict, patient: Patient) -> None:
        super().__init__(data)
        self.fields["medicine"] = forms.ModelChoiceField(patient.medicines.all())


def _dose(patient: Patient, on: date, pk: int) -> MedicineTaken:
    """A dose of a day of theirs; else 404."""
    mine = MedicineTaken.objects.filter(day__patient=patient, day__date=on)
    found: MedicineTaken = get_object_or_404(mine.select_related("medicine", "day"), pk=pk)
    return found


@with_patient(owner_only=True)
@once_a_tap
def add(request: HttpRequest, patient: Patient, now: datetime, on: date) -> HttpResponse:
    """Add a dose of one of the person's medicines to a day."""
    if request.method != "POST":
        return redirect(day_url(patient, on))
    tapped_in_time(request, patient, on, now)
    if "medicine" not in request.POST:
        return refused_on_day(request, patient, on)
    form = _TapForm(request.POST, patient)
    if not form.is_valid():
        raise Http404
    return _add(request, patient, on, form.cleaned_data["medicine"], now)


def _add(
    request: HttpRequest,
    patient: Patient,
    on: date,
    medicine: Medicine,
    now: datetime,
    *,
    listed: bool = False,
) -> HttpResponse:
    """Add a dose; where the day is not logged, ask first what it was.

    `listed`: the medicine was put on the list just now.
    """
    taken = moment_of_tap(patient, on, now)
    if add_dose(patient=patient, on=on, medicine=medicine, taken=taken, now=now):
        return back(request, patient, on)
    context = {
        "patient": patient,
        "on": on,
        "listed": medicine if listed else None,
        "next": next_url(request, day_url(patient, on)),
    }
    return render(request, "diary/dose_first.html", context, status=422)


@with_patient(owner_only=True)
@once_a_tap
def add_new(request: HttpRequest, patient: Patient, now: datetime, on: date) -> HttpResponse:
    """Put a medicine on the list and, if wanted, a dose of it on the day."""
    not_in_future(patient, on)
    medicine = Medicine(patient=patient)
    form = MedicineForm(request.POST or None, instance=medicine, patient=patient, may_repeat=True)
    if form.is_bound and form.is_valid():
        if form.same:
            medicine = form.same
            medicine.archived = False
            medicine.save(update_fields=["archived"])
        else:
            form.save()
        if "taken" in request.POST:
            return _add(request, patient, on, medicine, now, listed=True)
        return back(request, patient, on)
    context = {
        "patient": patient,
        "form": form,
        "on": on,
        "tap": uuid.uuid4(),
        "names": NAMES,
        "taken": not form.is_bound or "taken" in request.POST,
        "next": next_url(request, day_url(patient, on)),
    }
    return render(request, "diary/medicine_form.html", context, status=422 if form.errors else 200)


@with_patient(owner_only=True)
@told_if_gone("home:today")
@locked_on_post
def edit(request: HttpRequest, patient: Patient, on: date, dose: int) -> HttpResponse:
    """Change a dose's amount and time."""
    found = _dose(patient, on, dose)
    now = timezone.now()
    form = DoseForm(request.POST or None, dose=found, zone_name=patient.time_zone, now=now)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        change_dose(patient=patient, dose=found, size=said["dose"], taken=said["moment"], now=now)
        return back(request, patient, on)
    context = {
        "patient": patient,
        "form": form,
        "dose": found,
        "on": on,
        "next": next_url(request, day_url(patient, on)),
    }
    return render(request, "diary/dose.html", context, status=422 if form.errors else 200)


@with_patient(owner_only=True)
@told_if_gone("home:today")
@locked_on_post
def remove(request: HttpRequest, patient: Patient, on: date, dose: int) -> HttpResponse:
    """Take a dose off its day."""
    found = _dose(patient, on, dose)
    if request.method != "POST":
        return redirect("diary:dose", code=patient.code, on=on, dose=dose)
    remove_dose(patient=patient, dose=found, now=timezone.now())
    return back(request, patient, on)
