"""What must never be in the diary cannot be written to it, whoever writes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Patient
from diary.models import Day
from tests.make import NOON, make_day

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"headache": False, "migraine": True},
        {"headache": False, "migraine": None},
        {"headache": False, "migraine": False, "severity": 1},
        {"headache": True, "severity": 4},
        {"headache": True, "severity": 0},
        {"headache": True, "severity": 1, "pain": 7},
        {"headache": True, "severity": None, "pain": 3},
        {"headache": True, "severity": 3, "pain": 11},
        {"headache": True, "clear_so_far": True},
        {"headache": True, "changed_at": NOON - timedelta(seconds=1)},
    ],
)
def test_the_database_refuses(alice: Patient, fields: dict[str, Any]) -> None:
    values = {"logged_at": NOON, "changed_at": NOON, **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Day.objects.create(patient=alice, date=ON, **values)
    assert not alice.days.exists()


def test_the_database_refuses_a_second_row_of_a_date(alice: Patient, charlie: Patient) -> None:
    make_day(alice, ON)
    make_day(charlie, ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_day(alice, ON)


@pytest.mark.parametrize(("pain", "band"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 3)])
def test_a_number_goes_with_the_band_that_it_sets(alice: Patient, pain: int, band: int) -> None:
    Day.objects.create(
        patient=alice,
        date=ON,
        headache=True,
        severity=band,
        pain=pain,
        logged_at=NOON,
        changed_at=NOON,
    )
    assert alice.days.values_list("severity", "pain").get() == (band, pain)
