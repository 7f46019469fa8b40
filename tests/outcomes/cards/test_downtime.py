"""The third card: when usual activities went on, by session; an unsaid answer is never one."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.utils.html import strip_tags

from outcomes.cards.card import Card
from outcomes.cards.downtime import downtime
from outcomes.outcome import outcome_of
from tests.outcomes.diaries import date_of, diary, outcome, side_effect

FIVE = [0, 84, 168, 252, 336]


def card(sessions: list[int], **others: Any) -> Card:
    return downtime(outcome("0", sessions, today=400, **others))


def shown(of: Card) -> list[str]:
    return [strip_tags(each) for each in of.shows]


def rows(of: Card) -> list[list[str]]:
    assert of.table
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row) for row in of.table.split("<tr>")[2:]]
    return [[strip_tags(cell) for cell in row] for row in cells]


def said_not_yet(on: tuple[int | None, ...], **others: Any) -> Card:
    """Sessions on FIVE; after some, usual activities were last said to be out of reach `on`."""
    of = diary("0", FIVE[: len(on)], today=400, **others)
    sessions = [
        replace(each, not_usual_on=None if day is None else date_of(day))
        for each, day in zip(of.sessions, on, strict=True)
    ]
    return downtime(outcome_of(replace(of, sessions=tuple(sessions))))


def test_straight_away_and_later_the_same_day_are_kept_apart() -> None:
    found = card(
        FIVE,
        usual_after=("next_day", "same_day", "same_day", "at_once", "same_day"),
        sites=(31, 31, 35, 39, None),
    )
    assert shown(found) == [
        "After 1 of 5 sessions, usual activities went on straight away. After 3, they went on "
        "later the same day. After 1, it took until another day; the longest was “The next day”.",
        "31 to 39 injections a session, recorded for 4 of 5.",
    ]
    assert found.days == "Answered for 5 of 5 sessions."
    assert found.missing == ()


def test_each_session_has_its_row_the_latest_first() -> None:
    found = card(
        FIVE,
        usual_after=("longer", "same_day", "skipped", "", "at_once"),
        sites=(31, None, 35, 39, 31),
    )
    assert rows(found) == [
        ["5: 2 Dec 2024", "Straight away", "31"],
        ["4: 9 Sep 2024", "Not answered", "39"],
        ["3: 17 Jun 2024", "Left unsaid", "35"],
        ["2: 25 Mar 2024", "Later the same day", "–"],
        ["1: 1 Jan 2024", "More than a week later", "31"],
    ]


def test_what_is_not_answered_or_left_unsaid_is_in_no_figure() -> None:
    found = card(FIVE, usual_after=("at_once", "skipped", "", "at_once", ""))
    assert shown(found) == ["After 2 of 2 sessions, usual activities went on straight away."]
    assert found.days == (
        "Answered for 2 of 5 sessions. Left unsaid: 1. Not answered: 2. Such a session is in none "
        "of the figures."
    )


def test_what_is_not_answered_is_asked_for_at_the_latest_such_session() -> None:
    (asked,) = card(FIVE, usual_after=("", "at_once", "", "skipped", "at_once")).missing
    assert asked.sentence == ("After 2 sessions it is still open when usual activities went on.")
    (link,) = asked.links
    assert (link.view, link.pk, link.label) == ("treatments:session", 3, "Answer for 17 June 2024")


def test_never_straight_away_is_said_as_none() -> None:
    assert shown(card([0], usual_after=("few_days",))) == [
        "After 0 of 1 session, usual activities went on straight away. After 1, it took until "
        "another day; the longest was “2 or 3 days later”."
    ]


@pytest.mark.parametrize(
    ("answers", "latest"),
    [
        (("week", "next_day"), "4 to 7 days later"),
        (("next_day", "few_days", "longer"), "More than a week later"),
        (("few_days", "next_day"), "2 or 3 days later"),
    ],
)
def test_the_latest_answer_is_the_longest_one(answers: tuple[str, ...], latest: str) -> None:
    (text,) = shown(card(FIVE, usual_after=answers))
    assert text.endswith(
        f"After {len(answers)}, it took until another day; the longest was “{latest}”."
    )


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ((0,), "After 1, they had not gone on yet when it was last asked that day."),
        ((1,), "After 1, they had not gone on yet when it was last asked, 1 day later."),
        ((2, 93), "After 2, they had not gone on yet when it was last asked, up to 9 days later."),
    ],
)
def test_not_yet_is_an_answer_that_can_still_change(on: tuple[int, ...], text: str) -> None:
    found = said_not_yet(on)
    first = f"After 0 of {len(on)} session{'s' * (len(on) > 1)}, usual activities went on "
    assert shown(found) == [f"{first}straight away. {text}"]
    assert found.days == f"Answered for {len(on)} of {len(on)} session{'s' * (len(on) > 1)}."
    assert [link.pk for each in found.missing for link in each.links] == [len(on)]
    assert rows(found)[0][1].startswith("Not yet on ")


def test_an_answer_after_not_yet_stands_alone() -> None:
    found = said_not_yet((2, None), usual_after=("few_days", "at_once"))
    assert shown(found) == [
        "After 1 of 2 sessions, usual activities went on straight away. After 1, it took until "
        "another day; the longest was “2 or 3 days later”."
    ]
    assert [row[1] for row in rows(found)] == ["Straight away", "2 or 3 days later"]


def test_fainting_is_counted_by_sessions() -> None:
    fainted = [side_effect(session, 84, 84, kind="fainting") for session in (1, 1, 2)]
    found = card(FIVE, side_effects=(*fainted, side_effect(3, 170, 171)))
    assert shown(found) == ["Fainting was noted after 2 sessions."]


def test_injections_are_said_once_where_all_sessions_had_as_many() -> None:
    assert shown(card(FIVE, sites=(31, 31))) == ["31 injections a session, recorded for 2 of 5."]
    assert shown(card([0], sites=(1,))) == ["1 injection a session, recorded for 1 of 1."]


def test_nothing_answered_shows_no_figure_and_asks() -> None:
    found = card(FIVE)
    assert (found.shows, found.table, found.days) == ((), None, "")
    assert [each.sentence for each in found.missing] == [
        "After 5 sessions it is still open when usual activities went on."
    ]


def test_all_left_unsaid_asks_for_nothing() -> None:
    found = card([0, 84], usual_after=("skipped", "skipped"))
    assert (found.shows, found.table, found.missing) == ((), None, ())


def test_without_a_session_it_says_what_feeds_it() -> None:
    found = card([])
    assert (found.shows, found.table) == ((), None)
    assert [link.view for each in found.missing for link in each.links] == ["treatments:add"]


def test_forty_sessions_are_forty_rows() -> None:
    found = card([84 * n for n in range(40)], usual_after=("at_once",) * 39, sites=(31,) * 40)
    assert len(rows(found)) == 40
    assert shown(found)[0] == "After 39 of 39 sessions, usual activities went on straight away."
