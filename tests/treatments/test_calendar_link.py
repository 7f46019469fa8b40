"""The secret link to a person's dates: who may read it, and when it is dead."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Patient
from tests.pages import not_found
from tests.treatments.feeds import (
    DONE,
    DUE,
    add,
    fed,
    link,
    share,
)
from treatments.choices import Status


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


def test_a_link_is_made_renewed_and_ended_and_the_old_one_is_dead_at_once(
    as_alice: Client, alice: Patient
) -> None:
    add(alice, DUE)
    first = link(as_alice, alice)
    assert re.fullmatch(r"/calendar/[\w-]{43}\.ics", first)
    assert fed(first) == [(DUE, "Appointment", "CONFIRMED")]
    assert link(as_alice, alice, "make") == first  # a page from before: what is, stays
    second = link(as_alice, alice, "renew")
    assert second != first
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    assert link(as_alice, alice, "nonsense") == second
    assert link(as_alice, alice, "off") == ""
    for address in (first, second, "/calendar/x.ics", "/calendar/None.ics", "/calendar/.ics"):
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (404, not_found())


def test_the_feed_of_somebody_who_may_not_log_in_is_dead(alice: Patient) -> None:
    address = share(alice)
    alice.user.is_active = False
    alice.user.save()
    assert Client().get(address).content == not_found()


def test_the_feed_is_read_only_unmarked_and_kept_nowhere(
    alice: Patient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = share(alice)
    add(alice, DONE, Status.DONE)
    client = Client(enforce_csrf_checks=True)
    with django_assert_num_queries(2):
        answer = client.get(address)
    named = ["Content-Type", "Content-Disposition", "Cache-Control", "Referrer-Policy"]
    assert [answer[name] for name in [*named, "X-Robots-Tag"]] == [
        "text/calendar; charset=utf-8",
        'inline; filename="dates.ics"',
        "private, no-store",
        "no-referrer",
        "noindex",
    ]
    assert dict(client.cookies) == {}
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "patch", "delete", "options"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("secret", ["%F0%9F%92%87", "%ED%A0%80", "%FF", "x" * 5000, "%0A", "s%20"])
def test_an_odd_secret_is_an_unknown_one(alice: Patient, secret: str) -> None:
    share(alice)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_a_secret_with_a_nul_is_refused(db: None) -> None:
    assert Client().get("/calendar/%00.ics").status_code == 400
