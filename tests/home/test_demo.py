"""The demo: made-up people for development, the same each time, and never anywhere else."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import AccessEvent, Clinician, Patient, Share, User
from analysis.before_after import BeforeAfter, analyse
from analysis.comparison import Verdict
from analysis.cycles import day_of_cycle
from analysis.series import Measure, series_of
from home.demo_people import ALICE, BOB, CHARLIE, LOG_INS, PASSWORD, STAFF
from tests import people
from treatments.choices import Status
from treatments.models import SideEffect

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _in_development(settings: Settings) -> None:
    settings.DEBUG = True


def demo(*arguments: str) -> str:
    """What the command printed."""
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def days_of(email: str) -> list[tuple[Any, ...]]:
    """All that is logged, by date."""
    return list(
        Patient.objects.get(user__email=email)
        .days.order_by("date")
        .values_list("date", "headache", "migraine", "severity", "medicine", "note")
    )


def sessions_of(email: str) -> list[date]:
    """The dates of the sessions."""
    patient = Patient.objects.get(user__email=email)
    return list(patient.injection_sessions.done(date.max).values_list("date", flat=True))


def result(email: str, measure: Measure = Measure.HEADACHE) -> BeforeAfter:
    """Before and after of the diary."""
    patient = Patient.objects.get(user__email=email)
    series = series_of(patient.days.all().columns(), measure)
    return analyse(series, series.day_numbers(sessions_of(email)))


@pytest.fixture
def made(db: None) -> None:
    """The demo as it is made on the first of March."""
    with time_machine.travel(NOON, tick=False):
        demo()


def test_alice_has_sixteen_months_up_to_yesterday_with_gaps(made: None) -> None:
    dates = [row[0] for row in days_of(ALICE)]
    assert (TODAY - dates[0]).days == 487
    assert dates[-1] == TODAY - timedelta(days=1)
    assert 0.88 <= len(dates) / 487 <= 0.95
    last_week = {TODAY - timedelta(days=back) for back in range(1, 8)}
    assert {(TODAY - on).days for on in last_week - set(dates)} == {2, 5}
    assert 10 <= max((b - a).days - 1 for a, b in pairwise(dates)) <= 12


def test_alice_has_five_sessions_twelve_weeks_apart_the_first_her_first_ever(made: None) -> None:
    sessions = sessions_of(ALICE)
    assert [(b - a).days for a, b in pairwise(sessions)] == [84, 91, 86, 88]
    assert day_of_cycle(sessions[-1], TODAY) == 44
    stored = Patient.objects.get(user__email=ALICE).injection_sessions.done(TODAY)
    assert list(stored.values_list("first_ever", flat=True)) == [True, None, None, None, None]
    assert all(155 <= units <= 195 for units in stored.values_list("units", flat=True))


def test_alices_sites_add_up_to_her_units_and_her_next_session_is_planned(made: None) -> None:
    sessions = Patient.objects.get(user__email=ALICE).injection_sessions
    done = sessions.done(TODAY).annotate(sum=Sum("sites__units"), sites_number=Sum("sites__sites"))
    assert list(done.values_list("units", "sum", "sites_number")) == [
        (155, 155, 31),
        (155, 155, 31),
        (175, 175, 35),
        (195, 195, 39),
        (195, 195, 39),
    ]
    planned = sessions.get(status=Status.PLANNED)
    assert planned.date - done.last().date == timedelta(days=84)


def test_alices_side_effects_one_still_there_and_other_preventives_are_told(made: None) -> None:
    alice = Patient.objects.get(user__email=ALICE)
    effects = SideEffect.objects.filter(session__patient=alice)
    assert (effects.count(), effects.open().count()) == (5, 1)
    still_taken = alice.preventives.filter(stopped_on=None)
    assert list(still_taken.values_list("kind", flat=True)) == ["candesartan"]


def test_alice_has_a_course_that_looks_real(made: None) -> None:
    headache = result(ALICE)
    assert headache.baseline.per28 is not None
    assert 17.5 <= headache.baseline.per28 <= 20.5
    assert headache.verdict == Verdict.CLEARLY_FEWER
    levels = [cycle.per28 or 0 for cycle in headache.cycles]
    assert levels == sorted(levels, reverse=True)
    assert headache.wearoff.change is not None
    assert headache.wearoff.change > 3
    # Headaches come in runs: separate days would give a variance inflation near 1.
    assert headache.course.inflation > 2
    migraine = result(ALICE, Measure.MIGRAINE)
    assert 0.4 <= migraine.baseline.count / headache.baseline.count <= 0.65


def test_alice_says_how_bad_it_was_and_sometimes_more(made: None) -> None:
    bad = [row for row in days_of(ALICE) if row[1]]
    assert {row[3] for row in bad} == {None, 1, 2, 3}
    assert 0.5 <= sum(row[4] for row in bad) / len(bad) <= 0.8
    assert 5 <= sum(bool(row[5]) for row in days_of(ALICE)) <= 30
    assert all(row[2:] == (False, None, False, "") for row in days_of(ALICE) if not row[1])


def test_charlie_has_two_months_and_no_session(made: None) -> None:
    dates = [row[0] for row in days_of(CHARLIE)]
    assert 50 <= len(dates) <= 61
    assert (TODAY - dates[0]).days in (60, 61)
    assert sessions_of(CHARLIE) == []


def test_bob_reads_two_diaries_one_of_them_with_its_notes(made: None) -> None:
    live = Share.objects.live(NOON).values_list(
        "patient__name", "clinician__user__email", "with_notes"
    )
    assert sorted(live) == [("Alice Example", BOB, False), ("Charlie Example", BOB, True)]
    assert Patient.objects.get(user__email=ALICE).born_on == date(1984, 5, 17)


def test_dana_waits_for_staff_to_approve_her(made: None) -> None:
    waiting = Clinician.objects.filter(approved_at=None, refused_at=None)
    assert list(waiting.values_list("name", flat=True)) == ["Dr Dana Demo"]
    assert AccessEvent.objects.get(kind="asked").actor_name.startswith("Dr Dana Demo, ")


@pytest.mark.parametrize("email", LOG_INS)
def test_each_of_them_can_log_in_bob_and_staff_with_the_printed_code(
    made: None, email: str
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = Client()
        response = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
        if email in (BOB, STAFF):
            assert response["Location"] == "/accounts/2fa/authenticate/"
            (code,) = re.findall(rf"{email} +([0-9]{{6}}) ", demo("--code"))
            response = client.post(response["Location"], {"code": code})
        assert (response.status_code, response["Location"]) == (302, "/")
        user = User.objects.get(pk=client.session["_auth_user_id"])
        assert (user.email, user.is_staff) == (email, email.startswith("staff"))


def test_asking_for_the_codes_makes_nobody(db: None) -> None:
    with time_machine.travel(NOON + timedelta(seconds=10), tick=False):
        assert demo("--code").count("(20 seconds more)") == 2
    assert not User.objects.exists()


def test_running_it_twice_or_on_a_later_day_changes_nothing(made: None) -> None:
    before = [list(Patient.objects.order_by("pk").values()), days_of(ALICE), days_of(CHARLIE)]
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        demo()
    after = [list(Patient.objects.order_by("pk").values()), days_of(ALICE), days_of(CHARLIE)]
    assert after == before
    assert User.objects.count() == len(LOG_INS)


def test_on_another_day_the_same_diary_ends_then(made: None) -> None:
    before, sessions = days_of(ALICE), sessions_of(ALICE)
    User.objects.all().delete()
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        demo()
    later = timedelta(days=40)
    assert days_of(ALICE) == [(on + later, *content) for on, *content in before]
    assert sessions_of(ALICE) == [on + later for on in sessions]


def test_a_diary_ends_on_yesterday_of_the_patients_own_clock(db: None) -> None:
    # In Berlin the first of March has begun; in London it has not.
    with time_machine.travel(datetime(2026, 2, 28, 23, 30, tzinfo=UTC), tick=False):
        demo()
    assert days_of(ALICE)[-1][0] == date(2026, 2, 28)
    assert days_of(CHARLIE)[-1][0] == date(2026, 2, 27)


def test_it_makes_only_who_is_missing(made: None) -> None:
    alice = days_of(ALICE)
    User.objects.filter(email=CHARLIE).delete()
    demo()
    assert days_of(ALICE) == alice
    assert set(User.objects.values_list("email", flat=True)) == set(LOG_INS)


def test_it_tells_the_log_ins(db: None) -> None:
    assert PASSWORD in demo("--if-empty")
    said = demo("--if-empty")
    assert [email for email in LOG_INS if email in said] == list(LOG_INS)


def test_if_empty_leaves_a_database_with_a_user_alone(db: None) -> None:
    people.make_user("sue")
    assert demo("--if-empty") == ""
    assert list(User.objects.values_list("email", flat=True)) == ["sue@example.org"]


def test_outside_development_it_is_refused(db: None, settings: Settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="development only"):
        demo()
    with pytest.raises(CommandError, match="development only"):
        demo("--code")
    assert demo("--if-empty") == ""
    assert not User.objects.exists()


def test_alice_says_more_of_her_days_and_it_agrees_with_them(made: None) -> None:
    alice = Patient.objects.get(user__email=ALICE)
    taken = set(alice.days.filter(medicine=True).values_list("date", flat=True))
    dosed = set(alice.days.filter(doses__isnull=False).values_list("date", flat=True))
    assert taken == dosed
    assert alice.medicines.filter(archived=False).count() == 2
    headache = set(alice.days.filter(headache=True).values_list("date", flat=True))
    touched = [attack.days for attack in alice.attacks.order_by("started_at")]
    assert len(touched) > 10
    assert set().union(*touched) <= headache
    assert sum(map(len, touched)) == len(set().union(*touched))
    assert alice.days.exclude(symptoms=[]).count() > 50
    assert set(alice.scores.values_list("instrument", flat=True)) == {"hit6", "midas", "pgic"}
