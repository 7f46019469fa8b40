"""A tap is saved once, however often it is sent, with the time at which it was made."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.attack_actions import start_attack
from diary.choices import MedicineKind
from diary.models import MedicineTaken, SavedTap
from diary.taps import TapForm
from tests.at_once import at_once
from tests.make import HEADACHE, make_day

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)
TAP = uuid4()


def send(client: Client, patient: Patient, made_at: str = "", tap: UUID | str = TAP) -> int:
    """The status that a dose of the patient's only medicine, taken today, is answered with."""
    medicine = patient.medicines.get_or_create(name="Sumatriptan", kind=MedicineKind.TRIPTAN)[0]
    address = reverse("diary:add_dose", args=[patient.code, patient.today(NOW)])
    with time_machine.travel(NOW, tick=False):
        answer = client.post(
            address,
            {"medicine": medicine.pk, "tap": str(tap), "made_at": made_at},
            headers={"x-tap": "1"},
        )
    return answer.status_code


@pytest.fixture
def logged(alice: Patient) -> Patient:
    make_day(alice, alice.today(NOW), HEADACHE)
    return alice


def test_the_same_tap_sent_again_changes_nothing(as_alice: Client, logged: Patient) -> None:
    assert [send(as_alice, logged) for _ in range(3)] == [204] * 3
    assert (MedicineTaken.objects.count(), SavedTap.objects.count()) == (1, 1)
    assert send(as_alice, logged, tap=uuid4()) == 204
    assert MedicineTaken.objects.count() == 2


@pytest.mark.parametrize("tap", ["", "x", "\x00", "1" * 500])
def test_a_tap_without_a_name_of_its_own_is_saved_each_time(
    as_alice: Client, logged: Patient, tap: str
) -> None:
    for _ in range(2):
        assert send(as_alice, logged, tap=tap) == 204
    assert (MedicineTaken.objects.count(), SavedTap.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_sixteen_retries_at_once_make_one_row(as_alice: Client, logged: Patient) -> None:
    logged.medicines.create(name="Sumatriptan", kind=MedicineKind.TRIPTAN)
    clients = [Client() for _ in range(16)]
    for client in clients:
        client.force_login(logged.user)
    with time_machine.travel(NOW, tick=False):
        medicine = logged.medicines.get()
        address = reverse("diary:add_dose", args=[logged.code, logged.today(NOW)])
        data = {"medicine": medicine.pk, "tap": str(TAP)}
        answers = at_once(*[lambda c=c: c.post(address, data).status_code for c in clients])
    assert answers == [302] * 16
    assert (MedicineTaken.objects.count(), SavedTap.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("made_at", "expected"),
    [
        ("2026-03-01T08:15:30.123Z", datetime(2026, 3, 1, 8, 15, tzinfo=UTC)),
        ("2026-03-01T09:15:30+01:00", datetime(2026, 3, 1, 8, 15, tzinfo=UTC)),
        ("", NOW),
        ("yesterday", NOW),
        ("2026-03-01T19:01:00Z", NOW),
        ("2026-03-02T19:00:00Z", NOW),
        ("2025-03-01T19:00:00Z", NOW),
        ("0001-01-01T00:00:00Z", NOW),
        ("9999-12-31T23:59:59-12:00", NOW),
    ],
)
def test_the_time_is_that_of_the_tap_unless_the_devices_clock_is_wrong(
    as_alice: Client, logged: Patient, made_at: str, expected: datetime
) -> None:
    assert send(as_alice, logged, made_at) == 204
    taken = MedicineTaken.objects.get().taken_at
    assert taken is not None
    assert abs(taken - expected) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("made_at", "sent_at", "ago"),
    [
        # The device's clock is an hour fast, a day slow, years wrong: what lies between is right.
        ("2026-03-01T17:00:00Z", "2026-03-01T20:00:00Z", timedelta(hours=3)),
        ("2026-02-28T17:00:00Z", "2026-02-28T19:00:00Z", timedelta(hours=2)),
        ("2031-02-28T17:00:00Z", "2031-02-28T19:00:00Z", timedelta(hours=2)),
        ("2026-03-01T18:00:00Z", "2026-03-01T18:00:00Z", timedelta(0)),
        # A clock that was set back between, or a word that is none: as without it.
        ("2026-03-01T18:00:00Z", "2026-03-01T17:00:00Z", timedelta(hours=1)),
        ("2026-03-01T18:00:00Z", "x", timedelta(hours=1)),
        ("2020-03-01T18:00:00Z", "2026-03-01T18:00:00Z", timedelta(0)),
    ],
)
def test_a_tap_is_as_old_as_the_devices_own_clock_says(
    made_at: str, sent_at: str, ago: timedelta
) -> None:
    form = TapForm({"made_at": made_at, "sent_at": sent_at})
    form.is_valid()
    assert form.made(NOW) == NOW - ago


