"""Saving a day: nothing that another device saved is lost, and every last save can be undone."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Patient
from diary.actions import (
    Conflict,
    Saved,
    forget_day,
    save_day,
    settle_clear,
    undo_day,
)
from diary.facets import FACETS, KIND, NOTE
from diary.models import Day, Import
from diary.state import DayState
from tests.make import make_day

ON = date(2026, 3, 1)
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)  # 09:00 in Berlin
EVENING = datetime(2026, 3, 1, 17, tzinfo=UTC)  # 18:00 in Berlin
NEXT_DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
FULL = DayState(
    headache=True,
    migraine=True,
    severity=3,
    pain=8,
    medicine=True,
    note="rain",
    symptoms=("nausea", "aura"),
    aura_minutes=20,
    allowed="less",
    hours_lost=4,
)


def tap(
    patient: Patient, facet: str, value: str, was: str = "", now: datetime = EVENING
) -> Saved | Conflict:
    return save_day(patient=patient, on=ON, facet=FACETS[facet], value=value, was=was, now=now)


def stored(patient: Patient) -> Day | None:
    day: Day | None = patient.days.filter(date=ON).first()
    return day


def test_one_tap_saves_a_day_that_was_not_logged(alice: Patient) -> None:
    result = tap(alice, "kind", "migraine")
    assert isinstance(result, Saved)
    assert stored(alice) == result.day
    assert result.day.state == DayState(headache=True, migraine=True)


def test_a_tap_changes_its_part_of_the_day_and_nothing_else(alice: Patient) -> None:
    day = make_day(alice, ON, FULL)
    result = tap(alice, "allowed", "nothing", was="less")
    assert isinstance(result, Saved)
    assert result.day.state == DayState(**{**FULL.as_dict(), "allowed": "nothing"})
    assert result.day.version != day.version


def test_saying_no_headache_drops_what_no_longer_fits(alice: Patient) -> None:
    make_day(alice, ON, FULL)
    result = tap(alice, "kind", "clear", was="migraine")
    assert isinstance(result, Saved)
    assert result.day.state == DayState(headache=False, medicine=True, note="rain")


@pytest.mark.parametrize(
    ("facet", "was", "value"),
    [
        ("kind", "", "clear"),
        ("kind", "headache", "clear"),
        ("note", "", "mine"),
        ("nausea", "", ""),
    ],
)
def test_a_page_from_before_another_devices_change_overwrites_nothing(
    alice: Patient, facet: str, was: str, value: str
) -> None:
    day = make_day(alice, ON, FULL)
    result = tap(alice, facet, value, was)
    assert result == Conflict(day, FACETS[facet], value)
    after = stored(alice)
    assert after is not None
    assert (after.state, after.version) == (FULL, day.version)


def test_two_devices_that_say_different_things_of_a_day_lose_neither(alice: Patient) -> None:
    make_day(alice, ON, DayState(headache=True))
    assert isinstance(tap(alice, "severity", "3"), Saved)
    assert isinstance(tap(alice, "note", "from the other device"), Saved)
    after = stored(alice)
    assert after is not None
    assert (after.severity, after.note) == (3, "from the other device")


def test_a_page_from_before_another_devices_removal_does_not_bring_the_day_back(
    alice: Patient,
) -> None:
    day = make_day(alice, ON, DayState(headache=True))
    assert forget_day(patient=alice, on=ON, seen=day.version)
    for facet, value, was in [("kind", "migraine", "headache"), ("note", "typed", "")]:
        assert tap(alice, facet, value, was) == Conflict(None, FACETS[facet], value)
    assert stored(alice) is None


def test_what_only_a_headache_has_is_not_said_of_a_day_made_clear_meanwhile(alice: Patient) -> None:
    day = make_day(alice, ON)
    assert tap(alice, "severity", "2") == Conflict(day, FACETS["severity"], "2")
    assert isinstance(tap(alice, "note", "a good day"), Saved)


@pytest.mark.parametrize(
    ("facet", "value", "was", "knew", "saved"),
    [
        ("kind", "clear", "migraine", {"severity": "", "nausea": "1"}, False),
        ("kind", "clear", "migraine", {"severity": "2"}, False),
        ("kind", "clear", "migraine", {"severity": "3", "nausea": "1", "light": ""}, True),
        ("kind", "headache", "migraine", {"severity": ""}, True),
        ("severity", "1", "3", {"pain": ""}, False),
        ("severity", "1", "3", {"pain": "8"}, True),
        ("pain", "9", "8", {"severity": ""}, True),
        ("pain", "2", "8", {"severity": ""}, False),
        ("aura", "", "1", {"aura_minutes": ""}, False),
        ("aura", "", "1", {"aura_minutes": "20"}, True),
    ],
)
def test_nothing_goes_that_the_page_did_not_show(
    alice: Patient, facet: str, value: str, was: str, knew: dict[str, str], saved: bool
) -> None:
    make_day(alice, ON, FULL)
    asked = {"facet": FACETS[facet], "value": value, "was": was, "knew": knew}
    result = save_day(patient=alice, on=ON, now=EVENING, **asked)  # type: ignore[arg-type]
    assert isinstance(result, Saved if saved else Conflict)
    day = stored(alice)
    assert day is not None
    assert (day.state == FULL) is not saved


def test_the_same_answer_from_a_stale_page_is_simply_saved(alice: Patient) -> None:
    day = make_day(alice, ON, FULL, previous={})
    for facet, value in [("kind", "migraine"), ("severity", "3"), ("nausea", "1")]:
        assert isinstance(tap(alice, facet, value, was="long ago"), Saved)
    after = stored(alice)
    assert after is not None
    assert (after.version, after.previous) == (day.version, {})


def test_a_tap_on_an_imported_day_answers_what_was_not_asked(alice: Patient) -> None:
    make_day(alice, ON, DayState(headache=True, migraine=None, medicine=None))
    result = tap(alice, "kind", "headache", was="headache")
    assert isinstance(result, Saved)
    assert result.day.state == DayState(headache=True, migraine=False, medicine=False)


def test_a_day_marked_by_an_attack_is_the_persons_own_word_after_any_tap(alice: Patient) -> None:
    for facet, value, was in [("kind", "migraine", "migraine"), ("severity", "2", "")]:
        day = make_day(alice, ON, DayState(headache=True, migraine=True), from_attack=True)
        assert isinstance(tap(alice, facet, value, was), Saved)
        day.refresh_from_db()
        assert day.from_attack is False
        day.delete()


def test_medicine_cannot_be_taken_back_while_doses_are_listed(alice: Patient) -> None:
    day = make_day(alice, ON, DayState(headache=True, medicine=True))
    day.doses.create(medicine=alice.medicines.create(name="Sumatriptan", kind="triptan"))
    with pytest.raises(ValidationError, match="Take them off the list first"):
        tap(alice, "medicine", "", was="1")
    day.refresh_from_db()
    assert day.medicine is True


def test_undo_after_the_first_save_leaves_the_day_not_logged(alice: Patient) -> None:
    result = tap(alice, "kind", "clear")
    assert isinstance(result, Saved)
    assert undo_day(patient=alice, on=ON, seen=result.day.version, now=EVENING)
    assert stored(alice) is None


def test_undo_brings_back_everything_that_a_tap_dropped(alice: Patient) -> None:
    make_day(alice, ON, FULL)
    result = tap(alice, "kind", "clear", was="migraine")
    assert isinstance(result, Saved)
    assert undo_day(patient=alice, on=ON, seen=result.day.version, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert (after.state, after.previous) == (FULL, None)


def test_undo_keeps_the_medicine_of_the_doses_listed_since(alice: Patient) -> None:
    day = make_day(alice, ON, DayState(headache=True, medicine=True))
    day.previous = DayState(headache=True).as_dict()
    day.save()
    day.doses.create(medicine=alice.medicines.create(name="Sumatriptan", kind="triptan"))
    assert undo_day(patient=alice, on=ON, seen=day.version, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert after.medicine is True


def test_undo_from_a_stale_page_changes_nothing(alice: Patient) -> None:
    first = tap(alice, "kind", "clear")
    assert isinstance(first, Saved)
    old = first.day.version
    tap(alice, "kind", "headache", was="clear")
    assert not undo_day(patient=alice, on=ON, seen=old, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert after.kind == "headache"


def test_undo_twice_does_nothing_the_second_time(alice: Patient) -> None:
    before = DayState(headache=False).as_dict()
    day = make_day(alice, ON, DayState(headache=True), previous=before)
    assert undo_day(patient=alice, on=ON, seen=day.version, now=EVENING)
    after = stored(alice)
    assert after is not None
    assert not undo_day(patient=alice, on=ON, seen=after.version, now=EVENING)
    assert after.kind == "clear"


def test_removing_a_day_from_a_stale_page_changes_nothing(alice: Patient) -> None:
    day = make_day(alice, ON)
    assert not forget_day(patient=alice, on=ON, seen=uuid.uuid4())
    assert stored(alice) == day


def test_a_removed_day_is_gone_from_what_an_import_keeps_for_its_undo(alice: Patient) -> None:
    day = make_day(alice, ON, FULL)
    kept = [[(ON + timedelta(days=1)).isoformat(), {}]]
    done = Import.objects.create(
        patient=alice,
        status="done",
        created_at=MORNING,
        done_at=MORNING,
        file=b"",
        changed=[[ON.isoformat(), FULL.as_dict()], *kept],
    )
    forget_day(patient=alice, on=ON, seen=day.version)
    done.refresh_from_db()
    assert done.changed == kept


@pytest.mark.parametrize(("now", "so_far"), [(MORNING, True), (EVENING, False), (NEXT_DAY, False)])
def test_no_headache_is_clear_so_far_only_before_the_evening_of_the_day_itself(
    alice: Patient, now: datetime, so_far: bool
) -> None:
    result = tap(alice, "kind", "clear", now=now)
    assert isinstance(result, Saved)
    assert result.day.clear_so_far is so_far


def test_a_headache_in_the_morning_is_a_headache_day_for_good(alice: Patient) -> None:
    result = tap(alice, "kind", "headache", now=MORNING)
    assert isinstance(result, Saved)
    assert result.day.clear_so_far is False


def test_saying_no_headache_again_in_the_evening_settles_the_day(alice: Patient) -> None:
    tap(alice, "kind", "clear", now=MORNING)
    second = tap(alice, "kind", "clear", was="clear", now=EVENING)
    assert isinstance(second, Saved)
    assert (second.day.clear_so_far, second.day.previous) == (False, {})


def test_a_day_that_stayed_clear_is_settled(alice: Patient) -> None:
    tap(alice, "kind", "clear", now=MORNING)
    settle_clear(patient=alice, on=ON, now=NEXT_DAY)
    after = stored(alice)
    assert after is not None
    assert (after.clear_so_far, after.kind) == (False, "clear")


def test_a_note_added_the_next_day_and_its_undo_do_not_settle_a_day(alice: Patient) -> None:
    tap(alice, "kind", "clear", now=MORNING)
    for facet, value in (("note", "slept ill"), ("note", "slept ill"), ("medicine", "1")):
        noted = tap(alice, facet, value, now=NEXT_DAY)
        assert isinstance(noted, Saved)
        assert noted.day.clear_so_far
    assert undo_day(patient=alice, on=ON, seen=noted.day.version, now=NEXT_DAY)
    after = stored(alice)
    assert after is not None
    assert (after.clear_so_far, after.note, after.medicine) == (True, "slept ill", False)


@pytest.mark.parametrize(("days", "late"), [(5, False), (6, True)])
def test_a_day_first_logged_more_than_five_days_after_it_is_late_for_good(
    alice: Patient, days: int, late: bool
) -> None:
    tap(alice, "kind", "headache", now=EVENING + timedelta(days=days))
    result = tap(alice, "severity", "1", now=EVENING + timedelta(days=40))
    assert isinstance(result, Saved)
    assert result.day.late is late


def test_another_patients_day_of_the_same_date_is_untouched(
    alice: Patient, charlie: Patient
) -> None:
    theirs = make_day(charlie, ON, DayState(headache=True, note="mine"))
    for facet, value in [(KIND, "headache"), (NOTE, "hers")]:
        save_day(patient=alice, on=ON, facet=facet, value=value, was="", now=EVENING)
    after = stored(charlie)
    assert after is not None
    assert (after.state, after.version) == (theirs.state, theirs.version)
