"""Two devices, one day: the second one sees both, in words, and chooses; nothing typed is lost."""

import re

import pytest
from django.test import Client

from accounts.models import Patient
from diary.state import DayState
from tests.diary.tapping import TODAY, first_of_march, send, url
from tests.make import make_day

__all__ = ["first_of_march"]
STORED = DayState(
    headache=True,
    severity=2,
    medicine=True,
    symptoms=("nausea", "light"),
    allowed="less",
    note="one\n<two>",
)


def told(page: str) -> list[tuple[str, str]]:
    """Every pair of label and words on the page."""
    return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)


@pytest.mark.parametrize(
    ("facet", "value", "label", "words"),
    [
        ("kind", "migraine", "What the day was", "Migraine"),
        ("severity", "3", "Severity", "Severe"),
        ("severity", "", "Severity", "Not said"),
        ("nausea", "", "Nausea", "no"),
        ("allowed", "nothing", "What the day allowed", "Nothing"),
        ("note", "mine\nbelow", "Note", "mine<br>below"),
    ],
)
def test_both_are_told_in_words_and_nothing_is_written(
    as_alice: Client, alice: Patient, facet: str, value: str, label: str, words: str
) -> None:
    day = make_day(alice, TODAY, STORED)
    answer = send(as_alice, alice, facet, value, was="1" if value else "")
    assert answer.status_code == 409
    assert told(answer.content.decode()) == [
        (label, words),
        ("What the day was", "Headache"),
        ("Severity", "Moderate"),
        ("Medicine taken", "yes"),
        ("What the day allowed", "Less"),
        ("Note", "one<br>&lt;two&gt;"),
        ("Symptoms", "Nausea, Light hurts"),
    ]
    day.refresh_from_db()
    assert day.state == STORED


@pytest.mark.parametrize(
    "knew", ["x", "[1]", '{"mood": "1"}', '{"severity": 2}', "\x00", "1" * 5000, "[" * 1999]
)
def test_what_no_page_of_ours_knew_is_refused(as_alice: Client, alice: Patient, knew: str) -> None:
    make_day(alice, TODAY, STORED)
    assert send(as_alice, alice, "kind", "clear", was="headache", knew=knew).status_code == 422
    assert alice.days.get().state == STORED


@pytest.mark.parametrize(("facet", "value"), [("severity", "3"), ("note", "mine\nbelow")])
def test_use_this_instead_saves_what_was_chosen(
    as_alice: Client, alice: Patient, facet: str, value: str
) -> None:
    make_day(alice, TODAY, STORED)
    page = send(as_alice, alice, facet, value).context
    answer = send(as_alice, alice, facet, page["value"], page["was"], next=page["next"])
    assert (answer.status_code, answer["Location"]) == (302, url("day", alice))
    assert str(getattr(alice.days.get(), facet)) == value


def test_of_a_day_made_clear_meanwhile_it_says_so_and_offers_the_three_answers(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY)
    page = send(as_alice, alice, "severity", "3").content.decode()
    assert "This day has no headache now" in page
    assert "Use this instead" not in page
    assert ("Severity", "Severe") in told(page)
    assert page.count('class="answer"') == 3
    assert 'name="was" value="clear"' in page


@pytest.mark.parametrize("value", ["typed with care\nand twice", "x" * 5000])
def test_a_note_to_a_day_removed_meanwhile_is_there_to_be_copied(
    as_alice: Client, alice: Patient, value: str
) -> None:
    page = send(as_alice, alice, "note", value).content.decode()
    assert "This day is not logged now" in page
    assert "Use this instead" not in page
    assert f"readonly>\n{value}</textarea>" in page
    assert page.count('class="answer"') == 3


def test_what_cannot_be_said_is_told_as_it_was_typed(as_alice: Client, alice: Patient) -> None:
    page = send(as_alice, alice, "hours_lost", "<all>").content.decode()
    assert told(page) == [("Hours lost", "&lt;all&gt;")]


def test_an_answer_for_a_day_removed_meanwhile_can_be_used_all_the_same(
    as_alice: Client, alice: Patient
) -> None:
    page = send(as_alice, alice, "kind", "migraine", was="headache")
    assert page.status_code == 409
    assert "Use this instead" in page.content.decode()
    assert send(as_alice, alice, "kind", "migraine", page.context["was"]).status_code == 302
    assert alice.days.get().kind == "migraine"
