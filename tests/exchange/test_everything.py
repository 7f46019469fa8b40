"""Everything out as one file, and a whole diary back from it, the same."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Clinician, Patient, User
from diary.models import DailyReminder
from diary.state import DayState
from exchange.everything import DIARY, pack
from exchange.everything_tables import LEFT_OUT, TABLES
from exchange.restore import restore
from home.demo_people import make_people
from outcomes.diary import gather
from outcomes.outcome import outcome_of
from outcomes.report.figures import outcome_figures
from tests import people
from tests.exchange.sending import bring
from tests.exchange.sending import diary as diary_of
from tests.exchange.whole import NOTE, NOW, everything, send
from tests.make import make_day
from treatments.models import BookingReminder, CalendarFeed


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
    besides = {"README.txt", DIARY, "account.csv", "shares.csv", "invitations.csv", "looks.csv"}
    assert names == {f"{table.name}.csv" for table in TABLES} | besides
    assert "password" not in everything_said
    assert str(diary.code) not in everything_said


def test_what_belongs_to_the_account_is_in_it_without_its_secrets(alice: Patient) -> None:
    User.objects.filter(pk=alice.user_id).update(language="de", date_joined=NOW)
    alice.user.consents.update(version="2026-11-23", given_at=NOW)
    DailyReminder.objects.create(patient=alice, by_email=True, time=time(21, 30))
    BookingReminder.objects.create(patient=alice, weeks_before=3)
    CalendarFeed.objects.create(patient=alice, word="Dentist", secret="s" * 43)
    alice = Patient.objects.get(pk=alice.pk)
    with zipfile.ZipFile(io.BytesIO(pack(alice, NOW))) as archive:
        text = archive.read("account.csv").decode("utf-8-sig")
        whole = b"".join(archive.read(name) for name in archive.namelist())
    at = NOW.isoformat()
    assert [(row["what"], row["value"]) for row in csv.DictReader(io.StringIO(text))] == [
        ("email", "alice@example.org"),
        ("joined", at),
        ("language", "de"),
        ("consent to 2026-11-23", at),
        ("daily reminder by e-mail", "21:30:00"),
        ("weeks before a session is due to be told to book", "3"),
        ("told to book by e-mail", "0"),
        ("word in the calendar", "Dentist"),
    ]
    assert b"s" * 43 not in whole


def test_its_days_can_be_brought_in_alone(
    alice: Patient, as_charlie: Client, charlie: Patient
) -> None:
    unsaid = DayState(headache=True, migraine=None, medicine=None, severity=3, note="\n=1+1")
    make_day(alice, date(2026, 3, 1), unsaid)
    make_day(alice, date(2026, 3, 2), DayState(headache=True, migraine=True, severity=2, pain=5))
    make_day(alice, date(2026, 3, 3), DayState(headache=False, note="\uff1d1+1"))
    with zipfile.ZipFile(io.BytesIO(pack(alice, NOW))) as archive:
        days = archive.read("days.csv")
    assert "'\uff1d1+1" in days.decode()
    bring(as_charlie, charlie, days)
    # The file has the band of a pain in words, and its number in a column that is not read.
    assert diary_of(charlie) == {on: replace(s, pain=None) for on, s in diary_of(alice).items()}


def test_it_is_downloaded_and_that_is_in_the_audit(diary: Patient, as_alice: Client) -> None:
    response = as_alice.get(reverse("exchange:everything", args=[diary.code]))
    assert response["Content-Type"] == "application/zip"
    assert "Alice" not in response["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    kinds = AccessEvent.objects.values_list("kind", "page")
    assert list(kinds) == [("downloaded", "exchange:everything")]


def test_bringing_it_back_says_what_came(diary: Patient, charlie: Patient) -> None:
    as_charlie = Client()
    as_charlie.force_login(charlie.user)
    response = send(as_charlie, charlie, pack(diary, NOW))
    assert response.status_code == 302
    said = as_charlie.get(response["Location"]).content.decode()
    assert "Brought back: 143 days, 1 attack, 2 medicines, 2 doses, 1 score, 3 sessions" in said


def test_a_diary_that_is_not_empty_is_left_as_it_is(diary: Patient, as_alice: Client) -> None:
    before = everything(diary)
    response = send(as_alice, diary, pack(diary, NOW))
    assert response.status_code == 422
    assert "This diary is not empty." in response.content.decode()
    assert everything(diary) == before


def test_a_running_attack_and_other_peoples_words_come_back_too(
    diary: Patient, charlie: Patient
) -> None:
    diary.attacks.update(ended_at=None, ended_on=None, ended_time=None, ended_zone="")
    diary.medicines.filter(kind="simple").update(name="Other")
    diary.medicines.filter(kind="triptan").update(name="<b>Triptan</b>", dose="")
    restore(patient=charlie, data=pack(diary, NOW + timedelta(days=1)), now=NOW)
    assert charlie.attacks.get().ended_at is None
    assert set(charlie.medicines.values_list("name", flat=True)) == {"<b>Triptan</b>", "Other"}


def test_a_clock_that_came_back_with_the_diary_is_told(diary: Patient) -> None:
    other = people.make_patient("other", time_zone="America/Los_Angeles")
    client = Client()
    client.force_login(other.user)
    said = client.get(send(client, other, pack(diary, NOW))["Location"]).content.decode()
    assert f"Your days follow the clock of {diary.time_zone} now." in said
    again = people.make_patient("again", time_zone=diary.time_zone)
    client.force_login(again.user)
    said = client.get(send(client, again, pack(diary, NOW))["Location"]).content.decode()
    assert "follow the clock" not in said


def test_what_a_clinician_wrote_starts_no_formula_wherever_a_cell_is_cut(
    alice: Patient, bob: Clinician
) -> None:
    Clinician.objects.update(practice="Klinik; =cmd|'-c calc'!A0")
    assert people.browser_of(bob.user).get(f"/p/{alice.code}/calendar/").status_code == 200
    with zipfile.ZipFile(io.BytesIO(pack(alice, NOW))) as archive:
        for name in ("shares.csv", "looks.csv"):
            text = archive.read(name).decode()
            assert "Klinik; '=cmd" in text
            assert "; =" not in text
