"""The calendar's pages: this month, a month, a year."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from diary.state import EARLIEST_YEAR
from home.calendar import month_page, span, year_page


@with_patient(owner_only=False)
def month(request: HttpRequest, patient: Patient, first: date | None = None) -> HttpResponse:
    """A month of days, this one unless said otherwise."""
    today = patient.today(timezone.now())
    reach = span(patient, today)
    first = first or today.replace(day=1)
    if first > reach.end:
        raise Http404
    page = month_page(patient, first, today, reach)
    own = patient.user_id == request.user.pk
    context = {"patient": patient, "own": own, "page": page}
    return render(request, "home/calendar_month.html", context)


@with_patient(owner_only=False)
def year(request: HttpRequest, patient: Patient, year: int) -> HttpResponse:
    """A year of months."""
    today = patient.today(timezone.now())
    reach = span(patient, today)
    if not EARLIEST_YEAR <= year <= reach.end.year:
        raise Http404
    page = year_page(patient, year, today, reach)
    own = patient.user_id == request.user.pk
    context = {"patient": patient, "own": own, "page": page}
    return render(request, "home/calendar_year.html", context)
