"""What is asked after a session, answered in a real browser."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_session, make_side_effect
from treatments.models import SideEffect


def fits_in_large_text(page: Page) -> bool:
    """Whether nothing is cut off at the right with text of twice the size."""
    size = "(s) => { document.documentElement.style.fontSize = s }"
    page.evaluate(size, "200%")
    # What is fixed to the screen, as the navigation is, makes no page wider.
    rights = "Math.max(...[...document.querySelectorAll('main *, nav *')].map(RIGHT))"
    right = rights.replace("RIGHT", "(e) => e.getBoundingClientRect().right")
    fits: bool = page.evaluate(f"{right} <= window.innerWidth")
    page.evaluate(size, "")
    return fits


def test_one_question_follows_the_other_up_to_a_side_effect_and_its_end(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page, today = alice_page, alice.today(timezone.now())
    session = make_session(alice, today - timedelta(days=1))
    page.goto(live_server.url + reverse("home:today", args=[alice.code]))
    page.get_by_role("button", name="Not yet").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announce")).to_have_text("Saved. Change")
    expect(page.locator("#asked")).to_contain_text("Anything unwelcome since your injections")
    expect(page.locator("#asked")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        live_server.url + reverse("treatments:add_side_effect", args=[alice.code, session.pk])
    )
    expect(page.get_by_label("In your words")).to_be_hidden()
    assert fits_in_large_text(page)
    page.get_by_label("Something else").check()
    page.get_by_label("In your words").fill("Heavy shoulders")
    page.get_by_label("Mild").check()
    expect(page.get_by_label("Which day?")).to_be_hidden()
    page.get_by_label("The day after").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="After the session")).to_be_visible()
    other = make_side_effect(session)
    page.get_by_role("link", name="Today").click()
    bruise_over = page.get_by_role("button", name="Bruise")
    expect(bruise_over).to_be_visible()
    assert fits_in_large_text(page)
    other.delete()
    bruise_over.click()
    expect(page.locator("#announce")).to_have_text("It is not there any more.")
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#still")).to_be_focused()
    page.get_by_role("button", name="Over today").click()
    expect(page.locator("#announce")).to_contain_text("Saved: Heavy shoulders, last day")
    expect(page.locator("#still")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()
    stored = SideEffect.objects.get()
    assert (stored.started_on, stored.ended_on, stored.strength) == (today, today, 1)
