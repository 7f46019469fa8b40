"""What a clinician reads of a patient: the history, and every page that it leads to."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import AccessEvent, Clinician, Patient, Share
from analysis.rules import since_session
from diary.state import DayState
from outcomes.diary import gather
from outcomes.numbers import decimal
from outcomes.outcome import outcome_of
from tests import people
from tests.make import make_attack, make_day, make_days, make_dose, make_session, make_side_effect

TODAY = date(2026, 6, 20)
NOTE = "canary-note-4711"
FIRST = date(2025, 9, 1)
# Pages of Clear Days that are nobody's data.
OTHER = ("/", "/accounts/", "/static/", "/theme/", "/app.webmanifest", "/clinician/", "/patients/")


@pytest.fixture(autouse=True)
def _in_june() -> object:
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def diary(alice: Patient, bob: Clinician) -> Patient:
    """Nine months of days, three sessions, and something of everything else, notes in all."""
    make_days(alice, FIRST, ("m1100" * 10 + "m1000" * 20 + "1000" * 35)[:290])
    make_day(alice, date(2026, 6, 18), DayState(headache=True, migraine=True, note=NOTE))
    make_dose(alice.days.get(date=date(2026, 6, 18)))
    for number, on in enumerate([date(2025, 11, 24), date(2026, 2, 16), date(2026, 5, 11)]):
        session = make_session(alice, on, first_ever=True if not number else None, notes=NOTE)
    make_side_effect(session, started_on=date(2026, 5, 12))
    noon = datetime(2026, 6, 18, 12, tzinfo=UTC)
    make_attack(alice, noon, noon + timedelta(hours=5))
    alice.scores.create(instrument="hit6", on=date(2026, 6, 1), value=60)
    alice.medicines.create(name="Old one", kind="simple", archived=True)
    return alice


def page(patient: Patient, name: str = "history") -> str:
    return f"/p/{patient.code}/{name}/"


def links(patient: Patient, html: str) -> set[str]:
    found = {
        href.partition("#")[0].replace("&amp;", "&")
        for href in re.findall(r'href="(/[^"]*)"', html)
    }
    return {href for href in found if href.startswith(f"/p/{patient.code}/")}


def test_it_says_what_changed_since_each_session_as_before_and_after_would(
    diary: Patient, bob: Clinician
) -> None:
    html = people.browser_of(bob.user).get(page(diary)).content.decode()
    course = outcome_of(gather(diary, TODAY)).headache.result.course
    for index in range(3):
        found = since_session(course, index)
        row = re.search(rf"<th scope=\"row\">Session {index + 1}, .*?</tr>", html, re.S)
        assert row and found.window.per28 is not None
        assert decimal(found.window.per28) in row[0]
        assert f"{found.window.logged} of {found.window.days}" in row[0]


def test_every_page_that_it_leads_to_is_there_and_changes_nothing(
    diary: Patient, bob: Clinician
) -> None:
    as_bob = people.browser_of(bob.user)
    queue, seen = {page(diary)}, set()
    while queue:
        address = queue.pop()
        seen.add(address)
        response = as_bob.get(address)
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            html = response.content.decode()
            main = html[html.index("<main") : html.index("</main>")]
            assert 'method="post"' not in main, address
            queue |= {each for each in links(diary, html) if len(seen) < 60} - seen
    names = {address.split("/")[3] for address in seen}
    assert {"history", "sheet", "calendar", "treatments", "before-and-after", "scores"} <= names
    assert {"medicines", "attacks"} <= names


@pytest.mark.parametrize("with_notes", [True, False])
def test_private_notes_are_shown_only_where_they_were_shared(
    diary: Patient, bob: Clinician, with_notes: bool
) -> None:
    Share.objects.update(with_notes=with_notes)
    as_bob = people.browser_of(bob.user)
    session = diary.injection_sessions.latest("date")
    for address, has in (
        (page(diary, f"treatments/sessions/{session.pk}"), True),
        (page(diary, "sheet") + "?notes=1", True),
        (page(diary), False),
        (page(diary, "attacks"), False),
        (page(diary, "medicines"), False),
        (page(diary, "scores"), False),
        (page(diary, "calendar"), False),
    ):
        shown = NOTE in as_bob.get(address).content.decode()
        assert shown is (has and with_notes), address


def test_it_names_the_person_and_is_recorded_as_a_look(diary: Patient, bob: Clinician) -> None:
    Patient.objects.update(name="Alice <b>Example</b>", born_on=date(1980, 5, 4))
    html = people.browser_of(bob.user).get(page(diary)).content.decode()
    assert "Alice &lt;b&gt;Example&lt;/b&gt;" in html
    assert "born 4 May 1980" in html
    assert diary.user.email not in html
    assert [event.page for event in AccessEvent.objects.all()] == ["clinic:history"]


def test_a_patient_sees_what_the_clinician_sees(diary: Patient, as_alice: Client) -> None:
    html = as_alice.get(page(diary)).content.decode()
    assert "This is what a clinician sees first" in html
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize("days", ["", "1"])
def test_it_stands_with_little_or_nothing_logged(alice: Patient, bob: Clinician, days: str) -> None:
    make_days(alice, TODAY, days)
    assert people.browser_of(bob.user).get(page(alice)).status_code == 200
