"""Saving days as a browser does: taps, undo, removing, and what is sent wrongly."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.models import MAX_NOTE
from diary.state import DayState
from tests.diary.tapping import TODAY, first_of_march, send, url
from tests.make import MIGRAINE, make_day
from tests.people import make_patient

__all__ = ["first_of_march"]


def today_url(patient: Patient) -> str:
    return reverse("home:today", args=[patient.code])


def test_a_tap_saves_and_returns_to_the_page_that_asked(as_alice: Client, alice: Patient) -> None:
    answer = send(as_alice, alice, "kind", "migraine", next=today_url(alice))
    assert (answer.status_code, answer["Location"]) == (302, today_url(alice))
    assert alice.days.get().state == MIGRAINE


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.example/p/", "//evil.example/p/", "javascript:x", "/admin/", ""],
)
def test_a_tap_returns_to_no_page_but_our_own(
    as_alice: Client, alice: Patient, next_page: str
) -> None:
    answer = send(as_alice, alice, "kind", "clear", next=next_page)
    assert answer.status_code == 302
    assert answer["Location"] == url("day", alice)


def test_every_part_of_a_day_is_saved_by_a_tap_of_its_own(as_alice: Client, alice: Patient) -> None:
    taps = {
        "kind": "migraine",
        "severity": "2",
        "pain": "8",
        "medicine": "1",
        "nausea": "1",
        "aura": "1",
        "aura_minutes": "20",
        "allowed": "nothing",
        "hours_lost": "6",
        "note": "Föhn, 头痛 🌩",
    }
    for facet, value in taps.items():
        assert send(as_alice, alice, facet, value).status_code == 302
    assert alice.days.get().state == DayState(
        headache=True,
        migraine=True,
        severity=3,
        pain=8,
        medicine=True,
        note="Föhn, 头痛 🌩",
        symptoms=("nausea", "aura"),
        aura_minutes=20,
        allowed="nothing",
        hours_lost=6,
    )


def test_two_quick_taps_on_the_same_answer_are_one(as_alice: Client, alice: Patient) -> None:
    for _ in range(2):
        assert send(as_alice, alice, "kind", "migraine").status_code == 302
    assert alice.days.get().previous == {}


def test_a_tap_that_a_device_sends_again_does_nothing_more(
    as_alice: Client, alice: Patient
) -> None:
    once = {"tap": str(uuid.uuid4())}
    send(as_alice, alice, "kind", "headache", **once)
    send(as_alice, alice, "kind", "clear", was="headache")
    assert send(as_alice, alice, "kind", "headache", **once).status_code == 302
    assert alice.days.get().kind == "clear"


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("note", "x" * (MAX_NOTE + 1)),
        ("aura_minutes", "twenty"),
        ("hours_lost", "25"),
        ("hours_lost", "00000000099"),
    ],
)
def test_what_cannot_be_saved_stays_in_its_field_with_the_reason_beside_it(
    as_alice: Client, alice: Patient, facet: str, value: str
) -> None:
    make_day(alice, TODAY, DayState(headache=True, symptoms=("aura",)))
    answer = send(as_alice, alice, facet, value, next=today_url(alice))
    page = answer.content.decode()
    question = getattr(answer.context["page"].questions, facet)
    assert answer.status_code == 422
    assert question.value == value
    assert f'id="{facet}-error" data-announce>{question.error}' in page
    assert f'aria-describedby="{facet}-error"' in page
    assert page.count(str(question.error)) == 1
    assert '<details class="card" id="more" open>' in page
    assert alice.days.get().state == DayState(headache=True, symptoms=("aura",))


def test_a_field_that_was_refused_still_tells_another_devices_change(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, DayState(headache=True, note="from the phone"))
    answer = send(as_alice, alice, "note", "x" * (MAX_NOTE + 1))
    was = answer.context["page"].questions.note.was
    assert send(as_alice, alice, "note", "shorter", was).status_code == 409
    assert alice.days.get().note == "from the phone"


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("kind", "terrible"),
        ("kind", ""),
        ("severity", "4"),
        ("severity", "9" * 5000),
        ("severity", "²"),
        ("pain", "11"),
        ("nausea", "a\x00b"),
        ("allowed", "all"),
    ],
)
@pytest.mark.parametrize("logged", [True, False])
def test_an_answer_that_is_none_is_refused_and_the_page_says_so(
    as_alice: Client, alice: Patient, facet: str, value: str, logged: bool
) -> None:
    if logged:
        make_day(alice, TODAY, DayState(headache=True))
    answer = send(as_alice, alice, facet, value)
    if facet != "kind" and not logged:
        assert answer.status_code == 409
    else:
        assert answer.status_code == 422
        assert answer.context["page"].typed.error in answer.content.decode()
    assert [day.state for day in alice.days.all()] == [DayState(headache=True)] * logged


def test_medicine_listed_as_doses_cannot_be_taken_back_and_the_page_says_why(
    as_alice: Client, alice: Patient
) -> None:
    day = make_day(alice, TODAY, DayState(headache=True, medicine=True))
    day.doses.create(medicine=alice.medicines.create(name="Sumatriptan", kind="triptan"))
    answer = send(as_alice, alice, "medicine", "", was="1")
    assert answer.status_code == 422
    assert "Doses are listed for this day." in answer.content.decode()


@pytest.mark.parametrize("data", [{}, {"facet": "no"}, {"kind": "clear"}])
def test_a_malformed_tap_is_told_and_leads_to_the_days_page(
    as_alice: Client, alice: Patient, data: dict[str, str]
) -> None:
    answer = as_alice.post(url("tap", alice), {**data, "tap": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "This was not saved" in answer.content.decode()
    assert f'href="{url("day", alice)}"' in answer.content.decode()
    assert not alice.days.exists()
    assert not alice.saved_taps.exists()


@pytest.mark.parametrize("state", [None, DayState(headache=True)])
def test_that_it_stayed_clear_is_not_said_of_a_day_that_is_not_clear_any_more(
    as_alice: Client, alice: Patient, state: DayState | None
) -> None:
    if state:
        make_day(alice, TODAY, state)
    answer = as_alice.post(url("stayed_clear", alice), {"tap": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert "This day was changed on another device meanwhile." in answer.content.decode()
    assert not alice.saved_taps.exists()


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
    tap = {"facet": "kind", "value": "clear"}
    answer = as_alice.post(url(name, alice, TODAY + timedelta(days=1)), tap)
    assert answer.status_code == 404
    assert alice.days.count() == 1


@pytest.mark.parametrize("on", ["2026-02-29", "1949-12-31", "0000-01-01", "2026-13-01", "20260301"])
def test_a_date_that_is_none_is_no_page(as_alice: Client, alice: Patient, on: str) -> None:
    assert as_alice.get(f"/p/{alice.code}/days/{on}/").status_code == 404


def test_the_day_that_may_be_logged_follows_the_patients_own_clock(db: None) -> None:
    tokyo = make_patient("tokyo", "Asia/Tokyo")
    client = Client()
    client.force_login(tokyo.user)
    tap = {"facet": "kind", "value": "clear"}
    assert client.post(url("tap", tokyo, date(2026, 3, 2)), tap).status_code == 302
    assert tokyo.days.get().date == date(2026, 3, 2)


def test_undo_is_offered_and_takes_the_last_save_back(as_alice: Client, alice: Patient) -> None:
    send(as_alice, alice, "kind", "headache")
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


def test_a_second_tap_on_undo_says_that_there_is_nothing_left_to_undo(
    as_alice: Client, alice: Patient
) -> None:
    version = make_day(alice, TODAY, previous={}).version
    for _ in range(2):
        answer = as_alice.post(url("undo", alice), {"version": version}, follow=True)
    assert "There is nothing to undo any more." in answer.content.decode()
    assert not alice.days.exists()


def test_removing_an_entry_makes_the_day_not_logged(as_alice: Client, alice: Patient) -> None:
    day = make_day(alice, TODAY, MIGRAINE)
    as_alice.post(url("forget", alice), {"version": day.version})
    assert "Not logged yet." in as_alice.get(url("day", alice)).content.decode()
