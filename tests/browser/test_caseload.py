"""The caseload in a browser: accessible, whole on a phone and as a table, found and back again."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Clinician, Patient
from tests.make import make_days, make_session
from tests.people import browser_of, make_patient, share

NAMES = ("Anna Abel", "Maximiliane-Theodora " * 5, "X" * 90, "")


@pytest.fixture
def patients(bob: Clinician) -> list[Patient]:
    """Long and short names, with and without days and sessions; and Alice, who has nothing."""
    found = []
    for number, name in enumerate(NAMES):
        patient = make_patient(f"patient{number}")
        patient.name, patient.born_on = name, date(1984, 5, 17)
        patient.save()
        share(patient, bob)
        today = patient.today(timezone.now())
        make_days(patient, today - timedelta(days=200), "1011.10" * 14 + "0010.00" * number * 4)
        make_session(patient, today - timedelta(days=100 - 20 * number))
        make_session(patient, today + timedelta(days=9), status="planned")
        found.append(patient)
    return found


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light"), (1280, "dark")])
def test_the_caseload_is_accessible_and_whole(
    page: Page,
    live_server: LiveServer,
    bob: Clinician,
    patients: list[Patient],
    width: int,
    scheme: str,
) -> None:
    session = browser_of(bob.user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/patients/?sort=name")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    # As a table to a screen reader, whatever it looks like.
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(len(NAMES) + 2)
    expect(page.get_by_role("rowheader", name="Anna Abel")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Anna Abel")).to_be_visible()
    expect(page.get_by_role("button", name="Find")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_label("Find by name").fill("abel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("link", name="Anna Abel").click()
    expect(page).to_have_url(f"{live_server.url}/p/{patients[0].code}/history/")
    page.go_back()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("rowheader")).to_have_count(len(NAMES) + 1)
