"""Undoing a whole import."""

from dataclasses import replace
from datetime import date, timedelta

from django.test import Client

from accounts.models import Patient
from diary.moments import Moment
from diary.state import DayState
from tests.exchange.sending import (
    TWO_DAYS,
    bring,
    diary,
    key,
    look,
    say_yes,
    stage,
    text,
    undo,
    url,
)
from tests.make import CLEAR, HEADACHE, MIGRAINE, NOON, make_attack, make_day

FIRST, SECOND, THIRD = (date(2026, 3, day) for day in (1, 2, 3))


def tap(client: Client, patient: Patient, on: date, kind: str) -> None:
    day = patient.days.get(date=on)
    tapped = {"facet": "kind", "value": kind, "was": day.kind}
    client.post(f"/p/{patient.code}/days/{on}/tap/", tapped)


def test_undo_takes_out_what_was_added_and_puts_back_what_was_changed(
    as_alice: Client, alice: Patient
) -> None:
    day = make_day(alice, FIRST, MIGRAINE)
    staged = stage(as_alice, alice, TWO_DAYS.replace("03-01,1", "03-01,0"))
    say_yes(as_alice, staged, replace=[key(day)])
    assert alice.days.count() == 2
    said = text(undo(as_alice, staged))
    assert said == "Undone What this file brought in is out of your diary again. Back to files"
    assert diary(alice) == {FIRST: MIGRAINE}
    staged.refresh_from_db()
    assert (staged.status, staged.changed, staged.kept) == ("undone", [], [])


def test_a_day_put_back_is_the_day_as_it_was(as_alice: Client, alice: Patient) -> None:
    before = make_day(alice, FIRST, CLEAR, clear_so_far=True)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,1\n")
    say_yes(as_alice, staged, replace=[key(before)])
    undo(as_alice, staged)
    after = alice.days.get()
    assert (after.pk, after.state, after.clear_so_far) == (before.pk, CLEAR, True)
    assert (after.version, after.logged_at) == (before.version, before.logged_at)


def test_a_mark_whose_attack_is_gone_by_now_is_not_put_back(
    as_alice: Client, alice: Patient
) -> None:
    """Nor that of a day of which more was said, which stays as the person's own word."""
    attack = make_attack(alice, NOON, NOON + timedelta(days=2))
    marked = [make_day(alice, on, HEADACHE, from_attack=True) for on in (FIRST, SECOND)]
    marked.append(make_day(alice, THIRD, replace(HEADACHE, note="rain"), from_attack=True))
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,0\n2026-03-03,0\n")
    say_yes(as_alice, staged, replace=[key(day) for day in marked])
    attack.end = Moment.of(NOON + timedelta(hours=1), alice.time_zone)
    attack.save()
    undo(as_alice, staged)
    left = alice.days.order_by("date").values_list("date", "from_attack", "note")
    assert list(left) == [(FIRST, True, ""), (THIRD, False, "rain")]


def test_days_changed_since_stay_and_are_listed(as_alice: Client, alice: Patient) -> None:
    done = bring(as_alice, alice, TWO_DAYS + "2026-03-03,1\n")
    tap(as_alice, alice, SECOND, "migraine")
    said = text(undo(as_alice, done))
    assert "except the days below." in said
    assert "1 day stayed as it was" in said
    assert "Monday 2 March 2026" in said
    assert list(diary(alice)) == [SECOND]
    assert diary(alice)[SECOND].migraine is True


def test_a_day_removed_since_stays_removed(as_alice: Client, alice: Patient) -> None:
    stored = make_day(alice, FIRST, MIGRAINE)
    staged = stage(as_alice, alice, TWO_DAYS.replace("03-01,1", "03-01,0"))
    say_yes(as_alice, staged, replace=[key(stored)])
    alice.days.all().delete()
    undo(as_alice, staged)
    staged.refresh_from_db()
    # The day that was there before is named; the one the file had added is gone as wished.
    assert (diary(alice), staged.kept) == ({}, ["2026-03-01"])


def test_undoing_twice_is_harmless(as_alice: Client, alice: Patient) -> None:
    done = bring(as_alice, alice, TWO_DAYS)
    tap(as_alice, alice, FIRST, "clear")
    said = text(undo(as_alice, done))
    assert text(undo(as_alice, done)) == said
    assert diary(alice) == {FIRST: CLEAR}


def test_a_file_undone_can_be_brought_again(as_alice: Client, alice: Patient) -> None:
    done = bring(as_alice, alice, TWO_DAYS)
    days = diary(alice)
    undo(as_alice, done)
    assert text(say_yes(as_alice, done)).startswith("This was done already.")
    assert diary(alice) == {}
    bring(as_alice, alice, TWO_DAYS)
    assert diary(alice) == days


def test_imports_on_top_of_each_other_can_be_undone_in_turn(
    as_alice: Client, alice: Patient
) -> None:
    first = bring(as_alice, alice, TWO_DAYS)
    second = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-03,1\n")
    say_yes(as_alice, second, replace=[key(alice.days.get(date=FIRST))])
    undo(as_alice, second)
    undo(as_alice, first)
    first.refresh_from_db()
    assert (diary(alice), first.kept) == ({}, [])


def test_undoing_the_lower_of_two_imports_leaves_what_the_upper_changed(
    as_alice: Client, alice: Patient
) -> None:
    first = bring(as_alice, alice, TWO_DAYS)
    second = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-03,1\n")
    say_yes(as_alice, second, replace=[key(alice.days.get(date=FIRST))])
    undo(as_alice, first)
    first.refresh_from_db()
    assert (list(diary(alice)), first.kept) == ([FIRST, THIRD], ["2026-03-01"])


def test_a_waiting_file_has_nothing_to_undo(as_alice: Client, alice: Patient) -> None:
    make_day(alice, FIRST, HEADACHE)
    staged = stage(as_alice, alice, TWO_DAYS)
    undo(as_alice, staged)
    staged.refresh_from_db()
    assert (staged.status, diary(alice)) == ("waiting", {FIRST: HEADACHE})


def test_an_import_undone_is_listed_as_undone(as_alice: Client, alice: Patient) -> None:
    done = bring(as_alice, alice, TWO_DAYS)
    assert "Undo all of it" in text(look(as_alice, done))
    undo(as_alice, done)
    assert "Undo all of it" not in text(look(as_alice, done))
    assert "2 days added undone" in text(as_alice.get(url(alice)))


def test_a_day_removed_later_leaves_nothing_of_itself_with_the_import(
    as_alice: Client, alice: Patient
) -> None:
    day = make_day(alice, FIRST, DayState(headache=True, note="secret"))
    make_day(alice, SECOND, MIGRAINE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,0\n")
    say_yes(as_alice, staged, replace=[key(one) for one in alice.days.all()])
    day.refresh_from_db()
    as_alice.post(f"/p/{alice.code}/days/{FIRST}/forget/", {"version": day.version})
    staged.refresh_from_db()
    assert [change[0] for change in staged.changed] == [str(SECOND)]
    undo(as_alice, staged)
    assert diary(alice) == {SECOND: MIGRAINE}
