"""The one-page sheet, as a page and as a PDF, for a clinician and for its person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from clinic.sheet.compose import compose
from clinic.sheet.content import Sheet
from clinic.sheet.gather import given
from clinic.sheet.html import chart
from clinic.sheet.pdf import Paper, pdf

FILE_NAME = "clear-days-sheet.pdf"


@with_patient(owner_only=False)
def page(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The sheet on a screen, with what it can be printed on."""
    sheet = _sheet(request, patient)
    context = {
        "patient": patient,
        "sheet": sheet,
        "chart": chart(sheet.bars) if sheet.bars else None,
        "with_notes": sheet.notes is not None,
    }
    return render(request, "clinic/sheet.html", context)


@with_patient(owner_only=False, download=True)
def as_pdf(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The same as a file, whose name says nothing of whom it is about."""
    paper = Paper.LETTER if request.GET.get("paper") == "letter" else Paper.A4
    return HttpResponse(
        pdf(_sheet(request, patient), paper, timezone.now()),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


def _sheet(request: HttpRequest, patient: Patient) -> Sheet:
    notes = request.GET.get("notes") == "1"
    return compose(given(patient, patient.today(timezone.now()), notes=notes))
