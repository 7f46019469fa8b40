"""Logging a day in a real browser: by touch, by keyboard, with and without JavaScript."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, FloatRect, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from diary.actions import save_day
from diary.choices import Kind
from diary.facets import FACETS, KIND
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


def count_taps(page: Page) -> None:
    """From here on, count the taps on this page, what is typed, and how far it is scrolled."""
    page.evaluate(
        """() => {
            window.counted = { taps: 0, keys: 0, scrolled: 0 };
            addEventListener("click", (e) => { window.counted.taps += e.isTrusted; }, true);
            addEventListener("keydown", () => window.counted.keys++, true);
            addEventListener("scroll", () => window.counted.scrolled = scrollY, true);
        }"""
    )


def in_sight(page: Page, target: Locator) -> FloatRect:
    """Where it is, after seeing that all of it is on the screen, above the navigation."""
    box, nav = target.bounding_box(), page.locator(".nav-main").bounding_box()
    assert box is not None
    assert nav is not None
    assert 0 <= box["y"] <= nav["y"] - box["height"]
    return box


def test_migraine_severe_sumatriptan_is_three_taps_without_scrolling_or_typing(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    for name in ("Sumatriptan", "Ibuprofen", "Naproxen", "Metoclopramide", "Aspirin"):
        awake.medicines.create(name=name, kind="other", dose="50 mg")
    sumatriptan = awake.medicines.get(name="Sumatriptan")
    page = alice_page
    open_today(page, live_server, awake)
    count_taps(page)
    taps = {
        f"#tap-{today_of(awake)}-migraine": "Migraine",
        "#severity-3": "Migraine, severe",
        f"#dose-{sumatriptan.pk}": "Migraine, severe, medicine taken",
    }
    for target, said in taps.items():
        where = in_sight(page, page.locator(target))
        page.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
        expect(page.locator(".saved")).to_contain_text(said)
    in_sight(page, page.locator(".saved"))
    assert page.evaluate("window.counted") == {"taps": 3, "keys": 0, "scrolled": 0}
    day = awake.days.get()
    assert day.state == DayState(headache=True, migraine=True, severity=3, medicine=True)
    assert day.doses.get().medicine == sumatriptan


def test_nothing_today_is_one_tap(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    count_taps(alice_page)
    clear = alice_page.locator(f"#tap-{today_of(awake)}-clear")
    in_sight(alice_page, clear)
    clear.click()
    expect(alice_page.locator(".saved")).to_contain_text("No headache")
    assert alice_page.evaluate("window.counted.taps") == 1
    assert awake.days.get().kind == Kind.CLEAR


def test_a_tap_in_the_fold_leaves_it_open_and_keeps_the_focus_and_its_place(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    page = alice_page
    open_today(page, live_server, awake)
    tap(page, awake, "migraine")
    page.locator("#details").click()
    throbbing = page.locator("#throbbing-1")
    for pressed in ("true", "false"):
        throbbing.scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        throbbing.click()
        expect(throbbing).to_have_attribute("aria-pressed", pressed)
        expect(throbbing).to_be_focused()
        assert page.evaluate("scrollY") == place


def test_what_is_typed_while_another_tap_is_on_its_way_stays_typed(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    page = alice_page
    open_today(page, live_server, awake)
    tap(page, awake, "migraine")
    page.locator("#details").click()
    page.locator("#aura-1").click()
    minutes, note = page.locator("#id_aura_minutes"), page.locator("#id_note")
    minutes.fill("20")
    on_its_way: list[Route] = []
    page.route("**/tap/", lambda route: on_its_way.append(route))
    with page.expect_request("**/tap/"):
        page.get_by_role("button", name="Save: Minutes of aura").click()
    note.fill("rain")
    on_its_way.pop().continue_()
    expect(minutes).to_have_attribute("value", "20")
    expect(note).to_have_value("rain")
    page.unroute_all()
    page.get_by_role("button", name="Save: Note").click()
    expect(page.locator("#announce")).to_contain_text("with a note")
    assert awake.days.get().state == DayState(
        headache=True, migraine=True, symptoms=("aura",), aura_minutes=20, note="rain"
    )


def test_what_another_device_said_meanwhile_does_not_go_unseen(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    page = alice_page
    open_today(page, live_server, awake)
    tap(page, awake, "migraine")
    expect(page.get_by_text("Saved at").first).to_be_visible()
    on, now = awake.days.get().date, timezone.now()
    for name, value in [("severity", "3"), ("nausea", "1")]:
        save_day(patient=awake, on=on, facet=FACETS[name], value=value, was="", now=now)
    tap(page, awake, "clear")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which one is right?")
    assert awake.days.get().symptoms == ["nausea"]
    page.get_by_role("button", name="Use this instead").click()
    expect(page.locator(f"#tap-{on}-clear")).to_have_attribute("aria-pressed", "true")
    assert awake.days.get().state == DayState(headache=False)


def test_what_this_device_said_itself_goes_without_a_question(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    page = alice_page
    open_today(page, live_server, awake)
    tap(page, awake, "migraine")
    page.locator("#details").click()
    page.context.set_offline(True)
    page.locator("#severity-3").click()
    page.get_by_role("button", name="Nausea").click()
    tap(page, awake, "clear")
    page.context.set_offline(False)
    expect(page.locator("#queued")).to_be_hidden()
    pressed = page.locator(f"#tap-{today_of(awake)}-clear")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert awake.days.get().state == DayState(headache=False)


def press_until_focused(page: Page, name: str) -> None:
    """Go on by the Tab key as far as the element."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{name} is not reached")


