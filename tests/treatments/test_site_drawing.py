"""Where it was injected, as it is shown: the scheme, the drawing, and the table."""

import re
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from django.test import Client

from accounts.models import Patient
from tests.make import make_session, make_sites
from tests.treatments.asking import address
from treatments.choices import Muscle, Side
from treatments.head import DRAWN, HIT
from treatments.models import InjectionSession
from treatments.muscles import PLACES, STANDARD, Dose, Place, total
from treatments.where import where


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, date(2026, 2, 1), units=None)


def test_the_standard_scheme_has_its_units_and_sites_in_each_muscle_and_in_all() -> None:
    by_muscle = {
        muscle.value: total(dose for place, dose in STANDARD.items() if place.muscle == muscle)
        for muscle in dict.fromkeys(place.muscle for place in STANDARD)
    }
    assert {name: (int(dose.units), dose.sites) for name, dose in by_muscle.items()} == {
        "procerus": (5, 1),
        "corrugator": (10, 2),
        "frontalis": (20, 4),
        "temporalis": (40, 8),
        "occipitalis": (30, 6),
        "cervical_paraspinal": (20, 4),
        "trapezius": (30, 6),
    }
    assert total(STANDARD.values()) == Dose(Decimal(155), 31)


def test_the_drawing_shows_every_place_but_elsewhere_once_with_a_spot_for_each_standard_site() -> (
    None
):
    assert {p for p in PLACES if p not in DRAWN} == {Place(Muscle.OTHER, Side.MIDDLE)}
    spots = {place: len(drawn.spots) for place, drawn in DRAWN.items() if place in STANDARD}
    assert spots == {place: dose.sites for place, dose in STANDARD.items()}


def test_a_persons_right_is_on_the_left_of_the_front_view_and_on_the_right_of_the_back_view() -> (
    None
):
    for muscle, rights in [
        (Muscle.FRONTALIS, (True, False)),
        (Muscle.TRAPEZIUS, (False, True)),
    ]:
        right, left = (DRAWN[Place(muscle, side)].label[0] for side in (Side.RIGHT, Side.LEFT))
        assert (right < left, right > left) == rights


def test_a_side_view_shows_its_own_side_and_looks_away_from_it() -> None:
    for side, nose_first in [(Side.LEFT, True), (Side.RIGHT, False)]:
        temple, jaw = (DRAWN[Place(m, side)] for m in (Muscle.TEMPORALIS, Muscle.MASSETER))
        assert {temple.view, jaw.view} == {side.value}
        assert (jaw.spots[0][0] < temple.label[0]) == nose_first


def test_no_two_labels_of_a_view_overlap() -> None:
    for one, other in combinations(DRAWN.values(), 2):
        if one.view == other.view:
            apart = [abs(a - b) for a, b in zip(one.label, other.label, strict=True)]
            assert max(apart) >= HIT, (one.place, other.place)


def test_the_sessions_page_shows_the_drawing_and_the_same_in_a_table(
    as_alice: Client, session: InjectionSession
) -> None:
    make_sites(session)
    page = as_alice.get(address(session, "session")).content.decode()
    assert page.count('class="spot on"') == 31
    assert page.count('class="place has"') == len(STANDARD)
    cells = re.findall(r"<td(?: colspan=.2.)?>(\d.*?)</td>", page)
    assert cells == [
        *["5 units in 1 site"] * 3,
        *["10 units in 2 sites"] * 2,
        *["20 units in 4 sites"] * 2,
        *["15 units in 3 sites"] * 2,
        *["10 units in 2 sites"] * 2,
        *["15 units in 3 sites"] * 2,
        "155 units in 31 sites",
    ]
    assert "not on the picture" not in page


def test_what_the_drawing_has_no_place_for_is_said_below_it(
    as_alice: Client, session: InjectionSession
) -> None:
    make_sites(session, {**STANDARD, Place(Muscle.OTHER, Side.MIDDLE): Dose(Decimal(10), 2)})
    page = as_alice.get(address(session, "session")).content.decode()
    assert "165 units in 33 sites</strong>" in page
    assert "(of these, elsewhere and not on the picture: 10 units in 2 sites)" in page


def test_no_two_places_have_the_same_short_name() -> None:
    assert len({place.short for place in PLACES}) == len(PLACES)
    assert Place(Muscle.CERVICAL_PARASPINAL, Side.LEFT).short == "Upper neck, left"


def test_a_place_with_more_or_fewer_sites_than_the_scheme_fills_as_many_spots_as_there_are(
    session: InjectionSession,
) -> None:
    left, right = (Place(Muscle.TRAPEZIUS, side) for side in (Side.LEFT, Side.RIGHT))
    make_sites(session, {left: Dose(Decimal(5), 1), right: Dose(Decimal(25), 5)})
    shown = {s.drawn.place: [on for _, on in s.spots] for s in where(session).views["back"]}
    assert shown[left] == [True, False, False]
    assert shown[right] == [True, True, True]
    assert not any(shown[Place(Muscle.OCCIPITALIS, Side.LEFT)])
