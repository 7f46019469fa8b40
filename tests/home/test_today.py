"""Today: the one question, at any hour, and where the cycle stands."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.choices import Detail
from accounts.models import Patient
from analysis.cycles import Due
from diary.actions import save_day
from diary.choices import Kind
from diary.facets import KIND
from diary.state import DayState
from home.today import today_page
from tests.make import HEADACHE, make_day, make_days, make_session

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 15)
# The log-in's session and user, the patient; 29 days; attacks, doses, medicines; sessions, side
# effects, reminder.
QUERIES = 10


def at(*clock: int, on: date = DAY, fold: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, *clock, tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "asked"),
    [
        (0, [DAY - timedelta(days=1), DAY]),
        (4, [DAY - timedelta(days=1), DAY]),
        (5, [DAY]),
        (23, [DAY]),
    ],
)
def test_in_the_night_last_evening_and_the_new_day_are_offered(
    alice: Patient, hour: int, asked: list[date]
) -> None:
    assert [box.on for box in today_page(alice, at(hour, 30)).ask] == asked


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_asks_for_the_same_days(alice: Patient, fold: int) -> None:
    change = date(2026, 10, 25)
    page = today_page(alice, at(2, 30, on=change, fold=fold))
    assert [box.on for box in page.ask] == [date(2026, 10, 24), change]


def test_the_hour_that_is_skipped_moves_no_day(alice: Patient) -> None:
    before = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    for now in (before, before + timedelta(seconds=1)):
        assert today_page(alice, now).ask[-1].on == date(2026, 3, 29)


def test_a_day_clear_so_far_is_asked_about_on_the_next_day_and_only_then(alice: Patient) -> None:
    yesterday = DAY - timedelta(days=1)
    morning = at(9, on=yesterday)
    save_day(patient=alice, on=yesterday, facet=KIND, value=Kind.CLEAR, was="", now=morning)
    asked = [
        today_page(alice, now).unsettled for now in (morning, at(8), at(8) + timedelta(days=1))
    ]
    assert [day and day.date for day in asked] == [None, yesterday, None]


def test_what_arrives_later_is_asked_about_until_the_day_after(
    as_alice: Client, alice: Patient
) -> None:
    said, arrives = at(9, on=DAY - timedelta(days=5)), at(10)
    home = reverse("home:today", args=[alice.code])
    url = reverse("diary:tap", args=[alice.code, said.date()])
    tap = {"facet": "kind", "value": "clear", "was": "", "made_at": said.isoformat()}
    with time_machine.travel(arrives, tick=False):
        as_alice.post(url, tap)
        page = as_alice.get(home).content.decode()
    assert f"Did {said:%A} {said.day} {said:%B} stay clear?" in page
    assert f"When you logged {said:%A}, you had no headache so far." in page
    asked = [today_page(alice, arrives + timedelta(days=days)).unsettled for days in range(3)]
    assert [day and day.date for day in asked] == [said.date(), said.date(), None]


def test_yes_it_stayed_clear_ends_the_question(as_alice: Client, alice: Patient) -> None:
    yesterday = DAY - timedelta(days=1)
    save_day(
        patient=alice, on=yesterday, facet=KIND, value=Kind.CLEAR, was="", now=at(9, on=yesterday)
    )
    with time_machine.travel(at(8), tick=False):
        url = reverse("home:today", args=[alice.code])
        assert "Did yesterday stay clear?" in as_alice.get(url).content.decode()
        as_alice.post(reverse("diary:stayed_clear", args=[alice.code, yesterday]), {"next": url})
        assert "Did yesterday stay clear?" not in as_alice.get(url).content.decode()
    assert alice.days.get().kind == Kind.CLEAR


def test_a_newcomer_is_not_asked_to_fill_in_days_from_before_they_came(alice: Patient) -> None:
    alice.created_at = at(9, on=DAY - timedelta(days=2))
    assert today_page(alice, at(9)).unlogged == 2


def test_days_left_out_in_the_past_week_are_counted(alice: Patient) -> None:
    make_days(alice, DAY - timedelta(days=9), "0..1.0.m.")
    assert today_page(alice, at(9)).unlogged == 4


@pytest.mark.parametrize(
    ("ago", "day", "week", "state"),
    [
        (0, 1, 1, Due.RUNNING),
        (6, 7, 1, Due.RUNNING),
        (7, 8, 2, Due.RUNNING),
        (83, 84, 12, Due.RUNNING),
        (84, 85, 13, Due.DUE),
        (85, 86, 13, Due.OVERDUE),
    ],
)
def test_the_cycle_counts_the_sessions_day_as_day_1_and_is_due_on_day_85(
    alice: Patient, ago: int, day: int, week: int, state: Due
) -> None:
    make_session(alice, DAY - timedelta(days=ago))
    cycle = today_page(alice, at(9)).sessions.current
    assert cycle is not None
    assert (cycle.day, cycle.week, cycle.state) == (day, week, state)
    assert cycle.due == DAY - timedelta(days=ago) + timedelta(days=84)


def test_details_are_offered_for_the_headache_logged_last(alice: Patient) -> None:
    yesterday = DAY - timedelta(days=1)
    for on, kind, minute in [(DAY, Kind.MIGRAINE, 1), (yesterday, Kind.HEADACHE, 2)]:
        save_day(patient=alice, on=on, facet=KIND, value=kind, was="", now=at(2, minute))
    details = [today_page(alice, now).detail for now in (at(2, 3), at(9))]
    assert [box and box.on for box in details] == [yesterday, DAY]


def test_the_last_28_days_tell_unlogged_from_clear(alice: Patient) -> None:
    make_days(alice, DAY - timedelta(days=29), "m" + "01m." * 7 + "m")
    last28 = today_page(alice, at(9)).last28
    assert (last28.logged, last28.headache, last28.migraine) == (21, 14, 7)
    marks = re.findall('class="mark mark-(.*?)"', last28.marks)
    assert marks == ["clear", "headache", "migraine", "unlogged"] * 7


def test_a_night_owls_day_goes_on_until_it_ends_and_only_it_is_asked_about(alice: Patient) -> None:
    alice.day_starts = 4
    yesterday = DAY - timedelta(days=1)
    asked = [[box.on for box in today_page(alice, at(*clock)).ask] for clock in [(3, 59), (4, 0)]]
    assert asked == [[yesterday], [DAY]]


def test_at_night_what_is_asked_below_says_of_which_day(as_alice: Client, alice: Patient) -> None:
    make_day(alice, DAY - timedelta(days=1), HEADACHE)
    with time_machine.travel(at(2), tick=False):
        page = as_alice.get(reverse("home:today", args=[alice.code])).content.decode()
    assert '<h2 class="h3">Saturday 14 March</h2>' in page
    assert page.index("Saturday 14 March</h2>") < page.index('data-facet="severity"')


def test_when_it_was_saved_is_told_by_the_persons_own_clock(
    as_alice: Client, alice: Patient
) -> None:
    yesterday = DAY - timedelta(days=1)
    # 23:30 and 00:30 in Berlin are one date in UTC and two of hers.
    for moment, said in [
        (at(23, 30, on=yesterday), "Saved on 14 March: Headache."),
        (at(0, 30), "Saved at 00:30: Headache."),
    ]:
        day = make_day(alice, yesterday, HEADACHE)
        day.changed_at = moment
        day.save()
        with time_machine.travel(at(0, 40), tick=False):
            page = as_alice.get(reverse("home:today", args=[alice.code])).content.decode()
        assert said in page
        day.delete()


def test_what_is_asked_of_a_day_follows_its_answers_in_the_order_that_matters(
    as_alice: Client, alice: Patient
) -> None:
    alice.details = [detail.value for detail in Detail]
    alice.save()
    alice.medicines.create(name="Sumatriptan", kind="triptan")
    make_day(alice, DAY, DayState(headache=True, symptoms=("aura",)), previous={})
    with time_machine.travel(at(20), tick=False):
        page = as_alice.get(reverse("home:today", args=[alice.code])).content.decode()
    parts = [
        'data-facet="kind"',
        "Saved on 1 March",
        "Undo",
        'data-facet="severity"',
        ">Sumatriptan",
        "Mark as migraine",
        "More about this day",
        "When it started and ended",
        'data-facet="nausea"',
        'data-facet="aura"',
        'data-facet="aura_minutes"',
        'data-facet="allowed"',
        'data-facet="hours_lost"',
        'data-facet="pain"',
        'data-facet="note"',
        "</details>",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_a_clear_day_asks_only_for_medicine_and_a_note_and_folds_them(
    as_alice: Client, alice: Patient
) -> None:
    alice.medicines.create(name="Sumatriptan", kind="triptan")
    make_day(alice, DAY)
    with time_machine.travel(at(20), tick=False):
        page = as_alice.get(reverse("home:today", args=[alice.code])).content.decode()
    fold = page[page.index("More about this day") : page.index("</details>")]
    assert ">Sumatriptan" in fold
    assert page.count(">Sumatriptan") == 1
    assert re.findall('data-facet="(.*?)"', page) == ["kind", "note"]


def test_today_takes_the_same_few_queries_however_long_the_diary(
    as_alice: Client, alice: Patient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("home:today", args=[alice.code])
    with time_machine.travel(at(9), tick=False):
        make_session(alice, DAY - timedelta(days=40))
        medicine = alice.medicines.create(name="Sumatriptan", kind="triptan")
        day = make_day(alice, DAY, DayState(headache=True, medicine=True))
        day.doses.create(medicine=medicine)
        as_alice.get(url)
        with django_assert_num_queries(QUERIES):
            as_alice.get(url)
        make_days(alice, DAY - timedelta(days=3000), "01m" * 900)
        for ago in range(100, 3000, 84):
            make_session(alice, DAY - timedelta(days=ago))
        with django_assert_num_queries(QUERIES):
            as_alice.get(url)


def test_a_stored_day_shows_which_answer_was_given(as_alice: Client, alice: Patient) -> None:
    with time_machine.travel(at(20), tick=False):
        make_day(alice, DAY)
        page = as_alice.get(reverse("home:today", args=[alice.code])).content.decode()
    assert page.count('aria-pressed="true"') == 1
    assert f'id="tap-{DAY}-clear" aria-pressed="true"' in page
