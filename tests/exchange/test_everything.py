"""Everything out as one file, and a whole diary back from it, the same."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Clinician, Patient
from diary.attack_actions import save_attack
from diary.models import Attack
from diary.moments import Moment
from diary.state import DayState
from exchange.everything import DIARY, as_json, gather_rows, pack
from exchange.everything_tables import LEFT_OUT, TABLES
from exchange.restore import restore
from exchange.restoring import UnreadableError
from home.demo_people import make_people
from outcomes.diary import gather
from outcomes.outcome import outcome_of
from outcomes.report.figures import outcome_figures
from tests import people
from tests.make import (
    make_day,
    make_days,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)

NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
NOTE = '=1+1 „Nacht“ 🤕\n, "schlimm"'


@pytest.fixture
def diary(alice: Patient, bob: Clinician) -> Patient:
    """Something of every kind, odd texts and a clock-change night among them."""
    make_days(alice, date(2025, 9, 1), ("m1100" * 30)[:140] + "...00")
    migraine = DayState(
        headache=True,
        migraine=True,
        severity=3,
        pain=9,
        medicine=True,
        note=NOTE,
        symptoms=("nausea", "light"),
        aura_minutes=20,
        allowed="less",
        hours_lost=4,
    )
    day = make_day(alice, date(2026, 3, 29), migraine, late=True)
    make_dose(day)
    make_dose(day, "Ibuprofen", "simple")
    night = Moment.of(datetime(2026, 3, 29, 0, 30, 11, 123456, tzinfo=UTC), "Europe/Berlin")
    attack = Attack(patient=alice)
    end = Moment.of(datetime(2026, 3, 29, 5, tzinfo=UTC), "Europe/Berlin")
    save_attack(attack=attack, start=night, end=end, now=NOW)
    first = make_session(alice, date(2025, 12, 1), units="171.5", notes=NOTE, clinic="Ü-Klinik")
    make_sites(first)
    make_side_effect(first, started_on=date(2025, 12, 2))
    make_session(alice, date(2026, 2, 23), first_ever=None)
    make_session(alice, date(2026, 8, 1), first_ever=None, status="planned")
    make_preventive(alice)
    alice.scores.create(instrument="hit6", on=date(2026, 3, 1), value=61)
    alice.name, alice.born_on, alice.day_starts = "Alice Example", date(1984, 5, 17), 4
    alice.save()
    return alice


def everything(patient: Patient) -> dict[str, Any]:
    """What stands in the file, but for when it was made."""
    whole = json.loads(as_json(patient, gather_rows(patient), NOW))
    del whole["made_at"]
    return dict(whole)


def test_a_whole_diary_comes_back_as_it_was(diary: Patient, charlie: Patient) -> None:
    restored = restore(patient=charlie, data=pack(diary, NOW), now=NOW)
    charlie.refresh_from_db()
    assert everything(charlie) == everything(diary)
    assert restored.counts["days"] == diary.days.count() == 143
    assert (restored.first, restored.last) == (date(2025, 9, 1), date(2026, 3, 29))
    assert _figures(charlie) == _figures(diary)
    assert AccessEvent.objects.filter(kind="restored", patient_code=charlie.code).count() == 1
    # What must be one person's alone is made anew.
    codes = {session.code for session in diary.injection_sessions.all()}
    assert codes.isdisjoint(session.code for session in charlie.injection_sessions.all())


def _figures(patient: Patient) -> dict[str, Any]:
    return outcome_figures(outcome_of(gather(patient, NOW.date())))


@pytest.mark.once
def test_the_demos_diary_comes_back_with_the_same_figures(charlie: Patient) -> None:
    now = timezone.now()
    charlie.user.delete()
    make_people(now)
    alice = Patient.objects.get(user__email="alice@example.org")
    other = people.make_patient("other")
    restore(patient=other, data=pack(alice, now), now=now)
    other.refresh_from_db()
    assert everything(other) == everything(alice)
    assert _figures(other) == _figures(alice)


def test_every_table_of_a_person_is_in_it_or_left_out_for_a_reason() -> None:
    found: set[str] = set()

    def walk(model: type[models.Model]) -> None:
        for relation in model._meta.related_objects:
            below = relation.related_model
            if isinstance(below, type) and below._meta.label not in found:
                found.add(below._meta.label)
                walk(below)

    walk(Patient)
    listed = {table.model._meta.label for table in TABLES}
    assert found == listed | set(LEFT_OUT)
    assert all(apps.get_model(label) for label in LEFT_OUT)


def test_its_tables_open_in_a_spreadsheet_and_start_no_formula(diary: Patient) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(diary, NOW))) as archive:
        names = set(archive.namelist())
        text = archive.read("days.csv").decode("utf-8-sig")
        shares = archive.read("shares.csv").decode("utf-8-sig")
        everything_said = b"".join(archive.read(name) for name in names).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 143
    assert rows[-1]["note"] == f"'{NOTE}"
    assert rows[-1]["symptoms"] == "nausea; light"
    assert "Dr Bob" in shares
    besides = {"README.txt", DIARY, "shares.csv", "invitations.csv", "looks.csv"}
    assert names == {f"{table.name}.csv" for table in TABLES} | besides
    assert "password" not in everything_said
    assert str(diary.code) not in everything_said


def test_it_is_downloaded_and_that_is_in_the_audit(diary: Patient, as_alice: Client) -> None:
    response = as_alice.get(reverse("exchange:everything", args=[diary.code]))
    assert response["Content-Type"] == "application/zip"
    assert "Alice" not in response["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    kinds = AccessEvent.objects.values_list("kind", "page")
    assert list(kinds) == [("downloaded", "exchange:everything")]


def send(client: Client, patient: Patient, data: bytes) -> Any:
    """Send a file to be brought back."""
    file = SimpleUploadedFile("all.zip", data)
    return client.post(reverse("exchange:restore", args=[patient.code]), {"file": file})


def test_bringing_it_back_says_what_came(diary: Patient, charlie: Patient) -> None:
    as_charlie = Client()
    as_charlie.force_login(charlie.user)
    response = send(as_charlie, charlie, pack(diary, NOW))
    assert response.status_code == 302
    said = as_charlie.get(response["Location"]).content.decode()
    assert "Brought back: 143 days, 1 attack, 2 doses, 1 score, 3 sessions" in said


def test_a_diary_that_is_not_empty_is_left_as_it_is(diary: Patient, as_alice: Client) -> None:
    before = everything(diary)
    response = send(as_alice, diary, pack(diary, NOW))
    assert response.status_code == 422
    assert "This diary is not empty." in response.content.decode()
    assert everything(diary) == before


def changed(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], bytes]:
    """The file with something changed in it."""

    def make(whole: dict[str, Any]) -> bytes:
        change(whole)
        return json.dumps(whole).encode()

    return make


def zipped(name: str, data: bytes) -> bytes:
    """A ZIP with one file in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def _day(**values: object) -> Callable[[dict[str, Any]], bytes]:
    return changed(lambda whole: whole["days"][3].update(values))


