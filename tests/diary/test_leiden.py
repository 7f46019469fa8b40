"""Why a headache day looks like a migraine day: each branch of the rule, and no more."""

import pytest

from diary.choices import MedicineKind
from diary.leiden import Reason, features, migraine_reason
from diary.state import DayState

pytestmark = pytest.mark.once
SPECIFIC = {"triptan", "ergot", "gepant", "ditan"}


@pytest.mark.parametrize("kind", MedicineKind.values)
def test_a_medicine_made_for_migraine_is_a_reason_and_no_other_medicine_is(kind: str) -> None:
    found = migraine_reason(DayState(headache=True), ["simple", kind])
    assert found == (Reason.MEDICINE if kind in SPECIFIC else None)


def test_an_aura_alone_is_a_reason() -> None:
    assert migraine_reason(DayState(headache=True, symptoms=("aura",)), ()) == Reason.AURA


def test_what_was_taken_is_said_before_what_was_felt() -> None:
    state = DayState(headache=True, symptoms=("aura",))
    assert migraine_reason(state, {"triptan"}) == Reason.MEDICINE


@pytest.mark.parametrize(
    ("severity", "symptoms", "holds"),
    [
        # Two of the four of ICHD-3 1.1 C, with nausea.
        (None, "one_sided throbbing nausea", True),
        (None, "one_sided moving nausea", True),
        (None, "throbbing moving nausea", True),
        (2, "one_sided nausea", True),
        (3, "throbbing nausea", True),
        (2, "moving nausea", True),
        (1, "moving nausea", False),
        (None, "moving nausea", False),
        (3, "nausea", False),
        (3, "one_sided throbbing moving", False),
        # One of the two of D, with two of C.
        (2, "throbbing vomiting", True),
        (2, "throbbing light sound", True),
        (2, "throbbing light", False),
        (2, "throbbing sound", False),
        (2, "throbbing light smell", False),
        (None, "light sound nausea vomiting smell", False),
        (None, "", False),
    ],
)
def test_the_features_of_a_migraine_are_two_of_four_and_one_of_two(
    severity: int | None, symptoms: str, holds: bool
) -> None:
    state = DayState(headache=True, severity=severity, symptoms=tuple(symptoms.split()))
    assert migraine_reason(state, ()) == (Reason.FEATURES if holds else None)


def test_a_day_without_a_headache_has_no_reason_whatever_was_taken() -> None:
    assert migraine_reason(DayState(headache=False, medicine=True), {"triptan"}) is None


def test_the_features_are_named_as_their_buttons_are() -> None:
    state = DayState(headache=True, severity=2, symptoms=("nausea", "smell", "throbbing"))
    assert features(state) == ["Moderate", "Throbbing", "Nausea"]
    assert features(DayState(headache=True, severity=1)) == []
