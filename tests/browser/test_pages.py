"""Every page of a patient: nothing for axe to find, no error in the browser, nothing cut off."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_days, make_session

PAGES = [
    "home:today",
    "home:calendar",
    "home:treatments",
    "home:more",
    "diary:fill_in",
    "treatments:add",
    "outcomes:before_after",
    "exchange:files",
    "accounts:settings",
]
MEASURES = ["migraine", "moderate_severe", "medicine"]


def addresses(patient: Patient) -> list[str]:
    """The pages above, those of each measure, of one day and of one session."""
    found = [reverse(name, args=[patient.code]) for name in PAGES]
    before_after = reverse("outcomes:before_after", args=[patient.code])
    found += [f"{before_after}{measure}/" for measure in MEASURES]
    day = patient.today(timezone.now()) - timedelta(days=3)
    found.append(reverse("diary:day", args=[patient.code, day]))
    for session in patient.injection_sessions.all()[:1]:
        found += [
            reverse(f"treatments:{name}", args=[patient.code, session.pk])
            for name in ("edit", "delete")
        ]
    return found


def a_year(patient: Patient) -> None:
    """A year of days with gaps, and four sessions."""
    today = patient.today(timezone.now())
    make_days(
        patient, today - timedelta(days=365), ("1m10m1.0110m0" * 8)[:100] + "0010m0.1000" * 24
    )
    for number, ago in enumerate((265, 181, 97, 13)):
        make_session(patient, today - timedelta(days=ago), first_ever=True if not number else None)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("diary", ["a year", "a single day", "empty"])
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
