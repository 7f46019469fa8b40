"""Filters, orders and search of the caseload, from entries without a database."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict

from clinic.caseload_choice import Choice, Order, Show, find
from clinic.caseload_roster import Entry

TODAY = date(2026, 3, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def entry(name: str = "Alice", pk: int = 1, **known: Any) -> Entry:
    return Entry(pk, UUID(int=pk), name, None, TODAY, **known)


def on_day(day: int, cycles: int = 1) -> Entry:
    """On a day of a cycle; the session's own is day 1."""
    return entry(cycles=cycles, last_session=ago(day - 1))


def kept(show: Show, *entries: Entry) -> list[bool]:
    return [show.keeps(each) for each in entries]


def test_due_is_day_85_and_soon_is_within_two_weeks_or_past() -> None:
    assert [on_day(day).due_in for day in (84, 85, 86)] == [1, 0, -1]
    # Due in 15 days, in 14, today, and long overdue.
    assert kept(Show.DUE, on_day(70), on_day(71), on_day(85), on_day(600)) == [
        False,
        True,
        True,
        True,
    ]
    assert not Show.DUE.keeps(entry())


def test_before_a_first_session_the_planned_day_counts_and_later_the_due_day_alone() -> None:
    in_14, in_15 = (TODAY + timedelta(days=days) for days in (14, 15))
    assert kept(Show.DUE, entry(planned=in_14), entry(planned=in_15)) == [True, False]
    assert not Show.DUE.keeps(entry(cycles=1, last_session=ago(10), planned=in_14))


@pytest.mark.parametrize(
    ("last", "logged", "quiet"),
    [(7, 20, False), (8, 20, True), (7, 19, True), (0, 0, True), (None, 0, True)],
)
def test_not_logging_is_no_day_in_seven_or_under_20_of_28(
    last: int | None, logged: int, quiet: bool
) -> None:
    known = entry(last_logged=None if last is None else ago(last), logged28=logged)
    assert Show.QUIET.keeps(known) is quiet


@pytest.mark.parametrize(
    ("came", "last", "logged", "quiet"),
    [
        (0, None, 0, False),
        (3, None, 0, False),
        (7, 1, 5, False),
        (7, 1, 4, True),
        (10, 8, 8, True),
        (27, 1, 20, False),
        (28, 1, 19, True),
    ],
)
def test_who_came_lately_is_asked_for_the_days_since(
    came: int, last: int | None, logged: int, quiet: bool
) -> None:
    logged_last = None if last is None else ago(last)
    known = entry(came=ago(came), last_logged=logged_last, logged28=logged)
    assert Show.QUIET.keeps(known) is quiet


def test_who_comes_no_more_stands_after_those_who_are_due() -> None:
    lapsed, overdue, soon = (
        entry(name, pk, cycles=1, last_session=ago(days))
        for pk, (name, days) in enumerate([("Gone", 112), ("Late", 111), ("Soon", 80)], 1)
    )
    booked = entry("Back", 5, cycles=1, last_session=ago(200), planned=TODAY + timedelta(days=1))
    assert Choice().pick([lapsed, booked]) == [booked, lapsed]
    never = entry("New", 4)
    assert Choice().pick([never, lapsed, soon, overdue]) == [overdue, soon, never, lapsed]


def test_the_second_cycle_is_complete_after_its_day_84() -> None:
    assert kept(Show.SECOND, *(on_day(day, 2) for day in (84, 85, 86))) == [False, True, True]
    assert kept(Show.SECOND, on_day(1, 3), on_day(200, 1), entry()) == [True, False, False]
    assert kept(Show.FIRST, on_day(200, 1), on_day(1, 2), entry()) == [True, False, False]


def names(choice: Choice, *entries: Entry) -> list[str]:
    return [each.name for each in choice.pick(entries)]


def test_orders_put_those_without_a_session_last_and_those_without_a_day_first() -> None:
    people = (
        entry("Zoë", 1, cycles=1, last_session=ago(10), last_logged=ago(3)),
        entry("Émile", 2, cycles=1, last_session=ago(90), last_logged=ago(1)),
        entry("adam", 3),
    )
    assert names(Choice(), *people) == ["Émile", "Zoë", "adam"]
    assert names(Choice(order=Order.NAME), *people) == ["adam", "Émile", "Zoë"]
    assert names(Choice(order=Order.LOGGED), *people) == ["adam", "Zoë", "Émile"]
    assert names(Choice(order=Order.DAY), *people) == ["Zoë", "Émile", "adam"]


def test_nobody_is_put_in_order_by_what_changed() -> None:
    assert {order.key for order in Order} == {"due", "name", "logged", "day"}


def test_the_same_order_comes_out_whoever_is_first() -> None:
    same = [entry("Sam", pk) for pk in (1, 2, 3)]
    assert [each.pk for each in Choice().pick(reversed(same))] == [1, 2, 3]


def test_an_address_holds_the_choice_and_what_is_not_known_is_the_usual() -> None:
    choice = Choice(Show.QUIET, Order.NAME, searched=True)
    assert choice.query(3) == "?show=quiet&sort=name&found=1&page=3"
    assert Choice.of(QueryDict(choice.query()[1:])) == choice
    assert Choice.of(QueryDict("show=best&sort=change&found=yes")) == Choice()
    assert Choice().query() == "?"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("muller", ["Jörg Müller"]),
        ("MÜL jör", ["Jörg Müller"]),
        ("müller", ["Jörg Müller"]),
        ("a", ["Ada", "a%b_c@example.org", "𝐀nna 🌸"]),
        ("%", ["a%b_c@example.org"]),
        ("_", ["a%b_c@example.org"]),
        ("🌸", ["𝐀nna 🌸"]),
        ("\x00", []),
        ("'; DROP TABLE", []),
        ("x" * 10_000, []),
        ("q " * 10_000, []),
    ],
)
def test_search_looks_for_each_word_in_the_name(words: str, found: list[str]) -> None:
    known = ("Ada", "Jörg Müller", "a%b_c@example.org", "𝐀nna 🌸")
    people = [entry(name, pk) for pk, name in enumerate(known)]
    assert [each.name for each in find(people, words)] == found
