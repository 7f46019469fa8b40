"""Filling in: the last days on one page, and several days clear by one yes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.actions import save_day
from diary.choices import Kind
from diary.facets import KIND
from diary.filling import Filling, fill_clear, filling, undo_clear
from diary.filling_forms import RunForm
from tests.make import CLEAR, HEADACHE, MIGRAINE, make_day, make_days

TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 19, tzinfo=UTC)  # 20:00 in Berlin
LATER = NOW + timedelta(minutes=10)
TAP = "6a0f2c1e-56a4-4ad7-9c0e-8d4c0a4f9a11"


@pytest.fixture(autouse=True)
def _a_wednesday_evening() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def page_of(patient: Patient, now: datetime = NOW) -> Filling:
    return filling(patient, now)


def tap(patient: Patient, on: date, kind: Kind, was: str = "", now: datetime = NOW) -> None:
    save_day(patient=patient, on=on, facet=KIND, value=kind, was=was, now=now)


def send(client: Client, patient: Patient, name: str, **data: object) -> HttpResponse:
    return client.post(reverse(f"diary:{name}", args=[patient.code]), data, follow=True)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_fourteen_days_before_today_are_listed_the_newest_first(alice: Patient) -> None:
    assert [row.on for row in page_of(alice).rows] == [ago(days) for days in range(1, 15)]


@pytest.mark.parametrize(
    ("hour", "day_starts", "newest"),
    [
        (2, 0, ago(2)),  # both days of the night are asked on Today
        (5, 0, ago(1)),
        (2, 4, ago(2)),  # a night owl's today is still yesterday
        (4, 4, ago(1)),
    ],
)
def test_what_today_asks_about_is_not_listed_twice(
    alice: Patient, hour: int, day_starts: int, newest: date
) -> None:
    alice.day_starts = day_starts
    now = datetime(2026, 3, 18, hour - 1, 30, tzinfo=UTC)  # Berlin is an hour ahead
    assert page_of(alice, now).rows[0].on == newest


def test_a_day_not_logged_has_its_three_buttons_and_a_logged_one_what_it_was(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, ago(2), MIGRAINE)
    page = text(as_alice.get(reverse("diary:fill_in", args=[alice.code])))
    tapped = [on for on in (row.on for row in page_of(alice).rows) if f'id="tap-{on}-' in page]
    assert tapped == [row.on for row in page_of(alice).rows if row.on != ago(2)]
    assert reverse("diary:day", args=[alice.code, ago(2)]) in page
    assert f'id="undo-{ago(2)}"' not in page


def test_a_day_said_just_now_keeps_its_row_with_an_undo(as_alice: Client, alice: Patient) -> None:
    tap(alice, ago(1), Kind.HEADACHE)
    page = text(as_alice.get(reverse("diary:fill_in", args=[alice.code])))
    assert f'id="undo-{ago(1)}"' in page
    assert "Saved for Tuesday 17 March: Headache." in page
    assert [row.just_said for row in page_of(alice, NOW + timedelta(hours=2)).rows[:1]] == [False]


def test_more_than_five_days_ago_is_said_to_be_late(as_alice: Client, alice: Patient) -> None:
    page = page_of(alice)
    assert [row.on for row in page.recent] == [ago(days) for days in range(1, 6)]
    assert [row.on for row in page.late] == [ago(days) for days in range(6, 15)]
    said = "What you say of these days now is marked as logged late."
    assert said in text(as_alice.get(reverse("diary:fill_in", args=[alice.code])))
    tap(alice, ago(5), Kind.CLEAR)
    tap(alice, ago(6), Kind.CLEAR)
    assert [day.late for day in alice.days.order_by("date")] == [True, False]


def test_days_from_before_the_person_came_are_not_pressed_on_them(
    as_alice: Client, alice: Patient
) -> None:
    alice.created_at = NOW - timedelta(days=2)
    alice.save()
    page = page_of(alice)
    assert page.missing == [ago(2), ago(1)]
    assert [row.on for row in page.early] == [ago(days) for days in range(3, 15)]
    assert RunForm(page).initial == {"first": str(ago(2)), "last": str(ago(1))}
    make_day(alice, ago(9))
    assert page_of(alice).missing[0] == ago(8)


def test_a_newcomer_with_an_empty_diary_has_nothing_to_fill_in(
    as_alice: Client, alice: Patient
) -> None:
    alice.created_at = NOW
    alice.save()
    page = text(as_alice.get(reverse("diary:fill_in", args=[alice.code])))
    assert "Your diary is new, and there is nothing to fill in yet." in page
    assert f"tap-{ago(1)}-migraine" in page


def test_a_day_before_the_person_came_stays_where_it_is_when_it_was_said(alice: Patient) -> None:
    alice.created_at = NOW
    tap(alice, ago(3), Kind.MIGRAINE)
    page = page_of(alice, LATER)
    assert (len(page.early), page.early_open, page.missing) == (14, True, [])


def test_with_all_days_logged_there_is_nothing_to_fill_in(as_alice: Client, alice: Patient) -> None:
    make_days(alice, ago(14), "01m0" * 4)
    page = text(as_alice.get(reverse("diary:fill_in", args=[alice.code])))
    assert "Nothing to fill in" in page
    assert "Were all the other days clear?" not in page


def test_the_whole_stretch_not_logged_is_offered_and_each_day_is_named_before_the_yes(
    as_alice: Client, alice: Patient
) -> None:
    make_days(alice, ago(14), "00000000.m.1..")
    assert RunForm(page_of(alice)).initial == {"first": str(ago(6)), "last": str(ago(1))}
    page = text(send(as_alice, alice, "fill_clear", first=ago(6), last=ago(1)))
    named = [f"{day} March" for day in range(4, 18) if f"day {day} March" in page]
    assert named == ["12 March", "14 March", "16 March", "17 March"]
    assert "Yes, no headache on these 4 days" in page
    assert alice.days.count() == 10


def test_a_chosen_run_leaves_the_days_outside_it(as_alice: Client, alice: Patient) -> None:
    page = text(send(as_alice, alice, "fill_clear", first=ago(3), last=ago(2)))
    assert "Yes, no headache on these 2 days" in page


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (ago(2), ago(3), "Choose a day that is not before the first."),
        (ago(20), ago(1), "This day is not among the last days any more. Choose again."),
        (ago(2), TODAY, "This day is not among the last days any more. Choose again."),
        ("\x00", "2026-02-30", "This day is not among the last days any more. Choose again."),
        (ago(2), "", "Choose a day."),
        (ago(14), ago(14), "All of these days are logged by now."),
    ],
)
def test_a_run_that_cannot_be_is_explained_beside_its_field(
    as_alice: Client, alice: Patient, first: object, last: object, said: str
) -> None:
    make_day(alice, ago(14))
    answer = send(as_alice, alice, "fill_clear", first=first, last=last)
    assert answer.status_code == 422
    assert said in text(answer)
    assert alice.days.count() == 1


def test_yes_writes_exactly_the_days_that_were_named(as_alice: Client, alice: Patient) -> None:
    """A day logged meanwhile stays, one that became not logged is not added."""
    make_day(alice, ago(3), MIGRAINE)
    page = send(as_alice, alice, "fill_clear_yes", on=[ago(4), ago(3), ago(1)])
    assert "2 days are now logged as no headache." in text(page)
    assert "1 day was logged meanwhile and stays as it is." in text(page)
    stored = {day.date: day.state for day in alice.days.all()}
    assert stored == {ago(4): CLEAR, ago(3): MIGRAINE, ago(1): CLEAR}


@pytest.mark.parametrize("on", [[], ["x"], [TODAY], [ago(20)], ["\x00"]])
def test_a_yes_to_days_that_cannot_be_filled_in_writes_nothing(
    as_alice: Client, alice: Patient, on: list[object]
) -> None:
    page = send(as_alice, alice, "fill_clear_yes", on=on, tap=TAP)
    assert page.status_code == 422
    assert "Nothing was saved. Please choose the days again." in text(page)
    assert not alice.days.exists()
    assert not alice.saved_taps.exists()


def test_a_yes_to_several_days_logs_those_that_can_still_be_filled_in(
    as_alice: Client, alice: Patient
) -> None:
    page = send(as_alice, alice, "fill_clear_yes", on=[ago(15), ago(14), ago(2)])
    assert "2 days are now logged as no headache." in text(page)
    assert "1 day is not among the last days any more and was not logged." in text(page)
    assert {day.date for day in alice.days.all()} == {ago(14), ago(2)}


def test_the_same_yes_sent_again_after_an_undo_writes_nothing(
    as_alice: Client, alice: Patient
) -> None:
    yes = {"on": [ago(1), ago(2)], "tap": TAP}
    send(as_alice, alice, "fill_clear_yes", **yes)
    send(as_alice, alice, "fill_clear_undo", version=alice.days.first().version)
    send(as_alice, alice, "fill_clear_yes", **yes)
    assert not alice.days.exists()


def test_days_said_to_be_clear_late_are_marked(alice: Patient) -> None:
    days = fill_clear(patient=alice, dates=[ago(6), ago(5)], now=NOW)
    assert [day.late for day in days] == [True, False]


def test_undo_takes_back_the_days_of_one_yes_that_nobody_touched(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, ago(9), HEADACHE)
    send(as_alice, alice, "fill_clear_yes", on=[ago(8), ago(7)])
    version = page_of(alice).together[0].version
    send(as_alice, alice, "fill_clear_yes", on=[ago(4), ago(3), ago(2)])
    tap(alice, ago(8), Kind.MIGRAINE, was="clear", now=LATER)
    page = send(as_alice, alice, "fill_clear_undo", version=version)
    assert "Undone: 1 day is not logged." in text(page)
    kinds = {on: kind.value for on, kind in alice.days.all().kinds().items()}
    rest = {ago(days): "clear" for days in (4, 3, 2)}
    assert kinds == {ago(9): "headache", ago(8): "migraine", **rest}
    again = send(as_alice, alice, "fill_clear_undo", version=version)
    assert "There is nothing to undo any more." in text(again)


def test_undo_of_another_persons_days_does_nothing(alice: Patient, charlie: Patient) -> None:
    theirs = fill_clear(patient=charlie, dates=[ago(1), ago(2)], now=NOW)
    assert undo_clear(patient=alice, together=theirs[0].version) == 0
    assert charlie.days.count() == 2
