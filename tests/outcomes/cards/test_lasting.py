"""The card on how long it lasts: sessions, the last weeks, trends, attacks by severity."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.html import strip_tags

from outcomes.cards.card import Card
from outcomes.cards.lasting import lasting
from outcomes.outcome import Outcome
from outcomes.studies import LASTING
from tests.outcomes.diaries import outcome

TWELVE = [84, 168, 252, 336]
FALLING = "110" * 56 + "10" * 42 + "100" * 28 + "1000" * 21
DECADE = "01.10" * 730


def shows(of: Outcome) -> list[str]:
    return [strip_tags(text) for text in lasting(of).shows]


def asks(of: Outcome) -> list[tuple[str, list[str]]]:
    missing = lasting(of).missing
    return [(each.sentence, [link.view for link in each.links]) for each in missing]


def tables(card: Card) -> list[list[list[str]]]:
    root = ElementTree.fromstring(f"<div>{card.table or ''}</div>")
    return [[[cell.text or "" for cell in row] for row in t.iter("tr")] for t in root.iter("table")]


def test_a_fall_from_cycle_to_cycle_seems_so_and_has_its_range() -> None:
    assert shows(outcome(FALLING, TWELVE)) == [
        "3 of 3 times between two sessions were about 12 weeks (78 to 91 days).",
        "Weeks 3 to 10: headache on 12.2 days of 28. From week 11 on: 11.5. That is 0.7 fewer. "
        "Cannot tell yet if it is fewer or more. The true change could be anywhere from about 5 "
        "fewer to 4 more.",
        "Headache days: from cycle to cycle the days seem to fall by 4.0 of 28 (range 2.3 to 5.7, "
        "over 4 cycles).",
        "Moderate or severe: from cycle to cycle the days seem to fall by 4.0 of 28 (range 2.3 to "
        "5.7, over 4 cycles).",
    ]


def test_a_rise_seems_so_too() -> None:
    rising = "1000" * 21 + "100" * 28 + "10" * 42 + "110" * 28
    assert shows(outcome(rising, [0, 84, 168, 252]))[2] == (
        "Headache days: from cycle to cycle the days seem to rise by 4.0 of 28 (range 2.2 to 5.7, "
        "over 4 cycles)."
    )


def test_a_range_that_holds_no_change_reads_as_no_clear_change() -> None:
    assert shows(outcome("01" * 210, TWELVE))[2] == (
        "Headache days: no clear change from cycle to cycle (from 1.9 lower to 1.9 higher of 28 "
        "each cycle, over 4 cycles)."
    )
    less = "01" * 84 + "011001010" * 9 + "0" * 3 + "01001" * 17
    assert shows(outcome(less, TWELVE[:3]))[2] == (
        "Headache days: no clear change from cycle to cycle (from 4.2 lower to 1.4 higher of 28 "
        "each cycle, over 3 cycles)."
    )


@pytest.mark.parametrize(("sessions", "so_far"), [([84], "there is 1"), ([84, 168], "there are 2")])
def test_under_three_cycles_there_is_no_trend(sessions: list[int], so_far: str) -> None:
    trends = [text for text in shows(outcome("01" * 120, sessions)) if "trend" in text]
    assert trends == [
        f"Headache days: a trend takes 3 cycles with at least 20 days logged each. So far {so_far}."
    ]


def test_the_last_weeks_are_compared_with_the_weeks_before_them() -> None:
    worn = outcome("110" * 28 + ("0" * 70 + "1" * 14) * 3, TWELVE[:3], first_ever=False)
    assert shows(worn)[1] == (
        "Weeks 3 to 10: headache on 0.0 days of 28. From week 11 on: 28.0. The usual level could "
        "be anywhere from about 0 to 5 in weeks 3 to 10, and from about 15 to 28 from week 11 on."
    )
    first = outcome("110" * 28 + ("0" * 70 + "1" * 14) * 3, TWELVE[:3])
    assert shows(first)[1] == (
        "Weeks 3 to 10: headache on 0.0 days of 28. From week 11 on: 28.0. That is 28.0 more. "
        "Clearly more. The true change could be anywhere from about 14 to 28 more."
    )
    assert tables(lasting(worn))[0] == [
        ["Headache days", "In 28", "Range", "Logged"],
        ["Weeks 3 to 10", "0.0", "0 to 5", "168 of 168"],
        ["Week 11 on", "28.0", "15 to 28", "42 of 42"],
        ["Cycle 1", "4.7", "1 to 14", "84 of 84"],
        ["Cycle 3", "4.7", "1 to 14", "84 of 84"],
    ]


def test_last_weeks_with_few_days_logged_are_not_compared() -> None:
    of = outcome("01" * 42 + ("0" * 70 + "1" * 3 + "." * 11) * 2 + "0", TWELVE[:3])
    assert shows(of)[1] == "Too few days are logged to compare week 11 on with weeks 3 to 10."
    assert tables(lasting(of))[0][2] == ["Week 11 on", "6 counted", "–", "6 of 28"]
    assert asks(of) == [("From week 11 on, 14 more days need to be logged.", ["home:calendar"])]
    assert (
        shows(outcome("01" * 60, [84]))[1]
        == "This diary has no day from week 11 of a cycle on yet."
    )


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        ([84], "One session so far, so there is no time between sessions yet."),
        (
            [84, 162],
            "1 of 1 time between two sessions was about 12 weeks (78 to 91 days).",
        ),
        (
            [0, 77, 168, 260],
            "1 of 3 times between two sessions were about 12 weeks (78 to 91 days). Shorter: 1. "
            "Longer: 1.",
        ),
    ],
)
def test_how_many_sessions_came_after_about_twelve_weeks(sessions: list[int], said: str) -> None:
    assert shows(outcome("01" * 150, sessions))[0] == said


def test_attacks_are_counted_by_their_worst_day() -> None:
    # Before: two severe, of three days and of one, and one moderate. Since: one not rated.
    of = outcome("." * 60 + "1m10m0100" + "0u00", [69])
    assert tables(lasting(of))[-1] == [
        ["Attacks", "All", "Severe", "Moderate", "Mild", "Not rated", "Logged"],
        ["Before", "3", "2", "1", "0", "0", "9 of 9"],
        ["Cycle 1", "1", "0", "0", "0", "1", "4 of 4"],
    ]


def test_of_many_cycles_the_first_and_the_latest_stand_and_the_others_are_folded() -> None:
    card = lasting(outcome(DECADE, [84 + 87 * i for i in range(40)]))
    _, shown, folded = ([row[0] for row in each[1:]] for each in tables(card))
    assert shown == ["Before", "Cycle 1", "Cycle 37", "Cycle 38", "Cycle 39", "Cycle 40"]
    assert folded == [f"Cycle {n}" for n in range(2, 37)]
    assert "<details><summary>Cycles 2 to 36</summary><table>" in str(card.table)
    six = lasting(outcome(DECADE, [84 + 87 * i for i in range(6)]))
    assert len(tables(six)[-1]) == 1 + 1 + 6
    assert "<details>" not in str(six.table)


def test_a_trend_that_would_mislead_is_not_shown() -> None:
    bad = outcome("01" * 42 + "1..." * 63, TWELVE[:3])
    assert shows(bad)[2] == (
        "Headache days: no trend is shown. In cycles 1 to 3 it looks as if mostly bad days were "
        "logged."
    )
    # Nor are the levels, nor anything asked for that would not mend it.
    assert len(shows(bad)) == 3
    assert tables(lasting(bad))[0][1:] == [
        ["Weeks 3 to 10", "at least 7.0", "–", "42 of 168"],
        ["Week 11 on", "at least 6.5", "–", "9 of 39"],
    ]
    assert asks(bad) == []
    unrated = outcome("u0" * 210, TWELVE)
    assert shows(unrated)[3] == (
        "Moderate or severe: no trend is shown, as too few days say what is counted in 4 cycles."
    )
    assert asks(unrated) == [
        ("136 more headache days in the cycles need a severity.", ["home:calendar"])
    ]


def test_severities_that_keep_back_a_trend_are_the_reason_given_and_asked_for() -> None:
    # The third cycle has a trend of headache; of its 42 headache days none has a severity, and
    # with the 18 clear days 20 are not reached.
    few = outcome("01" * 126 + "u" * 42 + "0" * 18 + "." * 24, TWELVE[:3])
    assert shows(few)[3] == (
        "Moderate or severe: no trend is shown, as too few days say what is counted in 1 cycle."
    )
    assert asks(few) == [
        ("34 more headache days in the cycles need a severity.", ["home:calendar"])
    ]


def test_no_severities_are_asked_for_where_the_trend_is_shown_without_them() -> None:
    # The fourth cycle has 15 headache days without a severity, and no other day.
    shown = outcome("01" * 168 + "u" * 15, TWELVE)
    assert "too few days say" not in " ".join(shows(shown))
    assert asks(shown) == []


def test_a_trend_over_cycles_with_many_unlogged_days_says_so() -> None:
    assert shows(outcome("01" * 42 + "10.." * 63, TWELVE[:3]))[2].endswith(
        "over 3 cycles). In 3 of these cycles too many days are not logged for a rate."
    )


def test_cycles_with_too_few_days_for_a_trend_are_asked_for() -> None:
    of = outcome("01" * 42 + "01" * 5 + "." * 74 + "01" * 20, TWELVE[:2])
    assert asks(of)[-1] == (
        "1 cycle that is over or under way has too few days logged for a trend.",
        ["home:calendar"],
    )


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        (
            outcome("01" * 42, []),
            (
                "No Botox session is recorded yet. The first cycle begins there.",
                ["treatments:add"],
            ),
        ),
        (
            outcome("", [], today=0),
            (
                "No Botox session is recorded yet. The first cycle begins there.",
                ["treatments:add"],
            ),
        ),
        (
            outcome("01" * 42, [84], today=150),
            ("No day in a cycle is logged yet.", ["home:today", "home:calendar"]),
        ),
        (
            outcome("", [0], today=0),
            ("No day in a cycle is logged yet.", ["home:today", "home:calendar"]),
        ),
    ],
)
def test_without_its_data_the_card_says_what_feeds_it(
    of: Outcome, asked: tuple[str, list[str]]
) -> None:
    card = lasting(of)
    assert (card.shows, card.table, card.days) == ((), None, "")
    assert asks(of) == [asked]
    assert card.facts == LASTING


@pytest.mark.parametrize(
    ("diary", "sessions"),
    [
        ("0" * 420, TWELVE),
        ("1" * 420, TWELVE),
        ("01" * 60, list(range(84, 124))),
        ("01" * 60, [-30, 200]),
        ("0", [0]),
    ],
)
def test_no_diary_is_too_odd_for_the_card(diary: str, sessions: list[int]) -> None:
    card = lasting(outcome(diary, sessions))
    said = " ".join([*card.shows, str(card.table or ""), card.days, card.limits, card.claim])
    assert re.findall(r"nan|None|%\(|\binf\b", said) == []
    judging = r"responder|\bworks\b|failed|prevented|should stop|probability|overuse"
    assert re.findall(judging, said, re.IGNORECASE) == []
    assert "Before Botox" not in said


def test_each_table_of_the_card_has_a_name() -> None:
    table = str(lasting(outcome(FALLING, TWELVE)).table)
    assert re.findall(r"<table><caption>(.*?)</caption>", table) == [
        "How often, in weeks and in cycles",
        "Attacks by their worst day",
    ]
