"""The patient's own pages: Today, Treatments, More."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Clinician, Patient
from home.timeline import timeline
from home.today import today_page
from treatments.cycles import read_sessions
from treatments.due import book_now, booked
from treatments.models import BookingReminder
from treatments.preventive_list import rows


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """To one's own diary; staff to the admin; a clinician to their patients or what is missing."""
    own = Patient.objects.filter(user=request.user.pk).first()
    if own:
        return redirect("home:today", code=own.code)
    if request.user.is_staff:
        return redirect("admin:index")
    approved = Clinician.objects.filter(user=request.user.pk, approved_at__lte=timezone.now())
    return redirect("clinic:caseload" if approved.exists() else "accounts:clinician")


@with_patient(owner_only=True)
def today(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The one question of the day, and where the cycle stands."""
    page = today_page(patient, timezone.now())
    context = {
        "patient": patient,
        "page": page,
        "now": page.local,
    }
    return render(request, "home/today.html", context)


@with_patient(owner_only=False)
def treatments(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The injection sessions as numbered cycles, and the other preventives."""
    today = patient.today(timezone.now())
    own = patient.user_id == request.user.pk
    sessions = read_sessions(patient, today)
    first = sessions.cycles[0].session if sessions.cycles else None
    asks = own and not booked(sessions)
    reminder = BookingReminder.objects.filter(patient=patient).first() if asks else None
    context = {
        "patient": patient,
        "own": own,
        "sessions": sessions,
        "timeline": timeline(patient, sessions, own=own),
        "first_unknown": first if first and first.first_ever is None else None,
        "book_now": book_now(sessions, reminder, today),
        "preventives": rows(patient.preventives.in_order().prefetch_related("changes"), today),
    }
    return render(request, "home/treatments.html", context)


@with_patient(owner_only=False)
def earlier_cycles(request: HttpRequest, patient: Patient, number: int) -> HttpResponse:
    """The cycles before the one with this number."""
    own = patient.user_id == request.user.pk
    sessions = read_sessions(patient, patient.today(timezone.now()))
    page = timeline(patient, sessions, own=own, before=min(number, len(sessions.cycles) + 1))
    if not page.entries:
        raise Http404
    return render(
        request, "home/earlier_cycles.html", {"patient": patient, "own": own, "timeline": page}
    )


@with_patient(owner_only=True)
def more(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Everything else: files, settings, account."""
    return render(request, "home/more.html", {"patient": patient})
