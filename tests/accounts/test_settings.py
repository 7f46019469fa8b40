"""What a person sets: the clock of their days, and the look in this browser."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from accounts.choices import Detail
from accounts.models import Patient
from accounts.zones import zone_names
from tests.make import HEADACHE, make_day

USUAL = {"time_zone": "Europe/Berlin", "day_starts": "0", "details": ["severity", "note"]}
EVENING = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def test_the_clock_changes_and_days_already_logged_keep_their_dates(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, date(2026, 3, 1), HEADACHE)
    address = f"/p/{alice.code}/settings/"
    response = as_alice.post(address, {**USUAL, "time_zone": "America/New_York"})
    assert (response.status_code, response["Location"]) == (302, address)
    alice.refresh_from_db()
    assert alice.today(EVENING) == date(2026, 3, 1)
    assert [day.date for day in alice.days.all()] == [date(2026, 3, 1)]


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "europe/berlin", "Etc/GMT+5", "\x00"])
def test_a_clock_that_is_nowhere_is_refused(as_alice: Client, alice: Patient, name: str) -> None:
    response = as_alice.post(f"/p/{alice.code}/settings/", {**USUAL, "time_zone": name})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["time_zone"]
    alice.refresh_from_db()
    assert alice.time_zone == "Europe/Berlin"


@pytest.mark.parametrize("name", ["Asia/Calcutta", "Asia/Kolkata", "America/Buenos_Aires", "UTC"])
def test_the_names_that_browsers_report_are_known(name: str) -> None:
    assert name in zone_names()


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("Pacific/Kiritimati", date(2026, 3, 2)),
        ("Europe/Berlin", date(2026, 3, 2)),
        ("UTC", date(2026, 3, 1)),
        ("Pacific/Pago_Pago", date(2026, 3, 1)),
        ("Gone/Away", date(2026, 3, 1)),
    ],
)
def test_today_is_the_day_where_the_patient_lives(zone: str, on: date) -> None:
    assert Patient(time_zone=zone).today(EVENING) == on


@pytest.mark.parametrize("asked", ["foo", "//evil.example", "https://evil.example/", "", "admin:x"])
def test_the_look_leads_back_to_no_page_but_our_own(as_alice: Client, asked: str) -> None:
    response = as_alice.post("/theme/", {"theme": "dark", "next": asked})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_post_without_its_token_changes_nothing(alice: Patient) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice.user)
    for address in ("/theme/", f"/p/{alice.code}/days/2026-03-01/tap/"):
        response = browser.post(address, {"theme": "dark", "kind": "migraine"})
        assert response.status_code == 403
        assert b"That page was too old to be used." in response.content
    assert not alice.days.exists()


@pytest.mark.parametrize(
    ("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("pink", "auto")]
)
def test_the_look_is_kept_in_this_browser(
    as_alice: Client, alice: Patient, chosen: str, kept: str
) -> None:
    more = f"/p/{alice.code}/more/"
    assert as_alice.post("/theme/", {"theme": chosen, "next": more})["Location"] == more
    assert f'data-theme="{kept}"' in as_alice.get(more).content.decode()


@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_choosing_a_look_leads_to_no_other_site(client: Client, db: None, asked: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": asked})["Location"] == "/"


@pytest.mark.parametrize("address", ["/%00", "/your-data/?a=%00"])
def test_an_address_with_a_nul_is_refused(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 400


def test_what_is_asked_of_a_day_is_chosen_and_kept_in_its_order(
    as_alice: Client, alice: Patient
) -> None:
    assert [detail for detail in Detail if not alice.asks(detail)] == [Detail.PAIN]
    as_alice.post(f"/p/{alice.code}/settings/", {**USUAL, "details": ["note", "pain"]})
    alice.refresh_from_db()
    assert alice.details == ["pain", "note"]
    as_alice.post(f"/p/{alice.code}/settings/", {**USUAL, "details": []})
    alice.refresh_from_db()
    assert alice.details == []


@pytest.mark.parametrize(("hour", "offered"), [(0, 1), (3, 1), (4, 2), (23, 2)])
def test_a_night_owls_day_begins_later_and_stays_a_calendar_day(hour: int, offered: int) -> None:
    night_owl = Patient(time_zone="UTC", day_starts=4)
    now = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
    assert night_owl.offered_day(now) == date(2026, 3, offered)
    assert night_owl.today(now) == date(2026, 3, 2)
    assert Patient(time_zone="UTC").offered_day(now) == date(2026, 3, 2)


@pytest.mark.parametrize("hour", ["", "-1", "7", "x", "9" * 30])
def test_a_day_begins_by_six_in_the_morning(as_alice: Client, alice: Patient, hour: str) -> None:
    response = as_alice.post(f"/p/{alice.code}/settings/", {**USUAL, "day_starts": hour})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["day_starts"])
    alice.refresh_from_db()
    assert alice.day_starts == 0


def test_the_language_is_the_persons_and_this_browsers(as_alice: Client, alice: Patient) -> None:
    address = f"/p/{alice.code}/settings/"
    response = as_alice.post(address, {**USUAL, "language": "de"})
    alice.user.refresh_from_db()
    assert (alice.user.language, response.cookies["django_language"].value) == ("de", "de")
    response = as_alice.post(address, {**USUAL, "language": ""})
    alice.user.refresh_from_db()
    assert (alice.user.language, response.cookies["django_language"].value) == ("", "")
    assert as_alice.post(address, {**USUAL, "language": "xx"}).status_code == 422