def test_the_day_and_its_details_can_be_logged_by_keyboard_alone(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    for key in (f"tap-{today_of(awake)}-migraine", "severity-3", "details", "nausea-1", "id_note"):
        press_until_focused(alice_page, key)
        if key == "id_note":
            alice_page.keyboard.type("rain")
            alice_page.keyboard.press("Tab")
        alice_page.keyboard.press("Enter")
        if key not in ("details", "id_note"):
            expect(alice_page.locator(f"#{key}")).to_have_attribute("aria-pressed", "true")
            expect(alice_page.locator(f"#{key}")).to_be_focused()
    said = "Migraine, severe, 1 symptom, with a note."
    expect(alice_page.locator("#announce")).to_contain_text(said)
    assert awake.days.get().state == DayState(
        headache=True, migraine=True, severity=3, symptoms=("nausea",), note="rain"
    )


def test_an_undo_that_cannot_reach_the_site_says_that_it_was_not_saved(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    tap(alice_page, awake, "clear")
    expect(alice_page.locator(".saved")).to_be_visible()
    alice_page.context.set_offline(True)
    alice_page.get_by_role("button", name="Undo").click()
    expect(alice_page.get_by_text("Not saved: there is no connection")).to_be_visible()
    alice_page.context.set_offline(False)
    alice_page.get_by_role("button", name="Undo").click()
    expect(alice_page.get_by_text("Not saved: there is no connection")).to_be_hidden()
    expect(alice_page.locator(".saved")).to_have_count(0)
    assert not awake.days.exists()


def test_two_windows_never_overwrite_each_other(
    alice_page: Page, browser: Browser, live_server: LiveServer, awake: Patient
) -> None:
    open_today(alice_page, live_server, awake)
    # On another device: the windows of one tell each other.
    device = browser.new_context(storage_state=alice_page.context.storage_state())
    other = device.new_page()
    open_today(other, live_server, awake)
    tap(other, awake, "migraine")
    expect(other.get_by_text("Saved at").first).to_be_visible()
    device.close()
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
    page.get_by_role("button", name="Severe").click()
    page.get_by_text("More about this day").click()
    page.get_by_role("button", name="Nausea").click()
    expect(page.get_by_role("button", name="Nausea")).to_be_visible()
    page.get_by_label("Hours lost", exact=True).fill("3")
    page.get_by_role("button", name="Save: Hours lost").click()
    expect(page.get_by_label("Hours lost", exact=True)).to_have_value("3")
    state = DayState(headache=True, severity=3, symptoms=("nausea",), hours_lost=3)
    assert awake.days.get().state == state
    page.get_by_role("button", name="Undo").click()
    assert awake.days.get().hours_lost is None
    context.close()


def test_a_whole_day_logged_at_a_moment_is_on_that_moments_date(alice: Patient) -> None:
    midnight = datetime(2026, 6, 30, 22, tzinfo=UTC)  # 00:00 on 1 July in Berlin
    for now, on in [(midnight - timedelta(seconds=1), 30), (midnight, 1)]:
        day = alice.today(now)
        assert day.day == on
        save_day(patient=alice, on=day, facet=KIND, value=Kind.CLEAR, was="", now=now)
    assert alice.days.count() == 2
