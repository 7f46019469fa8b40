"""A file that cannot be brought back changes nothing, and says why."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient
from exchange.everything import DIARY, pack
from exchange.everything_tables import FORMAT, TABLES
from exchange.restore import restore
from exchange.restoring import UnreadableError
from tests import people
from tests.exchange.whole import NOW, everything, send
from tests.make import make_day, make_preventive, make_session


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


def _torn() -> bytes:
    """A ZIP packed another way, with a byte of its content changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(DIARY, b"abc" * 500)
    packed = bytearray(buffer.getvalue())
    packed[60] ^= 255
    return bytes(packed)


def _many_things() -> bytes:
    """A short ZIP that would be four million things in memory."""
    start = f'{{"format": "{FORMAT}", "version": 1, "days": ['.encode()
    return zipped(DIARY, start + b"{}," * 4_000_000 + b"{}]}")


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
    "torn in the middle": (lambda _: _torn(), "cannot be opened"),
    "bomb": (lambda _: zipped(DIARY, b" " * 50_000_000), "too big"),
    "a bomb of things": (lambda _: _many_things(), "too big"),
    "a yes as version": (changed(lambda whole: whole.update(version=True)), "another version"),
    "settings as a list": (changed(lambda whole: whole.update(settings=[1])), "The settings in"),
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
    "number as text": (_day(note=5), "days, number 4: “note”"),
    "list as text": (_day(note=[]), "days, number 4: “note”"),
    "number as date": (_day(date=5), "days, number 4: “date”"),
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
    "nothing as a date": (
        changed(lambda whole: whole["sessions"][0].update(expires_on="")),
        "sessions, number 1: “expires_on”",
    ),
    "nothing as a number": (
        changed(lambda whole: whole["sessions"][0].update(units="")),
        "sessions, number 1: “units”",
    ),
    "no such product": (
        changed(lambda whole: whole["sessions"][0].update(product="water")),
        "sessions, number 1: “product”",
    ),
    "zone of the person": (
        changed(lambda whole: whole["settings"].update(time_zone="Mars/Base")),
        "The setting “time_zone”",
    ),
    "zone as a number": (
        changed(lambda whole: whole["settings"].update(time_zone=5)),
        "The setting “time_zone”",
    ),
    "no name": (changed(lambda whole: whole["settings"].update(name=None)), "The setting “name”"),
    "not born yet": (
        changed(lambda whole: whole["settings"].update(born_on="2999-01-01")),
        "The setting “born_on”",
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


def test_what_a_person_typed_long_ago_or_from_a_vial_comes_back(
    alice: Patient, charlie: Patient
) -> None:
    make_preventive(alice, started_on=date(1949, 5, 1))
    make_session(alice, date(2026, 3, 1), expires_on=date(2062, 1, 1))
    restore(patient=charlie, data=pack(alice, NOW), now=NOW)
    charlie.refresh_from_db()
    assert everything(charlie) == everything(alice)


def test_today_on_a_clock_far_ahead_comes_back_to_one_far_behind(alice: Patient) -> None:
    alice.time_zone = "Pacific/Auckland"
    alice.save()
    now = datetime(2026, 6, 20, 14, tzinfo=UTC)
    make_day(alice, date(2026, 6, 21))
    other = people.make_patient("other", "America/Los_Angeles")
    assert restore(patient=other, data=pack(alice, now), now=now).last == date(2026, 6, 21)


def test_a_name_that_a_clinic_knows_is_not_taken_away(
    diary: Patient, charlie: Patient, bob: Clinician
) -> None:
    Patient.objects.filter(pk=diary.pk).update(name="", born_on=None)
    diary.refresh_from_db()
    charlie.name, charlie.born_on = "Charlie Known", date(1970, 1, 1)
    charlie.save()
    people.share(charlie, bob)
    restore(patient=charlie, data=pack(diary, NOW), now=NOW)
    charlie.refresh_from_db()
    assert (charlie.name, charlie.born_on) == ("Charlie Known", date(1970, 1, 1))
    assert charlie.day_starts == 4


def test_a_file_that_cannot_be_is_told_beside_the_field(charlie: Patient) -> None:
    as_charlie = Client()
    as_charlie.force_login(charlie.user)
    address = reverse("exchange:restore", args=[charlie.code])
    for data, why in [(b"", "The file is empty."), (b"x", "no file of everything")]:
        response = send(as_charlie, charlie, data)
        assert response.status_code == 422
        assert why in response.content.decode()
    assert "Choose a file first." in as_charlie.post(address, {}).content.decode()
