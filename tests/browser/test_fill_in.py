"""Filling in a week in a real browser, the taps counted, with and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from diary.filling import filling
from tests.make import CLEAR, MIGRAINE, make_day

pytestmark = pytest.mark.once
A_WEEK = 7


@pytest.fixture
def a_week_missing(alice: Patient) -> Patient:
    """Alice, who logged the day before the last week and nothing since."""
    make_day(alice, filling(alice, timezone.now()).rows[A_WEEK].on)
    alice.created_at = timezone.now() - timedelta(days=100)
    alice.save()
    return alice


class Finger:
    """Counts its taps."""

    taps = 0

    def tap(self, where: Locator) -> None:
        where.click()
        self.taps += 1


def open_page(page: Page, server: LiveServer, patient: Patient) -> None:
    page.goto(server.url + reverse("diary:fill_in", args=[patient.code]))


def test_a_week_takes_one_tap_a_day_and_no_row_moves(
    alice_page: Page, live_server: LiveServer, a_week_missing: Patient
) -> None:
    open_page(alice_page, live_server, a_week_missing)
    week = [row.on for row in filling(a_week_missing, timezone.now()).rows[:A_WEEK]]
    finger = Finger()
    for on in week:
        button = alice_page.locator(f"#tap-{on}-migraine")
        # Above the navigation, or the click itself would scroll.
        button.evaluate("button => button.scrollIntoView({block: 'center'})")
        below = alice_page.locator("#others").bounding_box()
        finger.tap(button)
        expect(alice_page.locator(f"#undo-{on}")).to_be_focused()
        assert alice_page.locator("#others").bounding_box() == below
    assert finger.taps <= A_WEEK
    assert [a_week_missing.days.get(date=on).state for on in week] == [MIGRAINE] * A_WEEK
    alice_page.locator(f"#undo-{week[0]}").click()
    expect(alice_page.locator(f"#tap-{week[0]}-clear")).to_be_focused()
    assert not a_week_missing.days.filter(date=week[0]).exists()


@pytest.mark.parametrize("script", [True, False])
def test_a_clear_week_takes_two_taps_and_one_takes_it_back(
    browser: Browser,
    alice_page: Page,
    live_server: LiveServer,
    a_week_missing: Patient,
    script: bool,
) -> None:
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 390, "height": 844}
    )
    context.add_cookies(alice_page.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    week = [row.on for row in filling(a_week_missing, timezone.now()).rows[:A_WEEK]]
    # The days further back are logged: the whole stretch not logged is the week.
    for row in filling(a_week_missing, timezone.now()).rows[A_WEEK + 1 :]:
        make_day(a_week_missing, row.on)
    open_page(page, live_server, a_week_missing)
    finger = Finger()
    finger.tap(page.get_by_role("button", name="Show these days"))
    finger.tap(page.get_by_role("button", name="Yes, no headache on these 7 days"))
    expect(page.get_by_text("7 days are now logged as no headache.").first).to_be_visible()
    assert finger.taps <= 3
    assert [a_week_missing.days.get(date=on).state for on in week] == [CLEAR] * A_WEEK
    page.get_by_role("button", name="Undo all 7").click()
    expect(page.get_by_text("Undone: 7 days are not logged.").first).to_be_visible()
    assert not a_week_missing.days.filter(date__in=week).exists()
    context.close()
