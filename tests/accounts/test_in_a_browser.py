"""The way in, in a real browser: with scripts and without, by passkey, and out again."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Patient
from tests.accounts.mail import last_code
from tests.people import PASSWORD

EMAIL = "new@example.org"
BLOCKED = "Service Worker registration blocked by Playwright"
ENTRANCE = ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
INSIDE = [
    "logout/",
    "email/",
    "password/change/",
    "reauthenticate/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
]


@pytest.fixture(params=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Somebody in Tokyo, on a phone."""
    context = browser.new_context(
        java_script_enabled=request.param == "with scripts",
        timezone_id="Asia/Tokyo",
        viewport={"width": 390, "height": 844},
    )
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def log_in(page: Page, live_server: LiveServer, email: str = "alice@example.org") -> None:
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")


def confirm(page: Page) -> None:
    """Show once more, by the password, that it is oneself."""
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Go on")


def log_out(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + "/accounts/logout/")
    press(page, "Log out")
    expect(page.get_by_role("heading", name="Log in", exact=True)).to_be_visible()


def test_a_visitor_makes_a_diary(visitor: Page, live_server: LiveServer) -> None:
    page = visitor
    page.goto(live_server.url)
    page.get_by_role("link", name="Make a diary").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    zone = page.get_by_label("Your time zone")
    with_scripts = page.evaluate("typeof htmx !== 'undefined'") if zone.input_value() else False
    if not with_scripts:
        zone.select_option("Asia/Tokyo")
    assert zone.input_value() == "Asia/Tokyo"
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Read “Your data”").click()
    expect(opened.value.get_by_role("heading", name="Your data")).to_be_visible()
    opened.value.close()
    page.get_by_label("Password").fill("password12")
    page.get_by_label("I agree").check()
    press(page, "Make my diary")
    expect(page.get_by_text("This password is too common.")).to_be_visible()
    assert page.get_by_label("E-mail address").input_value() == EMAIL
    assert page.get_by_label("I agree").is_checked()
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Make my diary")
    page.get_by_label("Code").fill("000-000-000")
    press(page, "Go on")
    expect(page.get_by_text("That is not the code. Please look again.")).to_be_visible()
    page.get_by_label("Code").fill(last_code(EMAIL))
    press(page, "Go on")
    expect(page).to_have_title("Today · Clear Days")
    assert Patient.objects.get().time_zone == "Asia/Tokyo"


def test_a_visitor_sets_a_new_password(
    visitor: Page, live_server: LiveServer, alice: Patient
) -> None:
    page = visitor
    page.goto(live_server.url)
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill(alice.user.email)
    press(page, "Send me a code")
    page.get_by_label("Code").fill(last_code(alice.user.email))
    press(page, "Go on")
    page.locator("[name=password1]").fill("another dark room")
    page.locator("[name=password2]").fill("another dark room")
    press(page, "Save the password")
    expect(page).to_have_title("Today · Clear Days")


def test_two_quick_taps_are_one(page: Page, live_server: LiveServer, alice: Patient) -> None:
    page.goto(live_server.url + "/accounts/password/reset/")
    page.get_by_label("E-mail address").fill(alice.user.email)
    page.get_by_role("button", name="Send me a code").dblclick()
    expect(page.get_by_label("Code")).to_be_visible()
    assert len(mail.outbox) == 1


def test_a_passkey_is_added_and_opens_the_diary(
    page: Page, live_server: LiveServer, alice: Patient
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    log_in(page, live_server)
    page.goto(live_server.url + "/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("A name for this passkey").fill("My phone")
    press(page, "Add the passkey")
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()
    page.goto(live_server.url + "/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    log_out(page, live_server)
    press(page, "Log in with a passkey")
    expect(page).to_have_title("Today · Clear Days")
    log_out(page, live_server)
    log_in(page, live_server)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.goto(f"{live_server.url}/p/{alice.code}/")
    assert page.url.endswith("/accounts/2fa/authenticate/"), "the password alone opens nothing"
    press(page, "Use a passkey")
    expect(page).to_have_title("Today · Clear Days")
    assert set(said) <= {BLOCKED}


def test_a_passkey_that_fails_says_so(page: Page, live_server: LiveServer, alice: Patient) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": False}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    log_in(page, live_server)
    page.goto(live_server.url + "/accounts/2fa/webauthn/add/")
    confirm(page)
    press(page, "Add the passkey")
    expect(page.get_by_role("alert").filter(has_text="The passkey did not work.")).to_be_visible()


def test_back_after_log_out_shows_nothing(
    page: Page, live_server: LiveServer, alice: Patient
) -> None:
    log_in(page, live_server)
    page.get_by_role("link", name="Calendar").click()
    expect(page).to_have_title(re.compile("Calendar"))
    page.get_by_role("link", name="More").click()
    press(page, "Log out")
    expect(page.get_by_role("heading", name="Log in", exact=True)).to_be_visible()
    for _ in range(2):
        page.go_back()
        assert "/accounts/login/" in page.url
        assert page.get_by_role("heading", name="Log in", exact=True).is_visible()


def test_the_keyboard_alone_logs_in(page: Page, live_server: LiveServer, alice: Patient) -> None:
    page.goto(live_server.url)
    focused = "document.activeElement.getAttribute('name') || document.activeElement.textContent"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate(focused) == "login"
    page.keyboard.type(alice.user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Today · Clear Days")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_account_page_is_accessible_whole_and_without_errors(
    page: Page, live_server: LiveServer, alice: Patient, scheme: str, width: int
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    def check(address: str) -> None:
        page.goto(live_server.url + address)
        assert page.url.endswith(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        sideways = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(sideways) <= 0, address
        low = page.locator("main .btn, main select, main input:not([type=hidden], [type=checkbox])")
        heights = [box["height"] for one in low.all() if (box := one.bounding_box())]
        assert [height for height in heights if height < 48] == [], address
        assert set(said) <= {BLOCKED}, address

    for each in ENTRANCE:
        check("/accounts/" + each)
    check("/your-data/")
    log_in(page, live_server)
    page.goto(live_server.url + "/accounts/2fa/totp/activate/")
    confirm(page)
    for each in INSIDE:
        check("/accounts/" + each)
        assert page.get_by_role("link", name="Back to your diary").is_visible()
