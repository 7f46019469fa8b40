"""Before and after in a browser: what a touch shows, and what is left without the pictures."""

import re
from datetime import date, timedelta
from itertools import pairwise

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.make import make_days, make_session

FIRST_DAY = date(2025, 1, 1)
WIDTHS = ((390, "narrow"), (1280, "wide"))


def a_diary(patient: Patient) -> str:
    """Two cycles after 84 days, and the address of the page."""
    make_days(patient, FIRST_DAY, "110" * 28 + "1000" * 21 + "10000.." * 12)
    for day in (84, 168):
        make_session(patient, FIRST_DAY + timedelta(days=day))
    return reverse("outcomes:before_after", args=[patient.code])


def figure(page: Page, key: str) -> Locator:
    return page.locator(".figure").filter(has=page.locator(f"#{key}"))


def test_a_touch_shows_the_numbers_of_the_mark_and_moves_nothing(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    page.goto(live_server.url + a_diary(alice))
    said = {
        # The seventh bar is the first of the second session, the third of these weeks is week 3.
        ("periods", 6): "18 Jun 2025 · Counted: 4 · Logged: 20 of 28 · Sessions: 2",
        ("weeks", 2): "Week 3 · In 28: 7.0 · Range: 2 to 18 · Counted: 3 · Logged: 12 of 14",
        ("cycles", 2): "2: 18 Jun 2025 · In 28: 5.6 · Range: 3 to 10 · Logged: 60 of 82",
        ("levels", 0): "Before · Days: 84 · Logged: 84 · Counted: 56 · In 28 days: 18.7",
    }
    for width, form in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for (key, index), numbers in said.items():
            shown, line = figure(page, key), figure(page, key).locator(".touched")
            high = shown.bounding_box()
            shown.locator(f".chart-{form} .hits path").nth(index).dispatch_event("pointerdown")
            expect(line.locator("span").last).to_contain_text(numbers)
            assert shown.bounding_box() == high
            expect(shown.locator(f".chart-{form} .touched-mark")).to_have_count(1)
    # A pointer that only passes over shows them too, and the mark before is left.
    weeks = figure(page, "weeks")
    weeks.locator(".chart-wide .hits path").nth(10).hover()
    expect(weeks.locator(".touched span").last).to_contain_text("Week 11 · ")
    expect(weeks.locator(".chart-wide .touched-mark")).to_have_count(1)


def test_without_javascript_nothing_invites_a_touch_and_the_tables_are_there(
    browser: Browser, live_server: LiveServer, alice: Patient, as_alice: Client
) -> None:
    context = browser.new_context(java_script_enabled=False)
    session = as_alice.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + a_diary(alice))
    expect(page.locator(".touched")).to_have_count(4)
    expect(page.locator(".touched:visible")).to_have_count(0)
    weeks = figure(page, "weeks")
    weeks.get_by_text("These numbers as a table").click()
    expect(weeks.get_by_role("row", name="Week 3 7.0 2 to 18 3 12 of 14")).to_be_visible()
    context.close()


def headings(page: Page) -> list[tuple[int, str]]:
    """The level and the text of each heading that can be read, in order."""
    found = page.get_by_role("heading").all()
    return [(int(each.evaluate("h => h.tagName[1]")), each.inner_text()) for each in found]


def test_read_aloud_the_page_tells_everything_without_its_pictures(
    alice_page: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = alice_page
    page.goto(live_server.url + a_diary(alice))
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    levels = [level for level, _ in headings(page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    titles = [text for level, text in headings(page) if level == 2]
    assert [title for title in titles if title.startswith("Headache days")] == [
        "Headache days in 28, before and since",
        "Headache days, cycle by cycle",
        "Headache days, week by week after a session",
        "Headache days, month by month",
    ]
    for picture in page.locator("main svg[role=img]:visible").all():
        expect(picture).to_have_accessible_name(re.compile("^Headache days"))
        expect(picture).to_have_accessible_description(re.compile(r"\d.*\."))
    for table in page.get_by_role("table").all():
        assert table.get_by_role("columnheader").count() > 1
        rows = table.locator("tbody tr")
        assert table.get_by_role("rowheader").count() == rows.count() > 0
    words = page.evaluate(
        """() => {
          const main = document.querySelector("main").cloneNode(true);
          main.querySelectorAll("svg, .touched").forEach((each) => each.remove());
          return main.textContent.replace(/\\s+/g, " ");
        }"""
    )
    for said in (
        "Before Botox you had headache on 18.7 days of 28. Since then, 6.4. That is 12.3 fewer",
        "Cycle 2, the latest with enough logged: 5.6 days of 28, range 3 to 10, 60 of 82 days",
        "the lowest is 4.7 days of 28 (weeks 4, 8, 12; 36 of 40 days logged)",
        "Weeks 3 to 10: headache on 6.4 days of 28. From week 11 on: 5.8. That is 0.6 fewer.",
    ):
        assert said in words, said
    weeks = figure(page, "weeks").get_by_role("rowheader").all_inner_texts()
    assert weeks == [f"Week {n}" for n in (*range(1, 13), "13+")]
    rates = figure(page, "cycles").locator("tbody td:nth-child(2)").all_inner_texts()
    assert rates == ["18.7", "7.0", "5.6"]
