"""After a deletion, no byte of it is in any file of the SQLite database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from accounts.erasure import erase
from accounts.models import Clinician, Patient, User
from tests import people
from tests.accounts.erasure_world import CANARY, NAME, fill

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


@pytest.mark.once
def test_no_byte_is_left_in_the_files(
    journal: str, alice: Patient, charlie: Patient, sue: User
) -> None:
    clinician: Clinician = people.make_clinician("eve")
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
