"""Attacks and the days that they mark: each day touched once, the person's own word first."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Patient
from analysis.cycles import Span
from analysis.series import Measure
from diary.actions import save_day
from diary.attack_actions import (
    delete_attack,
    end_attack,
    overlapping,
    save_attack,
    start_attack,
    still_going,
    undo,
)
from diary.choices import Kind
from diary.facets import FACETS, KIND, NOTE
from diary.models import Attack, Day, Medicine
from diary.moments import Moment
from diary.state import DayState
from outcomes.diary import gather
from outcomes.summary import summarise
from tests.make import CLEAR, make_day

BERLIN = "Europe/Berlin"
TUESDAY = date(2026, 3, 3)
WEDNESDAY, THURSDAY = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
EVENING = datetime(2026, 3, 3, 19, 15, 30, tzinfo=UTC)  # 20:15 in Berlin
NEXT_MORNING = datetime(2026, 3, 4, 9, tzinfo=UTC)  # 10:00
LATER = datetime(2026, 6, 1, 12, tzinfo=UTC)


def said(on: date, hour: int, minute: int = 0, zone: str = BERLIN) -> Moment:
    return Moment.said(on, time(hour, minute), zone)


def add(patient: Patient, start: Moment, end: Moment | None, now: datetime = LATER) -> Attack:
    attack = Attack(patient=patient)
    save_attack(attack=attack, start=start, end=end, now=now)
    return attack


def say(patient: Patient, on: date, kind: Kind, now: datetime = LATER) -> None:
    day = patient.days.filter(date=on).first()
    was = day.kind.value if day else ""
    save_day(patient=patient, on=on, facet=KIND, value=kind.value, was=was, now=now)


def rows(patient: Patient) -> dict[date, str]:
    """Each logged day: its kind, with a star where an attack marked it."""
    return {
        day.date: day.kind.value + "*" * day.from_attack for day in patient.days.order_by("date")
    }


def at(patient: Patient, on: date) -> Day:
    day: Day = patient.days.get(date=on)
    return day


def test_what_starts_now_runs_since_this_minute_and_marks_today(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    assert (attack.started_on, attack.started_time) == (TUESDAY, time(20, 15))
    assert (attack.ended_at, attack.started_zone) == (None, BERLIN)
    assert rows(alice) == {TUESDAY: "headache*"}
    assert at(alice, TUESDAY).late is False


def test_a_second_start_is_the_attack_that_runs(alice: Patient) -> None:
    first = start_attack(patient=alice, now=EVENING)
    assert start_attack(patient=alice, now=NEXT_MORNING) == first
    assert rows(alice) == {TUESDAY: "headache*"}


def test_a_start_that_was_kept_on_a_device_does_not_reach_into_a_later_attack(
    alice: Patient,
) -> None:
    later = add(alice, said(WEDNESDAY, 6), said(WEDNESDAY, 8))
    assert start_attack(patient=alice, now=EVENING) == later
    assert alice.attacks.count() == 1


def test_nothing_is_assumed_of_the_days_of_an_attack_of_which_nothing_is_said(
    alice: Patient,
) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    assert attack.days == {TUESDAY}
    assert still_going(attack=attack, now=EVENING + timedelta(days=2))
    assert rows(alice) == dict.fromkeys([TUESDAY, WEDNESDAY, THURSDAY], "headache*")


def test_what_is_over_marks_the_days_up_to_its_end(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    assert end_attack(attack=attack, now=NEXT_MORNING)
    attack.refresh_from_db()
    assert attack.end == said(WEDNESDAY, 10)
    assert rows(alice) == {TUESDAY: "headache*", WEDNESDAY: "headache*"}
    assert not end_attack(attack=attack, now=NEXT_MORNING + timedelta(hours=1))
    assert not still_going(attack=attack, now=NEXT_MORNING)


@pytest.mark.parametrize("seconds", [0, 20, -3600])
def test_what_ends_as_it_starts_still_has_a_minute(alice: Patient, seconds: int) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    assert end_attack(attack=attack, now=EVENING + timedelta(seconds=seconds))
    attack.refresh_from_db()
    assert attack.end == said(TUESDAY, 20, 16)


def test_what_ends_at_midnight_does_not_touch_the_next_day(alice: Patient) -> None:
    add(alice, said(TUESDAY, 20), said(WEDNESDAY, 0))
    assert rows(alice) == {TUESDAY: "headache*"}
    add(alice, said(WEDNESDAY, 0), said(WEDNESDAY, 0, 1))
    assert rows(alice) == {TUESDAY: "headache*", WEDNESDAY: "headache*"}


@pytest.mark.parametrize("first", [Kind.HEADACHE, Kind.MIGRAINE, Kind.CLEAR, None])
def test_newly_marked_days_are_of_the_kind_of_the_first_day(
    alice: Patient, first: Kind | None
) -> None:
    if first:
        say(alice, TUESDAY, first)
    add(alice, said(TUESDAY, 20), said(WEDNESDAY, 10))
    assert rows(alice) == {
        TUESDAY: first.value if first else "headache*",
        WEDNESDAY: "migraine*" if first == Kind.MIGRAINE else "headache*",
    }


def test_marks_follow_when_the_first_day_is_said_to_be_migraine(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    still_going(attack=attack, now=NEXT_MORNING)
    say(alice, TUESDAY, Kind.MIGRAINE)
    end_attack(attack=attack, now=NEXT_MORNING + timedelta(days=1))
    assert rows(alice) == {
        TUESDAY: "migraine",
        WEDNESDAY: "migraine*",
        THURSDAY: "migraine*",
    }


def test_days_that_the_person_said_stay_as_they_said_them(alice: Patient) -> None:
    say(alice, WEDNESDAY, Kind.CLEAR)
    say(alice, THURSDAY, Kind.MIGRAINE)
    attack = add(alice, said(TUESDAY, 20), said(THURSDAY, 10))
    own = {WEDNESDAY: "clear", THURSDAY: "migraine"}
    assert rows(alice) == {TUESDAY: "headache*", **own}
    delete_attack(attack=attack, now=LATER)
    assert rows(alice) == own


def test_undo_brings_no_mark_back_of_an_attack_that_is_gone(alice: Patient) -> None:
    for keeps in (False, True):
        start_attack(patient=alice, now=EVENING)
        if keeps:
            save_day(patient=alice, on=TUESDAY, facet=NOTE, value="rain", was="", now=EVENING)
            Day.objects.update(from_attack=True)
        severe = FACETS["severity"]
        save_day(patient=alice, on=TUESDAY, facet=severe, value="3", was="", now=EVENING)
        delete_attack(attack=alice.attacks.get(), now=EVENING)
        seen = at(alice, TUESDAY).version
        assert undo(patient=alice, on=TUESDAY, seen=seen, now=EVENING)
        assert rows(alice) == ({TUESDAY: "headache"} if keeps else {})


def test_clear_so_far_gives_way_to_an_attack_and_comes_back_with_its_note(alice: Patient) -> None:
    morning = datetime(2026, 3, 3, 8, tzinfo=UTC)
    say(alice, TUESDAY, Kind.CLEAR, now=morning)
    save_day(patient=alice, on=TUESDAY, facet=NOTE, value="rain", was="", now=morning)
    attack = add(alice, said(TUESDAY, 9), said(TUESDAY, 9, 30), now=EVENING)
    assert at(alice, TUESDAY).state == DayState(headache=True, note="rain")
    delete_attack(attack=attack, now=NEXT_MORNING)
    assert at(alice, TUESDAY).state == DayState(headache=False, note="rain")
    assert at(alice, TUESDAY).from_attack is False


def test_a_start_now_is_newer_than_a_clear_day_of_the_evening(alice: Patient) -> None:
    say(alice, TUESDAY, Kind.CLEAR, now=EVENING)
    assert at(alice, TUESDAY).clear_so_far is False
    start_attack(patient=alice, now=EVENING + timedelta(hours=1))
    assert rows(alice) == {TUESDAY: "headache*"}
    assert undo(patient=alice, on=TUESDAY, seen=at(alice, TUESDAY).version, now=EVENING)
    assert rows(alice) == {TUESDAY: "clear"}
    assert not alice.attacks.exists()


def test_an_edit_moves_the_marks_and_brings_nothing_back_that_was_removed(alice: Patient) -> None:
    attack = add(alice, said(TUESDAY, 20), said(WEDNESDAY, 10))
    at(alice, TUESDAY).delete()
    save_attack(attack=attack, start=said(TUESDAY, 21), end=said(THURSDAY, 10), now=LATER)
    assert rows(alice) == {WEDNESDAY: "headache*", THURSDAY: "headache*"}
    save_attack(attack=attack, start=said(THURSDAY, 1), end=said(THURSDAY, 10), now=LATER)
    assert rows(alice) == {THURSDAY: "headache*"}


def test_a_day_that_two_attacks_touch_stays_until_both_are_gone(alice: Patient) -> None:
    first = add(alice, said(TUESDAY, 8), said(TUESDAY, 10))
    second = add(alice, said(TUESDAY, 12), said(TUESDAY, 14))
    delete_attack(attack=first, now=LATER)
    assert rows(alice) == {TUESDAY: "headache*"}
    delete_attack(attack=second, now=LATER)
    assert rows(alice) == {}


def test_what_was_added_to_a_marked_day_is_not_deleted_with_the_mark(alice: Patient) -> None:
    attack = add(alice, said(TUESDAY, 8), said(THURSDAY, 10))
    save_day(patient=alice, on=TUESDAY, facet=NOTE, value="storm", was="", now=LATER)
    medicine = Medicine.objects.create(patient=alice, name="Sumatriptan", kind="triptan")
    at(alice, WEDNESDAY).doses.create(medicine=medicine)
    delete_attack(attack=attack, now=LATER)
    assert rows(alice) == {TUESDAY: "headache", WEDNESDAY: "headache"}
    assert at(alice, WEDNESDAY).doses.count() == 1


def test_marks_on_days_long_past_are_late(alice: Patient) -> None:
    add(alice, said(TUESDAY, 20), said(WEDNESDAY, 10), now=datetime(2026, 3, 9, 12, tzinfo=UTC))
    assert (at(alice, TUESDAY).late, at(alice, WEDNESDAY).late) == (True, False)


def test_after_a_week_without_a_word_a_tap_does_not_tell_what_the_days_were(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    after_a_week = EVENING + timedelta(days=8)
    for tap in (still_going, end_attack):
        with pytest.raises(ValidationError):
            tap(attack=attack, now=after_a_week)
    assert rows(alice) == {TUESDAY: "headache*"}
    assert still_going(attack=attack, now=after_a_week, sure=True)
    assert len(rows(alice)) == 9


def test_an_end_that_is_taken_away_says_that_it_goes_on_today(alice: Patient) -> None:
    attack = add(alice, said(TUESDAY, 20), said(TUESDAY, 22), now=NEXT_MORNING)
    save_attack(attack=attack, start=said(TUESDAY, 20), end=None, now=NEXT_MORNING)
    assert rows(alice) == {TUESDAY: "headache*", WEDNESDAY: "headache*"}
    # Another start of one that runs says nothing of today.
    later = NEXT_MORNING + timedelta(days=3)
    save_attack(attack=attack, start=said(TUESDAY, 21), end=None, now=later)
    assert rows(alice) == {TUESDAY: "headache*", WEDNESDAY: "headache*"}


def test_undo_takes_the_start_back(alice: Patient) -> None:
    start_attack(patient=alice, now=EVENING)
    day = at(alice, TUESDAY)
    assert not undo(patient=alice, on=TUESDAY, seen=uuid.uuid4(), now=EVENING)
    assert undo(patient=alice, on=TUESDAY, seen=day.version, now=EVENING)
    assert rows(alice) == {}
    assert not alice.attacks.exists()


def test_a_start_ends_the_undo_of_what_was_said_before_it(alice: Patient) -> None:
    say(alice, TUESDAY, Kind.MIGRAINE, now=EVENING)
    start_attack(patient=alice, now=EVENING)
    assert not undo(patient=alice, on=TUESDAY, seen=at(alice, TUESDAY).version, now=EVENING)
    assert rows(alice) == {TUESDAY: "migraine"}


def test_undo_takes_still_going_on_back_with_all_days_that_it_marked(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    still_going(attack=attack, now=EVENING + timedelta(days=1))
    still_going(attack=attack, now=EVENING + timedelta(days=4))
    friday = TUESDAY + timedelta(days=4)
    assert undo(patient=alice, on=friday, seen=at(alice, friday).version, now=LATER)
    assert rows(alice) == {TUESDAY: "headache*", WEDNESDAY: "headache*"}
    attack.refresh_from_db()
    assert (attack.said_on, attack.ended_at) == (WEDNESDAY, None)


def test_undo_of_ones_own_word_leaves_the_mark_of_the_attack(alice: Patient) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    say(alice, TUESDAY, Kind.MIGRAINE, now=EVENING)
    assert rows(alice) == {TUESDAY: "migraine"}
    assert undo(patient=alice, on=TUESDAY, seen=at(alice, TUESDAY).version, now=EVENING)
    assert rows(alice) == {TUESDAY: "headache*"}
    delete_attack(attack=attack, now=LATER)
    assert rows(alice) == {}


def test_after_the_end_there_is_no_undo_that_would_leave_a_touched_day_unlogged(
    alice: Patient,
) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    end_attack(attack=attack, now=EVENING + timedelta(hours=1))
    assert at(alice, TUESDAY).previous is None


@pytest.mark.once
@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Apia", "Pacific/Niue", "Asia/Kathmandu"]
)
def test_an_attack_keeps_its_days_wherever_it_is_edited(alice: Patient, zone: str) -> None:
    attack = add(alice, said(TUESDAY, 23, 30), said(WEDNESDAY, 0, 30))
    Patient.objects.update(time_zone=zone)
    attack = Attack.objects.select_related("patient").get()
    save_attack(attack=attack, start=said(TUESDAY, 23), end=said(WEDNESDAY, 0, 45), now=LATER)
    assert attack.days == rows(alice).keys() == {TUESDAY, WEDNESDAY}


@pytest.mark.parametrize(
    ("then", "hours", "days"),
    [
        ("Asia/Tokyo", 4, {TUESDAY, WEDNESDAY}),  # 00:15 UTC and 08:15 there
        ("America/New_York", 6, {TUESDAY}),  # 20:15 there
        ("Pacific/Pago_Pago", 12, {TUESDAY}),  # the same evening again
        ("Pacific/Kiritimati", 15, {TUESDAY, WEDNESDAY, THURSDAY}),
    ],
)
def test_a_journey_during_an_attack_moves_no_day(
    alice: Patient, then: str, hours: int, days: set[date]
) -> None:
    attack = start_attack(patient=alice, now=EVENING)
    Patient.objects.update(time_zone=then)
    attack = Attack.objects.select_related("patient").get()
    end_attack(attack=attack, now=EVENING + timedelta(hours=hours))
    attack.refresh_from_db()
    assert attack.start == said(TUESDAY, 20, 15)
    assert attack.ended_zone == then
    assert attack.days == rows(alice).keys() == days
    Patient.objects.update(time_zone="Asia/Tokyo")
    assert Attack.objects.get().days == days


def test_an_end_on_an_earlier_date_after_a_journey_is_found_on_its_day(alice: Patient) -> None:
    start = said(THURSDAY, 0, 30, "Pacific/Kiritimati")
    end = said(TUESDAY, 23, 31, "Pacific/Pago_Pago")
    first = add(alice, start, end)
    assert rows(alice) == {THURSDAY: "headache*"}
    second = add(alice, said(THURSDAY, 18), said(THURSDAY, 19))
    delete_attack(attack=second, now=LATER)
    assert rows(alice) == {THURSDAY: "headache*"}
    delete_attack(attack=first, now=LATER)
    assert rows(alice) == {}


def test_attacks_that_only_meet_do_not_overlap(alice: Patient) -> None:
    first = add(alice, said(TUESDAY, 8), said(TUESDAY, 10))
    new = Attack(patient=alice)
    assert overlapping(new, said(TUESDAY, 10), said(TUESDAY, 11)) is None
    assert overlapping(new, said(TUESDAY, 7), said(TUESDAY, 8)) is None
    assert overlapping(new, said(TUESDAY, 9, 59), None) == first
    assert overlapping(first, said(TUESDAY, 8), said(TUESDAY, 11)) is None


def test_another_patients_days_are_untouched(alice: Patient, charlie: Patient) -> None:
    make_day(charlie, TUESDAY, CLEAR, clear_so_far=True)
    attack = add(alice, said(TUESDAY, 8), said(TUESDAY, 10))
    delete_attack(attack=attack, now=LATER)
    assert rows(charlie) == {TUESDAY: "clear"}


# Random weeks of attacks and own words, against ten lines that say what should come of them.
FIRST = date(2026, 1, 1)
DAYS = 84
MINUTES = st.integers(0, DAYS * 24 * 60 - 1)
ATTACK = st.tuples(st.just("attack"), MINUTES, st.integers(1, 5 * 24 * 60))
EDIT = st.tuples(st.just("edit"), MINUTES, st.integers(1, 5 * 24 * 60))
DELETE = st.tuples(st.just("delete"), st.just(0), st.just(0))
WORD = st.tuples(st.just("word"), st.integers(0, DAYS - 1), st.integers(0, 2))
STEPS = st.lists(st.one_of(ATTACK, ATTACK, WORD, EDIT, DELETE), max_size=25)
Times = tuple[datetime, datetime]
CYCLE = timedelta(days=DAYS)
COUNTED = {
    Measure.HEADACHE: (Kind.HEADACHE, Kind.MIGRAINE),
    Measure.MIGRAINE: (Kind.MIGRAINE,),
}


def span(start: int, minutes: int) -> Times:
    """Wall times."""
    begin = datetime.combine(FIRST, time()) + timedelta(minutes=start)
    return begin, begin + timedelta(minutes=minutes)


def counted_by_outcomes(patient: Patient, measure: Measure) -> tuple[int, int]:
    """Logged and counting days of the 84 days from FIRST on, as before-and-after counts them."""
    course = summarise(gather(patient, LATER.date()), measure).result.course
    start = course.series.day_number(FIRST)
    window = course.window(Span(max(start, 0), max(start + CYCLE.days, 0)))
    return window.logged, window.count


def model(attacks: list[Times], words: dict[date, Kind]) -> set[date]:
    """The headache days: those touched of which the person said nothing, and those they said."""
    touched = {
        begin.date() + timedelta(days=i)
        for begin, end in attacks
        for i in range((end - timedelta(minutes=1) - begin.replace(hour=0, minute=0)).days + 1)
    }
    own = {on for on, kind in words.items() if kind != Kind.CLEAR}
    return touched - words.keys() | own


@pytest.mark.once
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_the_headache_days_are_the_union_of_touched_and_said(
    alice: Patient, steps: list[tuple[str, int, int]]
) -> None:
    stored: list[tuple[Attack, Times]] = []
    words: dict[date, Kind] = {}
    with transaction.atomic():
        for step, a, b in steps:
            if step == "word":
                on, kind = FIRST + timedelta(days=a), list(Kind)[b]
                words[on] = kind
                say(alice, on, kind)
            elif step == "delete" and stored:
                delete_attack(attack=stored.pop()[0], now=LATER)
            elif step in ("attack", "edit") and (step == "attack" or stored):
                begin, end = span(a, b)
                others = stored if step == "attack" else stored[:-1]
                start, stop = (Moment.said(t.date(), t.time(), "UTC") for t in (begin, end))
                attack = Attack(patient=alice) if step == "attack" else stored[-1][0]
                clash = any(begin < e and s < end for _, (s, e) in others)
                assert (overlapping(attack, start, stop) is not None) is clash
                if not clash:
                    save_attack(attack=attack, start=start, end=stop, now=LATER)
                    stored = [*others, (attack, (begin, end))]
        expected = model([times for _, times in stored], words)
        marked = {day.date for day in alice.days.all() if day.from_attack}
        assert {day.date for day in alice.days.all() if day.headache} == expected
        assert marked == {on for attack, _ in stored for on in attack.days} - words.keys()
        for measure, kinds in COUNTED.items():
            in_cycle = [day for day in alice.days.all() if FIRST <= day.date < FIRST + CYCLE]
            counted = counted_by_outcomes(alice, measure)
            assert counted == (len(in_cycle), sum(day.kind in kinds for day in in_cycle))
        transaction.set_rollback(True)
