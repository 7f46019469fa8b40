"""The person's own list of medicines, and the kinds that names suggest."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.choices import MedicineKind
from diary.medicine_names import NAMES, SUBSTANCES, suggested_kind
from diary.models import Medicine
from tests.make import MIGRAINE, make_day, make_dose
from tests.people import LONG_AGO

DAY = LONG_AGO.date()


def url(name: str, patient: Patient, *more: int) -> str:
    return reverse(f"diary:{name}", args=[patient.code, *more])


def add(client: Client, patient: Patient, **fields: str) -> Any:
    return client.post(url("add_medicine", patient), {"name": "", "dose": "", "kind": "", **fields})


def change(client: Client, medicine: Medicine, **fields: object) -> Any:
    known = {"name": medicine.name, "dose": medicine.dose, "kind": medicine.kind}
    known |= {"version": str(medicine.version), **fields}  # type: ignore[dict-item]
    return client.post(url("medicine", medicine.patient, medicine.pk), known)


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sumatriptan", "triptan"),
        ("SUMATRIPTÁN 50mg", "triptan"),
        ("Sumatriptan nasal spray", "triptan"),
        ("Sumatriptan/Naproxen", "triptan"),
        ("Ergotamin + Coffein", "ergot"),
        ("Rimegepant", "gepant"),
        ("lasmiditán", "ditan"),
        ("Acetylsalicylsäure 500", "simple"),
        ("ácido acetilsalicílico", "simple"),
        ("ASS ratio", "simple"),
        ("Massage oil", None),
        ("Aspirin, paracetamol and caffeine", "combination"),
        ("Paracetamol-Codein", "combination"),
        ("Ibuprofen + Coffein", "combination"),
        ("Paracetamol + metoclopramide", "combination"),
        ("Acetaminophen (paracetamol)", "simple"),
        ("Tramadol", "opioid"),
        ("Codeína", "opioid"),
        ("Domperidon", "antiemetic"),
        ("Caffeine", None),
        ("Ginger", None),
        ("", None),
        ("头痛药", None),
    ],
)
def test_a_name_suggests_its_kind(name: str, kind: str | None) -> None:
    assert suggested_kind(name) == kind


@pytest.mark.once
def test_each_name_that_is_offered_suggests_a_kind() -> None:
    assert [name for name in NAMES if suggested_kind(name) is None] == []
    for kind, substances in SUBSTANCES.items():
        for spellings in substances:
            assert {suggested_kind(spelling) for spelling in spellings} == {kind}


def test_a_kind_left_open_is_that_of_the_name_and_the_page_says_so(
    as_alice: Client, alice: Patient
) -> None:
    answer = add(as_alice, alice, name=" Sumatriptan \n", dose="50  mg")
    assert answer["Location"] == url("medicines", alice)
    page = as_alice.get(url("medicines", alice)).content.decode()
    made = alice.medicines.get()
    assert (made.words, made.kind) == ("Sumatriptan 50 mg", "triptan")
    assert "By its name, its kind is “Triptan”. If that is not right, change it." in page


def test_a_kind_that_is_chosen_stays_whatever_the_name(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, name="Sumatriptan", kind="other")
    assert alice.medicines.get().kind == "other"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": "My drops"}, "We do not know this name. Choose what comes closest."),
        ({"name": "", "kind": "other"}, "Write the name."),
        ({"name": "\u2066", "kind": "other"}, "Write the name."),
        ({"name": "x" * 81, "kind": "other"}, "Ensure this value has at most 80 characters"),
        ({"name": "a\x00b", "kind": "other"}, "Null characters are not allowed."),
        ({"name": "Ibuprofen", "dose": "x" * 41}, "Ensure this value has at most 40 characters"),
        ({"name": "Ibuprofen", "kind": "poison"}, "Choose one."),
    ],
)
def test_what_cannot_be_saved_is_told_beside_its_field_and_kept(
    as_alice: Client, alice: Patient, fields: dict[str, str], error: str
) -> None:
    answer = add(as_alice, alice, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert fields["name"].replace("\u2066", "").strip("\x00") in page
    assert not alice.medicines.exists()


def test_the_same_name_and_dose_stands_on_the_list_once(as_alice: Client, alice: Patient) -> None:
    alice.medicines.create(name="Ibuprofén", dose="400 mg", kind="simple")
    alice.medicines.create(name="Old", kind="other", archived=True)
    again = add(as_alice, alice, name="IBUPROFÉN", dose="400 MG", kind="simple")
    assert (again.status_code, "This is on your list already." in again.content.decode()) == (
        422,
        True,
    )
    away = add(as_alice, alice, name="old", kind="other").content.decode()
    assert "among those put away. Bring it back there." in away
    assert add(as_alice, alice, name="ibuprofén", dose="200 mg", kind="simple").status_code == 302


def test_another_name_and_dose_leave_the_doses_of_the_past_as_they_were(
    as_alice: Client, alice: Patient
) -> None:
    taken = make_dose(make_day(alice, DAY, MIGRAINE))
    change(as_alice, taken.medicine, name="Zolmitriptan", dose="5 mg")
    taken.refresh_from_db()
    assert (taken.dose, taken.medicine.words) == ("50 mg", "Zolmitriptan 5 mg")


def test_a_page_from_before_another_change_shows_that_first(
    as_alice: Client, alice: Patient
) -> None:
    medicine = alice.medicines.create(name="Sumatriptan", kind="triptan")
    old = Medicine.objects.get()
    change(as_alice, medicine, dose="100 mg")
    answer = change(as_alice, old, dose="50 mg")
    assert answer.status_code == 422
    assert "It now says: Sumatriptan 100 mg." in answer.content.decode()
    assert alice.medicines.get().dose == "100 mg"


def test_a_medicine_is_put_away_and_brought_back(as_alice: Client, alice: Patient) -> None:
    medicine = alice.medicines.create(name="Sumatriptan", kind="triptan")
    address = url("put_away_medicine", alice, medicine.pk)
    as_alice.post(address)
    assert alice.medicines.get().archived
    page = as_alice.get(url("medicines", alice)).content.decode()
    assert "1 put away" in page
    as_alice.post(address, {"back": "1"})
    assert not alice.medicines.get().archived


def test_what_was_never_taken_can_be_deleted_and_what_was_cannot(
    as_alice: Client, alice: Patient
) -> None:
    never = alice.medicines.create(name="Never", kind="other")
    taken = make_dose(make_day(alice, DAY, MIGRAINE)).medicine
    for medicine in (never, taken):
        as_alice.post(url("delete_medicine", alice, medicine.pk))
    assert alice.medicines.get() == taken
    page = as_alice.get(url("medicines", alice)).content.decode()
    assert "It was taken, so it stays in your diary. You can put it away." in page
    form = as_alice.get(url("medicine", alice, taken.pk)).content.decode()
    assert "You have taken it, so it cannot be deleted." in form


@pytest.mark.parametrize("name", ["medicine", "put_away_medicine", "delete_medicine"])
def test_a_form_about_one_that_is_gone_says_so(as_alice: Client, alice: Patient, name: str) -> None:
    answer = as_alice.post(url(name, alice, 10**9), follow=True)
    assert "It is not there any more." in answer.content.decode()
    assert as_alice.get(url(name, alice, 10**30)).status_code == 404


def test_each_kind_is_told_in_plain_words(as_alice: Client, alice: Patient) -> None:
    page = as_alice.get(url("medicines", alice)).content.decode()
    for kind in MedicineKind:
        assert f"<dt>{kind.label}</dt><dd>" in page
