"""An attack in a real browser: it starts, it runs, it is over."""

from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient


def test_an_attack_starts_runs_and_is_over_by_two_taps(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    alice_page.goto(live_server.url + reverse("home:today", args=[alice.code]))
    alice_page.get_by_role("button", name="An attack has just started").click()
    running = alice_page.get_by_role("region", name="An attack since")
    expect(running).to_be_visible()
    expect(alice_page.locator("#announce")).to_contain_text("Marked by an attack.")
    running.get_by_role("button", name="It is over").click()
    expect(running).to_have_count(0)
    alice_page.get_by_text("More about this day").click()
    alice_page.get_by_role("link", name="Change", exact=False).first.click()
    expect(alice_page.get_by_role("heading", name="Change an attack")).to_be_visible()
    attack = alice.attacks.get()
    assert attack.ended_at is not None
    assert alice.days.get().from_attack
