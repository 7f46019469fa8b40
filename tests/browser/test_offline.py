"""Without a network: Today opens, taps are kept on the device, and each is saved exactly once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from diary.actions import save_day
from diary.choices import Kind, MedicineKind
from diary.facets import KIND
from diary.models import MedicineTaken, SavedTap
from diary.state import DayState
from tests.make import MIGRAINE, make_day
from tests.people import PASSWORD

KEPT = "No connection. Kept on this device"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """With the service worker, which the other tests do without."""
    return {**browser_context_args, "service_workers": "allow"}


@pytest.fixture
def phone(alice_page: Page, live_server: LiveServer, awake: Patient) -> Iterator[Page]:
    """Alice's phone, on which Today was opened and is kept."""
    page = alice_page
    awake.medicines.create(name="Sumatriptan", kind=MedicineKind.TRIPTAN, dose="50 mg")
    open_today(page, live_server, awake)
    yield page
    page.goto("about:blank")


def address(patient: Patient) -> str:
    return reverse("home:today", args=[patient.code])


def open_today(page: Page, server: LiveServer, patient: Patient) -> None:
    """Open Today, and wait until the device has what it needs to open it by itself."""
    page.goto(server.url + address(patient))
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    kept = """async (path) => {
        const view = await caches.open("view");
        return await view.match(path) && await view.match(path + "blank/");
    }"""
    page.wait_for_function(kept, arg=address(patient))


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def pressed(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("[aria-pressed=true]").all_inner_texts()]


def waiting(page: Page) -> int:
    """How many taps the device keeps, whosever they are."""
    count: int = page.evaluate(
        """() => new Promise((done) => {
            const asked = indexedDB.open("clear-days", 1);
            asked.onsuccess = () => {
                const all = asked.result.transaction("taps").objectStore("taps").getAll();
                all.onsuccess = () => done(all.result.length);
            };
        })"""
    )
    return count


