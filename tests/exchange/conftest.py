"""Files are sent on a fixed day."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import Patient
from tests.exchange.sending import NOW
from tests.exchange.whole import diary  # noqa: F401


@pytest.fixture(autouse=True)
def on_a_fixed_day() -> Iterator[time_machine.Traveller]:
    """It is noon in Berlin on Friday 10 April 2026."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def as_charlie(charlie: Patient) -> Client:
    """A browser in which Charlie is logged in."""
    client = Client()
    client.force_login(charlie.user)
    return client
