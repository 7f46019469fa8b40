"""Every page of a patient: nothing for axe to find, no error in the browser, nothing cut off."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from diary.models import MedicineTaken
from tests.make import (
    make_attack,
    make_days,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)
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
    "clinic:history",
    "clinic:sheet",
    "exchange:files",
    "accounts:settings",
    "accounts:sharing",
    "accounts:looks",
    "accounts:invite",
    "diary:daily_reminder",
    "diary:attacks",
    "diary:medicines",
    "diary:add_medicine",
    "home:scores",
]
MEASURES = ["migraine", "moderate_severe", "medicine"]


def addresses(patient: Patient) -> list[str]:
    """The pages above, those of each measure, of one day and of one session."""
    found = [reverse(name, args=[patient.code]) for name in PAGES]
    before_after = reverse("outcomes:before_after", args=[patient.code])
    found += [f"{before_after}{measure}/" for measure in MEASURES]
    day = patient.today(timezone.now()) - timedelta(days=3)
    found.append(reverse("diary:day", args=[patient.code, day]))
    found.append(reverse("home:calendar_month", args=[patient.code, day - timedelta(days=31)]))
    found.append(reverse("home:calendar_year", args=[patient.code, day.year]))
    found.append(reverse("diary:add_attack", args=[patient.code, day]))
    for dose in MedicineTaken.objects.filter(day__patient=patient)[:1]:
        on = dose.day.date
        found += [
            reverse("diary:day", args=[patient.code, on]),
            reverse("diary:add_new_dose", args=[patient.code, on]),
            reverse("diary:dose", args=[patient.code, on, dose.pk]),
            reverse("diary:medicine", args=[patient.code, dose.medicine_id]),
        ]
    found += [
        reverse("diary:add_score", args=[patient.code, instrument])
        for instrument in ("hit6", "pgic")
    ]
    for attack in patient.attacks.all()[:1]:
        found += [
            reverse(f"diary:{name}", args=[patient.code, attack.pk])
            for name in ("attack", "delete_attack")
        ]
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
    now = timezone.now()
    make_attack(patient, now - timedelta(days=3), now - timedelta(days=2))
    make_attack(patient, now - timedelta(hours=30))
    make_dose(patient.days.filter(headache=True).latest("date"))
    for ago, total in ((200, 66), (100, 60)):
        patient.scores.create(instrument="hit6", on=today - timedelta(days=ago), value=total)
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
    blocked = "Service Worker registration blocked by Playwright"
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
        assert set(said) <= {blocked}, address
