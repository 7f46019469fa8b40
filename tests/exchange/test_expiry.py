"""A file waits for a yes for 24 hours."""

from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from time_machine import Traveller

from accounts.models import Patient
from diary.models import Import, SavedTap
from tests.exchange.sending import NOW, TWO_DAYS, bring, diary, look, say_yes, stage, text, url

A_DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)
EXPIRED = "This file waited more than 24 hours for your yes, so it was deleted. Choose it again."


def test_a_yes_within_24_hours_counts(
    as_alice: Client, alice: Patient, on_a_fixed_day: Traveller
) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    on_a_fixed_day.move_to(NOW + A_DAY)
    say_yes(as_alice, staged)
    assert len(diary(alice)) == 2


def test_a_yes_after_24_hours_is_refused_and_the_file_deleted(
    as_alice: Client, alice: Patient, on_a_fixed_day: Traveller
) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    on_a_fixed_day.move_to(NOW + A_DAY + SECOND)
    assert text(say_yes(as_alice, staged)).startswith(EXPIRED)
    assert (diary(alice), Import.objects.count()) == ({}, 0)


def test_a_look_after_24_hours_says_so(
    as_alice: Client, alice: Patient, on_a_fixed_day: Traveller
) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    on_a_fixed_day.move_to(NOW + A_DAY + SECOND)
    assert "A file waits for your yes" not in text(as_alice.get(url(alice)))
    response = look(as_alice, staged)
    assert (response.status_code, response["Location"]) == (302, url(alice))
    assert text(as_alice.get(url(alice))).startswith(EXPIRED)


def test_an_upload_purges_the_expired_files_of_everybody(
    as_alice: Client,
    alice: Patient,
    as_charlie: Client,
    charlie: Patient,
    on_a_fixed_day: Traveller,
) -> None:
    stage(as_charlie, charlie, TWO_DAYS)
    on_a_fixed_day.move_to(NOW + A_DAY + SECOND)
    staged = stage(as_alice, alice, TWO_DAYS)
    assert list(Import.objects.values_list("code", flat=True)) == [staged.code]


@pytest.mark.django_db(transaction=True)
def test_the_command_purges_what_waited_too_long_and_nothing_else(
    as_alice: Client,
    alice: Patient,
    as_charlie: Client,
    charlie: Patient,
    on_a_fixed_day: Traveller,
) -> None:
    done = bring(as_alice, alice, TWO_DAYS)
    stage(as_alice, alice, "date,headache\n2026-03-09,1\n")
    cache.set("tried", 5, timeout=3600)
    on_a_fixed_day.move_to(NOW + A_DAY + SECOND)
    fresh = stage(as_charlie, charlie, TWO_DAYS)
    Import.objects.create(patient=alice, created_at=NOW, file=b"old")
    out = StringIO()
    now = NOW + A_DAY + SECOND
    for days in (89, 91):
        saved_at = now - timedelta(days=days)
        SavedTap.objects.create(patient=alice, tap=UUID(int=days), saved_at=saved_at)
    cache.set("tried-today", 5, timeout=3600)
    call_command("tidy", stdout=out)
    said = out.getvalue().splitlines()
    assert said[:3] == ["Tries forgotten: 1", "Files deleted: 1", "Taps forgotten: 1"]
    assert [row.tap.int for row in SavedTap.objects.all()] == [89]
    assert set(Import.objects.values_list("code", flat=True)) == {done.code, fresh.code}
    assert cache.get("tried-today") == 5
