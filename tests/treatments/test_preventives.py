"""Recording other preventives and their changes of dose as a browser does."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Patient
from tests.treatments.asking import said
from treatments.models import Preventive, PreventiveChange
from treatments.preventive_list import rows

TODAY = date(2026, 3, 1)
TOPIRAMATE = {"kind": "topiramate", "dose": "50 mg in the evening", "started_on": "2025-12-01"}
METOPROLOL = {"kind": "beta_blocker", "name": "Metoprolol", "started_on": "2025-12-01"}


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def topiramate(alice: Patient) -> Preventive:
    return make(alice)


def make(patient: Patient, **fields: Any) -> Preventive:
    """Topiramate since 1 December 2025, unless the fields say otherwise."""
    known = {"kind": "topiramate", "name": "Topiramate", "started_on": date(2025, 12, 1)}
    preventive: Preventive = Preventive.objects.create(patient=patient, **known | fields)
    return preventive


def change(preventive: Preventive, on: date, dose: str = "100 mg") -> PreventiveChange:
    made: PreventiveChange = preventive.changes.create(on=on, dose=dose)
    return made


def page(preventive: Preventive, name: str = "preventive", *more: int) -> str:
    return reverse(f"treatments:{name}", args=[preventive.patient.code, preventive.pk, *more])


def add(client: Client, patient: Patient, **fields: str) -> HttpResponse:
    response: HttpResponse = client.post(
        reverse("treatments:add_preventive", args=[patient.code]), fields
    )
    return response


def save(client: Client, preventive: Preventive, **fields: str) -> HttpResponse:
    version = {"version": str(preventive.version)}
    response: HttpResponse = client.post(page(preventive), version | fields)
    return response


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    found: dict[str, list[str]] = answer.context["form"].errors
    return found


def test_a_preventive_is_saved_under_the_name_of_its_kind(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, **TOPIRAMATE)
    assert answer["Location"] == reverse("home:treatments", args=[alice.code])
    saved = alice.preventives.get()
    assert (saved.name, saved.dose, saved.started_on, saved.stopped_on) == (
        "Topiramate",
        "50 mg in the evening",
        date(2025, 12, 1),
        None,
    )


def test_a_name_of_ones_own_is_kept_and_days_may_stay_open(
    as_alice: Client, alice: Patient
) -> None:
    add(as_alice, alice, kind="beta_blocker", name="Metoprolol")
    saved = alice.preventives.get()
    assert (saved.name, saved.started_on, saved.stopped_on) == ("Metoprolol", None, None)


def test_marks_that_turn_a_sentence_round_are_left_out(as_alice: Client, alice: Patient) -> None:
    turned = "a\u202eevil \u2067 \n name"
    sent = {"kind": "other", "name": turned, "dose": turned}
    as_alice.post(reverse("treatments:add_preventive", args=[alice.code]), sent)
    preventive = alice.preventives.get()
    assert (preventive.name, preventive.dose) == ("aevil name", "aevil name")
    to = reverse("treatments:add_change", args=[alice.code, preventive.pk])
    answer = as_alice.post(to, {"on": "2026-01-07", "dose": "\u202e"})
    assert answer.context["form"].errors == {"dose": ["Write the new dose."]}
    assert not preventive.changes.exists()


def test_the_kinds_own_name_follows_the_kind(
    as_alice: Client, alice: Patient, topiramate: Preventive
) -> None:
    assert as_alice.get(page(topiramate)).context["form"]["name"].value() == ""
    save(as_alice, topiramate, kind="candesartan", started_on="2025-12-01")
    assert alice.preventives.get().name == "Candesartan"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "", "Choose one."),
        ("kind", "snake oil", "Choose one."),
        ("kind", "other", "Write what it is."),
        ("name", "x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("name", "a\x00b", "Null characters are not allowed."),
        ("dose", "9" * 400, "Ensure this value has at most 80 characters (it has 400)."),
        ("started_on", "2027-03-03", "This is more than a year ahead. Check the year."),
        ("started_on", "９９９９-12-31", "This is more than a year ahead. Check the year."),
        ("started_on", "01/12/2025", "There is no such date."),
        ("started_on", "1899-12-31", "This is too long ago. Check the year."),
        ("started_on", "2025-02-30", "There is no such date."),
        ("started_on", "2025-12-01\x00", "There is no such date."),
        ("stopped_on", "2026-03-02", "This day has not come yet."),
        ("stopped_on", "2025-11-30", "The last day is before the first day."),
        ("stopped_on", "9" * 400, "There is no such date."),
    ],
)
def test_bad_input_is_answered_beside_its_field(
    as_alice: Client, alice: Patient, field: str, value: str, message: str
) -> None:
    answer: Any = add(as_alice, alice, **TOPIRAMATE | {"dose": "typed", field: value})
    wrong = "name" if (field, value) == ("kind", "other") else field
    assert errors(answer) == {wrong: [message]}
    assert field == "dose" or 'value="typed"' in answer.content.decode()
    assert not alice.preventives.exists()


def test_the_same_one_is_not_recorded_twice_for_the_same_days(
    as_alice: Client, alice: Patient
) -> None:
    make(alice, stopped_on=date(2026, 1, 31))
    again = {"kind": "other", "name": "TOPIRAMATE", "started_on": "2026-01-31"}
    message = "You already recorded this for these days."
    assert errors(add(as_alice, alice, **again)) == {"name": [message]}
    earlier = again | {"started_on": "", "stopped_on": "2025-12-01"}
    assert errors(add(as_alice, alice, **earlier)) == {"name": [message]}
    assert add(as_alice, alice, **again | {"started_on": "2026-02-01"}).status_code == 302


def test_a_page_from_before_a_change_overwrites_nothing_unseen(
    as_alice: Client, alice: Patient, topiramate: Preventive
) -> None:
    Preventive.objects.update(version=uuid.uuid4(), dose="75 mg")
    answer: Any = save(as_alice, topiramate, **TOPIRAMATE)
    words = errors(answer)["__all__"][0]
    assert "It now says: Topiramate, 75 mg, from 1 December 2025." in words
    shown = str(alice.preventives.get().version)
    assert shown in answer.content.decode()
    as_alice.post(page(topiramate), TOPIRAMATE | {"version": shown})
    assert alice.preventives.get().dose == "50 mg in the evening"


def test_a_change_of_dose_is_listed_below_the_form(
    as_alice: Client, topiramate: Preventive
) -> None:
    answer = as_alice.post(
        page(topiramate, "add_change"), {"on": "2025-12-15", "dose": "100 mg in the evening"}
    )
    assert answer["Location"] == page(topiramate)
    text = strip_tags(as_alice.get(page(topiramate)).content.decode())
    assert "100 mg in the evening from 15 December 2025" in text


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2025-11-30", "You took it from 1 December 2025 on. Choose a later day."),
        ("2025-12-01", "This is its first day, which has the dose at the start."),
        ("2026-01-15", "A change of dose is noted for this day already."),
        ("2026-02-01", "You took it until 31 January 2026. Choose an earlier day."),
        ("2026-03-02", "This day has not come yet."),
        ("1800-01-01", "This is too long ago. Check the year."),
        ("", "Choose a date."),
        ("soon", "There is no such date."),
    ],
)
def test_a_change_on_a_wrong_day_is_refused_beside_it(
    as_alice: Client, alice: Patient, on: str, message: str
) -> None:
    preventive = make(alice, stopped_on=date(2026, 1, 31))
    change(preventive, date(2026, 1, 15))
    answer = as_alice.post(page(preventive, "add_change"), {"on": on, "dose": ""})
    assert errors(answer) == {"on": [message], "dose": ["Write the new dose."]}
    assert preventive.changes.count() == 1


def test_one_that_is_to_begin_is_kept_apart_until_its_day(
    as_alice: Client, alice: Patient, topiramate: Preventive
) -> None:
    make(alice, name="Over", stopped_on=date(2026, 2, 28))
    for on in ("2027-03-02", "2026-03-02"):
        add(as_alice, alice, kind="candesartan", started_on=on)
        ahead = alice.preventives.get(started_on=on)
        found = {row.name: (row.time, row.running) for row in rows(alice.preventives.all(), TODAY)}
        assert list(found) == ["Topiramate", "Candesartan", "Over"]
        words = f"starts on 2 March {on[:4]}"
        assert found["Candesartan"] == (words, False)
        assert page(ahead, "add_change") not in as_alice.get(page(ahead)).content.decode()
        assert page(ahead, "add_change") not in listed(alice, own=True)
        assert errors(as_alice.post(page(ahead, "add_change"), {"on": "2026-03-01", "dose": "1"}))
        ahead.delete()
    ahead.save()
    begun = {row.name: (row.time, row.running) for row in rows([ahead], date(2026, 3, 2))}
    assert begun == {"Candesartan": ("since 2 March 2026", True)}


@pytest.mark.parametrize(
    ("field", "inside", "outside"),
    [("started_on", "2025-12-14", "2025-12-15"), ("stopped_on", "2025-12-15", "2025-12-14")],
)
def test_the_days_cannot_move_past_a_change_of_dose(
    as_alice: Client, alice: Patient, topiramate: Preventive, field: str, inside: str, outside: str
) -> None:
    change(topiramate, date(2025, 12, 15))
    assert errors(save(as_alice, topiramate, **TOPIRAMATE | {field: outside})) == {
        field: [
            "A change of dose is noted for 15 December 2025, which would lie outside. Delete that "
            "change first, or choose another day."
        ]
    }
    assert save(as_alice, topiramate, **TOPIRAMATE | {field: inside}).status_code == 302


def test_deleting_asks_first_and_takes_the_changes_along(
    as_alice: Client, alice: Patient, topiramate: Preventive
) -> None:
    change(topiramate, date(2025, 12, 15))
    asked = as_alice.get(page(topiramate, "delete_preventive")).content.decode()
    assert "Delete Topiramate?" in asked
    assert alice.preventives.count() == 1
    answer = as_alice.post(page(topiramate, "delete_preventive"))
    assert answer["Location"] == reverse("home:treatments", args=[alice.code])
    assert (alice.preventives.count(), PreventiveChange.objects.count()) == (0, 0)


def test_a_change_of_dose_is_deleted_by_its_button_alone(
    as_alice: Client, topiramate: Preventive
) -> None:
    made = change(topiramate, date(2025, 12, 15))
    address = page(topiramate, "delete_change", made.pk)
    assert as_alice.get(address)["Location"] == page(topiramate)
    assert topiramate.changes.count() == 1
    assert as_alice.post(address)["Location"] == page(topiramate)
    assert topiramate.changes.count() == 0


def test_keys_of_nobody_or_of_another_preventive_are_not_found(
    as_alice: Client, alice: Patient, topiramate: Preventive
) -> None:
    other = make(alice, name="Candesartan")
    made = change(other, date(2025, 12, 15))
    huge = 10**30
    for address in (
        page(topiramate, "delete_change", made.pk),
        page(topiramate, "delete_change", huge),
        *(
            reverse(f"treatments:{name}", args=[alice.code, huge])
            for name in ("preventive", "delete_preventive", "add_change")
        ),
    ):
        assert as_alice.get(address).status_code == 404, address
        gone = as_alice.post(address, follow=True)
        assert gone.redirect_chain == [(reverse("home:treatments", args=[alice.code]), 302)]
        assert said(gone) == ["It is not there any more."]
    assert other.changes.get() == made


def listed(patient: Patient, *, own: bool) -> str:
    preventives = patient.preventives.in_order().prefetch_related("changes")
    context = {"patient": patient, "own": own, "preventives": rows(preventives, TODAY)}
    return render_to_string("treatments/_preventives.html", context)


def test_the_list_has_running_ones_first_with_their_doses(
    alice: Patient, topiramate: Preventive
) -> None:
    make(alice, name="Candesartan", started_on=None, stopped_on=date(2026, 2, 28), dose="8 mg")
    change(topiramate, date(2026, 1, 15), "100 mg")
    change(topiramate, date(2025, 12, 15), "75 mg")
    assert " ".join(strip_tags(listed(alice, own=False).replace("</p>", " ")).split()) == (
        "Other preventives Topiramate since 1 December 2025 75 mg from 15 December 2025 100 mg "
        "from 15 January 2026 Candesartan · 8 mg from before this diary to 28 February 2026"
    )
    assert "<a " not in listed(alice, own=False)
    assert page(topiramate) in listed(alice, own=True)


def test_who_may_only_read_sees_no_empty_list(alice: Patient) -> None:
    assert listed(alice, own=False).strip() == ""
    assert "Add another preventive" in listed(alice, own=True)


def test_the_list_takes_two_queries_however_long(
    alice: Patient, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        change(make(alice, name=f"Number {number}"), date(2026, 1, 1))
    with django_assert_num_queries(2):
        listed(alice, own=True)
