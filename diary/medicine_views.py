"""The person's list of acute medicines."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from diary.choices import MedicineKind
from diary.gone import told_if_gone
from diary.medicine_days import ICHD, medicine_days
from diary.medicine_forms import MedicineForm
from diary.medicine_names import NAMES
from diary.models import Medicine


def _medicine(patient: Patient, pk: int) -> Medicine:
    found: Medicine = get_object_or_404(patient.medicines, pk=pk)
    return found


@with_patient(owner_only=False)
def medicines(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The list, and on how many of the last 28 days each kind was taken."""
    listed = list(patient.medicines.order_by("name", "dose", "pk"))
    context = {
        "patient": patient,
        "own": patient.user_id == request.user.pk,
        "medicines": [medicine for medicine in listed if not medicine.archived],
        "put_away": [medicine for medicine in listed if medicine.archived],
        "source": ICHD,
        "month": medicine_days(patient, patient.today(timezone.now())),
    }
    return render(request, "diary/medicines.html", context)


def _answer(request: HttpRequest, patient: Patient, medicine: Medicine) -> HttpResponse:
    name = medicine.words
    form = MedicineForm(request.POST or None, instance=medicine, patient=patient)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _said(form, medicine))
        return redirect("diary:medicines", code=patient.code)
    context = {
        "patient": patient,
        "form": form,
        "medicine": medicine,
        "name": name,
        "names": NAMES,
        "taken_ever": bool(medicine.pk) and medicine.doses.exists(),
    }
    return render(request, "diary/medicine_form.html", context, status=422 if form.errors else 200)


def _said(form: MedicineForm, medicine: Medicine) -> str:
    if not form.suggested:
        return _("Saved.")
    text = _("Saved. By its name, its kind is “%(kind)s”. If that is not right, change it.")
    return text % {"kind": MedicineKind(medicine.kind).label}


@with_patient(owner_only=True)
@locked_on_post
def add(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Put a medicine on the list."""
    return _answer(request, patient, Medicine(patient=patient))


@with_patient(owner_only=True)
@told_if_gone("diary:medicines")
@locked_on_post
def edit(request: HttpRequest, patient: Patient, medicine: int) -> HttpResponse:
    """Change a medicine; doses of the past keep the amount that they had."""
    return _answer(request, patient, _medicine(patient, medicine))


@with_patient(owner_only=True)
@told_if_gone("diary:medicines")
@locked_on_post
def put_away(request: HttpRequest, patient: Patient, medicine: int) -> HttpResponse:
    """Put a medicine away, or bring it back."""
    found = _medicine(patient, medicine)
    if request.method == "POST":
        found.archived = "back" not in request.POST
        found.save(update_fields=["archived"])
        said = _("It was put away. Its doses stay in your diary.")
        messages.success(request, said if found.archived else _("It is back on your list."))
    return redirect("diary:medicines", code=patient.code)


@with_patient(owner_only=True)
@told_if_gone("diary:medicines")
@locked_on_post
def delete(request: HttpRequest, patient: Patient, medicine: int) -> HttpResponse:
    """Delete a medicine that was never taken."""
    found = _medicine(patient, medicine)
    if request.method == "POST":
        if found.doses.exists():
            messages.warning(
                request, _("It was taken, so it stays in your diary. You can put it away.")
            )
        else:
            found.delete()
            messages.success(request, _("It was deleted."))
    return redirect("diary:medicines", code=patient.code)
