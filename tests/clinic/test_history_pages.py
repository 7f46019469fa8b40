"""Every page that a clinician is led to: it is there, changes nothing, and keeps the notes back."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Clinician, Patient, Share
from tests import people
from tests.access_matrix import OWNER_AND_CLINICIAN
from tests.clinic.history_world import NOTE, NOTED, write_history

pytestmark = pytest.mark.once
FILE = "clinic:sheet_pdf"
MOST_OF_A_SHAPE = 3


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def diary(alice: Patient, bob: Clinician) -> Patient:
    write_history(alice)
    return alice


def addresses(patient: Patient) -> dict[str, str]:
    """An address of each page that a clinician may open, the file aside."""
    first, second, *_ = patient.injection_sessions.order_by("date")
    rest: dict[str, list[Any]] = {
        "home:calendar_month": [NOTED.replace(day=1)],
        "home:calendar_year": [2026],
        "home:earlier_cycles": [2],
        "diary:day": [NOTED],
        "diary:earlier_attacks": [NOTED],
        "treatments:session": [first.pk],
        "treatments:compare_with": [first.pk],
        "treatments:compare": [first.pk, second.pk],
    }
    measure = "p/<uuid:code>/before-and-after/<measure:measure>/"
    found = {
        name: reverse(name, args=[patient.code, *rest.get(name, [])])
        for name in OWNER_AND_CLINICIAN
        if name not in (FILE, measure)
    }
    return found | {measure: f"/p/{patient.code}/before-and-after/medicine/"}


def main(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def links(html: str) -> set[str]:
    """Where its links lead on this site; each asset aside."""
    found = {href.replace("&amp;", "&") for href in re.findall(r'<a [^>]*?href="([^"]*)"', html)}
    return {href for href in found if href.startswith("/") and not href.startswith("//")}


def test_every_link_on_every_page_is_there_for_a_clinician(diary: Patient, bob: Clinician) -> None:
    as_bob = people.browser_of(bob.user)
    seen: set[str] = set()
    shapes: dict[str, int] = {}
    for name, address in addresses(diary).items():
        response = as_bob.get(address)
        assert response.status_code == 200, name
        for link in links(response.content.decode()) - seen:
            seen.add(link)
            # Days and sessions have pages of the same kind: a few of each tell.
            shape = re.sub(r"\d[\d-]*", "#", link.replace(str(diary.code), "code"))
            shapes[shape] = shapes.get(shape, 0) + 1
            if shapes[shape] <= MOST_OF_A_SHAPE:
                assert as_bob.get(link, follow=True).status_code == 200, f"{name} → {link}"
    led = {shape for shape in shapes if shape.startswith("/p/code/")}
    assert "/p/code/days/#/" in led
    assert "/p/code/treatments/sessions/#/" in led
    assert "/patients/" in shapes


def test_no_page_has_anything_to_send_or_to_change(diary: Patient, bob: Clinician) -> None:
    as_bob = people.browser_of(bob.user)
    for name, address in addresses(diary).items():
        html = as_bob.get(address).content.decode()
        assert "<form" not in main(html), name
        assert "<button" not in main(html), name
        assert "data-patient" not in html, name
        assert as_bob.post(address).status_code == 404, name


def test_every_page_says_whose_it_is_and_when_it_was_printed(
    diary: Patient, bob: Clinician
) -> None:
    Patient.objects.update(name="Alice Example")
    as_bob, as_alice = people.browser_of(bob.user), people.browser_of(diary.user)
    for name, address in addresses(diary).items():
        shown = main(as_bob.get(address).content.decode())
        assert "<strong>Alice Example</strong>" in shown, name
        assert "Printed on 20 June 2026." in shown, name
        if name in ("clinic:history", "home:calendar", "outcomes:before_after", "home:scores"):
            assert '<div class="whose print-only">' in as_alice.get(address).content.decode(), name


WITH_NOTES = {"treatments:session", "diary:day"}


@pytest.mark.parametrize("with_notes", [True, False])
def test_private_notes_are_shown_only_where_they_were_shared(
    diary: Patient, bob: Clinician, with_notes: bool
) -> None:
    Share.objects.update(with_notes=with_notes)
    as_bob = people.browser_of(bob.user)
    pages = addresses(diary)
    shown = {name for name, at in pages.items() if NOTE in as_bob.get(at).content.decode()}
    assert shown == (WITH_NOTES if with_notes else set())
    asked = as_bob.get(pages["clinic:sheet"], {"notes": "1"}).content.decode()
    assert (NOTE in asked) is with_notes
