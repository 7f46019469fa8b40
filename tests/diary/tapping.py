"""Tapping as the pages of a day do, on 1 March 2026 at 20:00 in Berlin."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient

NOW = datetime(2026, 3, 1, 19, tzinfo=UTC)
TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march() -> Iterator[None]:
    """The evening of 1 March, standing still."""
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, patient: Patient, on: date = TODAY) -> str:
    """An address of a day."""
    return reverse(f"diary:{name}", args=[patient.code, on])


def send(
    client: Client, patient: Patient, facet: str, value: str, was: str = "", **fields: str
) -> Any:
    """The answer to a tap on one part of today."""
    data = {"facet": facet, "value": value, "was": was, **fields}
    return client.post(url("tap", patient), data)
