"""After a deletion, no byte of it is in any file of the SQLite database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.erasure import erase, leave_no_byte
from accounts.erasure_list import names_of, write_down
from accounts.models import Clinician, Patient, User
from diary.state import DayState
from tests import people
from tests.accounts.erasure_world import CANARY, NAME, fill
from tests.make import make_day

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SUFFIXES = ("", "-wal", "-journal", "-shm")


def set_journal(mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA journal_mode={mode}")
        assert cursor.fetchone() == (mode.lower(),)


@pytest.fixture(params=["DELETE", "WAL"])
def journal(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[str]:
    """Each way in which the database may write; the tests' own is put back."""
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    set_journal(request.param)
    yield request.param
    set_journal(before)


def files_with(text: str) -> list[str]:
    """The ends of the names of the database's files in which the text stands."""
    name = str(connection.settings_dict["NAME"])
    there = [suffix for suffix in SUFFIXES if Path(name + suffix).exists()]
    return [suffix for suffix in there if text.encode() in Path(name + suffix).read_bytes()]


def said(note: str) -> DayState:
    return DayState(headache=True, note=note)


def keep_a_year_in_turn(alice: Patient, charlie: Patient) -> None:
    """A year of days one after the other, with words added later: their pages are split often."""
    chance = Random(1)
    others = [charlie, *(people.make_patient(f"reader{number}") for number in range(4))]
    with transaction.atomic():
        for ago in range(365):
            for patient in (alice, *others):
                whose = CANARY if patient == alice else "other"
                text = f"{whose} woke with it, dark room, could not work"
                on = date(2024, 1, 1) + timedelta(days=ago)
                make_day(patient, on, said(text * chance.choice([0, 0, 1, 2, 6])))
                if chance.random() < 0.2:
                    day = chance.choice(patient.days.order_by("-date")[:5])
                    day.note, day.symptoms = f"{day.note} {text}", ["nausea", "light"]
                    day.save()


@pytest.mark.once
def test_no_byte_is_left_in_the_files(
    journal: str, alice: Patient, charlie: Patient, sue: User
) -> None:
    clinician: Clinician = people.make_clinician("eve")
    keep_a_year_in_turn(alice, charlie)
    fill(alice, clinician, sue)
    people.browser_of(alice.user).get(f"/p/{alice.code}/")
    texts = [CANARY, NAME, alice.user.email, str(alice.code)]
    for text in texts[:3]:
        assert files_with(text) != [], "it was there"
    if journal == "WAL":
        assert "-wal" in files_with(CANARY)

    erase(user=alice.user, actor=alice.user, now=NOW)

    assert {text: files_with(text) for text in texts} == {text: [] for text in texts}
    assert files_with(charlie.user.email) == [""], "this is where it would be"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


@pytest.mark.once
def test_no_byte_is_left_of_whom_a_restore_brought_back(
    transactional_db: None, alice: Patient, charlie: Patient
) -> None:
    keep_a_year_in_turn(alice, charlie)
    write_down(names_of(alice.user), NOW)
    assert files_with(CANARY) != []
    out = StringIO()
    call_command("apply_erasures", stdout=out)
    assert out.getvalue().splitlines()[1:] == ["Deleted again: 1"]
    assert files_with(CANARY) == []


@pytest.mark.once
def test_while_somebody_reads_it_is_left_to_tidy(
    journal: str, alice: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    make_day(alice, date(2026, 1, 1), said(CANARY))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=0")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM diary_day").fetchone()
        assert not leave_no_byte()
        if journal == "WAL":
            # With the other way of writing, nobody is deleted while somebody reads.
            erase(user=alice.user, actor=alice.user, now=NOW)
            assert "until tidy runs: database" in caplog.text
            assert CANARY not in caplog.text
            assert "could not be written anew; it is next time" in tidied()
    assert "next time" not in tidied()
    assert files_with(CANARY) == ([] if journal == "WAL" else [""])


def tidied() -> str:
    out = StringIO()
    call_command("tidy", stdout=out)
    return out.getvalue()
