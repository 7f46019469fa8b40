"""Saving a day: nothing that another device saved is lost, and every last save can be undone."""

import uuid
from datetime import UTC, date, datetime

import pytest

from accounts.models import Patient
from diary.actions import Conflict, Saved, forget_day, save_day, settle_clear, to_kind, undo_day
from diary.choices import Kind
from diary.models import Day
from diary.state import DayState
from tests.make import make_day

ON = date(2026, 3, 1)
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)  # 09:00 in Berlin
EVENING = datetime(2026, 3, 1, 17, tzinfo=UTC)  # 18:00 in Berlin
NEXT_DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def tap(
    patient: Patient, kind: Kind, seen: uuid.UUID | None = None, now: datetime = EVENING
) -> Saved | Conflict:
    return save_day(patient=patient, on=ON, change=to_kind(kind), seen=seen, now=now)


def stored(patient: Patient) -> Day | None:
    day: Day | None = patient.days.filter(date=ON).first()
    return day


def test_one_tap_saves_a_day_that_was_not_logged(alice: Patient) -> None:
    result = tap(alice, Kind.MIGRAINE)
    assert isinstance(result, Saved)
    assert stored(alice) == result.day
    assert result.day.state == DayState(headache=True, migraine=True)


def test_a_second_tap_on_the_saved_page_changes_the_day_and_keeps_its_note(alice: Patient) -> None:
    day = make_day(
        alice, ON, DayState(headache=True, severity=3, pain=8, note="rain", medicine=True)
    )
    result = tap(alice, Kind.MIGRAINE, seen=day.version)
    assert isinstance(result, Saved)
    assert result.day.state == DayState(
        headache=True, migraine=True, severity=3, pain=8, note="rain", medicine=True
    )
    assert result.day.version != day.version


def test_saying_no_headache_drops_the_severity_that_no_longer_fits(alice: Patient) -> None:
    day = make_day(alice, ON, DayState(headache=True, severity=3, pain=8, note="rain"))
    result = tap(alice, Kind.CLEAR, seen=day.version)
    assert isinstance(result, Saved)
    assert result.day.state == DayState(headache=False, note="rain")


@pytest.mark.parametrize("stale", [None, uuid.uuid4()])
def test_a_page_from_before_another_devices_change_overwrites_nothing(
    alice: Patient, stale: uuid.UUID | None
) -> None:
    day = make_day(alice, ON, DayState(headache=True, note="from the phone"))
    result = tap(alice, Kind.CLEAR, seen=stale)
    assert isinstance(result, Conflict)
    assert (result.day, result.wanted.kind) == (day, Kind.CLEAR)
    after = stored(alice)
    assert after is not None
    assert (after.state, after.version) == (day.state, day.version)


def test_a_page_from_before_another_devices_removal_does_not_bring_the_day_back(
    alice: Patient,
) -> None:
    day = make_day(alice, ON)
    assert forget_day(patient=alice, on=ON, seen=day.version)
    result = tap(alice, Kind.MIGRAINE, seen=day.version)
    assert isinstance(result, Conflict)
    assert (result.day, stored(alice)) == (None, None)


@pytest.mark.parametrize("stale", [None, uuid.uuid4()])
def test_the_same_answer_from_a_stale_page_is_simply_saved(
    alice: Patient, stale: uuid.UUID | None
) -> None:
    day = make_day(alice, ON, DayState(headache=True, migraine=True))
    result = tap(alice, Kind.MIGRAINE, seen=stale)
    assert isinstance(result, Saved)
    after = stored(alice)
    assert after is not None
    assert after.version == day.version


def test_a_tap_on_an_imported_day_answers_what_was_not_asked(alice: Patient) -> None:
    day = make_day(alice, ON, DayState(headache=True, migraine=None, medicine=None))
    result = tap(alice, Kind.HEADACHE, seen=day.version)
    assert isinstance(result, Saved)
    assert result.day.state == DayState(headache=True, migraine=False, medicine=False)


def test_undo_after_the_first_save_leaves_the_day_not_logged(alice: Patient) -> None:
    result = tap(alice, Kind.CLEAR)
    assert undo_day(patient=alice, on=ON, seen=result.day.version, now=EVENING)  # type: ignore[union-attr]
    assert stored(alice) is None


def test_undo_brings_back_everything_that_a_tap_dropped(alice: Patient) -> None:
    before = DayState(headache=True, migraine=True, severity=3, pain=9, note="storm", medicine=True)
    day = make_day(alice, ON, before)
    result = tap(alice, Kind.CLEAR, seen=day.version)
    assert undo_day(patient=alice, on=ON, seen=result.day.version, now=EVENING)  # type: ignore[union-attr]
    after = stored(alice)
    assert after is not None
    assert (after.state, after.previous) == (before, None)


def test_undo_from_a_stale_page_changes_nothing(alice: Patient) -> None:
    first = tap(alice, Kind.CLEAR)
    assert isinstance(first, Saved)
    old = first.day.version
    tap(alice, Kind.HEADACHE, seen=old)
    assert not undo_day(patient=alice, on=ON, seen=old, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert after.kind == Kind.HEADACHE


def test_undo_twice_does_nothing_the_second_time(alice: Patient) -> None:
    day = make_day(alice, ON, DayState(headache=True), previous={})
    day.previous = DayState(headache=False).as_dict()
    day.save()
    assert undo_day(patient=alice, on=ON, seen=day.version, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert not undo_day(patient=alice, on=ON, seen=after.version, now=EVENING)
    assert after.kind == Kind.CLEAR


def test_removing_a_day_from_a_stale_page_changes_nothing(alice: Patient) -> None:
    day = make_day(alice, ON)
    assert not forget_day(patient=alice, on=ON, seen=uuid.uuid4())
    assert stored(alice) == day


@pytest.mark.parametrize(("now", "so_far"), [(MORNING, True), (EVENING, False), (NEXT_DAY, False)])
def test_no_headache_is_clear_so_far_only_before_the_evening_of_the_day_itself(
    alice: Patient, now: datetime, so_far: bool
) -> None:
    result = tap(alice, Kind.CLEAR, now=now)
    assert isinstance(result, Saved)
    assert result.day.clear_so_far is so_far


def test_a_headache_in_the_morning_is_a_headache_day_for_good(alice: Patient) -> None:
    result = tap(alice, Kind.HEADACHE, now=MORNING)
    assert isinstance(result, Saved)
    assert result.day.clear_so_far is False


def test_saying_no_headache_again_in_the_evening_settles_the_day(alice: Patient) -> None:
    first = tap(alice, Kind.CLEAR, now=MORNING)
    assert isinstance(first, Saved)
    second = tap(alice, Kind.CLEAR, seen=first.day.version, now=EVENING)
    assert isinstance(second, Saved)
    assert (second.day.clear_so_far, second.day.previous) == (False, {})


def test_a_day_that_stayed_clear_is_settled(alice: Patient) -> None:
    tap(alice, Kind.CLEAR, now=MORNING)
    settle_clear(patient=alice, on=ON, now=NEXT_DAY)
    after = stored(alice)
    assert after is not None
    assert (after.clear_so_far, after.kind) == (False, Kind.CLEAR)


def test_another_patients_day_of_the_same_date_is_untouched(
    alice: Patient, charlie: Patient
) -> None:
    theirs = make_day(charlie, ON, DayState(headache=True, note="mine"))
    tap(alice, Kind.CLEAR)
    after = stored(charlie)
    assert after is not None
    assert (after.state, after.version) == (theirs.state, theirs.version)
