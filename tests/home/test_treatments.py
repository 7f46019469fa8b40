"""The Treatments page: cycles as a timeline, with their days in small."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Clinician, Patient
from home.timeline import Entry, timeline
from tests import people
from tests.make import make_days, make_session
from treatments.choices import Product, SideEffectKind, Status
from treatments.cycles import read_sessions
from treatments.models import SideEffect

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def entries(patient: Patient) -> tuple[Entry, ...]:
    return timeline(patient, read_sessions(patient, TODAY), own=True).entries


def numbers(shown: str) -> list[int]:
    """The numbers of the cycles on a page."""
    return [int(number) for number in re.findall(r"<strong>Cycle (\d+) · ", shown)]


def page(client: Client, patient: Patient) -> str:
    answer = client.get(reverse("home:treatments", args=[patient.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_cycle_counts_its_own_days_up_to_the_next_session(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=90))
    make_session(alice, TODAY - timedelta(days=6), first_ever=None)
    # The day before the first session, its day, the last day of its cycle, the next session's day.
    make_days(alice, TODAY - timedelta(days=91), "m1" + "." * 80 + "00m" + "1m0.")
    newest, first = entries(alice)
    assert (newest.cycle.number, first.cycle.number) == (2, 1)
    assert newest.counted == "2 headache days, 1 of them migraine · 3 of 7 days logged"
    assert first.counted == "2 headache days, 1 of them migraine · 4 of 84 days logged"


def test_days_after_week_sixteen_belong_to_no_cycle(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=200))
    make_days(alice, TODAY - timedelta(days=200 - 111), "1m")
    (only,) = entries(alice)
    assert only.counted == "1 headache day, 0 of them migraine · 1 of 112 days logged"


def test_a_strip_draws_each_day_once_by_its_kind(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=9))
    make_days(alice, TODAY - timedelta(days=9), "00.1m1m..m")
    (only,) = entries(alice)
    drawn = {
        look: len(re.findall("M", path))
        for path, look in re.findall(r'd="([^"]+)" class="strip-(\w+)"', only.strip)
    }
    assert drawn == {"unlogged": 3, "clear": 2, "headache": 2, "migraine": 3}


def test_days_past_the_due_day_are_set_apart_by_a_line(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=83))
    assert "session-line" not in entries(alice)[0].strip
    make_session(alice, TODAY - timedelta(days=84), first_ever=None)
    alice.injection_sessions.filter(date=TODAY - timedelta(days=83)).delete()
    assert "session-line" in entries(alice)[0].strip


def test_the_current_cycle_is_open_and_the_others_are_folded(
    as_alice: Client, alice: Patient
) -> None:
    for number, ago in enumerate((170, 86, 1)):
        make_session(alice, TODAY - timedelta(days=ago), first_ever=None if number else True)
    folds = re.findall(
        r"<details( open)?><summary><span class=\"timeline-head\">", page(as_alice, alice)
    )
    assert folds == [" open", "", ""]


def test_the_time_between_sessions_is_told_beside_the_later_one(
    as_alice: Client, alice: Patient
) -> None:
    for number, ago in enumerate((84 + 92 + 77, 84 + 92, 84, 0)):
        make_session(alice, TODAY - timedelta(days=ago), first_ever=None if number else True)
    words = re.findall(r">(\d+ days after the one before: [^<]+)<", page(as_alice, alice))
    assert words == [
        "84 days after the one before: 12 weeks",
        "92 days after the one before: longer than 12 weeks",
        "77 days after the one before: shorter than 12 weeks",
    ]


def test_planned_and_cancelled_sessions_are_no_cycles(as_alice: Client, alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=40))
    make_session(alice, TODAY + timedelta(days=44), status=Status.PLANNED, first_ever=None)
    make_session(alice, TODAY - timedelta(days=1), status=Status.CANCELLED, first_ever=None)
    shown = page(as_alice, alice)
    assert [entry.cycle.session.date for entry in entries(alice)] == [TODAY - timedelta(days=40)]
    assert "Day 41 of 84" in shown
    assert "Tue 14 April 2026" in shown
    assert "28 February 2026" in shown.partition("Cancelled")[2]


def test_side_effects_stand_with_the_session_they_followed(alice: Patient) -> None:
    first = make_session(alice, TODAY - timedelta(days=90))
    make_session(alice, TODAY - timedelta(days=6), first_ever=None)
    SideEffect.objects.create(
        session=first, kind=SideEffectKind.NECK_PAIN, strength=1, started_on=first.date
    )
    SideEffect.objects.create(
        session=first,
        kind=SideEffectKind.OTHER,
        other="Tired",
        strength=3,
        started_on=first.date + timedelta(days=1),
        ended_on=first.date + timedelta(days=2),
    )
    told = [[(after.name, after.course) for after in entry.effects] for entry in entries(alice)]
    assert told == [
        [],
        [
            ("Neck pain or stiffness", "mild, since 1 Dec 2025, still there"),
            ("Tired", "severe, 2 Dec 2025 to 3 Dec 2025"),
        ],
    ]


def test_five_cycles_stand_on_a_page_and_the_earlier_ones_on_the_next(
    as_alice: Client, alice: Patient
) -> None:
    for number in range(8):
        make_session(
            alice, TODAY - timedelta(days=84 * number), first_ever=True if number == 7 else None
        )
    assert numbers(page(as_alice, alice)) == [8, 7, 6, 5, 4]
    following = reverse("home:earlier_cycles", args=[alice.code, 4])
    assert f'href="{following}"' in page(as_alice, alice)
    assert numbers(as_alice.get(following).content.decode()) == [3, 2, 1]
    assert "Earlier cycles</a>" not in as_alice.get(following).content.decode()


@pytest.mark.parametrize("number", [0, 1, 10**30])
def test_cycles_before_the_first_are_no_page(as_alice: Client, alice: Patient, number: int) -> None:
    make_session(alice, TODAY)
    answer = as_alice.get(reverse("home:earlier_cycles", args=[alice.code, number]))
    assert answer.status_code == (200 if number > 1 else 404)


def test_units_of_another_product_are_named_wherever_there_may_be_two(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=84))
    assert [entry.dose for entry in entries(alice)] == ["155 units"]
    make_session(alice, TODAY, product=Product.ABOBOTULINUMTOXIN_A, units=500, first_ever=None)
    doses = [entry.dose for entry in entries(alice)]
    assert doses == ["Dysport · 500 units", "Botox · 155 units"]


def test_a_cycle_without_a_logged_day_has_no_count_of_headaches(alice: Patient) -> None:
    make_session(alice, TODAY - timedelta(days=84))
    assert [entry.counted for entry in entries(alice)] == ["Nothing logged in this cycle"]


@pytest.mark.parametrize("field", ["planned", "ahead"])
def test_nobody_with_a_session_to_come_is_told_that_there_is_none(
    as_alice: Client, alice: Patient, field: str
) -> None:
    status = Status.PLANNED if field == "planned" else Status.DONE
    make_session(alice, TODAY + timedelta(days=1), status=status)
    assert "No injection session recorded yet" not in page(as_alice, alice)


def test_more_sessions_ask_no_more_of_the_database(
    as_alice: Client, alice: Patient, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_session(
            alice, TODAY - timedelta(days=84 * number), first_ever=None if number < 29 else True
        )
    as_alice.get("/")
    with django_assert_max_num_queries(9):
        page(as_alice, alice)


def test_a_clinician_reads_it_and_is_offered_no_change(alice: Patient, bob: Clinician) -> None:
    make_session(alice, TODAY - timedelta(days=90), first_ever=None)
    make_session(alice, TODAY, status=Status.PLANNED, first_ever=None)
    client = people.browser_of(bob.user)
    shown = page(client, alice)
    own = ("add", "reminders", "add_preventive")
    assert [n for n in own if reverse(f"treatments:{n}", args=[alice.code]) in shown] == []
    assert "<form" not in shown.partition("<main")[2]
    assert "<strong>alice@example.org</strong>" in shown


def test_nobody_is_told_whose_their_own_diary_is(as_alice: Client, alice: Patient) -> None:
    shown = page(as_alice, alice)
    assert "Recorded by the patient" not in shown
    assert '<div class="whose print-only">' in shown


def test_an_empty_account_is_told_what_its_dates_are_good_for(
    as_alice: Client, alice: Patient
) -> None:
    assert "No injection session recorded yet" in page(as_alice, alice)
