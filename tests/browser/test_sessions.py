"""Recording a session in a real browser."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_session
from treatments.choices import Status


def test_a_session_is_recorded_by_keyboard_and_a_second_press_changes_nothing(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    on = alice.today(timezone.now()) - timedelta(days=84)
    page.goto(live_server.url + reverse("treatments:add", args=[alice.code]))
    page.get_by_label("Date").focus()
    page.keyboard.type(on.strftime("%m%d%Y"))
    page.get_by_label("Units, all sites together").focus()
    page.keyboard.type("220")
    page.get_by_label("Yes, my first").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Is 220 right?")).to_be_visible()
    page.get_by_label("Yes, 220 units is right").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cycle 1")
    session = alice.injection_sessions.get()
    assert (session.date, session.units, session.status) == (on, 220, Status.DONE)


def test_two_tabs_and_the_way_back_never_undo_what_the_other_did(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    today = alice.today(timezone.now())
    session = make_session(alice, today, status=Status.PLANNED)
    here = live_server.url + reverse("treatments:session", args=[alice.code, session.pk])
    first, second = alice_page, alice_page.context.new_page()
    for page in (first, second):
        page.goto(here)
    first.get_by_role("button", name="It was cancelled").dblclick()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Cancelled")
    second.get_by_role("button", name="Yes, it took place").click()
    expect(second.get_by_text("changed in another window meanwhile")).to_be_visible()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Cancelled")
    first.get_by_role("button", name="Plan it again").click()
    first.get_by_role("button", name="Yes, it took place").dblclick()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Cycle 1")
    first.goto(f"{here}edit/")
    first.get_by_label("Clinic").fill("From the first tab")
    second.goto(f"{here}edit/")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_text("Saved.")).to_be_visible()
    second.get_by_label("Clinic").fill("From the second")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("It now says")).to_contain_text("From the first tab")
    assert alice.injection_sessions.get().clinic == "From the first tab"
    first.go_back()
    expect(first.get_by_label("Clinic")).to_have_value("From the first tab")
