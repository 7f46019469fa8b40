"""What a person sets: the clock of their days, and the look in this browser."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.choices import Detail
from accounts.invitation_actions import invite_by_email, withdraw
from accounts.models import Patient, User
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


def test_an_older_page_of_settings_changes_only_what_was_changed_on_it(
    as_alice: Client, alice: Patient
) -> None:
    page = f"/p/{alice.code}/settings/"
    shown = as_alice.get(page).context["form"].initial["shown"]
    sent = {"language": "", "time_zone": "Europe/Berlin", "day_starts": "0", "name": ""}
    sent |= {"details": alice.details, "born_on": "", "shown": shown}
    newer = {"time_zone": "Asia/Tokyo", "name": "Alice New", "born_on": "1990-05-05"}
    for change in (newer | {"details": alice.details[:1], "day_starts": "3"}, {"language": "de"}):
        assert as_alice.post(page, sent | change).status_code == 302
    kept = Patient.objects.get(pk=alice.pk)
    assert (kept.time_zone, kept.name, kept.day_starts) == ("Asia/Tokyo", "Alice New", 3)
    assert (kept.born_on, kept.details) == (date(1990, 5, 5), alice.details[:1])
    assert User.objects.get(pk=alice.user_id).language == "de"
    # What was typed on it counts, and whatever is sent as what was shown breaks nothing.
    for odd in (shown, "", "[1]", "{", '{"name": [], "nobody": 1}', "null"):
        assert as_alice.post(page, sent | {"name": "A", "shown": odd}).status_code == 302
        assert Patient.objects.get(pk=alice.pk).name == "A"


def test_a_name_stays_while_a_clinician_is_invited(as_alice: Client, alice: Patient) -> None:
    Patient.objects.filter(pk=alice.pk).update(name="Alice Example")
    alice.refresh_from_db()
    now = timezone.now()
    terms = {"with_notes": False, "share_until": None, "now": now}
    invited = invite_by_email(patient=alice, email="b@example.org", **terms)
    page = f"/p/{alice.code}/settings/"
    sent = {"language": "", "time_zone": "Europe/Berlin", "day_starts": "0", "name": ""}
    said = as_alice.post(page, sent)
    assert said.status_code == 422
    assert "or you have invited one" in said.content.decode()
    assert Patient.objects.get(pk=alice.pk).name == "Alice Example"
    withdraw(patient=alice, pk=invited.invitation.pk, now=now)
    assert as_alice.post(page, sent).status_code == 302
