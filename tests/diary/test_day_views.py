"""Saving days as a browser does: taps, the day's own page, filling in, undo, two devices."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.models import MAX_NOTE
from diary.state import DayState
from tests.make import MIGRAINE, make_day, make_days
from tests.people import make_patient

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)
TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, patient: Patient, on: date = TODAY) -> str:
    return reverse(f"diary:{name}", args=[patient.code, on])


def today_url(patient: Patient) -> str:
    return reverse("home:today", args=[patient.code])


def test_a_tap_saves_and_returns_to_the_page_that_asked(as_alice: Client, alice: Patient) -> None:
    answer = as_alice.post(
        url("tap", alice), {"kind": "migraine", "version": "", "next": today_url(alice)}
    )
    assert (answer.status_code, answer["Location"]) == (302, today_url(alice))
    assert alice.days.get().state == MIGRAINE


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.example/p/", "//evil.example/p/", "javascript:x", "/admin/", ""],
)
def test_a_tap_returns_to_no_page_but_our_own(
    as_alice: Client, alice: Patient, next_page: str
) -> None:
    answer = as_alice.post(url("tap", alice), {"kind": "clear", "next": next_page})
    assert answer.status_code == 302
    assert answer["Location"] == url("day", alice)


def test_two_quick_taps_on_the_same_answer_are_one(as_alice: Client, alice: Patient) -> None:
    for _ in range(2):
        answer = as_alice.post(url("tap", alice), {"kind": "migraine", "version": ""})
        assert answer.status_code == 302
    assert alice.days.get().previous == {}


def test_a_stale_tap_shows_both_answers_and_writes_nothing(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, DayState(headache=True, severity=2, note="from the phone"))
    answer = as_alice.post(url("tap", alice), {"kind": "clear", "version": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<strong>Headache</strong> · moderate" in page
    assert "<strong>No headache</strong>" in page
    assert alice.days.get().state == DayState(headache=True, severity=2, note="from the phone")


def test_the_answer_chosen_on_the_conflict_page_is_saved(as_alice: Client, alice: Patient) -> None:
    day = make_day(alice, TODAY, DayState(headache=True, severity=2, note="kept"))
    answer = as_alice.post(
        url("day", alice), {"kind": "clear", "severity": "", "note": "kept", "version": day.version}
    )
    assert answer.status_code == 302
    assert alice.days.get().state == DayState(headache=False, note="kept")


def test_details_are_saved_from_the_days_own_page(as_alice: Client, alice: Patient) -> None:
    answer = as_alice.post(
        url("day", alice),
        {"kind": "migraine", "severity": "3", "medicine": "on", "note": "Föhn, 头痛 🌩"},
    )
    assert answer.status_code == 302
    assert alice.days.get().state == DayState(
        headache=True, migraine=True, severity=3, medicine=True, note="Föhn, 头痛 🌩"
    )


def test_a_severity_without_a_headache_is_refused_beside_its_field(
    as_alice: Client, alice: Patient
) -> None:
    answer = as_alice.post(
        url("day", alice), {"kind": "clear", "severity": "3", "note": "what I typed"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "severity": ["You chose “No headache”. Choose “Not said” here, or another kind of day."]
    }
    assert 'id="severity-error"' in page
    assert "what I typed" in page
    assert not alice.days.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", "x" * (MAX_NOTE + 1)),
        ("note", "a\x00b"),
        ("kind", "terrible"),
        ("kind", ""),
        ("severity", "4"),
        ("severity", "-1"),
        ("severity", "9" * 400),
        ("severity", "²"),
        ("version", "not-a-version"),
    ],
)
def test_bad_input_is_answered_not_stored(
    as_alice: Client, alice: Patient, field: str, value: str
) -> None:
    data = {"kind": "headache", "severity": "1", "note": "typed", field: value}
    answer = as_alice.post(url("day", alice), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not alice.days.exists()


@pytest.mark.parametrize("data", [{}, {"kind": "no"}, {"kind": "clear", "version": "1"}])
def test_a_malformed_tap_leads_to_the_days_page(
    as_alice: Client, alice: Patient, data: dict[str, str]
) -> None:
    answer = as_alice.post(url("tap", alice), data)
    assert (answer.status_code, answer["Location"]) == (302, url("day", alice))
    assert not alice.days.exists()


@pytest.mark.parametrize("name", ["tap", "undo", "forget", "stayed_clear"])
def test_coming_back_by_get_after_a_log_in_leads_to_the_days_page(
    as_alice: Client, alice: Patient, name: str
) -> None:
    answer = as_alice.get(url(name, alice))
    assert (answer.status_code, answer["Location"]) == (302, url("day", alice))


@pytest.mark.parametrize("name", ["day", "tap"])
def test_a_day_that_has_not_come_cannot_be_logged(
    as_alice: Client, alice: Patient, name: str
) -> None:
    make_day(alice, TODAY)
    answer = as_alice.post(url(name, alice, TODAY + timedelta(days=1)), {"kind": "clear"})
    assert answer.status_code == 404
    assert alice.days.count() == 1


@pytest.mark.parametrize("on", ["2026-02-29", "1949-12-31", "0000-01-01", "2026-13-01", "20260301"])
def test_a_date_that_is_none_is_no_page(as_alice: Client, alice: Patient, on: str) -> None:
    assert as_alice.get(f"/p/{alice.code}/days/{on}/").status_code == 404


def test_the_day_that_may_be_logged_follows_the_patients_own_clock(db: None) -> None:
    tokyo = make_patient("tokyo", "Asia/Tokyo")
    client = Client()
    client.force_login(tokyo.user)
    answer = client.post(url("tap", tokyo, date(2026, 3, 2)), {"kind": "clear"})
    assert answer.status_code == 302
    assert tokyo.days.get().date == date(2026, 3, 2)


def test_undo_is_offered_and_takes_the_last_save_back(as_alice: Client, alice: Patient) -> None:
    as_alice.post(url("tap", alice), {"kind": "headache"})
    page = as_alice.get(today_url(alice)).content.decode()
    assert "Saved at 20:00: Headache." in page
    answer = as_alice.post(url("undo", alice), {"version": alice.days.get().version})
    assert answer.status_code == 302
    assert not alice.days.exists()


def test_an_undo_from_a_stale_page_says_why_nothing_happened(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, MIGRAINE, previous={})
    answer = as_alice.post(url("undo", alice), {"version": uuid.uuid4()}, follow=True)
    assert "This day was changed on another device meanwhile." in answer.content.decode()
    assert alice.days.get().state == MIGRAINE


def test_removing_an_entry_makes_the_day_not_logged(as_alice: Client, alice: Patient) -> None:
    day = make_day(alice, TODAY, MIGRAINE)
    as_alice.post(url("forget", alice), {"version": day.version})
    assert "Not logged yet." in as_alice.get(url("day", alice)).content.decode()


def test_fill_in_lists_the_unlogged_days_of_the_past_week_only(
    as_alice: Client, alice: Patient
) -> None:
    make_days(alice, TODAY - timedelta(days=9), "..0.1m.0..")
    answer = as_alice.get(reverse("diary:fill_in", args=[alice.code]))
    ago = [(TODAY - on).days for on in answer.context["dates"]]
    assert ago == [1, 3, 6]


def test_a_note_is_shown_as_text_never_as_markup(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, DayState(headache=True, note="<script>alert(1)</script>"))
    page = as_alice.get(url("day", alice)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_note_is_stored_as_a_file_can_hold_it(as_alice: Client, alice: Patient) -> None:
    as_alice.post(url("day", alice), {"kind": "clear", "note": "one\r\ntwo\x07"})
    assert alice.days.get().note == "one\ntwo"


def test_a_line_break_counts_as_one_character_of_a_note(as_alice: Client, alice: Patient) -> None:
    note = "x\r\n" * (MAX_NOTE // 2)
    assert as_alice.post(url("day", alice), {"kind": "clear", "note": note}).status_code == 302
    assert len(alice.days.get().note) == MAX_NOTE - 1  # the last break is no part of it


def test_a_second_tap_on_undo_says_that_there_is_nothing_left_to_undo(
    as_alice: Client, alice: Patient
) -> None:
    version = make_day(alice, TODAY, previous={}).version
    for _ in range(2):
        answer = as_alice.post(url("undo", alice), {"version": version}, follow=True)
    assert "There is nothing to undo any more." in answer.content.decode()
    assert not alice.days.exists()
