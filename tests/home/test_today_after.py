"""What Today asks about treatments: one thing at a time, below the day's buttons."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Patient
from tests.make import make_session, make_side_effect
from treatments.choices import Status
from treatments.models import BookingReminder, InjectionSession

SESSION = date(2026, 2, 20)
USUAL = "After your injections on Friday 20 February: when were you back to your usual activities?"
UNWELCOME = "Anything unwelcome since your injections on Friday 20 February?"
STILL = "Still there?"
HELP = "When to get help at once"
BEFORE_THE_FIRST = 6  # the log-in's session and user, the patient, attacks, 28 days, sessions
BUTTON = re.compile(r'<button[^>]* name="(answer|on)" value="([^"]*)">')


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, SESSION)


def noon(day: int) -> datetime:
    """Noon in Berlin on a day of the cycle."""
    on = SESSION + timedelta(days=day - 1)
    return datetime(on.year, on.month, on.day, 11, tzinfo=UTC)


def page_at(client: Client, patient: Patient, now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        answer = client.get(reverse("home:today", args=[patient.code]))
    page: str = answer.content.decode()
    return page


def heading(page: str) -> str | None:
    """What is asked, one thing at a time."""
    found = re.findall(r'id="asked"[^>]*>([^<]+)<', page)
    assert len(found) <= 1
    return found[0] if found else None


def still_there(page: str) -> list[str]:
    """The side effects that are asked about, and how many more there are."""
    _, _, card = page.partition('id="still"')
    found = re.findall(r"<p>([^<]+)<br>|>(and \d+ more)<", card)
    return [name or more for name, more in found]


def buttons(page: str) -> list[str]:
    return [value for _, value in BUTTON.findall(page)]


@pytest.mark.parametrize(
    ("day", "asked"), [(1, None), (2, USUAL), (28, USUAL), (29, None), (85, None)]
)
def test_the_day_after_begins_and_day_28_ends_the_questions(
    as_alice: Client, alice: Patient, session: InjectionSession, day: int, asked: str | None
) -> None:
    page = page_at(as_alice, alice, noon(day))
    assert heading(page) == asked
    assert page.index("How is your head today?") < page.index('class="answers"')
    if asked:
        assert page.index('class="answers"') < page.index(USUAL) < page.index('id="cycle"')


def test_the_days_are_counted_where_the_person_lives(as_alice: Client, alice: Patient) -> None:
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    make_session(alice, SESSION)
    midnight = datetime(2026, 2, 20, 11, tzinfo=UTC)  # 00:00 on the 21st in Auckland
    found = [page_at(as_alice, alice, midnight - timedelta(seconds=1))]
    found += [page_at(as_alice, alice, midnight + timedelta(hours=hours)) for hours in (0, 6)]
    assert [heading(page) for page in found] == [None, USUAL, USUAL]


def test_on_day_2_only_what_can_be_true_is_offered(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    answers = buttons(page_at(as_alice, alice, noon(2)))
    assert answers == ["at_once", "same_day", "next_day", "not_yet", "skipped"]


def test_the_questions_come_one_after_the_other_and_then_no_more(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    today = reverse("home:today", args=[alice.code])
    found = [heading(page_at(as_alice, alice, noon(3)))]
    with time_machine.travel(noon(3), tick=False):
        for what, answer in [("usual", "few_days"), ("unwelcome", "nothing")]:
            address = reverse(f"treatments:{what}", args=[alice.code, session.pk])
            page = as_alice.post(address, {"answer": answer, "next": today}, follow=True)
            assert "Saved." in page.content.decode()
            found.append(heading(page.content.decode()))
    found.append(heading(page_at(as_alice, alice, noon(4))))
    assert found == [USUAL, UNWELCOME, None, None]


def test_not_yet_is_asked_again_after_midnight(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    address = reverse("treatments:usual", args=[alice.code, session.pk])
    evening = datetime(2026, 2, 22, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in Berlin
    with time_machine.travel(evening, tick=False):
        as_alice.post(address, {"answer": "not_yet"})
    after = [evening, evening + timedelta(seconds=1), evening + timedelta(hours=12)]
    found = [heading(page_at(as_alice, alice, now)) for now in after]
    assert found == [UNWELCOME, USUAL, USUAL]


def test_what_is_still_there_is_asked_until_it_is_over(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    session.usual_after, session.unwelcome = "at_once", "something"
    session.save()
    effect = make_side_effect(session, kind="neck_pain", started_on=SESSION)
    for day in (2, 40, 80):
        page = page_at(as_alice, alice, noon(day))
        assert still_there(page) == ["Neck pain or stiffness"]
        assert "since 20 February" in page
        on = SESSION + timedelta(days=day - 1)
        assert buttons(page) == [str(on), str(on - timedelta(days=1))]
    effect.ended_on = SESSION
    effect.save()
    assert STILL not in page_at(as_alice, alice, noon(40))


def test_whatever_else_is_asked_two_of_those_still_there_show_and_the_others_are_counted(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    for kind in ("bruise", "neck_pain", "dry_mouth"):
        make_side_effect(session, kind=kind)
    shown = ["Dry mouth", "Neck pain or stiffness", "and 1 more"]
    page = page_at(as_alice, alice, noon(3))
    assert (heading(page), still_there(page)) == (USUAL, shown)
    assert f'href="{reverse("treatments:session", args=[alice.code, session.pk])}#after"' in page
    earlier = make_session(alice, SESSION - timedelta(days=84))
    make_side_effect(earlier)
    make_session(alice, SESSION + timedelta(days=1), status=Status.PLANNED)
    page = page_at(as_alice, alice, noon(3))
    assert "Did your injections of" in page
    assert still_there(page) == [*shown[:2], "and 2 more"]
    more = page[: page.index("and 2 more")]
    treatments = reverse("home:treatments", args=[alice.code])
    assert more.endswith(f'<a class="tap" href="{treatments}">')


def test_when_to_get_help_stands_closed_where_side_effects_are_asked_about(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    found = [page_at(as_alice, alice, noon(3)).count(HELP)]
    InjectionSession.objects.update(usual_after="at_once")
    found.append(page_at(as_alice, alice, noon(3)).count(f"<details><summary>{HELP}</summary>"))
    make_side_effect(session)
    found.append(page_at(as_alice, alice, noon(3)).count(f"<details><summary>{HELP}</summary>"))
    assert found == [0, 1, 1]


def test_the_planned_session_stands_below_the_cycle(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    for days in (100, 85):
        planned = make_session(alice, SESSION + timedelta(days=days), status=Status.PLANNED)
    page = page_at(as_alice, alice, noon(40))
    cycle = page[page.index('id="cycle"') : page.index('id="last28"')]
    address = reverse("treatments:session", args=[alice.code, planned.pk])
    assert re.findall(r'Planned</span> <a class="tap" href="([^"]*)"><strong>([^<]*)<', cycle) == [
        (address, "Sat 16 May 2026")
    ]
    session.delete()
    page = page_at(as_alice, alice, noon(40))
    assert "Sat 16 May 2026" in page
    assert "Add an injection date" not in page


def test_a_session_that_is_ahead_on_a_clock_turned_back_is_not_forgotten(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    words = "Your session of Friday 20 February counts from that day on."
    page = page_at(as_alice, alice, noon(0))
    assert (words in page, "Add an injection date" in page) == (True, False)
    page = page_at(as_alice, alice, noon(1))
    assert (words in page, "Day 1 of 84" in page) == (False, True)


def test_what_began_today_cannot_be_over_yesterday(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    make_side_effect(session, started_on=SESSION)
    assert buttons(page_at(as_alice, alice, noon(1))) == [str(SESSION)]


def test_another_persons_side_effects_and_those_of_a_cancelled_session_are_not_asked_about(
    as_alice: Client, alice: Patient, charlie: Patient
) -> None:
    make_session(alice, SESSION - timedelta(days=90))
    cancelled = make_session(alice, SESSION, status=Status.CANCELLED)
    for theirs in (cancelled, make_session(charlie, SESSION)):
        make_side_effect(theirs)
    assert STILL not in page_at(as_alice, alice, noon(2))


def test_a_planned_session_whose_day_has_come_is_asked_about_first(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    make_session(alice, SESSION + timedelta(days=5), status=Status.PLANNED)
    found = ["Did your injections of" in page_at(as_alice, alice, noon(day)) for day in (5, 6, 30)]
    assert found == [False, True, True]
    assert heading(page_at(as_alice, alice, noon(5))) == USUAL
    assert USUAL not in page_at(as_alice, alice, noon(6))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (70, None),
        (71, "Week 11 of 12: book now?"),
        (84, "Week 12 of 12: book now?"),
        (85, "Your next injections are due today: book now?"),
        (86, "Your next injections are past due: book now?"),
    ],
)
def test_who_asked_for_it_is_told_to_book(
    as_alice: Client, alice: Patient, session: InjectionSession, day: int, words: str | None
) -> None:
    without = page_at(as_alice, alice, noon(day))
    BookingReminder.objects.create(patient=alice, weeks_before=2)
    page = page_at(as_alice, alice, noon(day))
    assert "book now?" not in without
    assert re.findall(r"[^<>]*book now\?", page) == ([words] if words else [])
    make_session(alice, SESSION + timedelta(days=91), status=Status.PLANNED)
    assert "book now?" not in page_at(as_alice, alice, noon(day))


def test_in_the_night_logging_comes_first_and_the_question_last(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    page = page_at(as_alice, alice, noon(3) - timedelta(hours=9))
    order = [page.index(part) for part in ('class="nights"', 'class="days28"', USUAL)]
    assert order == sorted(order)


def test_today_asks_the_database_little_however_much_happened(
    as_alice: Client, alice: Patient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("home:today", args=[alice.code])
    with time_machine.travel(noon(40), tick=False):
        as_alice.get(url)
        with django_assert_num_queries(BEFORE_THE_FIRST):
            as_alice.get(url)
        for ago in range(9):
            session = make_session(alice, SESSION - timedelta(days=84 * ago))
            for kind in ("bruise", "neck_pain"):
                make_side_effect(session, kind=kind)
        with django_assert_num_queries(BEFORE_THE_FIRST + 2):  # side effects, the reminder
            page = as_alice.get(url).content.decode()
    assert len(buttons(page)) == 4
    assert still_there(page)[-1] == "and 16 more"
