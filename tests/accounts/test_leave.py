"""Leaving by oneself: who one is, a last look, a yes, and then it is gone."""

import re
import time
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Clinician, Patient, User
from tests import people
from tests.make import make_days, make_session
from tests.pages import Texts

LEAVE, AGAIN = "/leave/", "/accounts/reauthenticate/"
ASKED = f"{AGAIN}?next=%2Fleave%2F"


def show(client: Client) -> HttpResponse:
    """Ask for the page, show who one is, and look."""
    assert client.get(LEAVE)["Location"] == ASKED
    shown = client.post(ASKED, {"password": people.PASSWORD, "next": LEAVE})
    assert shown["Location"] == LEAVE
    return client.get(LEAVE)


def signed(response: HttpResponse) -> str:
    found = re.search(r'name="shown" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def yes(look: HttpResponse) -> dict[str, str]:
    """The form as it is sent by who is sure."""
    return {"sure": "on", "shown": signed(look)}


def says(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", " ".join(Texts(response.content.decode()).flow))


def test_a_patient_leaves(as_alice: Client, alice: Patient, charlie: Patient) -> None:
    look = show(as_alice)
    assert look.status_code == 200
    gone = as_alice.post(LEAVE, yes(look))
    assert (gone.status_code, gone["Cache-Control"]) == (200, "private, no-store")
    assert "Your account is deleted" in says(gone)
    assert f'data-gone="{alice.code}"' in gone.content.decode()
    assert "alice" not in gone.content.decode()
    assert list(User.objects.all()) == [charlie.user]
    assert not Session.objects.exists(), "nor a new one"
    assert as_alice.get("/")["Location"].startswith("/accounts/login/")
    log_in = {"login": "alice@example.org", "password": people.PASSWORD}
    assert as_alice.post("/accounts/login/", log_in).status_code == 200, "refused"


def test_the_last_look_tells_by_number_what_goes_and_who_could_see_it(
    as_alice: Client, alice: Patient, bob: Clinician, dan: Clinician
) -> None:
    make_days(alice, date(2026, 1, 1), "01m")
    make_session(alice, date(2026, 1, 5), notes="very private")
    seen = show(as_alice)
    text = says(seen)
    for part in ("Days 3", "Injection sessions 1", "Dr Bob, Old Town practice", "35 days at most"):
        assert part in text
    for absent in ("Dr Dan", "very private", "Attacks", "practice and your registration number"):
        assert absent not in text
    assert f'href="/p/{alice.code}/files/' in seen.content.decode()


def test_how_long_copies_are_kept_is_what_the_service_says(
    as_alice: Client, settings: Settings
) -> None:
    settings.BACKUP_DAYS = 1
    assert "for 1 day at most" in says(show(as_alice))


def test_without_the_tick_nothing_goes(as_alice: Client, alice: Patient) -> None:
    look = show(as_alice)
    for form in ({"shown": signed(look)}, {}):
        answer = as_alice.post(LEAVE, form)
        assert answer.status_code == 422
        assert "Tick this box first, if you are sure." in says(answer)
    assert Patient.objects.get() == alice


def test_a_wrong_password_leads_no_further(as_alice: Client, alice: Patient) -> None:
    as_alice.get(LEAVE)
    wrong = as_alice.post(ASKED, {"password": "wrong wrong", "next": LEAVE})
    assert "That is not your password." in says(wrong)
    assert as_alice.get(LEAVE)["Location"] == ASKED
    assert as_alice.post(LEAVE, {"sure": "on"})["Location"] == ASKED
    assert Patient.objects.get() == alice


def test_who_showed_it_for_something_else_is_asked_anew(as_alice: Client) -> None:
    as_alice.post(AGAIN, {"password": people.PASSWORD})
    for _ in range(2):
        assert as_alice.get(LEAVE)["Location"] == ASKED


def test_a_last_look_that_lies_open_is_asked_anew(as_alice: Client, alice: Patient) -> None:
    look = show(as_alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert as_alice.post(LEAVE, yes(look))["Location"] == ASKED
    assert Patient.objects.get() == alice


@pytest.mark.once
def test_who_has_no_password_shows_a_code(alice: Patient) -> None:
    User.objects.update(password="!")
    secret = people.add_second_step(alice.user).data["secret"]
    browser = people.browser_of(User.objects.get(), second_step=False)
    code_page = browser.get(browser.get(LEAVE)["Location"])["Location"]
    assert code_page == "/accounts/2fa/reauthenticate/?next=%2Fleave%2F"
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert browser.post(code_page, {"code": code, "next": LEAVE})["Location"] == LEAVE
    browser.post(LEAVE, yes(browser.get(LEAVE)))
    assert not User.objects.exists()


@pytest.mark.once
def test_a_form_that_was_sent_before_the_password_is_not_kept_for_later(
    as_alice: Client, alice: Patient
) -> None:
    look = show(as_alice)
    other = people.browser_of(alice.user)
    assert other.post(LEAVE, yes(look))["Location"] == ASKED
    other.post(ASKED, {"password": people.PASSWORD, "next": LEAVE})
    assert Patient.objects.get() == alice


def test_sent_twice_it_says_the_same(as_alice: Client, alice: Patient) -> None:
    form = yes(show(as_alice))
    first, second = as_alice.post(LEAVE, form), as_alice.post(LEAVE, form)
    assert says(first) == says(second)
    assert second.status_code == 200


def test_a_second_window_is_told_that_it_is_done(as_alice: Client, alice: Patient) -> None:
    here, there = show(as_alice), people.browser_of(alice.user)
    other = show(there)
    as_alice.post(LEAVE, yes(here))
    assert there.get(LEAVE)["Location"] == f"/accounts/login/?next={LEAVE}"
    assert "Your account is deleted" in says(there.post(LEAVE, yes(other)))


@pytest.mark.once
def test_whoever_is_only_logged_out_is_not_told_that_it_is_done(
    as_alice: Client, alice: Patient
) -> None:
    form = yes(show(as_alice))
    as_alice.post("/accounts/logout/")
    assert as_alice.post(LEAVE, form)["Location"] == f"/accounts/login/?next={LEAVE}"
    assert Patient.objects.get() == alice


def test_a_page_about_another_account_deletes_none(as_alice: Client, charlie: Patient) -> None:
    other = Client()
    other.force_login(charlie.user)
    theirs = yes(show(other))
    show(as_alice)
    for form in (theirs, {"sure": "on"}, {"sure": "on", "shown": "\x00"}):
        answer = as_alice.post(LEAVE, form)
        assert answer.status_code == 422
        assert "This page was not about this account." in says(answer)
    assert Patient.objects.count() == 2


def test_a_clinician_leaves_and_is_told_what_stays(bob: Clinician, alice: Patient) -> None:
    client = Client()
    client.force_login(bob.user)
    client.post("/accounts/2fa/reauthenticate/")  # the second step is not needed to leave
    look = show(client)
    assert "1 person shares a diary with you" in says(look)
    assert "Your name and practice as a clinician, in the lists" in says(look)
    assert "Who can see your diary now" not in says(look)
    assert 'data-gone=""' in client.post(LEAVE, yes(look)).content.decode()
    assert not Clinician.objects.exists()
    assert Patient.objects.get() == alice


def test_the_last_superuser_is_told_why_not(sue: User) -> None:
    client = Client()
    client.force_login(sue)
    look = show(client)
    assert "Make somebody else a superuser first" in says(look)
    assert "<form" not in look.content.decode().partition("<main")[2]
    people.make_user("tom", is_superuser=True)
    form = yes(client.get(LEAVE))
    User.objects.exclude(pk=sue.pk).delete()
    assert "Make somebody else a superuser first" in says(client.post(LEAVE, form))
    assert User.objects.get() == sue


def test_where_the_list_cannot_be_written_that_is_said(
    as_alice: Client, alice: Patient, settings: Settings
) -> None:
    look = show(as_alice)
    settings.ERASURE_LIST = settings.ERASURE_LIST.parent
    answer = as_alice.post(LEAVE, yes(look))
    assert answer.status_code == 503
    assert "nothing was deleted" in says(answer)
    assert Patient.objects.get() == alice
    assert as_alice.get(f"/p/{alice.code}/").status_code == 200, "still logged in"


def test_more_and_the_clinicians_page_lead_there(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    assert 'href="/leave/"' in as_alice.get(f"/p/{alice.code}/more/").content.decode()
    Clinician.objects.update(approved_at=None)
    waiting = people.browser_of(bob.user).get("/clinician/").content.decode()
    assert 'href="/leave/"' in waiting, "also before staff looked"
