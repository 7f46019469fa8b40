"""The fifth card: what was unwelcome, after how many sessions, how strong and how long."""

import re
from typing import Any

from django.utils.html import strip_tags

from outcomes.cards.card import Card
from outcomes.cards.side_effects import side_effects
from tests.outcomes.diaries import outcome, side_effect

FIVE = [0, 84, 168, 252, 336]
DEMO = (
    side_effect(1, 3, 12, strength=2),
    side_effect(1, 0, 1, kind="injection_site_pain"),
    side_effect(2, 89, 110, kind="eyelid_droop"),
    side_effect(4, 252, 258, kind="bruise"),
    side_effect(5, 340, None),
)


def card(sessions: list[int], *, today: int = 379, **others: Any) -> Card:
    return side_effects(outcome("0", sessions, today=today, **others))


def shown(of: Card) -> list[str]:
    return [strip_tags(each) for each in of.shows]


def rows(of: Card) -> list[list[str]]:
    assert of.table
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row) for row in of.table.split("<tr>")[2:]]
    return [[strip_tags(cell) for cell in row] for row in cells]


def test_how_often_how_strong_and_how_long() -> None:
    found = card(
        FIVE,
        unwelcome=("something", "something", "nothing", "something", "something"),
        side_effects=DEMO,
    )
    assert shown(found) == [
        "Something unwelcome after 4 of 5 sessions. Of those that are over, the longest lasted 22 "
        "days. 1 is still there: 40 days so far.",
        "5 noted, at their worst: 4 mild, 1 moderate, 0 severe.",
    ]
    assert found.days == "Answered for 5 of 5 sessions."
    assert rows(found) == [
        ["Neck pain or stiffness", "2", "Moderate", "10 days. Still there: 40 days so far."],
        ["Pain where it was injected", "1", "Mild", "2 days."],
        ["Drooping eyelid", "1", "Mild", "22 days."],
        ["Bruise", "1", "Mild", "7 days."],
    ]


def test_nothing_unwelcome_is_said_of_the_sessions_asked_alone() -> None:
    found = card(FIVE, unwelcome=("nothing", "nothing", "skipped", "nothing", ""))
    assert shown(found) == ["Nothing unwelcome after 3 of 3 sessions."]
    assert found.days == (
        "Answered for 3 of 5 sessions. Left unsaid: 1. Not answered: 1. Such a session is in none "
        "of the figures."
    )
    assert found.table is None


def test_a_side_effect_answers_for_its_session_whatever_was_answered() -> None:
    logged = (side_effect(1, 1, 2), side_effect(2, 85, 86), side_effect(3, 169, 170))
    found = card(FIVE[:3], unwelcome=("", "skipped", "nothing"), side_effects=logged)
    assert shown(found)[0].startswith("Something unwelcome after 3 of 3 sessions.")
    assert found.days == "Answered for 3 of 3 sessions."
    assert found.missing == ()


def test_what_is_not_answered_is_asked_for_at_the_latest_such_session() -> None:
    (asked,) = card(FIVE, unwelcome=("", "nothing", "", "nothing", "skipped")).missing
    assert asked.sentence == (
        "After 2 sessions it is not recorded yet whether anything was unwelcome."
    )
    (link,) = asked.links
    assert (link.view, link.pk) == ("treatments:session", 3)


def test_what_is_still_there_has_no_final_length() -> None:
    found = card([0], side_effects=(side_effect(1, 2, None),), today=2)
    assert shown(found)[0] == (
        "Something unwelcome after 1 of 1 session. 1 is still there: 1 day so far."
    )
    assert rows(found) == [["Neck pain or stiffness", "1", "Mild", "Still there: 1 day so far."]]


def test_more_than_one_still_there_tells_the_longest_so_far() -> None:
    still = (side_effect(1, 300, None), side_effect(2, 360, None))
    found = card([0, 84], side_effects=still)
    assert shown(found)[0].endswith("2 are still there, the longest for 80 days so far.")
    assert rows(found)[0][3] == "Still there: 2, the longest for 80 days so far."


def test_the_last_day_of_what_is_still_there_is_asked_for_at_the_earliest_session() -> None:
    still = (side_effect(3, 170, 180), side_effect(4, 260, None), side_effect(2, 90, None))
    (asked,) = card(FIVE[:4], unwelcome=("nothing",), side_effects=still).missing
    (link,) = asked.links
    assert (link.view, link.pk, link.label) == (
        "treatments:session",
        2,
        "Add the last day of: Neck pain or stiffness",
    )


def test_each_that_is_still_there_after_that_session_is_named_once() -> None:
    still = (
        side_effect(1, 1, None),
        side_effect(1, 3, None),
        side_effect(1, 2, 5, kind="bruise"),
        side_effect(1, 4, None, kind="other", other="Itchy scalp"),
        side_effect(2, 90, None, kind="eyelid_droop"),
    )
    (asked,) = card(FIVE[:2], side_effects=still).missing
    (link,) = asked.links
    assert (link.pk, link.label) == (1, "Add the last day of: Neck pain or stiffness, Itchy scalp")


def test_one_kind_is_as_strong_as_at_its_worst_and_from_shortest_to_longest() -> None:
    several = (
        side_effect(1, 1, 30, strength=1),
        side_effect(2, 85, 85, strength=3),
        side_effect(2, 90, 95, strength=2),
    )
    found = card(FIVE, side_effects=several)
    assert rows(found) == [["Neck pain or stiffness", "2", "Severe", "1 to 30 days."]]
    assert shown(found)[1] == "3 noted, at their worst: 1 mild, 1 moderate, 1 severe."
    assert shown(found)[0].endswith("The longest lasted 30 days.")


def test_own_words_are_kept_and_can_do_no_harm() -> None:
    own = (
        side_effect(1, 1, 1, kind="other", other="Itchy  scalp"),
        side_effect(2, 85, 86, kind="other", other="itchy scalp"),
        side_effect(2, 85, 85, kind="other", other="<b>5 % & more</b>"),
    )
    found = card([0, 84], side_effects=own)
    assert found.table
    assert "<b>" not in found.table
    assert "&lt;b&gt;5 % &amp; more&lt;/b&gt;" in found.table
    assert rows(found)[0][:2] == ["Itchy  scalp", "2"]
    assert len(rows(found)) == 2


def test_something_that_nobody_wrote_down_is_still_something() -> None:
    found = card([0, 84], unwelcome=("something", "nothing"))
    assert shown(found) == [
        "Something unwelcome after 1 of 2 sessions.",
        "What it was is not recorded.",
    ]
    assert found.table is None


def test_nothing_answered_shows_no_figure_and_asks() -> None:
    found = card(FIVE)
    assert (found.shows, found.table, found.days) == ((), None, "")
    assert len(found.missing) == 1


def test_without_a_session_it_says_what_feeds_it() -> None:
    found = card([])
    assert found.shows == ()
    assert [link.view for each in found.missing for link in each.links] == ["treatments:add"]


def test_after_a_session_it_says_when_to_get_help() -> None:
    assert card([0]).help
    assert not card([]).help


def test_what_is_seen_is_not_said_to_be_caused() -> None:
    assert card([]).limits == (
        "What caused it. This is what was noticed after a session, and it could have come without "
        "the injections too."
    )
