"""The yes to a file."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Patient
from diary.models import Day
from diary.state import DayState
from tests.exchange.sending import (
    NOW,
    TWO_DAYS,
    bring,
    diary,
    key,
    look,
    say_yes,
    stage,
    text,
    url,
)
from tests.make import CLEAR, HEADACHE, MIGRAINE, NOON, make_day, make_days

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)
NOT_ASKED = DayState(headache=True, migraine=None, medicine=None)
CLEAR_NOT_ASKED = DayState(headache=False, medicine=None)


def test_a_yes_writes_the_days_and_empties_the_file(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    said = text(say_yes(as_alice, staged))
    assert said.startswith("Your diary is here 2 days added Brought in on 10 April 2026, 12:00.")
    assert diary(alice) == {FIRST: NOT_ASKED, SECOND: CLEAR_NOT_ASKED}
    staged.refresh_from_db()
    assert (staged.status, staged.added, staged.replaced) == ("done", 2, 0)
    assert bytes(staged.file) == b""


def test_a_day_brought_in_has_its_own_times_and_no_undo_of_its_own(
    as_alice: Client, alice: Patient
) -> None:
    bring(as_alice, alice, "date,headache\n2026-04-10,0\n")
    day = alice.days.get()
    assert (day.logged_at, day.changed_at, day.previous) == (NOW, NOW, None)
    assert day.clear_so_far is False


def test_every_column_comes_in(as_alice: Client, alice: Patient) -> None:
    content = (
        "datum\tkopfschmerz\tmigräne\tstärke\tmedikament\tnotiz\n"
        "01.03.2026\tja\tnein\tleicht\tx\t'=1+1 и 頭痛 🤕\n"
        "13.03.2026\tja\tja\t9\t0\t\n"
    )
    bring(as_alice, alice, content.encode("utf-8-sig"))
    assert diary(alice) == {
        FIRST: DayState(
            headache=True, migraine=False, severity=1, medicine=True, note="=1+1 и 頭痛 🤕"
        ),
        date(2026, 3, 13): DayState(headache=True, migraine=True, severity=3, pain=9),
    }


def test_the_same_file_twice_adds_nothing(as_alice: Client, alice: Patient) -> None:
    bring(as_alice, alice, TWO_DAYS)
    before = list(alice.days.order_by("date").values())
    assert "There is nothing to bring in." in text(look(as_alice, stage(as_alice, alice, TWO_DAYS)))
    bring(as_alice, alice, TWO_DAYS)
    assert list(alice.days.order_by("date").values()) == before


def test_a_second_yes_says_it_is_done_already(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    say_yes(as_alice, staged)
    alice.days.filter(date=FIRST).delete()
    said = text(say_yes(as_alice, staged))
    assert said.startswith("This was done already. Nothing was written a second time.")
    assert list(diary(alice)) == [SECOND]


def test_a_yes_without_a_tick_keeps_what_is_there(as_alice: Client, alice: Patient) -> None:
    make_day(alice, FIRST, MIGRAINE)
    said = text(
        say_yes(as_alice, stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,1"))
    )
    assert "Your diary is here 1 day added Brought in" in said
    assert "1 day stayed as it was" in said
    assert "Sunday 1 March 2026" in said
    assert diary(alice) == {FIRST: MIGRAINE, SECOND: NOT_ASKED}


def test_a_ticked_day_is_taken_from_the_file(as_alice: Client, alice: Patient) -> None:
    first = make_day(alice, FIRST, MIGRAINE, clear_so_far=False, previous={})
    make_day(alice, SECOND, HEADACHE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,0\n")
    said = text(say_yes(as_alice, staged, replace=[key(first)]))
    assert "Your diary is here 1 day changed Brought in" in said
    assert diary(alice) == {FIRST: CLEAR, SECOND: HEADACHE}
    after = alice.days.get(date=FIRST)
    assert (after.pk, after.logged_at, after.changed_at) == (first.pk, NOON, NOW)
    assert after.previous is None
    assert after.version != first.version


def test_a_ticked_day_that_changed_since_the_preview_stays(
    as_alice: Client, alice: Patient
) -> None:
    day = make_day(alice, FIRST, MIGRAINE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n")
    shown = key(day)
    tapped = {"facet": "kind", "value": "headache", "was": day.kind}
    as_alice.post(f"/p/{alice.code}/days/2026-03-01/tap/", tapped)
    assert "1 day stayed as it was" in text(say_yes(as_alice, staged, replace=[shown]))
    assert diary(alice) == {FIRST: HEADACHE}


def test_all_days_that_differ_as_the_preview_showed_can_be_taken_at_once(
    as_alice: Client, alice: Patient, on_a_fixed_day: time_machine.Traveller
) -> None:
    for on in (FIRST, SECOND):
        make_day(alice, on, MIGRAINE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,0\n")
    page = look(as_alice, staged).content.decode()
    (shown_at,) = re.findall(r'name="shown_at" value="(.+?)"', page)
    on_a_fixed_day.shift(60)
    second = alice.days.get(date=SECOND)
    tapped = {"facet": "kind", "value": "headache", "was": second.kind}
    as_alice.post(f"/p/{alice.code}/days/2026-03-02/tap/", tapped)
    say_yes(as_alice, staged, all="on", shown_at=shown_at)
    assert diary(alice) == {FIRST: CLEAR, SECOND: HEADACHE}


def test_a_day_logged_between_preview_and_yes_stays(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    make_day(alice, FIRST, CLEAR)
    assert "1 day stayed as it was" in text(say_yes(as_alice, staged))
    assert diary(alice) == {FIRST: CLEAR, SECOND: CLEAR_NOT_ASKED}


def test_a_tick_cannot_name_another_day_or_patient(
    as_alice: Client, alice: Patient, charlie: Patient
) -> None:
    make_day(alice, FIRST, MIGRAINE)
    other = make_day(charlie, FIRST, MIGRAINE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n")
    wrong = ["", "on", "2026-03-01", "\x00", "☃" * 5000, key(other), f"2026-03-01 {staged.code}"]
    say_yes(as_alice, staged, replace=wrong)
    assert diary(alice) == {FIRST: MIGRAINE}
    assert diary(charlie) == {FIRST: MIGRAINE}


def test_a_clear_so_far_day_taken_from_the_file_is_settled(
    as_alice: Client, alice: Patient
) -> None:
    day = make_day(alice, FIRST, CLEAR, clear_so_far=True)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,1\n")
    say_yes(as_alice, staged, replace=[key(day)])
    assert list(Day.objects.values_list("headache", "clear_so_far")) == [(True, False)]


def test_a_yes_by_get_shows_the_preview_and_writes_nothing(
    as_alice: Client, alice: Patient
) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    for page in ("confirm", "undo", "discard", "date_order"):
        response = as_alice.get(url(alice, page, staged.code))
        assert (response.status_code, response["Location"]) == (
            302,
            url(alice, "brought", staged.code),
        )
    assert diary(alice) == {}


def test_another_patients_import_does_not_exist(
    as_alice: Client, alice: Patient, as_charlie: Client, charlie: Patient
) -> None:
    waiting = stage(as_charlie, charlie, TWO_DAYS)
    pages = ("confirm", "undo", "discard", "date_order", "brought")
    own_address = [as_alice.post(url(alice, page, waiting.code)).status_code for page in pages]
    his_address = [as_alice.post(url(charlie, page, waiting.code)).status_code for page in pages]
    shown = [
        as_alice.get(url(one, "brought", waiting.code)).status_code for one in (alice, charlie)
    ]
    assert own_address + his_address + shown == [404] * 12
    waiting.refresh_from_db()
    assert (waiting.status, diary(alice), diary(charlie)) == ("waiting", {}, {})


def test_a_file_that_adds_nothing_and_ticks_nothing_can_be_undone(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, FIRST, MIGRAINE)
    done = bring(as_alice, alice, "date,headache\n2026-03-01,0\n")
    response = as_alice.post(url(alice, "undo", done.code), follow=True)
    assert "out of your diary again." in text(response)
    assert diary(alice) == {FIRST: MIGRAINE}


@pytest.mark.parametrize("order", ["\x00", "sideways", "iso"])
def test_a_yes_to_an_order_of_dates_that_is_none_writes_nothing(
    as_alice: Client, alice: Patient, order: str
) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    response = as_alice.post(url(alice, "confirm", staged.code), {"date_order": order})
    assert (response.status_code, response["Location"]) == (302, url(alice, "brought", staged.code))
    assert diary(alice) == {}


def test_a_preview_shows_a_hundred_differences_and_counts_the_others(
    as_alice: Client, alice: Patient
) -> None:
    make_days(alice, date(2025, 1, 1), "m" * 150)
    dates = [date(2025, 1, 1) + timedelta(days=i) for i in range(150)]
    staged = stage(as_alice, alice, "date,headache\n" + "".join(f"{on},0\n" for on in dates))
    page = look(as_alice, staged)
    assert len(page.context["preview"].differences) == 100
    assert "These are the first 100 of 150." in page.content.decode()
    say_yes(as_alice, staged, all="on", shown_at=NOW.isoformat())
    assert set(diary(alice).values()) == {CLEAR}
