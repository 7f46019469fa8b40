"""What is read of a patient's sessions and what followed them, as of a day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Patient
from outcomes.cards.downtime import downtime
from outcomes.cards.side_effects import side_effects
from outcomes.diary import Diary, Session, SideEffect, gather
from outcomes.outcome import outcome_of
from tests import make

DONE = date(2026, 1, 5)
TODAY = date(2026, 3, 1)


def effects(diary: Diary) -> list[tuple[date, date | None]]:
    return [(each.started, each.ended) for each in diary.side_effects]


def test_a_session_comes_with_its_answers_and_its_injections(alice: Patient) -> None:
    session = make.make_session(
        alice, DONE, usual_after="same_day", unwelcome="something", not_usual_on=DONE
    )
    make.make_sites(session)
    bare = make.make_session(alice, TODAY, units=None, first_ever=None)
    assert gather(alice, TODAY).sessions == (
        Session(
            pk=session.pk,
            on=DONE,
            first_ever=True,
            units=Decimal(155),
            usual_after="same_day",
            unwelcome="something",
            sites=31,
            not_usual_on=DONE,
        ),
        Session(pk=bare.pk, on=TODAY, first_ever=None),
    )


def test_a_side_effect_comes_as_it_was_noted(alice: Patient) -> None:
    session = make.make_session(alice, DONE)
    last = DONE + timedelta(days=9)
    make.make_side_effect(
        session, kind="other", other="Itchy", strength=2, started_on=DONE, ended_on=last
    )
    assert gather(alice, TODAY).side_effects == (
        SideEffect(session.pk, "other", "Itchy", 2, DONE, last),
    )


def test_what_lies_ahead_of_today_waits(alice: Patient) -> None:
    session = make.make_session(alice, DONE)
    ahead = TODAY + timedelta(days=1)
    make.make_side_effect(session, started_on=ahead)
    make.make_side_effect(session, kind="weakness", started_on=TODAY, ended_on=ahead)
    make.make_side_effect(session, kind="dry_mouth", started_on=DONE, ended_on=TODAY)
    assert effects(gather(alice, TODAY)) == [(DONE, TODAY), (TODAY, None)]
    assert effects(gather(alice, ahead)) == [(DONE, TODAY), (TODAY, ahead), (ahead, None)]


def test_what_followed_a_session_that_is_not_done_is_left_out(alice: Patient) -> None:
    ahead = TODAY + timedelta(days=1)
    for number, (status, on) in enumerate(
        [("planned", DONE), ("cancelled", DONE), ("done", ahead)]
    ):
        on += timedelta(days=number)
        session = make.make_session(alice, on, first_ever=None, status=status)
        make.make_side_effect(session, started_on=DONE)
    found = gather(alice, TODAY)
    assert (found.sessions, found.side_effects) == ((), ())


def test_another_persons_treatments_stay_theirs(alice: Patient, charlie: Patient) -> None:
    for patient, kind in ((alice, "bruise"), (charlie, "fainting")):
        session = make.make_session(patient, DONE, usual_after="at_once", unwelcome="something")
        make.make_sites(session)
        make.make_side_effect(session, kind=kind)
    assert [each.kind for each in gather(alice, TODAY).side_effects] == ["bruise"]
    assert [each.kind for each in gather(charlie, TODAY).side_effects] == ["fainting"]
    assert len(gather(alice, TODAY).sessions) == 1


def test_both_cards_count_what_is_stored(alice: Patient, django_assert_num_queries: Any) -> None:
    session = make.make_session(alice, DONE, usual_after="next_day", unwelcome="something")
    make.make_sites(session)
    make.make_side_effect(session, ended_on=DONE + timedelta(days=3))
    with django_assert_num_queries(5):
        diary = gather(alice, TODAY)
    outcome = outcome_of(diary)
    assert [*downtime(outcome).shows, *side_effects(outcome).shows] == [
        "After <strong>0</strong> of 1 session, usual activities went on straight away. After "
        "<strong>1</strong>, it took until another day; the longest was “The next day”.",
        "<strong>31</strong> injections a session, recorded for 1 of 1.",
        "Something unwelcome after <strong>1</strong> of 1 session. The longest lasted "
        "<strong>3</strong> days.",
        "1 noted, at its worst: <strong>1</strong> mild, <strong>0</strong> moderate, "
        "<strong>0</strong> severe.",
    ]
