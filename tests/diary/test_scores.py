"""Totals of questionnaires: one a date, within their limits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.choices import Instrument
from diary.models import Score

TODAY = date(2026, 3, 1)
RANGES = "The total of this questionnaire is from {} to {}."


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 3, 1, 19, tzinfo=UTC), tick=False):
        yield


def url(name: str, patient: Patient, *more: object) -> str:
    return reverse(f"diary:{name}", args=[patient.code, *more])


def add(client: Client, patient: Patient, instrument: str, value: str, on: str = "") -> Any:
    address = url("add_score", patient, instrument)
    return client.post(address, {"on": on or str(TODAY), "value": value})


@pytest.mark.parametrize(
    ("instrument", "value"),
    [("hit6", "36"), ("hit6", "78"), ("midas", "0"), ("midas", "270"), ("pgic", "1")],
)
def test_a_total_is_saved_with_its_date(
    as_alice: Client, alice: Patient, instrument: str, value: str
) -> None:
    answer = add(as_alice, alice, instrument, value, "2026-02-10")
    assert answer["Location"] == reverse("home:scores", args=[alice.code])
    score = alice.scores.get()
    assert (score.instrument, score.on, score.value) == (instrument, date(2026, 2, 10), int(value))


@pytest.mark.parametrize(
    ("instrument", "value", "error"),
    [
        ("hit6", "35", RANGES.format(36, 78)),
        ("hit6", "79", RANGES.format(36, 78)),
        ("hit6", "", "Write the total."),
        ("hit6", "60.5", "Write a whole number."),
        ("hit6", "a\x00b", "Write a whole number."),
        ("midas", "-1", RANGES.format(0, 270)),
        ("midas", "9" * 400, RANGES.format(0, 270)),
        ("midas", "9" * 5000, "Write a whole number."),
        ("pgic", "8", "Choose an answer."),
        ("pgic", "", "Choose an answer."),
    ],
)
def test_a_total_that_cannot_be_is_refused_with_the_reason(
    as_alice: Client, alice: Patient, instrument: str, value: str, error: str
) -> None:
    answer = add(as_alice, alice, instrument, value)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert not alice.scores.exists()


@pytest.mark.parametrize(
    ("on", "error"),
    [
        ("2026-03-02", "This day has not come yet."),
        ("1949-12-31", "This is too long ago. Check the year."),
        ("2026-02-30", "There is no such date."),
        ("a\x00b", "There is no such date."),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_the_reason(
    as_alice: Client, alice: Patient, on: str, error: str
) -> None:
    answer = add(as_alice, alice, "hit6", "60", on)
    assert answer.status_code == 422
    assert error in answer.content.decode()


def test_one_a_date_of_each_which_is_changed_not_doubled(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "hit6", "60")
    again = add(as_alice, alice, "hit6", "61")
    said = "You have one for this day already: 60. Change that one instead."
    assert (again.status_code, said in again.content.decode()) == (422, True)
    assert add(as_alice, alice, "midas", "61").status_code == 302
    score = alice.scores.get(instrument="hit6")
    sent = {"on": str(TODAY), "value": "58", "version": score.version}
    assert as_alice.post(url("score", alice, score.pk), sent).status_code == 302
    assert sorted(alice.scores.values_list("instrument", "value")) == [("hit6", 58), ("midas", 61)]


def test_a_page_from_before_another_change_shows_that_first(
    as_alice: Client, alice: Patient
) -> None:
    score = Score.objects.create(patient=alice, instrument="pgic", on=TODAY, value=2)
    address = url("score", alice, score.pk)
    as_alice.post(address, {"on": str(TODAY), "value": "3", "version": score.version})
    answer = as_alice.post(address, {"on": str(TODAY), "value": "4", "version": score.version})
    assert answer.status_code == 422
    assert "It now says: 1 March 2026: A little better." in answer.content.decode()
    assert alice.scores.get().value == 3


def test_a_score_is_deleted(as_alice: Client, alice: Patient) -> None:
    score = Score.objects.create(patient=alice, instrument="hit6", on=TODAY, value=60)
    address = url("delete_score", alice, score.pk)
    assert as_alice.get(address)["Location"] == url("score", alice, score.pk)
    for said in ("It was deleted.", "It is not there any more."):
        assert said in as_alice.post(address, follow=True).content.decode()
    assert not alice.scores.exists()


def test_a_score_that_is_not_kept_here_has_no_page(as_alice: Client, alice: Patient) -> None:
    assert as_alice.get(url("add_score", alice, "iq")).status_code == 404


def test_no_question_of_a_licensed_questionnaire_is_shown(as_alice: Client, alice: Patient) -> None:
    for instrument in (Instrument.HIT6, Instrument.MIDAS):
        page = as_alice.get(url("add_score", alice, instrument.value)).content.decode()
        assert "Its questions are under licence, so they are not here." in page
        assert page.count("<label") == 2
