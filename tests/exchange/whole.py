"""A whole diary with something of every kind, and the file of everything made of it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient
from diary.attack_actions import save_attack
from diary.models import Attack
from diary.moments import Moment
from diary.state import DayState
from exchange.everything import as_json, gather_rows
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


def send(client: Client, patient: Patient, data: bytes) -> Any:
    """Send a file to be brought back."""
    file = SimpleUploadedFile("all.zip", data)
    return client.post(reverse("exchange:restore", args=[patient.code]), {"file": file})
