"""Being told to book, and the dates in one's own calendar."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments.calendar_file import write_calendar
from treatments.cycles import read_dated_sessions
from treatments.dates import Entry, entries, entries_to_keep, session_entry
from treatments.due_forms import BookingForm, LinkForm, WordForm, feed_of
from treatments.models import BookingReminder, CalendarFeed


def _to_keep(patient: Patient, now: datetime) -> list[Entry]:
    """What the download of all dates holds."""
    today = patient.today(now)
    return entries_to_keep(read_dated_sessions(patient, today), today)


def _file(found: list[Entry], word: str, now: datetime, disposition: str) -> HttpResponse:
    return HttpResponse(
        write_calendar(found, word, now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'{disposition}; filename="dates.ics"'},
    )


@with_patient(owner_only=True)
@locked_on_post
def reminders(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Being told to book, the word in the calendar, and the ways the dates get there."""
    if request.method != "POST":
        return _page(request, patient)
    if "word" in request.POST:
        word = WordForm(request.POST, instance=feed_of(patient))
        if not word.is_valid():
            return _page(request, patient, word=word)
        word.save()
    else:
        booking = BookingForm(request.POST)
        if not booking.is_valid():
            return _page(request, patient, booking=booking)
        booking.save(patient)
    messages.success(request, _("Saved."))
    return redirect("treatments:reminders", patient.code)


def _page(
    request: HttpRequest,
    patient: Patient,
    booking: BookingForm | None = None,
    word: WordForm | None = None,
) -> HttpResponse:
    feed = feed_of(patient)
    link = reverse("treatments-feed:feed", args=[feed.secret]) if feed.secret else ""
    reminder = BookingReminder.objects.filter(patient=patient).first()
    context = {
        "patient": patient,
        "booking": booking or BookingForm.of(reminder),
        "word": word or WordForm(instance=feed),
        "link": request.build_absolute_uri(link) if link else "",
        "has_dates": bool(_to_keep(patient, timezone.now())),
    }
    status = 422 if booking or word else 200
    return render(request, "treatments/reminders.html", context, status=status)


@with_patient(owner_only=True)
@locked_on_post
def calendar_link(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Make, replace or turn off the private link; an old one is dead from then on."""
    form = LinkForm(request.POST)
    if request.method == "POST" and form.is_valid():
        feed = form.save(patient)
        made = _("Your private link is ready, at the end of this page.")
        messages.success(request, made if feed.secret else _("The link is off."))
    return redirect("treatments:reminders", patient.code)


@with_patient(owner_only=True, download=True)
def dates(request: HttpRequest, patient: Patient) -> HttpResponse:
    """All dates, as a file that a calendar opens."""
    now = timezone.now()
    found = _to_keep(patient, now)
    if not found:
        messages.info(request, _("There are no dates to download yet."))
        return redirect("treatments:reminders", patient.code)
    return _file(found, feed_of(patient).word, now, "attachment")


@with_patient(owner_only=True, download=True)
def session_date(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """The date of one session, as a file that a calendar opens: a cancelled one is taken out."""
    session = get_object_or_404(patient.injection_sessions, pk=pk)
    word = feed_of(patient).word
    return _file([session_entry(session)], word, timezone.now(), "attachment")


@csrf_exempt
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates for whoever has the secret: calendars ask again by themselves, with no log-in."""
    rows = CalendarFeed.objects.filter(secret=secret, patient__user__is_active=True)
    found = rows.select_related("patient").first()
    if found is None:
        raise Http404
    now = timezone.now()
    dates = entries(read_dated_sessions(found.patient, found.patient.today(now)))
    response = _file(dates, found.word, now, "inline")
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
