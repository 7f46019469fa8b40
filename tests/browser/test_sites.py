"""Entering where it was injected, on the head itself: by touch, and by keyboard alone."""

from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_session
from treatments.models import InjectionSession


def open_sites(page: Page, server: LiveServer, patient: Patient) -> InjectionSession:
    session = make_session(patient, patient.created_at.date(), units=None)
    page.goto(server.url + reverse("treatments:sites", args=[patient.code, session.pk]))
    return session


def value(page: Page, place: str) -> list[str]:
    return [page.locator(f"#id_{place}_{part}").input_value() for part in ("units", "sites")]


def test_a_tap_on_the_head_adds_a_site_and_the_list_follows(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    session = open_sites(page, live_server, alice)
    small = page.eval_on_selector_all(
        ".place[role=button] .hit",
        """all => all.map((hit) => hit.getBoundingClientRect())
                   .filter((box) => box.width < 40 || box.height < 40).length""",
    )
    assert small == 0
    left = page.get_by_role("button", name="Temple (temporalis), left: ")
    left.locator(".chip").click()
    left.locator(".spot").nth(2).click()
    page.get_by_role("button", name="One site more").click()
    assert value(page, "temporalis_left") == ["15", "3"]
    expect(left).to_have_accessible_name("Temple (temporalis), left: 15 units in 3 sites")
    expect(left.locator(".spot.on")).to_have_count(3)
    page.get_by_role("button", name="One site less").click()
    page.get_by_label("Units in each site").fill("2,5")
    page.get_by_role("button", name="Jaw (masseter), right: nothing").locator(".chip").click()
    assert (value(page, "temporalis_left"), value(page, "masseter_right")) == (
        ["10", "2"],
        ["2.5", "1"],
    )
    said = "Jaw (masseter), right: 2.5 units in 1 site. All together: 12.5 units in 3 sites."
    expect(page.locator("#announce")).to_have_text(said)
    page.get_by_role("button", name="Standard: 31 sites, 155 units").click()
    assert value(page, "temporalis_left") == ["20", "4"]
    expect(page.locator("#sum")).to_have_text("155 units in 31 sites")
    page.get_by_role("button", name="Put back").click()
    expect(page.locator("#sum")).to_have_text("12.5 units in 3 sites")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("12.5 units in 3 sites, the sum of its sites")).to_be_visible()
    expect(page.locator(".spot.on")).to_have_count(3)
    assert session.sites.count() == 2


def test_sites_can_be_entered_by_keyboard_alone(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    session = open_sites(page, live_server, alice)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.place") == "procerus_middle":
            break
    for key in ["Enter", "Tab", "ArrowUp", "Space", "ArrowDown", "Tab", "Enter", "Delete"]:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.place") == "corrugator_right"
    assert value(page, "corrugator_right") == ["", ""]
    page.locator("#id_other_middle_units").focus()
    for key in ["1", "0", "Enter"]:
        page.keyboard.press(key)
    expect(page.get_by_text("the sum of its sites")).to_be_visible()
    stored = session.sites.values_list("muscle", "side", "units", "sites").order_by("muscle")
    assert list(stored) == [
        ("corrugator", "left", Decimal(5), 1),
        ("other", "middle", Decimal(10), 2),
        ("procerus", "middle", Decimal(5), 1),
    ]
