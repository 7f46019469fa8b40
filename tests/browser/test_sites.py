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


def bad_targets(page: Page) -> list[int]:
    """How many labels are smaller than 48 pixels, and how many overlap."""
    found: list[int] = page.eval_on_selector_all(
        ".place[role=button] .hit",
        """all => {
          const boxes = all.map((hit) => hit.getBoundingClientRect());
          const apart = (a, b) => a.right <= b.left || b.right <= a.left
                               || a.bottom <= b.top || b.bottom <= a.top;
          return [
            boxes.filter((box) => box.width < 48 || box.height < 48).length,
            boxes.filter((a, i) => boxes.slice(i + 1).some((b) => !apart(a, b))).length,
          ];
        }""",
    )
    return found


def too_wide(page: Page) -> list[str]:
    """What of the page's content reaches past the screen, or past its box."""
    found: list[str] = page.eval_on_selector_all(
        "main *",
        """all => all.filter((e) => e.matches("input")
                               ? e.scrollWidth > e.clientWidth
                               : !e.closest("svg")
                                 && e.getBoundingClientRect().right > innerWidth + 1)
                   .map((e) => e.outerHTML.slice(0, 80))""",
    )
    return found


def test_a_tap_on_the_head_adds_a_site_and_the_list_follows(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    session = open_sites(page, live_server, alice)
    for width in (1280, 320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert bad_targets(page) == [0, 0], width
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
    page.get_by_role("button", name="Save").last.click()
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


def test_the_standard_session_is_one_tap_and_save_and_the_bar_hides_nothing_that_is_chosen(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    session = open_sites(page, live_server, alice)
    page.get_by_role("button", name="Standard: 31 sites, 155 units").click()
    save = page.locator(".chosen").get_by_role("button", name="Save")
    expect(save).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0
    save.click()
    expect(page.get_by_text("155 units in 31 sites, the sum of its sites")).to_be_visible()
    assert session.sites.count() == 13
    page.get_by_text("As a table").click()
    for width, letters in [(320, "100%"), (390, "200%")]:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        assert too_wide(page) == []
    page.get_by_role("link", name="Change the sites").click()
    jaw = page.locator("[data-place=masseter_left]")
    for width, height, letters in [(390, 844, "100%"), (320, 480, "100%"), (390, 844, "200%")]:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        jaw.dispatch_event("click")
        assert too_wide(page) == []
        covered = page.evaluate(
            """() => {
              const [bar, place] = [".chosen", "[data-place=masseter_left] .chip"]
                .map((one) => document.querySelector(one).getBoundingClientRect());
              return place.top < 0 || place.bottom > Math.min(bar.top, innerHeight);
            }"""
        )
        assert not covered, (width, letters)
    expect(page.locator("#says")).to_have_text("session: 155")