BAD: dict[str, tuple[Callable[[dict[str, Any]], bytes], str]] = {
    "nothing of ours": (lambda _: b"date,headache", "no file of everything"),
    "no object": (lambda _: b"[1]", "no file of everything"),
    "no text": (lambda _: b"\xff\xfe\x00", "no file of everything"),
    "deep": (lambda _: b"[" * 100_000, "no file of everything"),
    "long number": (lambda _: b"1" * 10_000, "no file of everything"),
    "nan": (changed(lambda whole: whole["days"][0].update(pain=float("nan"))), "no file"),
    "fraction": (changed(lambda whole: whole["days"][0].update(pain=1.5)), "no file"),
    "torn zip": (lambda _: b"PK\x03\x04" + b"x" * 50, "cannot be opened"),
    "other zip": (lambda _: zipped("x.txt", b"x"), "no diary.json"),
    "bomb": (lambda _: zipped(DIARY, b" " * 50_000_000), "too big"),
    "other version": (changed(lambda whole: whole.update(version=2)), "another version"),
    "no rows": (changed(lambda whole: whole.update(days={"a": 1})), "damaged"),
    "many rows": (changed(lambda whole: whole.update(days=[{}] * 60_001)), "far too long"),
    "no row": (changed(lambda whole: whole["days"].insert(0, 7)), "days, number 1: It is no row"),
    "wrong type": (_day(headache="yes"), "days, number 4: “headache”"),
    "text as number": (_day(severity="3"), "days, number 4: “severity”"),
    "number as yes": (_day(headache=1), "days, number 4: “headache”"),
    "nul": (_day(note="a\x00b"), "days, number 4: “note”"),
    "half a letter": (_day(note="\ud800"), "days, number 4: “note”"),
    "long note": (_day(note="x" * 5000), "days, number 4: “note”"),
    "no such symptom": (_day(symptoms=["bad"]), "days, number 4: “symptoms”"),
    "symptoms as objects": (_day(symptoms=[{}]), "days, number 4: “symptoms”"),
    "no date": (_day(date="2026-02-30"), "days, number 4: “date”"),
    "ancient": (_day(date="0001-01-01"), "days, number 4: It has a date"),
    "to come": (_day(date="2027-01-01"), "days, number 4: This day has not come"),
    "time without a zone": (_day(logged_at="2026-01-01T10:00:00"), "days, number 4: It has a time"),
    "twice": (_day(date="2025-09-01"), "contradicts itself, or is there twice"),
    "contradiction": (_day(headache=False, severity=2), "contradicts itself"),
    "huge number": (_day(pain=10**30), "days, number 4: “pain”"),
    "no parent": (
        changed(lambda whole: whole["doses"][0].update(day=999)),
        "doses, number 1: It belongs to nothing",
    ),
    "parent as yes": (
        changed(lambda whole: whole["sites"][0].update(session=True)),
        "sites, number 1: It belongs to nothing",
    ),
    "dose on a day without": (
        changed(lambda whole: whole["doses"][0].update(day=1)),
        "doses, number 1: Its day does not say",
    ),
    "no such zone": (
        changed(lambda whole: whole["attacks"][0].update(started_zone="Mars/Base")),
        "attacks, number 1: “started_zone”",
    ),
    "another time": (
        changed(lambda whole: whole["attacks"][0].update(started_on="2026-03-01")),
        "attacks, number 1: It has a time",
    ),
    "no such product": (
        changed(lambda whole: whole["sessions"][0].update(product="water")),
        "sessions, number 1: “product”",
    ),
    "zone of the person": (
        changed(lambda whole: whole["settings"].update(time_zone="Mars/Base")),
        "The setting “time_zone”",
    ),
    "start of the day": (
        changed(lambda whole: whole["settings"].update(day_starts=23)),
        "The settings in this file cannot be",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_changes_nothing_and_says_why(
    diary: Patient, charlie: Patient, name: str
) -> None:
    make, why = BAD[name]
    before = Patient.objects.filter(pk=charlie.pk).values().get()
    with pytest.raises(UnreadableError, match=why):
        restore(patient=charlie, data=make(everything(diary)), now=NOW)
    assert Patient.objects.filter(pk=charlie.pk).values().get() == before
    nothing = [
        table.model._default_manager.filter(**{table.to_patient: charlie}) for table in TABLES
    ]
    assert not any(rows.exists() for rows in nothing)


def test_a_file_that_cannot_be_is_told_beside_the_field(charlie: Patient) -> None:
    as_charlie = Client()
    as_charlie.force_login(charlie.user)
    address = reverse("exchange:restore", args=[charlie.code])
    for data, why in [(b"", "The file is empty."), (b"x", "no file of everything")]:
        response = send(as_charlie, charlie, data)
        assert response.status_code == 422
        assert why in response.content.decode()
    assert "Choose a file first." in as_charlie.post(address, {}).content.decode()


def test_a_running_attack_and_other_peoples_words_come_back_too(
    diary: Patient, charlie: Patient
) -> None:
    diary.attacks.update(ended_at=None, ended_on=None, ended_time=None, ended_zone="")
    diary.medicines.filter(kind="simple").update(name="Other")
    diary.medicines.filter(kind="triptan").update(name="<b>Triptan</b>", dose="")
    restore(patient=charlie, data=pack(diary, NOW + timedelta(days=1)), now=NOW)
    assert charlie.attacks.get().ended_at is None
    assert set(charlie.medicines.values_list("name", flat=True)) == {"<b>Triptan</b>", "Other"}
