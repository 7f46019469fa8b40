"""Totals that are asked about: above the trials' scheme, or not the sum of the sites."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import add, address, change, errors
from treatments.models import InjectionSession

MORE = "220 units is more than the 155 to 195 of the trials for migraine (PREEMPT). Is it right?"
FIRST = {"first_ever": "yes"}


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def in_two_sites(alice: Patient) -> InjectionSession:
    session = make_session(alice, date(2026, 2, 1))
    for side, units in (("left", "5"), ("right", "5.5")):
        session.sites.create(muscle="frontalis", side=side, units=units)
    return session


def test_more_than_the_trials_gave_is_asked_about_and_then_saved(
    as_alice: Client, alice: Patient
) -> None:
    answer = add(as_alice, alice, "2026-02-01", units="220", **FIRST)
    assert errors(answer) == {"units": [MORE]}
    page = answer.content.decode()
    assert '<input type="checkbox" name="sure" value="220" id="id_sure">' in page
    assert "Yes, 220 units is right" in page
    assert not alice.injection_sessions.exists()
    assert add(as_alice, alice, "2026-02-01", units="220", sure="220", **FIRST).status_code == 302
    assert alice.injection_sessions.get().units == 220


@pytest.mark.parametrize("sure", ["on", "220", "", "\x00", "9" * 400])
def test_a_yes_is_for_its_own_number(as_alice: Client, alice: Patient, sure: str) -> None:
    answer = add(as_alice, alice, "2026-02-01", units="230.0", sure=sure, **FIRST)
    assert list(errors(answer)) == ["units"]
    assert 'name="sure" value="230"' in answer.content.decode()


def test_a_yes_is_kept_while_something_else_is_wrong(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, "2025-02-30", units="220", sure="220", **FIRST)
    assert list(errors(answer)) == ["date"]
    assert 'value="220" id="id_sure" checked' in answer.content.decode()


@pytest.mark.parametrize(
    ("product", "units"),
    [("onabotulinumtoxinA", "195"), ("abobotulinumtoxinA", "500"), ("other", "2000")],
)
def test_no_more_than_the_trials_and_other_products_are_never_asked(
    as_alice: Client, alice: Patient, product: str, units: str
) -> None:
    answer = add(as_alice, alice, "2026-02-01", units=units, product=product, **FIRST)
    assert answer.status_code == 302


def test_a_total_is_asked_about_where_the_sites_say_another(
    as_alice: Client, in_two_sites: InjectionSession
) -> None:
    answer = change(as_alice, in_two_sites, "2026-02-01", units="10")
    assert errors(answer) == {
        "units": ["The sites add up to 10.5 units, and the total says 10. Is the total right?"]
    }
    assert change(as_alice, in_two_sites, "2026-02-01", units="10.5").status_code == 302
    assert change(as_alice, in_two_sites, "2026-02-01", units="10", sure="10").status_code == 302
    assert InjectionSession.objects.get().units == Decimal(10)


def test_a_total_that_stays_is_not_asked_about_again(
    as_alice: Client, in_two_sites: InjectionSession
) -> None:
    InjectionSession.objects.update(units=220)
    answer = change(as_alice, in_two_sites, "2026-02-01", units="220", clinic="Elsewhere")
    assert answer.status_code == 302
    units = as_alice.get(address(in_two_sites, "edit")).context["form"]["units"].value()
    assert str(units) == "220"
