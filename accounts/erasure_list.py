"""The list of deleted accounts outside the database, to delete them again after a restore.

It names nobody: each line is the date and an HMAC-SHA256, under a key in a file of its own, of what
told the account from others. Both files stay out of the copies of the database.
"""

import fcntl
import hmac
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from accounts.models import User

KEY_BYTES = 32


class ErasureListError(Exception):
    """The list or its key cannot be read or written: then nobody is deleted."""


def names_of(user: User) -> list[str]:
    """What the list knows an account by: as an account, and its diary if it has one.

    Both, for a copy of the database from before the diary was opened. To the millisecond, which is
    what a copy made by `dumpdata` keeps.
    """
    joined = user.date_joined.astimezone(UTC).isoformat(timespec="milliseconds")
    diary = [str(user.patient.code)] if hasattr(user, "patient") else []
    return [f"user:{user.pk}:{joined}", *diary]


def write_down(names: Iterable[str], now: datetime) -> None:
    """Append these names, unreadable, and wait until they are on the disk.

    Raises ErasureListError.
    """
    try:
        key = _key()
        _append(settings.ERASURE_LIST, [f"{now:%Y-%m-%d} {_hidden(key, name)}" for name in names])
    except OSError as error:
        raise ErasureListError from error


def reader() -> Callable[[User], bool]:
    """Whether an account is on the list, as it is now; raises ErasureListError."""
    try:
        if not settings.ERASURE_LIST.exists():
            return lambda _user: False
        lines = settings.ERASURE_LIST.read_text(encoding="ascii").splitlines()
        among = {line.partition(" ")[2] for line in lines}
        key = _key()
    except (OSError, UnicodeError) as error:
        raise ErasureListError from error
    return lambda user: any(_hidden(key, name) in among for name in names_of(user))


def _hidden(key: bytes, name: str) -> str:
    return hmac.new(key, name.encode(), "sha256").hexdigest()


def _key() -> bytes:
    """The list's key, made at the first use; whole for whoever reads it, or not there."""
    path: Path = settings.ERASURE_KEY
    if not path.exists():
        if settings.ERASURE_LIST.exists():
            raise OSError("The list of deleted accounts is there, but its key is not.")
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        try:
            _append(draft, [secrets.token_hex(KEY_BYTES)])
            with suppress(FileExistsError):  # another process was first
                os.link(draft, path)
            _settle(path.parent)
        finally:
            draft.unlink(missing_ok=True)
    key = path.read_bytes().strip()
    if len(key) < 2 * KEY_BYTES:
        raise OSError("The key of the list of deleted accounts is not whole.")
    return key


def _append(path: Path, lines: list[str]) -> None:
    """One write under a lock, so that no two mix; after a line that a crash cut off, a new one."""
    known = path.exists()
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file).st_size
        cut_off = size > 0 and os.pread(file, 1, size - 1) != b"\n"
        text = "\n" * cut_off + "".join(f"{line}\n" for line in lines)
        if os.write(file, text.encode("ascii")) != len(text):
            raise OSError("The disk is full.")
        os.fsync(file)
    finally:
        os.close(file)
    if not known:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Let the new file's name reach the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
