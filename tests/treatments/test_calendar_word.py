"""The word that a person's dates stand under in their calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.treatments.feeds import DUE, add, fed, kept, link
from treatments.due_forms import WordForm
from treatments.models import CalendarFeed


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.mark.parametrize("word", ["Dentist", "W" * 40, "👩‍🚀", "Haar & <b>", "שיער", "C:\\a"])
def test_a_word_is_kept_as_it_was_written(as_alice: Client, alice: Patient, word: str) -> None:
    page = reverse("treatments:reminders", args=[alice.code])
    assert as_alice.get(page).context["word"]["word"].value() == "Appointment"
    add(alice, DUE)
    address = link(as_alice, alice)
    assert as_alice.post(page, {"word": f" {word} "}).status_code == 302
    assert fed(address) == kept(as_alice, alice) == [(DUE, word, "CONFIRMED")]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("", "Write a word, such as “Appointment”."),
        ("   ", "Write a word, such as “Appointment”."),
        ("W" * 41, "Write at most 40 characters."),
        ("W" * 4000, "Write at most 40 characters."),
        *[
            (f"a{sign}b", "Write it on one line, with letters and signs only.")
            for sign in "\n\r\t\x7f\x85\u2028\u2029\u200b\u202e\u2066\ufeff\xad"
        ],
        *[(f"New{sign}", "Leave out the “\\” before the “n”.") for sign in ("\\n", "\\N", "\\\\n")],
        *[
            (word, "Write a word that can be seen.")
            for word in ("\u200d", "\ufe0f", "\u2800 \u3164", "\u115f\uffa0", "\u0301", "\ue000")
        ],
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_is_no_word_is_refused_in_words_and_kept_in_its_field(
    as_alice: Client, alice: Patient, word: str, said: str
) -> None:
    answer = as_alice.post(reverse("treatments:reminders", args=[alice.code]), {"word": word})
    assert answer.status_code == 422
    assert answer.context["word"].errors["word"][0] == said
    assert answer.context["word"]["word"].value() == word
    assert not CalendarFeed.objects.exists()


def test_a_lone_surrogate_is_no_part_of_a_word() -> None:
    form = WordForm(instance=CalendarFeed())
    form.cleaned_data = {"word": "a\ud800"}
    with pytest.raises(ValidationError):
        form.clean_word()
