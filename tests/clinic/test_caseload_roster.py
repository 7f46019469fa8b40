"""Who stands on the caseload, and what the database says of each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Clinician, Patient
from clinic.caseload_roster import Entry, roster
from tests import people
from tests.make import make_days, make_session
from tests.people import make_clinician, make_patient, share

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def eve(db: None) -> Clinician:
    """A clinician with whom nobody shares yet."""
    return make_clinician("eve")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def only(clinician: Clinician, now: datetime = NOW) -> Entry:
    (entry,) = roster(clinician, now)
    return entry


def test_only_live_shares_with_this_clinician_count(eve: Clinician) -> None:
    live, until = make_patient("live"), make_patient("until")
    share(live, eve)
    share(until, eve, ends_at=NOW + HOUR)
    share(make_patient("over"), eve, ends_at=NOW)
    share(make_patient("stopped"), eve, stopped_at=NOW - timedelta(seconds=1))
    share(make_patient("others"), make_clinician("fred"))
    make_patient("nobody")
    assert {entry.pk for entry in roster(eve, NOW)} == {live.pk, until.pk}
    assert {entry.pk for entry in roster(eve, NOW + HOUR)} == {live.pk}
    eve.approved_at = None
    eve.save()
    assert roster(eve, NOW) == []


def test_a_patient_with_nothing_is_there_by_their_address(eve: Clinician, alice: Patient) -> None:
    share(alice, eve)
    came = alice.local(alice.created_at).date()
    assert only(eve) == Entry(alice.pk, alice.code, "alice@example.org", None, TODAY, came=came)
    alice.name, alice.born_on = "Alice Example", date(1984, 5, 17)
    alice.save()
    assert (only(eve).name, only(eve).born_on) == ("Alice Example", date(1984, 5, 17))


def test_done_sessions_make_the_cycle_and_others_only_plans(eve: Clinician, alice: Patient) -> None:
    share(alice, eve)
    for days in (200, 116, 30):
        make_session(alice, ago(days))
    make_session(alice, ago(20), status="cancelled")
    make_session(alice, ago(-3))
    make_session(alice, ago(-40), status="planned")
    make_session(alice, ago(-60), status="planned")
    entry = only(eve)
    assert (entry.cycles, entry.last_session, entry.day) == (3, ago(30), 31)
    assert (entry.due, entry.due_in) == (ago(-54), 54)
    assert (entry.planned, entry.unconfirmed) == (ago(-40), None)


def test_a_plan_whose_day_has_come_waits_until_a_later_session(
    eve: Clinician, alice: Patient
) -> None:
    share(alice, eve)
    make_session(alice, ago(90), status="planned")
    assert (only(eve).planned, only(eve).unconfirmed) == (None, ago(90))
    make_session(alice, ago(80))
    assert only(eve).unconfirmed is None
    make_session(alice, TODAY, status="planned")
    assert only(eve).unconfirmed == TODAY


def test_logged_days_are_those_of_the_28_before_today(eve: Clinician, alice: Patient) -> None:
    share(alice, eve)
    make_days(alice, ago(40), "0" * 30)
    assert (only(eve).last_logged, only(eve).logged28) == (ago(11), 18)
    make_days(alice, TODAY, "1.1")
    assert (only(eve).last_logged, only(eve).logged28) == (TODAY, 18)


@pytest.mark.parametrize(
    ("now", "todays"),
    [
        (datetime(2026, 3, 1, 9, 59, tzinfo=UTC), [date(2026, 2, 28), date(2026, 3, 1)]),
        (datetime(2026, 3, 1, 10, 0, tzinfo=UTC), [date(2026, 2, 28), date(2026, 3, 2)]),
        (datetime(2026, 3, 1, 10, 59, tzinfo=UTC), [date(2026, 2, 28), date(2026, 3, 2)]),
        (datetime(2026, 3, 1, 11, 0, tzinfo=UTC), [date(2026, 3, 1), date(2026, 3, 2)]),
    ],
)
def test_each_patients_day_ends_at_their_own_midnight(
    eve: Clinician, now: datetime, todays: list[date]
) -> None:
    west, east = (
        make_patient("west", "Pacific/Pago_Pago"),
        make_patient("east", "Pacific/Kiritimati"),
    )
    for patient in (make_patient("mid", "UTC"), west, east):
        share(patient, eve)
        make_days(patient, date(2026, 1, 1), "0" * 90)
        make_session(patient, date(2026, 2, 28))
        make_session(patient, date(2026, 3, 1), status="planned")
        make_session(patient, date(2026, 3, 2), status="planned")
    found = {entry.pk: entry for entry in roster(eve, now)}
    for patient, today in zip((west, east), todays, strict=True):
        entry = found[patient.pk]
        assert (entry.today, entry.last_logged, entry.logged28) == (today, today, 28)
        assert entry.day == (today - date(2026, 2, 28)).days + 1
        assert entry.planned == (
            min(each for each in (date(2026, 3, 1), date(2026, 3, 2), date.max) if each > today)
            if today < date(2026, 3, 2)
            else None
        )


def test_a_zone_that_the_system_forgot_is_taken_as_utc(eve: Clinician, alice: Patient) -> None:
    share(alice, eve)
    Patient.objects.filter(pk=alice.pk).update(time_zone="Nowhere/Land")
    assert only(eve).today == people.LONG_AGO.replace(2026, 3, 1).date()
