"""The database under the suite is the one that was asked for, opened as it must be."""

import os
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.env import DATA_DIR
from config.sqlite import sqlite_options, wal_is_safe


def test_the_suite_runs_on_the_database_that_was_asked_for(db: None) -> None:
    assert connection.vendor == os.environ.get("CLEAR_DAYS_TEST_VENDOR", "sqlite")


def test_the_live_connection_is_opened_as_it_must_be(db: None) -> None:
    if connection.vendor == "postgresql":
        assert connection.pg_version >= 180000
        return
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    journal = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    assert found == {
        "journal_mode": journal,
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    assert Path(os.environ["SQLITE_TMPDIR"]) == DATA_DIR
    assert connection.transaction_mode == "IMMEDIATE"
    assert settings.DATABASES["default"]["OPTIONS"]["timeout"] == 30
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 46, 0), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_wal_is_used_only_where_its_bug_is_fixed(
    version: tuple[int, int, int], journal: str
) -> None:
    assert f"journal_mode={journal};" in sqlite_options(version)["init_command"]
