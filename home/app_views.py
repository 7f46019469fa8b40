"""What makes the site an app on a phone: its description, its worker, and what opens offline."""

import hashlib
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import with_patient
from accounts.choices import Detail
from accounts.models import Patient
from diary.day_page import DayPage
from diary.doses import offered_medicines
from diary.models import Day
from diary.state import EARLIEST_YEAR

FILES = (
    "bootstrap/bootstrap.min.css",
    "css/site.css",
    "icon.svg",
    "django_htmx/htmx-2.min.js",
    "js/site.js",
    "js/queue.js",
    "js/taps.js",
    "js/offline.js",
)
ICONS = (("icons/192.png", "192x192"), ("icons/512.png", "512x512"))
# It stands for the day that the device will ask about: no other one can be it.
SOME_DAY = date(EARLIEST_YEAR, 1, 1)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the last view of Today on the device."""
    addresses = "".join(map(static, FILES)) + str(get_language())
    version = hashlib.sha256(addresses.encode()).hexdigest()[:12]
    context = {"files": FILES, "version": version}
    return render(request, "home/app/sw.js", context, content_type="text/javascript")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts the site among its apps."""
    icons: list[dict[str, Any]] = [
        {"src": static(name), "sizes": size, "type": "image/png", "purpose": "any maskable"}
        for name, size in ICONS
    ]
    described = {
        "name": "Clear Days",
        "short_name": "Clear Days",
        "description": _("A headache diary for people treated with Botox."),
        "lang": get_language(),
        "id": "/",
        "start_url": reverse("home:start"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#121317",
        "theme_color": "#121317",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def no_network(request: HttpRequest) -> HttpResponse:
    """The page in place of any other while there is no network."""
    return render(request, "home/app/no_network.html")


@with_patient(owner_only=True)
def blank(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The questions of a day of which nothing is said, for the device to keep."""
    now = timezone.now()
    day = Day(patient=patient, date=SOME_DAY, headache=True, migraine=None)
    offered = offered_medicines(patient, patient.today(now))
    page = DayPage(
        on=SOME_DAY,
        day=day,
        details=frozenset(patient.details),
        medicines=offered if patient.asks(Detail.MEDICINES) else (),
        current=True,
    )
    context = {
        "patient": patient,
        "page": page,
        "on": SOME_DAY,
        "next": reverse("home:today", args=[patient.code]),
    }
    return render(request, "home/app/blank.html", context)
