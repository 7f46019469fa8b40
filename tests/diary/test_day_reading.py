"""A day as somebody else reads it: all that is said of it, and nothing to tap."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import AccessEvent, Clinician, Patient, Share
from diary.state import DayState
from tests import people
from tests.make import make_attack, make_day, make_dose

pytestmark = pytest.mark.once
ON = date(2026, 3, 10)
NOTE = "canary note"


@pytest.fixture(autouse=True)
def _in_march() -> Any:
    with time_machine.travel(datetime(2026, 3, 12, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def as_bob(bob: Clinician) -> Client:
    return people.browser_of(bob.user)


def read(client: Client, patient: Patient, on: date = ON) -> str:
    response = client.get(f"/p/{patient.code}/days/{on}/")
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_all_that_is_said_of_the_day_is_there(as_bob: Client, alice: Patient) -> None:
    state = DayState(
        headache=True,
        migraine=True,
        pain=8,
        severity=3,
        symptoms=("nausea", "aura"),
        aura_minutes=20,
        hours_lost=4,
        note=NOTE,
    )
    make_dose(make_day(alice, ON, state))
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    make_attack(alice, noon, noon + timedelta(hours=5))
    shown = read(as_bob, alice)
    for words in ("Tuesday 10 March 2026", "Migraine", "Severe", ">8<", ">20<", ">4<", "Nausea"):
        assert words in shown
    assert "Sumatriptan 50 mg" in shown
    assert "13:00 to 18:00" in shown
    assert "Medicine taken" not in shown
    assert NOTE not in shown
    assert "<form" not in shown


def test_an_attack_of_the_day_before_is_not_of_this_day(as_bob: Client, alice: Patient) -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    make_attack(alice, noon, noon + timedelta(hours=5))
    assert "Attacks" not in read(as_bob, alice)
    assert "13:00 to 18:00" in read(as_bob, alice, date(2026, 3, 9))


def test_the_note_is_there_where_notes_are_shared(as_bob: Client, alice: Patient) -> None:
    make_day(alice, ON, DayState(headache=False, note=f"{NOTE}\n<b>second line</b>"))
    assert "Note" not in read(as_bob, alice)
    Share.objects.update(with_notes=True)
    assert f"{NOTE}<br>&lt;b&gt;second line&lt;/b&gt;" in read(as_bob, alice)


def test_medicine_without_a_name_is_said(as_bob: Client, alice: Patient) -> None:
    make_day(alice, ON, DayState(headache=True, medicine=True))
    assert "Medicine taken" in read(as_bob, alice)


def test_what_the_person_no_longer_asks_for_is_still_read(as_bob: Client, alice: Patient) -> None:
    make_dose(make_day(alice, ON, DayState(headache=True)))
    Patient.objects.update(details=[])
    assert "Sumatriptan 50 mg" in read(as_bob, alice)


def test_a_day_not_logged_is_not_clear(as_bob: Client, alice: Patient) -> None:
    shown = read(as_bob, alice)
    assert "Not logged." in shown
    assert "No headache" not in shown


def test_how_it_was_logged_is_said(as_bob: Client, alice: Patient) -> None:
    late = datetime(2026, 3, 17, 12, tzinfo=UTC)
    make_day(alice, ON, clear_so_far=True)
    assert "clear so far" in read(as_bob, alice)
    alice.days.update(late=True, clear_so_far=False, logged_at=late, changed_at=late)
    assert "Logged 7 days late." in read(as_bob, alice)
    alice.days.update(late=False, from_attack=True)
    assert "Marked by the times of an attack" in read(as_bob, alice)


def test_days_are_turned_to_up_to_today_and_looks_are_recorded(
    as_bob: Client, alice: Patient
) -> None:
    today = date(2026, 3, 12)
    shown = read(as_bob, alice, today)
    assert f"/p/{alice.code}/days/2026-03-11/" in shown
    assert "2026-03-13" not in shown
    assert as_bob.get(f"/p/{alice.code}/days/2026-03-13/").status_code == 404
    assert as_bob.get(f"/p/{alice.code}/days/1950-01-01/").status_code == 200
    assert {event.page for event in AccessEvent.objects.all()} == {"diary:day"}


def test_its_person_has_the_page_with_the_taps(as_alice: Client, alice: Patient) -> None:
    assert "<form" in read(as_alice, alice)
