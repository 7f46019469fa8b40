"""Writing down where it was injected: the form of all places, and what fills it in one tap."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session, make_sites
from tests.treatments.asking import address, errors, said
from tests.treatments.site_boxes import TEMPLE, as_typed, save, stored
from treatments.choices import Muscle, Product, Side
from treatments.models import InjectionSession, InjectionSite
from treatments.muscles import STANDARD, Dose, Place
from treatments.where import where

GONE = "It is not there any more."
LEFT_TEMPLE = Place(Muscle.TEMPORALIS, Side.LEFT)


@pytest.fixture(autouse=True)
def march() -> object:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        yield


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, date(2026, 2, 1), units=None)


def test_places_are_saved_together_and_an_empty_total_becomes_their_sum(
    as_alice: Client, session: InjectionSession
) -> None:
    version = session.version
    answer = as_alice.post(
        address(session, "sites"), {"version": version, **as_typed(STANDARD)}, follow=True
    )
    assert "The session’s total is now 155 units in 31 sites" in answer.content.decode()
    session.refresh_from_db()
    assert (session.units, where(session).doses) == (Decimal(155), STANDARD)
    assert session.version != version


def test_saving_replaces_what_was_there_and_empty_boxes_clear_it(
    as_alice: Client, session: InjectionSession
) -> None:
    make_sites(session)
    assert save(as_alice, session, **TEMPLE).status_code == 302
    assert stored(session) == {"temporalis_left": (Decimal(20), 4)}
    assert save(as_alice, session).status_code == 302
    assert stored(session) == {}
    session.refresh_from_db()
    assert session.units == Decimal(20)


@pytest.mark.parametrize("units", ["2.5", "2,5", " 2.5 ", "２.５"])
def test_half_units_are_taken_however_they_are_written(
    as_alice: Client, session: InjectionSession, units: str
) -> None:
    save(as_alice, session, other_middle_units=units, other_middle_sites="1")
    assert stored(session) == {"other_middle": (Decimal("2.5"), 1)}


UNITS = "Write units from 0.5 to 30000, with one decimal at most."
SITES = "Write how many sites: a whole number from 1 to 60."


@pytest.mark.parametrize(
    "bad", ["0", "-5", "abc", "30001", "0.25", "9" * 400, "NaN", "1e999", "1,000", "٪", "\ud800"]
)
@pytest.mark.parametrize(("part", "message"), [("units", UNITS), ("sites", SITES)])
def test_what_cannot_be_is_refused_beside_its_box_and_kept_typed(
    as_alice: Client, session: InjectionSession, part: str, message: str, bad: str
) -> None:
    make_sites(session)
    before = stored(session)
    name = f"temporalis_left_{part}"
    if bad == "\ud800":
        bad = "%ED%A0%80"  # as a browser would send it
    answer = save(as_alice, session, **{**TEMPLE, name: bad})
    assert errors(answer) == {name: [message]}
    page = answer.content.decode()
    assert f'id="{name}_error">Left, {part}: {message}' in page
    assert f'<a href="#id_{name}">Show me</a>' in page
    assert f'value="{bad}"' in page
    assert stored(session) == before


def test_a_nul_is_no_request(as_alice: Client, session: InjectionSession) -> None:
    assert save(as_alice, session, temporalis_left_units="5\x00").status_code in (400, 422)
    assert stored(session) == {}


@pytest.mark.parametrize(
    ("given", "missing", "message"),
    [("units", "sites", "How many sites?"), ("sites", "units", "How many units?")],
)
def test_units_need_their_sites_and_sites_their_units(
    as_alice: Client, session: InjectionSession, given: str, missing: str, message: str
) -> None:
    answer = save(as_alice, session, **{f"masseter_right_{given}": "4"})
    assert errors(answer) == {f"masseter_right_{missing}": [message]}


def test_a_stale_page_overwrites_nothing_before_it_has_shown_it(
    as_alice: Client, session: InjectionSession
) -> None:
    save(as_alice, session, **TEMPLE)
    typed = {"temporalis_left_units": "30", "temporalis_left_sites": "6", "version": uuid.uuid4()}
    InjectionSession.objects.update(units=30)
    answer = as_alice.post(address(session, "sites"), typed)
    words = errors(answer)["__all__"]
    assert len(words) == 1
    assert "Temple (temporalis), left: 20 units in 4 sites" in words[0]
    assert 'value="30"' in answer.content.decode()
    assert stored(session) == {"temporalis_left": (Decimal(20), 4)}
    typed.pop("version")
    assert save(as_alice, session, **typed).status_code == 302
    assert stored(session) == {"temporalis_left": (Decimal(30), 6)}


def filled(answer: HttpResponse) -> dict[str, str]:
    found = re.findall(r'name="(\w+_(?:units|sites))" value="([^"]+)"', answer.content.decode())
    return dict(found)


def test_the_form_is_filled_in_one_tap_and_not_saved(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    earlier = make_session(alice, date(2025, 11, 1), first_ever=None)
    make_sites(earlier, {LEFT_TEMPLE: Dose(Decimal("7.5"), 3)})
    other = make_session(alice, date(2026, 1, 1), product=Product.OTHER, first_ever=None)
    make_sites(other)
    make_sites(session, {Place(Muscle.OTHER, Side.MIDDLE): Dose(Decimal(10), 2)})
    by_fill = {
        fill: filled(as_alice.get(address(session, "sites"), {"fill": fill}))
        for fill in ("standard", "last", "none", "what?")
    }
    assert by_fill == {
        "standard": {name: f"{value:g}" for name, value in as_typed(STANDARD).items()},
        "last": {"temporalis_left_units": "7.5", "temporalis_left_sites": "3"},
        "none": {},
        "what?": {"other_middle_units": "10", "other_middle_sites": "2"},
    }
    assert stored(session) == {"other_middle": (Decimal(10), 2)}


def test_another_products_units_are_not_measured_by_the_trials_scheme(
    as_alice: Client, session: InjectionSession
) -> None:
    InjectionSession.objects.update(product=Product.ABOBOTULINUMTOXIN_A)
    page = as_alice.get(address(session, "sites"), {"fill": "standard"}).content.decode()
    assert "Standard" not in page
    assert re.search(r'id="step" name="step" value=""', page)
    typed = {"trapezius_left_units": "500", "trapezius_left_sites": "4"}
    assert save(as_alice, session, **typed).status_code == 302


def test_sites_are_never_filled_in_from_another_product(
    as_alice: Client, alice: Patient, session: InjectionSession
) -> None:
    earlier = make_session(alice, date(2025, 11, 1), first_ever=None)
    make_sites(earlier)
    for was, product, offered in [
        (Product.ABOBOTULINUMTOXIN_A, Product.ABOBOTULINUMTOXIN_A, True),
        (Product.ABOBOTULINUMTOXIN_A, Product.INCOBOTULINUMTOXIN_A, False),
        (Product.OTHER, Product.OTHER, False),
    ]:
        InjectionSession.objects.filter(pk=earlier.pk).update(product=was)
        InjectionSession.objects.filter(pk=session.pk).update(product=product)
        page = as_alice.get(address(session, "sites"), {"fill": "last"})
        assert ("Same as last time" in page.content.decode()) == offered
        assert bool(filled(page)) == offered


def test_only_a_session_that_has_happened_has_sites(as_alice: Client, alice: Patient) -> None:
    for on, status in [(date(2026, 4, 1), "planned"), (date(2026, 1, 1), "cancelled")]:
        session = make_session(alice, on, status=status, first_ever=None)
        assert as_alice.get(address(session, "sites")).status_code == 404
        assert said(as_alice.post(address(session, "sites"), TEMPLE, follow=True)) == [GONE]
        assert stored(session) == {}
    nowhere = address(session, "sites").replace(f"/{session.pk}/", f"/{10**30}/")
    assert as_alice.get(nowhere).status_code == 404


def test_the_sites_of_a_session_that_was_deleted_meanwhile_are_saved_nowhere(
    as_alice: Client, session: InjectionSession
) -> None:
    gone = address(session, "sites")
    session.delete()
    answer = as_alice.post(gone, TEMPLE, follow=True)
    assert answer.redirect_chain == [(reverse("home:treatments", args=[session.patient.code]), 302)]
    assert said(answer) == [GONE]
    assert not InjectionSite.objects.exists()
