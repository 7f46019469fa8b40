"""Logging a day in a real browser: by touch, by keyboard, with and without JavaScript."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from diary.actions import save_day
from diary.choices import Kind
from diary.facets import KIND
from diary.state import DayState


def open_today(page: Page, server: LiveServer, patient: Patient) -> None:
    page.goto(server.url + reverse("home:today", args=[patient.code]))


def today_of(patient: Patient) -> date:
    return patient.today(timezone.now())


def tap(page: Page, patient: Patient, kind: str) -> None:
    page.locator(f"#tap-{today_of(patient)}-{kind}").click()


@pytest.fixture
def awake(alice: Patient) -> Patient:
    """Alice where it is day now, whatever the hour of the test."""
    hour = timezone.now().hour
    alice.time_zone = (
        "Etc/GMT" if 6 <= hour < 22 else "Asia/Tokyo" if hour < 6 else "Pacific/Honolulu"
    )
    alice.time_zone = "UTC" if alice.time_zone == "Etc/GMT" else alice.time_zone
    alice.save()
    return alice


def test_one_tap_saves_the_day_without_a_page_load_and_says_so(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    alice_page.evaluate("window.sameDocument = true")
    tap(alice_page, awake, "migraine")
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()
    expect(alice_page.locator("#announce")).to_contain_text("Migraine")
    assert alice_page.evaluate("window.sameDocument") is True
    assert awake.days.get().kind == Kind.MIGRAINE


def test_undo_takes_the_tap_back(alice_page: Page, live_server: LiveServer, awake: Patient) -> None:
    open_today(alice_page, live_server, awake)
    tap(alice_page, awake, "headache")
    alice_page.get_by_role("button", name="Undo").click()
    expect(alice_page.get_by_text("Saved at")).to_have_count(0)
    assert not awake.days.exists()


def test_the_day_and_its_details_can_be_logged_by_keyboard_alone(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    answer = f"tap-{today_of(awake)}-migraine"
    for _ in range(20):
        alice_page.keyboard.press("Tab")
        if alice_page.evaluate("document.activeElement.id") == answer:
            break
    alice_page.keyboard.press("Enter")
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()
    assert alice_page.evaluate("document.activeElement.id") == answer
    for key in ["Tab", "Tab", "Enter", "Tab", "ArrowRight", "ArrowRight", "ArrowRight", "Tab"]:
        alice_page.keyboard.press(key)
    for key in ["Space", "Tab", "r", "a", "i", "n", "Tab", "Enter"]:
        alice_page.keyboard.press(key)
    said = "Migraine, severe, medicine taken, with a note."
    expect(alice_page.locator("#announce")).to_contain_text(said)
    assert alice_page.evaluate("document.activeElement.id") == "details"
    assert awake.days.get().state == DayState(
        headache=True, migraine=True, severity=3, medicine=True, note="rain"
    )


def test_a_tap_that_cannot_reach_the_site_says_that_it_was_not_saved(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    alice_page.context.set_offline(True)
    tap(alice_page, awake, "clear")
    expect(alice_page.get_by_text("Not saved: there is no connection")).to_be_visible()
    alice_page.context.set_offline(False)
    tap(alice_page, awake, "clear")
    expect(alice_page.get_by_text("Not saved: there is no connection")).to_be_hidden()
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()


def test_two_windows_never_overwrite_each_other(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    other = alice_page.context.new_page()
    open_today(other, live_server, awake)
    tap(other, awake, "migraine")
    expect(other.get_by_text("Saved at").first).to_be_visible()
    tap(alice_page, awake, "clear")
    expect(alice_page.get_by_role("heading", name="Which one is right?")).to_be_visible()
    assert awake.days.get().kind == Kind.MIGRAINE
    alice_page.get_by_role("button", name="Use this instead").click()
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()
    assert awake.days.get().kind == Kind.CLEAR


def test_the_back_button_never_shows_a_day_as_it_was(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    tap(alice_page, awake, "migraine")
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()
    alice_page.get_by_role("link", name="Calendar").click()
    alice_page.go_back()
    pressed = alice_page.locator("[aria-pressed=true]")
    expect(pressed).to_have_text("Migraine")


def test_filling_in_a_day_takes_one_tap(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    alice_page.goto(live_server.url + reverse("diary:fill_in", args=[awake.code]))
    yesterday = today_of(awake) - timedelta(days=1)
    alice_page.locator(f"#tap-{yesterday}-headache").click()
    expect(alice_page.locator(f"#tap-{yesterday}-headache")).to_have_count(0)
    assert awake.days.get().date == yesterday


def test_everything_on_today_works_without_javascript(
    browser: Browser, alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(alice_page.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    open_today(page, live_server, awake)
    tap(page, awake, "headache")
    expect(page.get_by_text("Saved at").first).to_be_visible()
    page.get_by_text("Details, if you like").click()
    page.get_by_label("Severe").check()
    page.get_by_role("button", name="Save details").click()
    assert awake.days.get().severity == 3
    page.get_by_role("button", name="Undo").click()
    assert awake.days.get().severity is None
    context.close()


def test_a_whole_day_logged_at_a_moment_is_on_that_moments_date(alice: Patient) -> None:
    midnight = datetime(2026, 6, 30, 22, tzinfo=UTC)  # 00:00 on 1 July in Berlin
    for now, on in [(midnight - timedelta(seconds=1), 30), (midnight, 1)]:
        day = alice.today(now)
        assert day.day == on
        save_day(patient=alice, on=day, facet=KIND, value=Kind.CLEAR, was="", now=now)
    assert alice.days.count() == 2
