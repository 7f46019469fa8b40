"""What is asked after a session: on which days, in which order, and what may be answered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session, make_side_effect
from treatments.after import Effect, Question, possible, question
from treatments.choices import Downtime, Status
from treatments.cycles import read_sessions
from treatments.models import InjectionSession, SideEffect

SESSION = date(2026, 2, 20)
DAY_3 = date(2026, 2, 22)
REFUSED = ("Choose one of the answers.", "Null characters are not allowed.")
GONE = "It is not there any more."
USUAL, UNWELCOME = Question.USUAL, Question.UNWELCOME


@pytest.fixture(autouse=True)
def _day_3() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 2, 22, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, SESSION)


def asked(patient: Patient, day: int) -> Question | None:
    """What is asked on a day of the cycle."""
    cycle = read_sessions(patient, SESSION + timedelta(days=day - 1)).current
    return question(cycle) if cycle else None


def answer(client: Client, session: InjectionSession, what: str, **form: object) -> HttpResponse:
    """Answer as the page of this moment does."""
    was = session.usual_after if what == "usual" else session.unwelcome
    response: HttpResponse = client.post(address(session, what), {"was": was, **form})
    session.refresh_from_db()
    return response


def address(session: InjectionSession, what: str) -> str:
    return reverse(f"treatments:{what}", args=[session.patient.code, session.pk])


def said(response: HttpResponse) -> str:
    """What the answer says; earlier words that no page has shown yet stand before it."""
    *_, last = get_messages(response.wsgi_request)  # type: ignore[attr-defined]
    return str(last)


@pytest.mark.parametrize(
    ("day", "first"), [(-3, None), (1, None), (2, USUAL), (28, USUAL), (29, None)]
)
def test_questions_are_asked_from_the_day_after_to_day_28(
    session: InjectionSession, day: int, first: Question | None
) -> None:
    assert asked(session.patient, day) == first


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED])
def test_only_a_done_session_is_asked_about(session: InjectionSession, status: Status) -> None:
    InjectionSession.objects.update(status=status)
    assert asked(session.patient, 3) is None


def test_once_the_next_session_is_done_the_one_before_is_asked_about_no_more(
    session: InjectionSession,
) -> None:
    make_session(session.patient, SESSION + timedelta(days=9), usual_after="at_once")
    cycle = read_sessions(session.patient, SESSION + timedelta(days=11)).current
    assert cycle is not None
    assert (cycle.number, question(cycle)) == (2, UNWELCOME)


def test_each_question_is_asked_until_it_is_answered(
    as_alice: Client, session: InjectionSession
) -> None:
    found = [asked(session.patient, 3)]
    answer(as_alice, session, "usual", answer="next_day")
    found.append(asked(session.patient, 3))
    answer(as_alice, session, "unwelcome", answer="nothing")
    found.append(asked(session.patient, 3))
    assert found == [USUAL, UNWELCOME, None]
    assert (session.usual_after, session.unwelcome) == ("next_day", "nothing")


def test_a_skipped_question_is_answered(as_alice: Client, session: InjectionSession) -> None:
    for what in ("usual", "unwelcome"):
        answer(as_alice, session, what, answer="skipped")
    assert asked(session.patient, 4) is None


def test_not_yet_asks_the_other_question_today_and_again_tomorrow(
    as_alice: Client, session: InjectionSession
) -> None:
    answer(as_alice, session, "usual", answer="not_yet")
    assert (session.usual_after, session.not_usual_on) == ("", DAY_3)
    assert [asked(session.patient, day) for day in (3, 4)] == [UNWELCOME, USUAL]


def test_on_a_clock_turned_back_not_yet_still_holds(session: InjectionSession) -> None:
    session.not_usual_on = DAY_3
    session.save()
    assert asked(session.patient, 2) == UNWELCOME


@pytest.mark.parametrize(
    ("since", "latest", "count"),
    [
        (0, "same_day", 2),
        (1, "next_day", 3),
        (2, "few_days", 4),
        (3, "few_days", 4),
        (4, "week", 5),
        (7, "week", 5),
        (8, "longer", 6),
        (90, "longer", 6),
    ],
)
def test_only_what_can_be_true_by_now_can_be_answered(
    session: InjectionSession, since: int, latest: str, count: int
) -> None:
    answers = possible(session, SESSION + timedelta(days=since))
    assert answers == list(Downtime)[:count]
    assert answers[-1] == latest


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("usual", {"answer": "week"}),
        ("usual", {"answer": "longer"}),
        ("usual", {"answer": "nothing"}),
        ("usual", {"answer": ""}),
        ("usual", {"answer": "next_day\x00"}),
        ("usual", {"answer": "９" * 400}),
        ("usual", {}),
        ("unwelcome", {"answer": "something"}),
        ("unwelcome", {"answer": "next_day"}),
        ("unwelcome", {"answer": "x" * 5000}),
        ("unwelcome", {}),
        ("usual", {"answer": "next_day", "was": "\x00"}),
    ],
)
def test_another_answer_is_refused_with_a_word(
    as_alice: Client, session: InjectionSession, what: str, form: dict[str, str]
) -> None:
    response = answer(as_alice, session, what, **form)
    assert response.status_code == 302
    assert said(response) in REFUSED
    assert (session.usual_after, session.not_usual_on, session.unwelcome) == ("", None, "")


def test_an_answer_can_be_changed(as_alice: Client, session: InjectionSession) -> None:
    for chosen in ("at_once", "few_days", "not_yet", "same_day"):
        response = answer(as_alice, session, "usual", answer=chosen)
        assert said(response) == "Saved."
        assert session.usual_after == ("" if chosen == "not_yet" else chosen)
    assert session.not_usual_on == DAY_3


def test_an_answer_given_in_another_window_meanwhile_stays(
    as_alice: Client, session: InjectionSession
) -> None:
    answer(as_alice, session, "usual", answer="next_day")
    for late in ("at_once", "not_yet", "skipped"):
        response = answer(as_alice, session, "usual", answer=late, was="")
        assert said(response) == "You answered this in another window meanwhile: The next day."
    assert (session.usual_after, session.not_usual_on) == ("next_day", None)
    assert said(answer(as_alice, session, "usual", answer="next_day", was="")) == "Saved."


def test_nothing_unwelcome_cannot_be_said_beside_what_is_recorded(
    as_alice: Client, session: InjectionSession
) -> None:
    make_side_effect(session, started_on=SESSION)
    response = answer(as_alice, session, "unwelcome", answer="nothing")
    assert said(response) == "Something unwelcome is recorded. Delete it first if it was not so."
    assert session.unwelcome == ""


def test_an_answer_changes_nothing_else_of_the_session(
    as_alice: Client, session: InjectionSession
) -> None:
    before = InjectionSession.objects.values().get()
    answer(as_alice, session, "usual", answer="next_day")
    answer(as_alice, session, "unwelcome", answer="nothing")
    after = InjectionSession.objects.values().get()
    assert after == before | {"usual_after": "next_day", "unwelcome": "nothing"}


@pytest.mark.parametrize("what", ["usual", "unwelcome"])
def test_a_session_that_has_not_happened_takes_no_answer(
    as_alice: Client, session: InjectionSession, what: str
) -> None:
    InjectionSession.objects.update(status=Status.PLANNED)
    assert said(answer(as_alice, session, what, answer="skipped")) == GONE
    InjectionSession.objects.update(status=Status.DONE, date=DAY_3 + timedelta(days=1))
    assert said(answer(as_alice, session, what, answer="skipped")) == GONE
    assert (session.usual_after, session.unwelcome) == ("", "")
    wrong = f"/p/{session.patient.code}/treatments/sessions/{10**30}/{what}/"
    assert as_alice.get(wrong).status_code == 404
    assert said(as_alice.post(wrong)) == GONE


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/p/", "/admin/", "javascript:1", ""]
)
def test_an_answer_leads_back_to_one_of_our_pages_only(
    as_alice: Client, session: InjectionSession, elsewhere: str
) -> None:
    page = address(session, "session")
    response = answer(as_alice, session, "usual", answer="at_once", next=elsewhere)
    assert response["Location"] == page
    today = reverse("home:today", args=[session.patient.code])
    response = answer(as_alice, session, "usual", answer="same_day", next=today)
    assert response["Location"] == today
    assert said(response) == f'Saved. <a href="{page}#after">Change</a>'


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (None, "Since 20 February 2026, still there: 3 days so far"),
        (SESSION, "20 February 2026: 1 day"),
        (DAY_3, "20 February to 22 February 2026: 3 days"),
        (date(2027, 1, 1), "20 February 2026 to 1 January 2027: 316 days"),
    ],
)
def test_how_long_a_side_effect_was_there_is_said_in_words(ended: date | None, words: str) -> None:
    row = SideEffect(kind="bruise", strength=1, started_on=SESSION, ended_on=ended)
    assert Effect(row, DAY_3).words == words


def test_what_began_on_a_day_that_is_ahead_on_a_clock_turned_back_was_there_for_a_day() -> None:
    effect = Effect(SideEffect(kind="bruise", strength=1, started_on=DAY_3), SESSION)
    assert (effect.now, effect.days, effect.yesterday) == (DAY_3, 1, None)
