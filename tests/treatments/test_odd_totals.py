"""What is asked about units: unlike the trials', not their sites' sum, of another product."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import add, address, change, errors, said
from treatments.models import InjectionSession

ODD = "In the trials for migraine it was 155 to 195 units. Is {} right?"
FIRST = {"first_ever": "yes"}


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def in_two_sites(alice: Patient) -> InjectionSession:
    session = make_session(alice, date(2026, 2, 1))
    for side, units in (("left", "40"), ("right", "40.5")):
        session.sites.create(muscle="frontalis", side=side, units=units)
    return session


def test_more_than_the_trials_gave_is_asked_about_and_then_saved(
    as_alice: Client, alice: Patient
) -> None:
    answer = add(as_alice, alice, "2026-02-01", units="220", **FIRST)
    assert errors(answer) == {"units": [ODD.format(220)]}
    page = answer.content.decode()
    assert '<input type="checkbox" name="sure_units" value="220" id="id_sure_units">' in page
    assert "Yes, 220 units is right" in page
    assert not alice.injection_sessions.exists()
    assert (
        add(as_alice, alice, "2026-02-01", units="220", sure_units="220", **FIRST).status_code
        == 302
    )
    assert alice.injection_sessions.get().units == 220


@pytest.mark.parametrize("units", ["15.5", "77,4"])
def test_less_than_half_of_what_the_trials_gave_is_asked_about(
    as_alice: Client, alice: Patient, units: str
) -> None:
    number = units.replace(",", ".")
    answer = add(as_alice, alice, "2026-02-01", units=units, **FIRST)
    assert errors(answer) == {"units": [ODD.format(number)]}
    add(as_alice, alice, "2026-02-01", units=units, sure_units=number, **FIRST)
    assert alice.injection_sessions.get().units == Decimal(number)


@pytest.mark.parametrize("sure", ["on", "220", "", "\x00", "9" * 400])
def test_a_yes_is_for_its_own_number(as_alice: Client, alice: Patient, sure: str) -> None:
    answer = add(as_alice, alice, "2026-02-01", units="230.0", sure_units=sure, **FIRST)
    assert list(errors(answer)) == ["units"]
    assert 'name="sure_units" value="230"' in answer.content.decode()


def test_a_yes_is_kept_while_something_else_is_wrong(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, "2025-02-30", units="220", sure_units="220", **FIRST)
    assert list(errors(answer)) == ["date"]
    assert 'value="220" id="id_sure_units" checked' in answer.content.decode()


@pytest.mark.parametrize(
    ("product", "units"),
    [
        ("onabotulinumtoxinA", "195"),
        ("onabotulinumtoxinA", "77.5"),
        ("abobotulinumtoxinA", "500"),
        ("rimabotulinumtoxinB", "30000"),
        ("other", "1"),
    ],
)
def test_about_the_trials_total_and_other_products_are_never_asked(
    as_alice: Client, alice: Patient, product: str, units: str
) -> None:
    answer = add(as_alice, alice, "2026-02-01", units=units, product=product, **FIRST)
    assert answer.status_code == 302


def test_a_total_is_asked_about_where_the_sites_say_another(
    as_alice: Client, in_two_sites: InjectionSession
) -> None:
    answer = change(as_alice, in_two_sites, "2026-02-01", units="100")
    assert errors(answer) == {
        "units": ["The sites add up to 80.5 units, and the total says 100. Is the total right?"]
    }
    assert change(as_alice, in_two_sites, "2026-02-01", units="80.5").status_code == 302
    sure = {"units": "100", "sure_units": "100"}
    assert change(as_alice, in_two_sites, "2026-02-01", **sure).status_code == 302
    assert InjectionSession.objects.get().units == Decimal(100)


def test_a_total_that_is_emptied_becomes_the_sum_of_the_sites(
    as_alice: Client, in_two_sites: InjectionSession
) -> None:
    answer = change(as_alice, in_two_sites, "2026-02-01", units="")
    assert said(as_alice.get(answer["Location"])) == [
        "Saved. The session’s total is now 80.5 units, the sum of its sites."
    ]
    assert InjectionSession.objects.get().units == Decimal("80.5")


@pytest.mark.parametrize(
    ("product", "name"),
    [("abobotulinumtoxinA", "Dysport"), ("other", "another botulinum toxin")],
)
def test_another_product_is_asked_about_where_sites_are_in_units_of_the_first(
    as_alice: Client, in_two_sites: InjectionSession, product: str, name: str
) -> None:
    InjectionSession.objects.update(units="80.5")
    typed = {"units": "80.5", "product": product}
    answer = change(as_alice, in_two_sites, "2026-02-01", sure_product="other one", **typed)
    assert errors(answer) == {
        "product": [f"The sites were written down in units of Botox. Are they units of {name}?"]
    }
    page = answer.content.decode()
    assert f'name="sure_product" value="{product}"' in page
    assert f"Yes, they are units of {name}" in page
    for sure in ({"sure_product": product}, {}):
        assert change(as_alice, in_two_sites, "2026-02-01", **typed, **sure).status_code == 302
        assert InjectionSession.objects.get().product == product


def test_both_questions_are_asked_at_once(as_alice: Client, in_two_sites: InjectionSession) -> None:
    typed = {"units": "20", "product": "abobotulinumtoxinA"}
    asked = errors(change(as_alice, in_two_sites, "2026-02-01", **typed))
    assert sorted(asked) == ["product", "units"]


def test_another_product_is_simply_saved_where_no_site_is_written_down(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, date(2026, 2, 1))
    answer = change(as_alice, session, "2026-02-01", product="abobotulinumtoxinA")
    assert answer.status_code == 302


def test_a_total_that_stays_is_not_asked_about_again(
    as_alice: Client, in_two_sites: InjectionSession
) -> None:
    InjectionSession.objects.update(units=220)
    answer = change(as_alice, in_two_sites, "2026-02-01", units="220", clinic="Elsewhere")
    assert answer.status_code == 302
    units = as_alice.get(address(in_two_sites, "edit")).context["form"]["units"].value()
    assert str(units) == "220"
