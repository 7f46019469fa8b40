"""What a day's page offers: what its person wants to be asked, and what is said already."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from accounts.choices import Detail
from accounts.models import Patient
from diary.state import DayState
from tests.diary.tapping import TODAY, first_of_march, url
from tests.make import CLEAR, HEADACHE, make_day

__all__ = ["first_of_march"]
FACETS_OF = {
    Detail.SEVERITY: {"severity"},
    Detail.PAIN: {"pain"},
    Detail.SYMPTOMS: {
        *("nausea", "vomiting", "light", "sound", "smell"),
        *("one_sided", "throbbing", "moving", "aura"),
    },
    Detail.ALLOWED: {"allowed", "hours_lost"},
    Detail.NOTE: {"note"},
}


def page_of(client: Client, patient: Patient, on: date = TODAY) -> str:
    return client.get(url("day", patient, on)).content.decode()


def asked(page: str) -> set[str]:
    """The parts of the day that the page has forms for, but for the kind and the medicine."""
    return set(re.findall('data-facet="(.*?)"', page)) - {"kind", "medicine"}


@pytest.mark.parametrize("detail", FACETS_OF)
def test_a_headache_day_asks_what_its_person_wants_to_be_asked(
    as_alice: Client, alice: Patient, detail: Detail
) -> None:
    alice.details = [detail]
    alice.save()
    make_day(alice, TODAY, HEADACHE)
    assert asked(page_of(as_alice, alice)) == FACETS_OF[detail]


def test_what_is_said_already_is_shown_whatever_is_asked(as_alice: Client, alice: Patient) -> None:
    alice.details = []
    alice.save()
    make_day(alice, TODAY, DayState(headache=True, severity=3, pain=8, symptoms=("nausea",)))
    assert asked(page_of(as_alice, alice)) == {"severity", "pain", "nausea"}


def test_a_clear_day_asks_for_a_note_only_and_a_day_not_logged_for_nothing(
    as_alice: Client, alice: Patient
) -> None:
    alice.details = [detail.value for detail in Detail]
    alice.save()
    assert asked(page_of(as_alice, alice)) == set()
    make_day(alice, TODAY, CLEAR)
    assert asked(page_of(as_alice, alice)) == {"note"}


def test_an_aura_opens_its_minutes(as_alice: Client, alice: Patient) -> None:
    day = make_day(alice, TODAY, HEADACHE)
    assert "aura_minutes" not in asked(page_of(as_alice, alice))
    day.symptoms = ["aura"]
    day.save()
    assert "aura_minutes" in asked(page_of(as_alice, alice))


def test_a_pressed_button_says_that_it_is_and_takes_its_answer_back(
    as_alice: Client, alice: Patient
) -> None:
    state = DayState(headache=True, severity=3, symptoms=("nausea",), allowed="less")
    make_day(alice, TODAY, state)
    page = page_of(as_alice, alice)
    buttons = re.findall(
        r'class="toggle" name="value" value="(.*?)" id="(.*?)" aria-p.*?="(.*?)"', page
    )
    assert {key for value, key, pressed in buttons if pressed == "true"} == {
        "severity-3",
        "nausea-1",
        "allowed-less",
    }
    assert {key for value, key, _ in buttons if not value} == {
        key for _, key, pressed in buttons if pressed == "true"
    }


def test_the_answers_are_big_until_one_is_given(as_alice: Client, alice: Patient) -> None:
    assert '<div class="answers"' in page_of(as_alice, alice)
    make_day(alice, TODAY, HEADACHE)
    assert '<div class="answers-row"' in page_of(as_alice, alice)


@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        (HEADACHE, "triptan", "you took a medicine that is made for migraine"),
        (HEADACHE, "simple", None),
        (DayState(headache=True, symptoms=("aura",)), None, "you had an aura"),
        (
            DayState(headache=True, severity=3, symptoms=("nausea", "throbbing")),
            None,
            "you had these together: Severe, Throbbing, Nausea",
        ),
        (DayState(headache=True, migraine=True, symptoms=("aura",)), None, None),
        (CLEAR, "triptan", None),
    ],
)
def test_a_headache_day_that_looks_like_migraine_says_why_and_offers_to_mark_it(
    as_alice: Client, alice: Patient, state: DayState, kind: str | None, said: str | None
) -> None:
    day = make_day(alice, TODAY, state)
    if kind:
        day.doses.create(medicine=alice.medicines.create(name="X", kind=kind))
        day.medicine = True
        day.save()
    page = page_of(as_alice, alice)
    found = re.search(r"This looks like a migraine day, because (.*?)\. Your own word", page)
    assert (found and found[1]) == said
    assert ("Mark as migraine" in page) is bool(said)


def test_the_days_before_and_after_are_one_link_away(as_alice: Client, alice: Patient) -> None:
    yesterday = TODAY - timedelta(days=1)
    page = page_of(as_alice, alice, yesterday)
    links = re.findall(r'href="([^"]*)" rel="(.*?)"', page)
    assert links == [
        (url("day", alice, yesterday - timedelta(days=1)), "prev"),
        (url("day", alice, TODAY), "next"),
    ]
    assert 'rel="next"' not in page_of(as_alice, alice)
    assert 'rel="prev"' not in page_of(as_alice, alice, date(1950, 1, 1))


def test_a_day_logged_late_says_how_late(as_alice: Client, alice: Patient) -> None:
    day = make_day(alice, TODAY - timedelta(days=20), HEADACHE, late=True)
    # 23:30 on the day itself is already the next day in Berlin.
    day.logged_at = datetime(2026, 2, 16, 23, 30, tzinfo=UTC)
    day.save()
    assert "Logged 8 days late." in page_of(as_alice, alice, day.date)
    day.late = False
    day.save()
    assert "days late" not in page_of(as_alice, alice, day.date)


def test_a_day_marked_by_an_attack_says_so(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, HEADACHE, from_attack=True)
    assert "Marked by an attack." in page_of(as_alice, alice)


def test_a_note_is_shown_as_text_never_as_markup(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, DayState(headache=True, note="<script>alert(1)</script>"))
    page = page_of(as_alice, alice)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
