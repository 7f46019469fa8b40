"""A clinician's own pages: nothing for axe to find, no error in the browser, nothing cut off."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.invitation_actions import invite_by_email
from accounts.models import Clinician, Patient, Share
from tests import people


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_page_is_accessible_and_an_invitation_is_accepted_by_keyboard(
    page: Page, live_server: LiveServer, bob: Clinician, charlie: Patient, width: int, scheme: str
) -> None:
    now = timezone.now()
    Patient.objects.filter(pk=charlie.pk).update(name="Charlie Example-With-A-Rather-Long-Name")
    invited = invite_by_email(
        patient=charlie,
        email=bob.user.email,
        with_notes=True,
        share_until=now + timedelta(days=84),
        now=now,
    )
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    session = people.browser_of(bob.user).cookies["sessionid"].value
    for address in (
        "/clinician/sign-up/",
        "/clinician/",
        "/clinician/details/",
        "/clinician/code/",
        f"/clinician/shares/{Share.objects.get().pk}/end/",
        f"/invitation/{invited.secret}/",
    ):
        page.goto(live_server.url + address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.get_by_role("button", name="Accept").press("Enter")
    expect(page.get_by_text("Accepted. You can read the diary now.")).to_be_visible()
    assert Share.objects.get(patient=charlie).with_notes
