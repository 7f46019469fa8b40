"""Days as arrays: what the database works out is what Python would say of each row."""

from datetime import date

import numpy as np

from accounts.models import Patient
from diary.models import Day
from diary.state import DayState
from tests.make import make_day

STATES = [
    DayState(headache=False),
    DayState(headache=True, migraine=None, medicine=None),
    DayState(headache=True, migraine=True, severity=3, medicine=True),
    DayState(headache=True, migraine=False, severity=1, medicine=False),
    DayState(headache=False, medicine=None),
]
DATES = [
    date(1950, 1, 1),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(1999, 12, 31),
    date(2026, 3, 1),
]


def _number(value: bool | int | None) -> int:
    return -1 if value is None else int(value)


def test_every_value_of_every_day_is_in_its_column_by_date(alice: Patient) -> None:
    for on, state in zip(DATES, STATES, strict=True):
        make_day(alice, on, state)
    columns = alice.days.all().columns()
    rows = np.column_stack(
        [columns.ordinals, columns.headache, columns.migraine, columns.severity, columns.medicine]
    ).tolist()
    assert rows == [
        [d.date.toordinal(), *map(_number, (d.headache, d.migraine, d.severity, d.medicine))]
        for d in sorted(alice.days.all(), key=lambda day: day.date)
    ]


def test_an_empty_diary_has_empty_columns(alice: Patient) -> None:
    columns = Day.objects.filter(patient=alice).columns()
    assert [len(columns.ordinals), len(columns.medicine)] == [0, 0]


def test_headaches_of_several_are_those_of_each(alice: Patient, charlie: Patient) -> None:
    for on, state in zip(
        [*DATES, date(1, 1, 1), date(9999, 12, 31)], [*STATES, *STATES], strict=False
    ):
        make_day(alice, on, state)
    make_day(charlie, DATES[0], STATES[1])
    found = Day.objects.all().headaches_by_patient()
    assert set(found) == {alice.pk, charlie.pk}
    for patient in (alice, charlie):
        own, read = patient.days.all().columns(), found[patient.pk]
        assert own.ordinals.tolist() == read.ordinals.tolist()
        assert own.headache.tolist() == read.headache.tolist()
        assert {-1} == {*read.migraine, *read.severity, *read.medicine}
    assert Day.objects.none().headaches_by_patient() == {}
