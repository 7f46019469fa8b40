"""Writing a file of days into the diary, and undoing it: one day with the file's row, and many."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Patient
from analysis.table import TableRow
from diary.import_plan import NOT_LOGGED, merge, plan_import
from diary.imports import confirm_import, purge_expired, stage_import, undo_import
from diary.models import IMPORT_WAITS, Import
from diary.state import DayState
from tests.make import MIGRAINE, NOON, make_days

DAY = date(2026, 2, 1)
CLEAR = DayState(headache=False, note="slept well", medicine=True)
BAD = DayState(headache=True, migraine=True, severity=3, pain=8, medicine=True, note="bus\r\nrain")


def row(**said: object) -> TableRow:
    return TableRow(date=DAY, **{"headache": True, **said})


@pytest.mark.parametrize(
    ("stored", "file", "wanted"),
    [
        # What the file does not know is unknown on a new day and stays on a stored one.
        (NOT_LOGGED, row(), DayState(headache=True, migraine=None, medicine=None)),
        (NOT_LOGGED, row(headache=False), DayState(headache=False, medicine=None)),
        (BAD, row(), BAD),
        (BAD, row(severity=3), BAD),
        (BAD, row(note="bus\nrain"), BAD),
        # What it does know takes the place of what is stored.
        (
            BAD,
            row(migraine=False, severity=3, pain=9, medicine=False, note="train"),
            DayState(headache=True, severity=3, pain=9, note="train"),
        ),
        (
            BAD,
            row(severity=1),
            DayState(headache=True, migraine=True, severity=1, medicine=True, note=BAD.note),
        ),
        # A clear day has neither migraine nor pain, and its "no migraine" is no word on a headache.
        (
            BAD,
            row(headache=False, migraine=False),
            DayState(headache=False, medicine=True, note=BAD.note),
        ),
        (CLEAR, row(), DayState(headache=True, migraine=None, medicine=True, note="slept well")),
        (CLEAR, row(headache=False, migraine=False), CLEAR),
        # Nor is its "no medicine".
        (
            DayState(headache=False),
            row(),
            DayState(headache=True, migraine=None, medicine=None),
        ),
        (
            DayState(headache=True, migraine=None, medicine=None),
            row(migraine=True, medicine=False),
            MIGRAINE,
        ),
    ],
)
def test_what_a_day_would_say_with_the_files_row(
    stored: DayState, file: TableRow, wanted: DayState
) -> None:
    assert merge(stored, file) == wanted


def long_file(days: int, headache: int, first: date = DAY) -> bytes:
    lines = (f"{first - timedelta(days=i)},{headache},mild,a note\n" for i in range(days))
    return b"date,headache,severity,note\n" + "".join(lines).replace("0,mild", "0,").encode()


def keys(staged: Import) -> list[str]:
    return [one.key for one in plan_import(staged).differences]


def yes(patient: Patient, staged: Import, replace: list[str] | None = None) -> bool:
    return confirm_import(
        patient=patient, code=staged.code, date_order="", replace=replace or [], now=NOON
    )


def undone(patient: Patient, done: Import) -> bool:
    return undo_import(patient=patient, code=done.code, now=NOON)


def test_ten_years_are_written_replaced_and_undone(alice: Patient) -> None:
    staged = stage_import(patient=alice, file=long_file(3650, 1), now=NOON)
    assert yes(alice, staged)
    assert alice.days.filter(headache=True, severity=1, note="a note").count() == 3650

    again = stage_import(patient=alice, file=long_file(3650, 0), now=NOON)
    ticked = keys(again)
    assert yes(alice, again, ticked)
    assert alice.days.filter(headache=False, severity=None).count() == 3650

    assert undone(alice, again)
    assert alice.days.filter(headache=True, severity=1, note="a note").count() == 3650


def queries_for(alice: Patient, days: int) -> list[int]:
    """How many queries it takes to add so many days, replace them, and undo both.

    Apart from writing rows, of which SQLite takes some 75 in one query.
    """
    counts = []
    added = stage_import(patient=alice, file=long_file(days, 1), now=NOON)
    with CaptureQueriesContext(connection) as queries:
        yes(alice, added)
        replaced = stage_import(patient=alice, file=long_file(days, 0), now=NOON)
        ticked = keys(replaced)
    counts.append(queries)
    with CaptureQueriesContext(connection) as queries:
        yes(alice, replaced, ticked)
    counts.append(queries)
    with CaptureQueriesContext(connection) as queries:
        undone(alice, replaced)
        undone(alice, added)
    counts.append(queries)
    assert alice.days.count() == 0
    written = 'INSERT INTO "diary_day"'
    return [sum(written not in query["sql"] for query in one) for one in counts]


def test_the_number_of_queries_does_not_grow_with_the_days(alice: Patient) -> None:
    few, many = queries_for(alice, 5), queries_for(alice, 500)
    # Taking days out, Django looks for what hangs on them in hundreds.
    assert (few[:2], few[2]) == (many[:2], many[2] - 500 // 100 + 1)


def test_a_patient_cannot_have_two_files_waiting(alice: Patient) -> None:
    Import.objects.create(patient=alice, created_at=NOON, file=b"one")
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.create(patient=alice, created_at=NOON, file=b"two")


def test_an_import_that_is_done_knows_when(alice: Patient) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.create(patient=alice, created_at=NOON, file=b"", status="done")


def test_what_is_not_there_is_not_confirmed_or_undone(alice: Patient, charlie: Patient) -> None:
    staged = stage_import(patient=charlie, file=long_file(3, 1), now=NOON)
    assert yes(alice, staged) is False
    assert yes(charlie, staged) is True
    assert undone(alice, staged) is False
    assert undone(charlie, staged) is True
    assert undone(charlie, staged) is False


def test_a_file_that_waited_too_long_is_not_confirmed(alice: Patient) -> None:
    staged = stage_import(patient=alice, file=long_file(3, 1), now=NOON)
    late = NOON + IMPORT_WAITS + timedelta(seconds=1)
    wanted = {"patient": alice, "code": staged.code, "date_order": "", "replace": []}
    assert confirm_import(**wanted, now=late) is False
    assert (purge_expired(NOON + IMPORT_WAITS), purge_expired(late)) == (0, 1)
    assert alice.days.count() == 0


def test_a_day_written_by_an_import_bears_its_code_as_version(alice: Patient) -> None:
    make_days(alice, DAY, "1")
    staged = stage_import(patient=alice, file=long_file(3, 1), now=NOON)
    yes(alice, staged)
    versions = dict(alice.days.order_by("date").values_list("date", "version"))
    assert [version == staged.code for version in versions.values()] == [True, True, False]
