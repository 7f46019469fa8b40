"""What was stored before a change of the tables is still there, and true, after it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tests.conftest import let_tables_be_emptied

NOW = datetime(2026, 2, 17, 12, tzinfo=UTC)


def migrate(*targets: tuple[str, str]) -> Any:
    """Bring the tables there, back or forth; the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def to_the_newest(transactional_db: None) -> Iterator[None]:
    """Whatever happens, the next test finds the tables of today."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    let_tables_be_emptied()


def patient(apps: Any, name: str) -> Any:
    user = apps.get_model("accounts", "User").objects.create(email=f"{name}@example.org")
    people = apps.get_model("accounts", "Patient").objects
    return people.create(user=user, time_zone="Europe/Vienna", created_at=NOW)


def test_consent_of_a_patient_becomes_that_of_the_user(to_the_newest: None) -> None:
    before = migrate(("accounts", "0004_events_are_never_changed"))
    given = before.get_model("accounts", "Consent").objects
    # A user without a diary first, so that no two numbers are the same by chance.
    before.get_model("accounts", "User").objects.create(email="bob@example.org")
    for name in ("alice", "charlie"):
        given.create(patient=patient(before, name), version="2026-11-23", given_at=NOW)

    after = migrate(("accounts", "0006_consent_of_users_alone"))
    kept = after.get_model("accounts", "Consent").objects.order_by("user__email")
    assert [*kept.values_list("user__email", "version", "given_at")] == [
        ("alice@example.org", "2026-11-23", NOW),
        ("charlie@example.org", "2026-11-23", NOW),
    ]


def test_what_was_recorded_stays_and_can_be_changed_no_more_than_deleted(
    to_the_newest: None,
) -> None:
    before = migrate(("accounts", "0006_consent_of_users_alone"))
    before.get_model("accounts", "AccessEvent").objects.create(at=NOW, kind="read", page="x")

    after = migrate(("accounts", "0007_whom_an_event_is_about"))
    events = after.get_model("accounts", "AccessEvent").objects
    assert [*events.values_list("page", "about_name")] == [("x", "")]
    for change in (events.all().delete, lambda: events.update(page="y")):
        with pytest.raises(DatabaseError, match="never"):
            change()
    assert events.count() == 1
    migrate(("accounts", "0006_consent_of_users_alone"))
