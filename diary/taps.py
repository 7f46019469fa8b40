"""Taps that are saved once however often they are sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from accounts.access import P, PatientView
from accounts.models import Patient
from accounts.redirects import next_url
from diary.arrival import arriving
from diary.models import SavedTap

FOUND = 302
NO_CONTENT = 204
CLOCKS_DIFFER = timedelta(minutes=2)
# A device without a network keeps its taps; what is older than this was not made on a right clock.
KEPT_AT_MOST = timedelta(days=60)
FORGOTTEN_AFTER = timedelta(days=90)
TapView = Callable[Concatenate[HttpRequest, Patient, datetime, P], HttpResponse]


class TapForm(forms.Form):
    """Which tap it is, and when it was made, as far as the device says."""

    tap = forms.UUIDField(required=False)
    made_at = forms.DateTimeField(required=False)
    # By the same clock as `made_at`, however wrong that is: what lies between the two is right.
    sent_at = forms.DateTimeField(required=False)

    def made(self, now: datetime) -> datetime:
        """When it was made: now, where the device does not say or its clock is wrong."""
        made: datetime | None = self.cleaned_data.get("made_at")
        sent: datetime | None = self.cleaned_data.get("sent_at")
        if made and sent and timedelta() <= sent - made <= KEPT_AT_MOST:
            return now - (sent - made)
        if made is None or not now - KEPT_AT_MOST < made < now + CLOCKS_DIFFER:
            return now
        return min(made, now)


def once_a_tap(view: TapView[P]) -> PatientView[P]:
    """Run a view, named below `with_patient`, once a tap, and hand it the moment of the tap.

    A tap that was saved already changes nothing and is answered as if it were saved now. A page's
    script, which says so in the header `X-Tap`, is answered 204 in place of the page to go to.
    The view answers a POST with a redirect only where all that was wanted is stored; any other
    answer (`refused`) says why it is not, and the same tap may be sent again.
    """

    @wraps(view)
    def once(
        request: HttpRequest, patient: Patient, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        now = timezone.now()
        if request.method != "POST":
            return view(request, patient, now, *args, **kwargs)
        form = TapForm(request.POST)
        form.is_valid()
        tap = form.cleaned_data.get("tap")
        with transaction.atomic():
            patient.lock()
            if tap and patient.saved_taps.filter(tap=tap).exists():
                return _answer(request, _go_on(request, patient))
            with arriving(now):
                response = view(request, patient, form.made(now), *args, **kwargs)
            if tap and response.status_code == FOUND:
                SavedTap.objects.create(patient=patient, tap=tap, saved_at=now)
        return _answer(request, response)

    return once


def refused(
    request: HttpRequest, patient: Patient, why: str | Promise, *, go: str, there: str | Promise
) -> HttpResponse:
    """The page that says why a tap was not saved.

    Args:
        request: the tap.
        patient: whose.
        why: what is the matter.
        go: the address at which it can be put right.
        there: what is there, in words.
    """
    context = {"patient": patient, "why": why, "go": go, "there": there}
    return render(request, "diary/refused.html", context, status=422)


def purge_taps(now: datetime) -> int:
    """Forget the taps, of every patient, that no device sends again; returns how many."""
    return SavedTap.objects.filter(saved_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def _go_on(request: HttpRequest, patient: Patient) -> HttpResponse:
    return redirect(next_url(request, reverse("home:today", args=[patient.code])))


def _answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == FOUND and request.headers.get("X-Tap"):
        return HttpResponse(status=NO_CONTENT)
    return response
