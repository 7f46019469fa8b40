"""How SQLite is opened: safe for many writers, durable, and leaving nothing of deleted rows."""

import os
import sqlite3
from pathlib import Path
from typing import Any

# The first releases of each line with SQLite's fix for the WAL-reset bug.
WAL_RESET_FIXED = {(3, 44): 6, (3, 50): 7, (3, 51): 3}


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite release has the fix of the WAL-reset bug (3.44.6+, 3.50.7+, 3.51.3+)."""
    line, patch = version[:2], version[2]
    if line in WAL_RESET_FIXED:
        return patch >= WAL_RESET_FIXED[line]
    return line > max(WAL_RESET_FIXED)


def sqlite_options(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> dict[str, Any]:
    """Django's OPTIONS for SQLite.

    Writers queue for up to 30 s; a transaction takes the write lock at its start, so that it can
    never fail half-way for the lock; every commit reaches the disk.
    """
    journal = "WAL" if wal_is_safe(version) else "DELETE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"
        ),
    }


def keep_temporary_files_in(folder: Path) -> None:
    """Have SQLite write what it cannot hold in memory there, such as the whole file made anew.

    Elsewhere the diaries could come to lie on a disk that is not encrypted as the database's is.
    """
    os.environ["SQLITE_TMPDIR"] = str(folder)
