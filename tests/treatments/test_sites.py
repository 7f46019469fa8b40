"""Where it was injected: the scheme, the form of all places, its questions, and the drawing."""

import re
import uuid
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session, make_sites
from treatments.choices import Muscle, Product, Side
from treatments.head import DRAWN
from treatments.models import InjectionSession
from treatments.muscles import PLACES, STANDARD, Dose, Place, total
from treatments.where import where

TODAY = date(2026, 3, 1)
LEFT_TEMPLE = Place(Muscle.TEMPORALIS, Side.LEFT)
TEMPLE = {"temporalis_left_units": "20", "temporalis_left_sites": "4"}


@pytest.fixture(autouse=True)
def march() -> object:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        yield


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, date(2026, 2, 1), units=None)


def address(session: InjectionSession) -> str:
    return reverse("treatments:sites", args=[session.patient.code, session.pk])


def save(client: Client, session: InjectionSession, **typed: object) -> HttpResponse:
    session.refresh_from_db()
    return client.post(address(session), {"version": session.version, **typed})  # type: ignore[return-value]


def stored(session: InjectionSession) -> dict[str, tuple[Decimal, int]]:
    return {f"{s.muscle}_{s.side}": (s.units, s.sites) for s in session.sites.all()}


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)  # type: ignore[attr-defined]


def as_typed(doses: object) -> dict[str, object]:
    return {
        f"{place.key}_{part}": getattr(dose, part)
        for place, dose in doses.items()  # type: ignore[attr-defined]
        for part in ("units", "sites")
    }


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
            assert apart[0] >= 52 or apart[1] >= 42, (one.place, other.place)


def test_places_are_saved_together_and_an_empty_total_becomes_their_sum(
    as_alice: Client, session: InjectionSession
) -> None:
    version = session.version
    answer = as_alice.post(
        address(session), {"version": version, **as_typed(STANDARD)}, follow=True
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


UNITS = "Write units from 0.5 to 2000, with one decimal at most."
SITES = "Write how many sites: a whole number from 1 to 60."


@pytest.mark.parametrize(
    "bad", ["0", "-5", "abc", "2001", "0.25", "9" * 400, "NaN", "1e999", "1,000", "٪", "\ud800"]
)
@pytest.mark.parametrize(("part", "message"), [("units", UNITS), ("sites", SITES)])
def test_what_cannot_be_is_refused_beside_its_box_and_kept_as_typed(
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


def test_above_the_trials_scheme_is_asked_about_once(
    as_alice: Client, session: InjectionSession
) -> None:
    typed = {"trapezius_left_units": "195.5", "trapezius_left_sites": "9"}
    answer = save(as_alice, session, **typed)
    assert "195.5 units is more than" in errors(answer)["__all__"][0]
    assert "Yes, 195.5 units is right" in answer.content.decode()
    assert save(as_alice, session, **typed, sure="195").status_code == 422
    assert save(as_alice, session, **typed, sure="195.5").status_code == 302
    assert save(as_alice, session, **typed).status_code == 302


def test_another_products_units_are_not_measured_by_the_trials_scheme(
    as_alice: Client, session: InjectionSession
) -> None:
    InjectionSession.objects.update(product=Product.ABOBOTULINUMTOXIN_A)
    page = as_alice.get(address(session), {"fill": "standard"}).content.decode()
    assert "Standard" not in page
    assert re.search(r'id="step" name="step" value=""', page)
    typed = {"trapezius_left_units": "500", "trapezius_left_sites": "4"}
    assert save(as_alice, session, **typed).status_code == 302


def test_more_than_a_session_can_hold_is_refused(
    as_alice: Client, session: InjectionSession
) -> None:
    typed = {
        f"trapezius_{side}_{part}": value
        for side in ("left", "right")
        for part, value in (("units", "1000.5"), ("sites", "4"))
    }
    answer = save(as_alice, session, **typed, sure="2001")
    assert errors(answer) == {"__all__": ["The sites add up to 2001 units. 2000 is the most."]}


def test_a_stale_page_overwrites_nothing_before_it_has_shown_it(
    as_alice: Client, session: InjectionSession
) -> None:
    save(as_alice, session, **TEMPLE)
    typed = {"temporalis_left_units": "30", "temporalis_left_sites": "6", "version": uuid.uuid4()}
    InjectionSession.objects.update(units=30)
    answer = as_alice.post(address(session), typed)
    said = errors(answer)["__all__"]  # type: ignore[arg-type]
    assert len(said) == 1
    assert "Temple (temporalis), left: 20 units in 4 sites" in said[0]
    assert 'value="30"' in answer.content.decode()
    assert stored(session) == {"temporalis_left": (Decimal(20), 4)}
    session.refresh_from_db()
    assert as_alice.post(address(session), {**typed, "version": session.version}).status_code == 302
    assert stored(session) == {"temporalis_left": (Decimal(30), 6)}


def boxes(answer: HttpResponse) -> dict[str, str]:
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
    filled = {
        fill: boxes(as_alice.get(address(session), {"fill": fill}))  # type: ignore[arg-type]
        for fill in ("standard", "last", "none", "what?")
    }
    assert filled == {
        "standard": {name: f"{value:g}" for name, value in as_typed(STANDARD).items()},  # type: ignore[str-format]
        "last": {"temporalis_left_units": "7.5", "temporalis_left_sites": "3"},
        "none": {},
        "what?": {"other_middle_units": "10", "other_middle_sites": "2"},
    }
    assert stored(session) == {"other_middle": (Decimal(10), 2)}


def test_only_a_session_that_has_happened_has_sites(as_alice: Client, alice: Patient) -> None:
    for on, status in [(date(2026, 4, 1), "planned"), (date(2026, 1, 1), "cancelled")]:
        session = make_session(alice, on, status=status, first_ever=None)
        assert as_alice.get(address(session)).status_code == 404
        assert as_alice.post(address(session), TEMPLE).status_code == 404
        assert stored(session) == {}
    nowhere = address(session).replace(f"/{session.pk}/", f"/{10**30}/")
    assert as_alice.get(nowhere).status_code == 404


def test_the_sessions_page_shows_the_drawing_and_the_same_in_a_table(
    as_alice: Client, session: InjectionSession
) -> None:
    make_sites(session)
    answer = as_alice.get(reverse("treatments:session", args=[session.patient.code, session.pk]))
    page = answer.content.decode()
    assert page.count('class="spot on"') == 31
    assert page.count('class="place has"') == len(STANDARD)
    assert "Temple (temporalis)</th><td>20 in 4</td><td>20 in 4</td>" in page
    assert '(procerus)</th><td colspan="2">5 in 1</td>' in page
    assert 'All together</th><td colspan="2">155 units in 31 sites</td>' in page
    assert page.count(" in 3</td>") == 4


def test_a_place_with_more_or_fewer_sites_than_the_scheme_fills_as_many_spots_as_there_are(
    session: InjectionSession,
) -> None:
    left, right = (Place(Muscle.TRAPEZIUS, side) for side in (Side.LEFT, Side.RIGHT))
    make_sites(session, {left: Dose(Decimal(5), 1), right: Dose(Decimal(25), 5)})
    shown = {s.drawn.place: [on for _, on in s.spots] for s in where(session).views["back"]}
    assert shown[left] == [True, False, False]
    assert shown[right] == [True, True, True]
    assert not any(shown[Place(Muscle.OCCIPITALIS, Side.LEFT)])