def back(page: Page) -> None:
    """The network is there again."""
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def log_in(context: BrowserContext, server: LiveServer, patient: Patient) -> None:
    client = Client()
    client.force_login(patient.user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


def test_a_whole_migraine_is_logged_offline_survives_reloads_and_is_saved_once(
    phone: Page, awake: Patient
) -> None:
    phone.context.set_offline(True)
    tap(phone, "Migraine")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    tap(phone, "Severe")
    tap(phone, "Sumatriptan 50 mg")
    expect(phone.locator("#queued li")).to_have_count(3)
    phone.reload()
    expect(phone.locator("#severity-3")).to_have_attribute("aria-pressed", "true")
    assert pressed(phone) == ["Migraine", "Severe"]
    expect(phone.locator("#queued li")).to_have_count(3)
    made = timezone.now()
    back(phone)
    expect(phone.locator(".doses-taken")).to_contain_text("Sumatriptan 50 mg")
    expect(phone.get_by_text(KEPT)).to_be_hidden()
    day = awake.days.get()
    assert (day.kind, day.severity, day.doses.count(), waiting(phone)) == (Kind.MIGRAINE, 3, 1, 0)
    assert day.logged_at < made
    assert SavedTap.objects.count() == 3


def test_a_reply_that_never_comes_makes_no_second_row(phone: Page, awake: Patient) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    phone.route("**/doses/", lose)
    tap(phone, "Sumatriptan 50 mg")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    assert (MedicineTaken.objects.count(), waiting(phone)) == (1, 1)
    phone.unroute("**/doses/")
    back(phone)
    expect(phone.get_by_text(KEPT)).to_be_hidden()
    assert (MedicineTaken.objects.count(), waiting(phone)) == (1, 0)


def test_a_site_that_fails_loses_nothing(phone: Page, awake: Patient) -> None:
    phone.route("**/tap/", lambda route: route.fulfill(status=503))
    tap(phone, "Headache")
    expect(phone.get_by_text("The site could not save this yet")).to_be_visible()
    phone.unroute("**/tap/")
    back(phone)
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert awake.days.get().kind == Kind.HEADACHE


def test_taps_one_right_after_the_other_are_all_saved(phone: Page, awake: Patient) -> None:
    tap(phone, "Headache")
    tap(phone, "Migraine")
    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_contain_text("Headache")
    expect(phone.get_by_role("button", name="Mild", exact=True)).to_be_visible()
    tap(phone, "Mild")
    tap(phone, "Severe")
    expect(phone.get_by_text("Saved at").first).to_contain_text("severe")
    day = awake.days.get()
    assert (day.kind, day.severity, waiting(phone)) == (Kind.HEADACHE, 3, 0)


def test_a_trembling_hand_takes_one_dose(phone: Page, awake: Patient) -> None:
    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    phone.get_by_role("button", name="Sumatriptan 50 mg", exact=True).dblclick()
    expect(phone.locator(".doses-taken li")).to_have_count(1)
    assert MedicineTaken.objects.count() == 1


def test_a_log_in_that_ran_out_keeps_the_tap_until_the_next_one(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    Session.objects.all().delete()
    tap(phone, "Headache")
    expect(phone.get_by_text("You are logged out.")).to_be_visible()
    assert (awake.days.count(), waiting(phone)) == (0, 1)
    log_in(phone.context, live_server, awake)
    phone.reload()
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert awake.days.get().kind == Kind.HEADACHE


def test_another_person_on_the_device_sends_and_sees_none_of_it(
    phone: Page, awake: Patient, charlie: Patient, live_server: LiveServer
) -> None:
    # Not by going offline: what is on its way just then may still reach the site, and be saved.
    phone.route("**/tap/", lambda route: route.abort())
    tap(phone, "Migraine")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    # While Alice's page is open with her log-in, it would rightly be sent.
    phone.goto("about:blank")
    phone.unroute("**/tap/")
    log_in(phone.context, live_server, charlie)
    open_today(phone, live_server, charlie)
    expect(phone.get_by_text(KEPT)).to_be_hidden()
    assert str(awake.code) not in phone.content()
    views = "async () => (await (await caches.open('view')).keys()).map((each) => each.url)"
    assert all(str(charlie.code) in url for url in phone.evaluate(views))
    assert (awake.days.count(), charlie.days.count(), waiting(phone)) == (0, 0, 1)
    log_in(phone.context, live_server, awake)
    phone.goto(live_server.url + address(awake))
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert (awake.days.count(), charlie.days.count(), waiting(phone)) == (1, 0, 0)


def test_the_page_of_the_one_before_sends_nothing_for_the_one_logged_in_now(
    phone: Page, awake: Patient, charlie: Patient, live_server: LiveServer
) -> None:
    log_in(phone.context, live_server, charlie)
    tap(phone, "Migraine")
    expect(phone.get_by_text("You are logged out.")).to_be_visible()
    assert (awake.days.count(), charlie.days.count(), waiting(phone)) == (0, 0, 1)


def test_logging_out_asks_about_taps_not_sent_and_leaves_nothing_on_the_device(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    phone.route("**/tap/", lambda route: route.abort())
    tap(phone, "Migraine")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    phone.goto(live_server.url + reverse("home:more", args=[awake.code]))
    phone.get_by_role("button", name="Log out", exact=True).dblclick()
    expect(phone.get_by_text("Some of your taps are not sent yet.")).to_be_visible()
    assert waiting(phone) == 1
    tap(phone, "Log out and delete them")
    phone.wait_for_url("**/accounts/login/**")
    assert (phone.evaluate("caches.has('view')"), waiting(phone), awake.days.count()) == (
        False,
        0,
        0,
    )
    phone.context.set_offline(True)
    phone.goto(live_server.url + "/")
    expect(phone.get_by_role("heading", name="No connection")).to_be_visible()
    assert str(awake.code) not in phone.content()


def test_who_deletes_the_account_leaves_nothing_on_the_device(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    phone.route("**/tap/", lambda route: route.abort())
    tap(phone, "Migraine")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    other = phone.context.new_page()
    other.goto(live_server.url + reverse("home:more", args=[awake.code]))
    other.get_by_role("link", name="Delete my account").click()
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Go on").click()
    assert Axe().run(other).response["violations"] == []
    other.get_by_label("Yes, delete my account").check()
    other.get_by_role("button", name="Delete my account").dblclick()
    expect(other.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    assert Axe().run(other).response["violations"] == []
    phone.wait_for_url("**/accounts/login/**")
    phone.wait_for_function("async () => !await caches.has('view')")
    assert (waiting(phone), Patient.objects.count()) == (0, 0)
    other.close()


def test_two_windows_that_come_back_at_once_send_each_tap_once(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    other = phone.context.new_page()
    other.goto(live_server.url + address(awake))
    phone.context.set_offline(True)
    tap(phone, "Sumatriptan 50 mg")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    sent: list[str] = []
    phone.context.on("request", lambda request: sent.append(request.method))
    phone.context.set_offline(False)
    for page in (phone, other):
        page.evaluate("void taps.flush()")
    expect(phone.get_by_text(KEPT)).to_be_hidden()
    other.evaluate("taps.flush()")
    assert (MedicineTaken.objects.count(), sent.count("POST"), waiting(phone)) == (1, 1, 0)
    other.close()


def test_what_was_changed_elsewhere_meanwhile_is_shown_beside_the_tap(
    phone: Page, awake: Patient
) -> None:
    phone.context.set_offline(True)
    tap(phone, "No headache")
    expect(phone.get_by_text(KEPT)).to_be_visible()
    now = timezone.now()
    save_day(patient=awake, on=awake.today(now), facet=KIND, value="migraine", was="", now=now)
    back(phone)
    expect(phone.get_by_role("heading", name="Which one is right?")).to_be_visible()
    # Until one is chosen it stays on the device, and is shown again.
    phone.reload()
    expect(phone.get_by_role("heading", name="Which one is right?")).to_be_visible()
    assert (awake.days.get().kind, waiting(phone)) == (Kind.MIGRAINE, 1)
    tap(phone, "Use this instead")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert (awake.days.get().kind, waiting(phone)) == (Kind.CLEAR, 0)


def test_both_answers_stay_in_sight_until_one_is_chosen_and_the_next_taps_wait(
    phone: Page, awake: Patient
) -> None:
    phone.context.set_offline(True)
    tap(phone, "No headache")
    tap(phone, "An attack has just started")
    expect(phone.locator("#queued li")).to_have_count(2)
    now = timezone.now()
    save_day(patient=awake, on=awake.today(now), facet=KIND, value="migraine", was="", now=now)
    back(phone)
    expect(phone.get_by_role("heading", name="Which one is right?")).to_be_visible()
    phone.evaluate("taps.flush()")
    expect(phone.get_by_role("heading", name="Which one is right?")).to_be_visible()
    assert (awake.attacks.count(), waiting(phone)) == (0, 2)
    tap(phone, "Use this instead")
    expect(phone.get_by_role("heading", name="An attack since")).to_be_visible()
    assert (awake.attacks.count(), waiting(phone)) == (1, 0)


def test_another_word_on_the_day_offline_is_no_conflict_with_oneself(
    phone: Page, awake: Patient
) -> None:
    make_day(awake, awake.today(timezone.now()), DayState(headache=True, severity=2))
    phone.reload()
    phone.context.set_offline(True)
    for name in ("No headache", "Headache", "Severe"):
        tap(phone, name)
    expect(phone.locator("#queued li")).to_have_count(3)
    back(phone)
    expect(phone.get_by_text("Saved at").first).to_contain_text("severe")
    assert (awake.days.get().severity, waiting(phone)) == (3, 0)


def test_logging_out_needs_a_connection_and_says_so(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    phone.goto(live_server.url + reverse("home:more", args=[awake.code]))
    phone.context.set_offline(True)
    tap(phone, "Log out")
    expect(phone.get_by_text("You are not logged out")).to_be_visible()
    phone.context.set_offline(False)
    tap(phone, "Log out")
    phone.wait_for_url("**/accounts/login/**")


def test_a_view_of_yesterday_asks_about_today(
    alice_page: Page, live_server: LiveServer, awake: Patient
) -> None:
    today = awake.today(timezone.now())
    make_day(awake, today - timedelta(days=1), MIGRAINE)
    make_day(awake, today - timedelta(days=2), clear_so_far=True)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        alice_page.goto(live_server.url + address(awake))
        alice_page.context.clock.install(time=timezone.now())
        open_today(alice_page, live_server, awake)
        assert pressed(alice_page) == ["Migraine"]
    alice_page.context.clock.set_system_time(timezone.now())
    alice_page.context.set_offline(True)
    alice_page.reload()
    expect(alice_page.locator(f"#tap-{today}-migraine")).to_be_visible()
    assert pressed(alice_page) == []
    expect(alice_page.get_by_text("is as of")).to_be_visible()
    # "Yesterday" is another day by now.
    expect(alice_page.get_by_role("heading", name="Did yesterday stay clear?")).to_have_count(0)
    tap(alice_page, "Headache")
    back(alice_page)
    expect(alice_page.get_by_text("Saved at").first).to_be_visible()
    kinds = [day.kind for day in awake.days.order_by("date")]
    assert kinds == [Kind.CLEAR, Kind.MIGRAINE, Kind.HEADACHE]


def test_every_other_page_says_that_there_is_no_connection(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    phone.goto(live_server.url + reverse("home:calendar", args=[awake.code]))
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="No connection")).to_be_visible()
    phone.get_by_role("link", name="Open Today").click()
    expect(phone.get_by_role("button", name="No headache", exact=True)).to_be_visible()


def test_a_phone_can_install_it(client: Client, db: None) -> None:
    described = client.get("/app.webmanifest").json()
    assert (described["start_url"], described["display"]) == ("/", "standalone")
    assert {icon["sizes"] for icon in described["icons"]} == {"192x192", "512x512"}


def test_what_is_under_way_at_log_out_does_not_come_back_to_the_device(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    def late(route: Route) -> None:
        answer = route.fetch()
        held.append((route, answer))

    held: list[tuple[Route, APIResponse]] = []
    other = phone.context.new_page()
    other.goto(live_server.url + reverse("home:more", args=[awake.code]))
    phone.context.route("**" + address(awake), late)
    # From a page that stays, as the other tabs leave at a log-out.
    phone.goto(live_server.url + reverse("home:no_network"))
    phone.evaluate("(path) => void fetch(path)", address(awake))
    while not held:
        phone.wait_for_timeout(20)
    tap(other, "Log out")
    other.wait_for_url("**/accounts/login/**")
    for route, answer in held:
        route.fulfill(response=answer)
    phone.wait_for_timeout(300)
    assert phone.evaluate("caches.has('view')") is False
    other.close()


def test_a_log_out_takes_the_other_tabs_along(
    phone: Page, awake: Patient, live_server: LiveServer
) -> None:
    other = phone.context.new_page()
    other.goto(live_server.url + reverse("home:more", args=[awake.code]))
    tap(other, "Log out")
    phone.wait_for_url("**/accounts/login/**")
    other.close()


def test_the_questions_of_the_day_that_was_take_no_taps(phone: Page, awake: Patient) -> None:
    held: list[Route] = []
    phone.context.route("**" + address(awake), lambda route: held.append(route))
    yesterday = str(awake.today(timezone.now()) - timedelta(days=1))
    phone.evaluate(
        """(dates) => {
            const day = document.getElementById("the-day");
            day.innerHTML = day.innerHTML.replaceAll(day.dataset.dates, dates);
            day.dataset.dates = dates;
        }""",
        yesterday,
    )
    # Even before the clock was looked at.
    phone.locator(f"#tap-{yesterday}-migraine").click()
    expect(phone.locator("#the-day[inert]")).to_be_attached()
    assert waiting(phone) == 0
    for route in held:
        route.continue_()
    phone.context.unroute_all()
    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert [day.date for day in awake.days.all()] == [awake.today(timezone.now())]


def test_a_page_from_the_site_believes_its_clock_and_not_the_device(
    phone: Page, awake: Patient
) -> None:
    phone.clock.install(time=timezone.now() + timedelta(days=2))
    phone.reload()
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    tap(phone, "Headache")
    expect(phone.get_by_text("Saved at").first).to_be_visible()
    assert awake.days.get().date == awake.today(timezone.now())


def test_only_a_page_in_sight_takes_what_needs_an_answer(phone: Page, awake: Patient) -> None:
    phone.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    now = timezone.now()
    save_day(patient=awake, on=awake.today(now), facet=KIND, value="migraine", was="", now=now)
    tap(phone, "No headache")
    phone.evaluate("taps.flush()")
    assert (phone.get_by_role("heading", name="Which one is right?").count(), waiting(phone)) == (
        0,
        1,
    )
    phone.reload()
    phone.get_by_role("link", name="Keep this").click()
    expect(phone.get_by_text("Saved at").first).to_contain_text("Migraine")
    assert (awake.days.get().kind, waiting(phone)) == (Kind.MIGRAINE, 0)


def test_a_note_is_saved_while_it_is_written_and_when_the_page_is_left(
    phone: Page, awake: Patient
) -> None:
    make_day(awake, awake.today(timezone.now()), MIGRAINE)
    phone.reload()
    phone.locator("#details").click()
    note = phone.locator("#id_note")
    note.press_sequentially("rain")
    with phone.expect_response("**/tap/"):
        pass
    expect(note).to_be_focused()
    note.press_sequentially(" and wind")
    phone.reload()
    expect(phone.locator("#id_note")).to_have_value("rain and wind")
    expect(phone.get_by_text("Saved at").first).to_contain_text("note")
    assert (awake.days.get().note, waiting(phone)) == ("rain and wind", 0)


def test_an_old_view_says_so_until_the_present_one_comes(phone: Page, awake: Patient) -> None:
    # As the worker answers where the site is slow.
    html = phone.evaluate(
        "async (path) => (await (await caches.open('view')).match(path)).text()", address(awake)
    ).replace("<body ", "<body data-cached ")
    held: list[Route] = []

    def answer(route: Route) -> None:
        if "?" in route.request.url:
            route.fulfill(body=html, content_type="text/html")
        else:
            held.append(route)

    phone.context.route(lambda url: address(awake) in url, answer)
    make_day(awake, awake.today(timezone.now()), MIGRAINE)
    phone.goto(phone.url + "?slow")
    expect(phone.get_by_text("is as of")).to_be_visible()
    for route in held:
        route.continue_()
    phone.context.unroute_all()
    expect(phone.get_by_text("is as of")).to_be_hidden()
    assert pressed(phone) == ["Migraine"]
