"""What makes the site an app on a phone: its worker, its description, the pages kept offline."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Detail
from accounts.models import Patient
from diary.choices import MedicineKind
from tests.make import MIGRAINE, make_day

SECRET = "Sumatriptan Alices own"


def listed(worker: str) -> list[str]:
    """The addresses that the worker keeps whoever is logged in."""
    (found,) = re.findall(r"const NEEDED = (\[.*?\]);", worker)
    return list(json.loads(found))


@pytest.mark.once
def test_the_worker_is_a_script_for_the_whole_site_that_no_cache_keeps(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_keeps_files_and_one_page_that_are_the_same_for_everybody(
    client: Client, as_alice: Client, alice: Patient
) -> None:
    answers = [browser.get("/sw.js").content.decode() for browser in (client, as_alice)]
    assert answers[0] == answers[1]
    kept = listed(answers[0])
    assert "/no-network/" in kept
    assert {address for address in kept if not address.startswith("/static/")} == {"/no-network/"}
    page = as_alice.get("/no-network/").content.decode()
    assert str(alice.code) not in page
    assert alice.user.email not in page
    for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
        assert address in kept or "icons/" in address, address


@pytest.mark.once
def test_the_description_lets_a_phone_install_it(client: Client) -> None:
    answer = client.get("/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert "maskable" in told["icons"][0]["purpose"]


def test_the_questions_kept_for_another_day_say_nothing_of_any_day(
    as_alice: Client, alice: Patient
) -> None:
    alice.medicines.create(name=SECRET, kind=MedicineKind.TRIPTAN)
    alice.details = [Detail.SEVERITY.value, Detail.MEDICINES.value, Detail.NOTE.value]
    alice.save()
    make_day(alice, alice.created_at.date(), MIGRAINE)
    page = as_alice.get(reverse("home:blank", args=[alice.code])).content.decode()
    assert SECRET in page
    assert 'aria-pressed="true"' not in page
    assert not alice.days.filter(date__year=1950).exists()