@pytest.mark.parametrize(
    ("on", "made_at", "status"),
    [
        # 20:00 in Berlin: on Kiritimati the 2nd of March has begun, the 3rd nowhere.
        (date(2026, 3, 2), "2026-03-01T18:30:00Z", 204),
        (date(2026, 3, 3), "2026-03-01T18:30:00Z", 404),
        (date(2026, 3, 2), "2026-03-01T09:30:00Z", 404),
        (date(2026, 3, 2), "", 404),
    ],
)
def test_a_day_that_had_come_where_it_was_tapped_is_saved_after_a_journey_west(
    as_alice: Client, alice: Patient, on: date, made_at: str, status: int
) -> None:
    sent = {"facet": "kind", "value": "migraine", "was": "", "made_at": made_at}
    medicine = alice.medicines.create(name="Sumatriptan", kind=MedicineKind.TRIPTAN)
    dose = {"medicine": medicine.pk, "made_at": made_at}
    with time_machine.travel(NOW, tick=False):
        for name, data in (("tap", sent), ("add_dose", dose)):
            address = reverse(f"diary:{name}", args=[alice.code, on])
            answer = as_alice.post(address, data, headers={"x-tap": "1"})
            assert answer.status_code == status
        assert as_alice.get(reverse("home:today", args=[alice.code])).status_code == 200
        assert as_alice.get(reverse("diary:day", args=[alice.code, on])).status_code == 404
    assert MedicineTaken.objects.count() == (status == 204)


def test_a_day_counts_as_changed_when_its_tap_arrives(as_alice: Client, logged: Patient) -> None:
    """Else a page of before would overwrite it; the dose keeps the time of the tap."""
    made = NOW - timedelta(hours=5)
    for name, data in (
        ("tap", {"facet": "severity", "value": "2", "was": ""}),
        ("add_dose", {"medicine": logged.medicines.create(name="S", kind="triptan").pk}),
        ("tap", {"facet": "kind", "value": "clear", "was": "headache"}),
        ("stayed_clear", {}),
    ):
        logged.days.update(
            changed_at=made - timedelta(hours=1), logged_at=made - timedelta(hours=1)
        )
        if name == "stayed_clear":
            assert logged.days.update(clear_so_far=True)
        with time_machine.travel(NOW, tick=False):
            address = reverse(f"diary:{name}", args=[logged.code, logged.today(NOW)])
            as_alice.post(address, {**data, "made_at": made.isoformat()})
        day = logged.days.get()
        assert (day.changed_at, day.logged_at) == (NOW, made - timedelta(hours=1))
    taken = MedicineTaken.objects.get().taken_at
    assert taken is not None
    assert NOW - taken >= timedelta(hours=5)


def test_what_an_attack_marks_by_one_late_tap_is_undone_together(
    as_alice: Client, alice: Patient
) -> None:
    attack = start_attack(patient=alice, now=NOW - timedelta(days=4))
    with time_machine.travel(NOW, tick=False):
        sent = {"attack": attack.pk, "made_at": (NOW - timedelta(hours=2)).isoformat()}
        as_alice.post(reverse("diary:still_going", args=[alice.code]), sent)
        assert alice.days.count() == 5
        day = alice.days.get(date=alice.today(NOW))
        assert day.logged_at == NOW - timedelta(hours=2)
        undo = reverse("diary:undo", args=[alice.code, day.date])
        as_alice.post(undo, {"version": day.version})
    assert alice.days.count() == 1


def test_a_dose_of_nothing_is_told_and_not_counted_as_saved(
    as_alice: Client, logged: Patient
) -> None:
    with time_machine.travel(NOW, tick=False):
        address = reverse("diary:add_dose", args=[logged.code, logged.today(NOW)])
        answer = as_alice.post(address, {"tap": str(TAP)}, headers={"x-tap": "1"})
    assert answer.status_code == 422
    assert not SavedTap.objects.exists()


def test_a_tap_that_is_refused_may_be_sent_again(as_alice: Client, alice: Patient) -> None:
    assert send(as_alice, alice) != 204
    assert not SavedTap.objects.exists()
    make_day(alice, alice.today(NOW), HEADACHE)
    assert send(as_alice, alice) == 204


def test_one_persons_tap_is_nobody_elses(
    as_alice: Client, logged: Patient, charlie: Patient
) -> None:
    send(as_alice, logged)
    make_day(charlie, charlie.today(NOW), HEADACHE)
    other = Client()
    other.force_login(charlie.user)
    assert send(other, charlie) == 204
    assert sorted(SavedTap.objects.values_list("patient", flat=True)) == [logged.pk, charlie.pk]
