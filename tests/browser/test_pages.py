"""Every page of a patient: nothing for axe to find, no error in the browser, nothing cut off."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_days, make_preventive, make_session, make_side_effect, make_sites
from treatments.models import SideEffect

PAGES = [
    "home:today",
    "home:calendar",
    "home:treatments",
    "home:more",
    "diary:fill_in",
    "treatments:add",
    "treatments:add_preventive",
    "treatments:reminders",
    "outcomes:before_after",
    "exchange:files",
    "accounts:settings",
    "diary:daily_reminder",
]
MEASURES = ["migraine", "moderate_severe", "medicine"]


def addresses(patient: Patient) -> list[str]:
    """The pages above, those of each measure, of one day and of one session."""
    found = [reverse(name, args=[patient.code]) for name in PAGES]
    before_after = reverse("outcomes:before_after", args=[patient.code])
    found += [f"{before_after}{measure}/" for measure in MEASURES]
    day = patient.today(timezone.now()) - timedelta(days=3)
    found.append(reverse("diary:day", args=[patient.code, day]))
    sessions = list(patient.injection_sessions.all())
    for session in sessions[:1]:
        found += [
            reverse(f"treatments:{name}", args=[patient.code, session.pk])
            for name in ("session", "edit", "sites", "delete", "compare_with")
        ]
        both = [session.pk, sessions[1].pk]
        found.append(reverse("treatments:compare", args=[patient.code, *both]))
        found.append(reverse("home:earlier_cycles", args=[patient.code, 2]))
    for session in sessions[-1:]:
        found += [
            reverse(f"treatments:{name}", args=[patient.code, session.pk])
            for name in ("session", "cancel")
        ]
    for effect in SideEffect.objects.filter(session__patient=patient)[:1]:
        found += [
            reverse(f"treatments:{name}", args=[patient.code, effect.pk])
            for name in ("side_effect", "delete_side_effect")
        ]
        found.append(reverse("treatments:add_side_effect", args=[patient.code, effect.session_id]))
    for preventive in patient.preventives.all()[:1]:
        found += [
            reverse(f"treatments:{name}", args=[patient.code, preventive.pk])
            for name in ("preventive", "delete_preventive", "add_change")
        ]
    return found


def a_year(patient: Patient) -> None:
    """A year of days with gaps, four sessions, and one planned for today."""
    today = patient.today(timezone.now())
    make_days(
        patient, today - timedelta(days=365), ("1m10m1.0110m0" * 8)[:100] + "0010m0.1000" * 24
    )
    for number, ago in enumerate((265, 181, 97, 13)):
        first_ever = True if not number else None
        make_sites(make_session(patient, today - timedelta(days=ago), first_ever=first_ever))
    make_session(patient, today, status="planned", units=None, clinic="Headache Centre")
    make_preventive(patient)
    make_side_effect(patient.injection_sessions.all()[0])


@pytest.mark.parametrize(
    ("diary", "width", "scheme"),
    [
        ("a year", 390, "dark"),
        ("a year", 1280, "light"),
        ("a single day", 390, "light"),
        ("empty", 1280, "dark"),
    ],
)
def test_every_page_is_accessible_whole_and_without_errors(
    alice_page: Page, live_server: LiveServer, alice: Patient, diary: str, scheme: str, width: int
) -> None:
    if diary == "a year":
        a_year(alice)
    elif diary == "a single day":
        make_days(alice, alice.today(timezone.now()), "m")
    page = alice_page
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses(alice):
        answer = page.goto(live_server.url + address)
        assert answer is not None
        assert answer.status == 200, address
        page.evaluate(
            "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
        )
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, f"{address} is {too_wide} px wider than the screen"
        assert said == [], address
