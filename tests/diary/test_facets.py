"""The parts of a day: what can be said of each, what it says in words, and what it refuses."""

import pytest
from django.core.exceptions import ValidationError

from diary.choices import Symptom
from diary.facets import FACETS
from diary.models import MAX_NOTE
from diary.state import DayState

pytestmark = pytest.mark.once
HEADACHE = DayState(headache=True)
AURA = DayState(headache=True, symptoms=("aura",), aura_minutes=20)
SAYABLE = [
    ("kind", "migraine", "Migraine"),
    ("severity", "2", "Moderate"),
    ("pain", "10", "10"),
    ("medicine", "1", "yes"),
    *[(symptom.value, "1", "yes") for symptom in Symptom],
    ("aura_minutes", "1440", "1440"),
    ("allowed", "less", "Less"),
    ("hours_lost", "24", "24"),
    ("note", "one\ntwo", "one\ntwo"),
]


@pytest.mark.parametrize(("facet", "value", "words"), SAYABLE)
def test_what_is_said_is_read_again_and_said_in_words(facet: str, value: str, words: str) -> None:
    said = FACETS[facet].write(HEADACHE, value)
    assert (FACETS[facet].read(said), FACETS[facet].words(said)) == (value, words)
    assert DayState.of(said.as_dict()) == said


def test_every_part_is_tried_here() -> None:
    assert sorted(facet for facet, *_ in SAYABLE) == sorted(FACETS)


@pytest.mark.parametrize("facet", [facet for facet, *_ in SAYABLE if facet != "kind"])
def test_everything_but_the_kind_can_be_taken_back(facet: str) -> None:
    value = next(value for name, value, _ in SAYABLE if name == facet)
    said = FACETS[facet].write(HEADACHE, value)
    back = FACETS[facet].write(said, "")
    assert (FACETS[facet].read(back), back.headache) == ("", True)


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("kind", ""),
        ("kind", "terrible"),
        ("severity", "0"),
        ("severity", "4"),
        ("severity", "²"),
        ("pain", "0"),
        ("pain", "11"),
        ("pain", "-1"),
        ("pain", "1.5"),
        ("pain", "9" * 5000),
        ("hours_lost", "25"),
        ("hours_lost", "00000000099"),
        ("aura_minutes", "1441"),
        ("aura_minutes", "٣"),
        ("medicine", "yes"),
        ("nausea", "0"),
        ("allowed", "all"),
        ("allowed", "le\x00ss"),
        ("note", "x" * (MAX_NOTE + 1)),
    ],
)
def test_what_cannot_be_said_is_refused(facet: str, value: str) -> None:
    with pytest.raises(ValidationError):
        FACETS[facet].write(HEADACHE, value)


@pytest.mark.parametrize(("pain", "band"), [("1", 1), ("3", 1), ("4", 2), ("6", 2), ("7", 3)])
def test_the_number_sets_the_band(pain: str, band: int) -> None:
    said = FACETS["pain"].write(DayState(headache=True, severity=1), pain)
    assert (said.pain, said.severity) == (int(pain), band)


def test_another_band_drops_the_number_and_the_same_one_keeps_it() -> None:
    state = DayState(headache=True, severity=3, pain=8)
    assert FACETS["severity"].write(state, "3") == state
    assert FACETS["severity"].write(state, "1") == DayState(headache=True, severity=1)


def test_without_its_number_the_band_stays() -> None:
    state = DayState(headache=True, severity=3, pain=8)
    assert FACETS["pain"].write(state, "") == DayState(headache=True, severity=3)


def test_an_aura_taken_back_takes_its_minutes_along_and_minutes_say_that_there_was_one() -> None:
    assert FACETS["aura"].write(AURA, "") == HEADACHE
    assert FACETS["aura_minutes"].write(HEADACHE, "20") == AURA


def test_symptoms_are_kept_in_one_order() -> None:
    state = HEADACHE
    for symptom in ("aura", "light", "nausea"):
        state = FACETS[symptom].write(state, "1")
    assert state.symptoms == ("nausea", "light", "aura")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("one\r\ntwo\x07", "one\ntwo"), ("  a\x00b ", "ab"), ("x\r\n" * 1000, ("x\n" * 1000).strip())],
)
def test_a_note_is_kept_as_a_file_can_hold_it(typed: str, kept: str) -> None:
    assert FACETS["note"].write(HEADACHE, typed).note == kept


def test_a_day_in_a_few_words_mentions_each_part_once() -> None:
    state = DayState(
        headache=True, migraine=True, severity=3, medicine=True, symptoms=("nausea",), note="x"
    )
    assert state.words == "Migraine, severe, medicine taken, 1 symptom, with a note"
