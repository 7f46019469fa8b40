"""Two sessions side by side."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session
from treatments.choices import Status
from treatments.compare import Row
from treatments.models import InjectionSession

UNNAMED = "They may be units of two different products."
NO_UNITS = "Units of different products cannot be compared."


@pytest.fixture(autouse=True)
def _in_july() -> object:
    with time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC), tick=False):
        yield


def pair(patient: Patient, first: dict[str, object], second: dict[str, object]) -> list[Row]:
    """The rows of two sessions on fixed days, by the page of the second."""
    make_session(patient, date(2025, 12, 26))
    made = [
        make_session(patient, on, **fields)
        for on, fields in [(date(2026, 3, 20), first), (date(2026, 6, 12), second)]
    ]
    return rows(patient, *made[::-1])


def rows(patient: Patient, one: InjectionSession, other: InjectionSession) -> list[Row]:
    client = Client()
    client.force_login(patient.user)
    page = client.get(reverse("treatments:compare", args=[patient.code, one.pk, other.pk]))
    assert page.status_code == 200
    found: list[Row] = page.context["rows"]
    shown = re.sub(' data-of="Cycle .">', ">", page.content.decode().replace("<br>", "\n"))
    for row in found:
        apart = f"<td>{row.earlier}</td><td>{row.later}</td>"
        assert (f'<td colspan="2">{row.earlier} ' if row.same else apart) in shown
    return found


def row(found: list[Row], name: str) -> Row:
    (one,) = [row for row in found if row.name == name]
    return one


def test_two_alike_have_nothing_that_changed(alice: Patient) -> None:
    alike = {"clinic": "Centre", "usual_after": "at_once", "unwelcome": "nothing"}
    assert pair(alice, alike, alike) == [
        Row("When", *["84 days after the one before: 12 weeks"] * 2),
        Row("Product", *["Botox (onabotulinumtoxinA)"] * 2),
        Row("Units", "155 units", "155 units"),
        Row("Clinic", "Centre", "Centre"),
        Row("Back to usual activities", "Straight away", "Straight away"),
        Row("Anything unwelcome", "Nothing", "Nothing"),
    ]


def test_what_differs_is_marked_and_the_units_say_by_how_much(alice: Patient) -> None:
    found = pair(alice, {"units": "155", "clinic": "A"}, {"units": "172.5", "clinic": "B"})
    assert [one for one in found if one.changed] == [
        Row("Units", "155 units", "172.5 units", True, "17.5 units more"),
        Row("Clinic", "A", "B", True),
    ]


def test_fewer_units_are_said_to_be_fewer(alice: Patient) -> None:
    units = row(pair(alice, {"units": "172.5"}, {"units": "155"}), "Units")
    assert units.remark == "17.5 units fewer"


def test_what_only_one_of_them_has_did_not_change(alice: Patient) -> None:
    found = pair(
        alice,
        {"units": None, "clinic": "A", "usual_after": "skipped", "unwelcome": "skipped"},
        {"injected_by": "Dr Bob", "usual_after": "week", "unwelcome": "nothing"},
    )
    assert [one for one in found if one.changed or one.remark] == []
    assert row(found, "Back to usual activities").earlier == "Not recorded"
    assert row(found, "Anything unwelcome").earlier == "Not recorded"


def test_units_of_different_products_are_never_compared(alice: Patient) -> None:
    found = pair(alice, {"units": "155"}, {"units": "500", "product": "abobotulinumtoxinA"})
    assert row(found, "Units") == Row("Units", "155 units", "500 units", False, NO_UNITS)
    assert [one.name for one in found if one.changed] == ["Product"]


def test_units_of_products_that_nobody_named_are_never_compared(alice: Patient) -> None:
    first, second = ({"units": units, "product": "other"} for units in ("300", "500"))
    found = pair(alice, first, second)
    assert row(found, "Units") == Row("Units", "300 units", "500 units", False, UNNAMED)
    assert [one.name for one in found if one.changed] == []


def test_the_cycles_and_their_days_head_the_two_columns(as_alice: Client, alice: Patient) -> None:
    first, second = (make_session(alice, on) for on in (date(2026, 4, 7), date(2026, 6, 30)))
    page = as_alice.get(reverse("treatments:compare", args=[alice.code, second.pk, first.pk]))
    heads = re.findall(r'<th scope="col"><a[^>]*>(.*?)</a>', page.content.decode())
    assert heads == ["Cycle 1 · 7 Apr 2026", "Cycle 2 · 30 Jun 2026"]
    assert page.context["rows"] == [
        Row("When", "No session before", "84 days after the one before: 12 weeks"),
        Row("Product", *["Botox (onabotulinumtoxinA)"] * 2),
        Row("Units", *["155 units"] * 2),
    ]


def test_the_vials_are_compared_too(alice: Patient) -> None:
    first, second = {"lot": "C1"}, {"lot": "C2", "expires_on": date(2027, 1, 31)}
    assert pair(alice, first, second)[-2:] == [
        Row("Lot number", "C1", "C2", True),
        Row("Use before", "Not recorded", "31 January 2027"),
    ]


def injected(session: InjectionSession, **doses: tuple[str, int]) -> InjectionSession:
    for place, (units, sites) in doses.items():
        muscle, side = place.rsplit("_", 1)
        session.sites.create(muscle=muscle, side=side, units=units, sites=sites)
    return session


def test_each_muscle_stands_by_itself_left_and_right(alice: Patient) -> None:
    first = injected(
        make_session(alice, date(2026, 3, 20)),
        procerus_middle=("5", 1),
        temporalis_left=("20", 4),
        temporalis_right=("20", 4),
    )
    second = injected(
        make_session(alice, date(2026, 6, 12)),
        procerus_middle=("5", 1),
        temporalis_left=("20", 4),
        temporalis_right=("25", 5),
        masseter_left=("5", 1),
    )
    assert rows(alice, second, first)[3:] == [
        Row("Sites", "9", "11", True),
        Row("Between the brows, middle (procerus)", *["5 units, 1 site"] * 2),
        Row(
            "Temple (temporalis)",
            "20 units, 4 sites each side",
            "left: 20 units, 4 sites\nright: 25 units, 5 sites",
            True,
        ),
        Row("Jaw (masseter)", "Nothing", "left: 5 units, 1 site", True),
    ]


def test_of_two_products_a_muscle_changed_only_where_its_sites_did(alice: Patient) -> None:
    first = injected(
        make_session(alice, date(2026, 3, 20)), procerus_middle=("5", 1), masseter_left=("5", 1)
    )
    second = injected(
        make_session(alice, date(2026, 6, 12), product="abobotulinumtoxinA"),
        procerus_middle=("15", 1),
        masseter_left=("30", 2),
    )
    found = rows(alice, first, second)[-2:]
    assert [(one.name, one.changed) for one in found] == [
        ("Between the brows, middle (procerus)", False),
        ("Jaw (masseter)", True),
    ]


def test_side_effects_are_named_with_their_strength(alice: Patient) -> None:
    first, second = (make_session(alice, on) for on in (date(2026, 3, 20), date(2026, 6, 12)))
    for session, kind in [(first, "neck_pain"), (second, "bruise"), (second, "neck_pain")]:
        session.side_effects.create(kind=kind, strength=2, started_on=session.date)
    assert rows(alice, first, second)[-1] == Row(
        "Anything unwelcome",
        "Neck pain or stiffness (moderate)",
        "Bruise (moderate), Neck pain or stiffness (moderate)",
        True,
    )


def test_another_done_session_is_chosen_from_the_newest_on(
    as_alice: Client, alice: Patient
) -> None:
    made = [make_session(alice, date(2026, month, 1)) for month in (1, 4, 7)]
    make_session(alice, date(2026, 9, 25), status=Status.PLANNED)
    make_session(alice, date(2026, 2, 1), status=Status.CANCELLED)
    page = as_alice.get(reverse("treatments:compare_with", args=[alice.code, made[1].pk]))
    assert [cycle.session for cycle in page.context["others"]] == [made[2], made[0]]
    for other in (made[0], made[2]):
        leads = reverse("treatments:compare", args=[alice.code, made[1].pk, other.pk])
        assert f'href="{leads}"' in page.content.decode()


def test_only_done_sessions_of_the_same_person_are_compared(
    as_alice: Client, alice: Patient, charlie: Patient
) -> None:
    mine, theirs = (make_session(who, date(2026, 4, 1)) for who in (alice, charlie))
    planned = make_session(alice, date(2026, 9, 25), status=Status.PLANNED)

    def status(one: int, other: int) -> int:
        address = reverse("treatments:compare", args=[alice.code, one, other])
        return as_alice.get(address).status_code

    pairs = [(mine.pk, other) for other in (theirs.pk, planned.pk, 0, 10**30)]
    assert [status(*both) for both in pairs] == [404] * 4
    assert [status(*both[::-1]) for both in pairs] == [404] * 4
    assert status(mine.pk, mine.pk) == 302
    alone = reverse("treatments:compare_with", args=[alice.code, planned.pk])
    assert as_alice.get(alone).status_code == 404
