"""A tap is saved once, however often it is sent, with the time at which it was made."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.choices import MedicineKind
from diary.models import MedicineTaken, SavedTap
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
