"""One day: its page, and the taps that change it."""

from datetime import UTC, date, datetime, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.models import Patient
from accounts.redirects import next_url
from diary.actions import Conflict, forget_day, save_day, settle_clear
from diary.attack_actions import undo as undo_day
from diary.day_page import day_page, days_late
from diary.day_reading import day_reading
from diary.facets import FACETS, KIND, NOTE
from diary.forms import FacetForm, VersionForm
from diary.questions import Typed
from diary.said import meant, said
from diary.state import EARLIEST_YEAR
from diary.taps import once_a_tap, refused

EARLIEST_DAY = date(EARLIEST_YEAR, 1, 1)
# A day comes first in the zone that is so far ahead.
FIRST_ZONE = timedelta(hours=14)


def not_in_future(patient: Patient, on: date) -> None:
    """Raise Http404 for a day that has not come on the patient's clock."""
    if on > patient.today(timezone.now()):
        raise Http404


def tapped_in_time(request: HttpRequest, patient: Patient, on: date, now: datetime) -> None:
    """Raise Http404 for a tap on a day that had not come.

    Where the device says when it was tapped, the day may have come in another zone than the one
    in which the person is now: it is enough that it had come anywhere.
    """
    anywhere = (now + FIRST_ZONE).astimezone(UTC).date()
    if not (request.POST.get("made_at") and on <= anywhere):
        not_in_future(patient, on)


def refused_on_day(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """The answer to a tap on a day that names nothing that there is."""
    why = _("This button is from an older version of Clear Days. Tap it again on the day’s page.")
    go = day_url(patient, on)
    return refused(request, patient, why, go=go, there=_("Go to the day"))


def day_url(patient: Patient, on: date) -> str:
    """The page of a day."""
    return reverse("diary:day", args=[patient.code, on])


def back(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """To the page that asked, if it is one of ours; else to the day's own page."""
    return redirect(next_url(request, day_url(patient, on)))


def _say_conflict(request: HttpRequest) -> None:
    messages.warning(
        request, _("This day was changed on another device meanwhile. Here it is as it is now.")
    )


@with_patient(owner_only=False)
def day(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """One day, with all that may be said of it; for a clinician all that is."""
    not_in_future(patient, on)
    if patient.user_id == request.user.pk:
        return _page(request, patient, on)
    now = patient.local(timezone.now())
    page = day_reading(patient, on, now)
    late = {"days_late": days_late(page.day)}
    context = {"patient": patient, "page": page, **late, **_beside(on, now)}
    return render(request, "diary/day_reading.html", context)


def _beside(on: date, now: datetime) -> dict[str, date | None]:
    """The days that can be turned to from a day's page."""
    return {
        "before": on - timedelta(days=1) if on > EARLIEST_DAY else None,
        "after": on + timedelta(days=1) if on < now.date() else None,
    }


def _page(
    request: HttpRequest, patient: Patient, on: date, typed: Typed | None = None
) -> HttpResponse:
    now = patient.local(timezone.now())
    context = {
        "patient": patient,
        "page": day_page(patient, on, now, typed),
        "now": now,
        "here": day_url(patient, on),
        **_beside(on, now),
    }
    return render(request, "diary/day.html", context, status=422 if typed else 200)


@with_patient(owner_only=True)
@once_a_tap
def tap(request: HttpRequest, patient: Patient, now: datetime, on: date) -> HttpResponse:
    """Say something of one part of the day."""
    # A log-in that ran out comes back here by GET: the day's page offers the buttons again.
    if request.method != "POST":
        return redirect(day_url(patient, on))
    tapped_in_time(request, patient, on, now)
    form = FacetForm(request.POST)
    if not form.is_valid():
        return refused_on_day(request, patient, on)
    facet, value = FACETS[form.cleaned_data["facet"]], form.cleaned_data["value"]
    was = form.cleaned_data["was"].replace("\r\n", "\n")
    try:
        result = save_day(
            patient=patient,
            on=on,
            facet=facet,
            value=value,
            was=was,
            now=now,
            knew=form.cleaned_data["knew"],
        )
    except ValidationError as error:
        return _page(request, patient, on, Typed(facet, value, error.messages[0], was))
    if isinstance(result, Conflict):
        return _conflict(request, patient, on, result)
    return back(request, patient, on)


def _conflict(request: HttpRequest, patient: Patient, on: date, found: Conflict) -> HttpResponse:
    facet, state = found.facet, found.day.state if found.day else None
    possible = facet is KIND or bool(state and (state.headache or facet.on_any_day))
    context = {
        "patient": patient,
        "on": on,
        "stored": found.day,
        "parts": said(state) if state else [],
        "facet": facet,
        "value": found.value,
        "wanted": meant(facet, found.value, state),
        # What cannot be saved now is there to be copied.
        "copy": facet is NOTE and not possible,
        "was": facet.read(state) if state else "",
        "possible": possible,
        "next": next_url(request, day_url(patient, on)),
        "keep": next_url(request, day_url(patient, on)),
    }
    return render(request, "diary/conflict.html", context, status=409)


@with_patient(owner_only=True)
def undo(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Put the day back to what it was before its last save."""
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(day_url(patient, on))
    seen = form.cleaned_data["version"]
    if not undo_day(patient=patient, on=on, seen=seen, now=timezone.now()):
        if patient.days.filter(date=on, previous__isnull=False).exists():
            _say_conflict(request)
        else:
            messages.info(request, _("There is nothing to undo any more."))
    return back(request, patient, on)


@with_patient(owner_only=True)
def forget(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Remove the day's entry, so that it counts as not logged."""
    form = VersionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect(day_url(patient, on))
    if not forget_day(patient=patient, on=on, seen=form.cleaned_data["version"]):
        _say_conflict(request)
    return back(request, patient, on)


@with_patient(owner_only=True)
@once_a_tap
def stayed_clear(request: HttpRequest, patient: Patient, now: datetime, on: date) -> HttpResponse:
    """The day that was clear so far stayed clear."""
    if request.method == "POST" and not settle_clear(patient=patient, on=on, now=now):
        why = _("This day was changed on another device meanwhile. Nothing was overwritten.")
        go = day_url(patient, on)
        return refused(request, patient, why, go=go, there=_("Go to the day"))
    return back(request, patient, on)
