"""What is asked about the sum of all sites before it is saved."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import errors
from tests.treatments.site_boxes import TEMPLE, save, stored
from treatments.choices import Product
from treatments.models import InjectionSession


@pytest.fixture(autouse=True)
def march() -> object:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        yield


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, date(2026, 2, 1), units=None)


@pytest.mark.parametrize(("answered", "becomes"), [("use_sum", 20), ("keep_total", 155)])
def test_a_total_that_differs_is_asked_about_and_either_answer_is_saved(
    as_alice: Client, session: InjectionSession, answered: str, becomes: int
) -> None:
    InjectionSession.objects.update(units=155)
    answer = save(as_alice, session, **TEMPLE)
    question = "The sites add up to 20 units, and the session says 155. Which is right?"
    assert errors(answer) == {"__all__": [question]}
    page = answer.content.decode()
    assert "Use 20 as the total" in page
    assert "Keep 155: some sites are not written down" in page
    assert stored(session) == {}
    send = getattr(answer.context["form"], answered)  # type: ignore[attr-defined]
    assert save(as_alice, session, **TEMPLE, total=send).status_code == 302
    session.refresh_from_db()
    assert (session.units, stored(session)) == (becomes, {"temporalis_left": (Decimal(20), 4)})
    assert save(as_alice, session, **TEMPLE).status_code == 302


def test_an_answer_about_other_numbers_is_asked_again(
    as_alice: Client, session: InjectionSession
) -> None:
    InjectionSession.objects.update(units=155)
    for old in ("sum 25", "keep 155", "keep 155 sum 25", "keep 150 sum 20", "anything"):
        assert list(errors(save(as_alice, session, **TEMPLE, total=old))) == ["__all__"]


MANY_UNITS = "In the trials for migraine it was 155 to 195 units. Is 195.5 right?"
MANY_SITES = "In the trials for migraine it was 31 to 39 sites. Is 40 right?"


@pytest.mark.parametrize(
    ("units", "sites", "question"),
    [
        ("195.5", "9", MANY_UNITS),
        ("195", "40", MANY_SITES),
        ("195.5", "40", f"{MANY_UNITS} {MANY_SITES}"),
    ],
)
def test_more_than_in_the_trials_is_asked_about_once(
    as_alice: Client, session: InjectionSession, units: str, sites: str, question: str
) -> None:
    typed = {"trapezius_left_units": units, "trapezius_left_sites": sites}
    answer = save(as_alice, session, **typed)
    assert errors(answer) == {"__all__": [question]}
    assert f"Yes, {units} units in {sites} sites is right" in answer.content.decode()
    for other in (units, f"{units} 39", f"195.4 {sites}", "on"):
        assert save(as_alice, session, **typed, sure=other).status_code == 422
    assert save(as_alice, session, **typed, sure=f"{units} {sites}").status_code == 302
    assert save(as_alice, session, **typed).status_code == 302


@pytest.mark.parametrize(
    ("product", "units"), [(Product.ONABOTULINUMTOXIN_A, "195"), (Product.OTHER, "500")]
)
def test_no_more_than_in_the_trials_and_another_product_are_not_asked_about(
    as_alice: Client, session: InjectionSession, product: Product, units: str
) -> None:
    InjectionSession.objects.update(product=product)
    sites = "39" if product == Product.ONABOTULINUMTOXIN_A else "60"
    typed = {"trapezius_left_units": units, "trapezius_left_sites": sites}
    assert save(as_alice, session, **typed).status_code == 302


def test_more_than_a_session_can_hold_is_refused(
    as_alice: Client, session: InjectionSession
) -> None:
    typed = {
        f"trapezius_{side}_{part}": value
        for side in ("left", "right")
        for part, value in (("units", "15000.5"), ("sites", "4"))
    }
    answer = save(as_alice, session, **typed, sure="30001 8")
    assert errors(answer) == {"__all__": ["The sites add up to 30001 units. 30000 is the most."]}
