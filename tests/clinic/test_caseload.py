"""The caseload's page: who sees what, search, filters, pages, and the audit."""

from datetime import date, timedelta
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Clinician, Patient
from clinic.caseload_views import FOUND, PAGE_ROWS
from tests.make import make_days, make_session
from tests.people import browser_of, make_clinician, make_patient, share

PAGE = "/patients/"


@pytest.fixture
def eve(db: None) -> Clinician:
    """A clinician with whom nobody shares yet."""
    return make_clinician("eve")


@pytest.fixture
def as_eve(eve: Clinician) -> Client:
    """Her browser."""
    return browser_of(eve.user)


def named(clinician: Clinician, name: str, number: int = 0) -> Patient:
    """Somebody who shares, known by a name; each is on another day of a cycle."""
    patient = make_patient(f"patient{Patient.objects.count()}")
    patient.name = name
    patient.save()
    share(patient, clinician)
    today = patient.today(timezone.now())
    make_days(patient, today - timedelta(days=130), "10.0110" * 17)
    make_session(patient, today - timedelta(days=10 + number))
    return patient


def names(page: Any) -> list[str]:
    """Who is on the page, from top to bottom."""
    return [row.name for row in page.context["rows"]]


def codes() -> list[object]:
    """Whose lines were recorded as looked at."""
    return [each.patient_code for each in AccessEvent.objects.filter(page="clinic:caseload")]


def test_each_patient_has_a_line_that_leads_to_their_history(
    eve: Clinician, as_eve: Client
) -> None:
    patient = named(eve, "Anna Abel")
    patient.born_on = date(1984, 5, 17)
    patient.save()
    page = as_eve.get(PAGE)
    text = page.content.decode()
    history = reverse("clinic:history", args=[patient.code])
    assert f'<a class="tap" href="{history}">Anna Abel</a>' in text
    assert "born 17 May 1984" in text
    assert "Cycle 1, day 11" in text
    assert names(page) == ["Anna Abel"]


def test_nobody_yet_says_what_to_do(as_eve: Client) -> None:
    page = as_eve.get(PAGE)
    assert "Ask a patient to invite you" in page.content.decode()
    assert reverse("accounts:enter_code") in page.content.decode()
    assert AccessEvent.objects.filter(page="clinic:caseload").count() == 0
    assert as_eve.post(PAGE, {"name": "x"}).status_code == 200


@pytest.mark.once
def test_who_is_no_clinician_is_led_to_where_it_is_said_what_is_missing(
    eve: Clinician, alice: Patient
) -> None:
    named(eve, "Anna Abel")
    for client in (browser_of(alice.user), browser_of(eve.user, second_step=False)):
        for answer in (client.get(PAGE), client.post(PAGE, {"name": "Anna"})):
            assert (answer.status_code, answer["Location"]) == (302, "/clinician/")
    assert codes() == []


def test_a_share_stopped_a_second_ago_is_gone_from_list_search_and_counts(
    eve: Clinician, as_eve: Client
) -> None:
    named(eve, "Anna Abel")
    gone = named(eve, "Zoe Gone")
    found = as_eve.post(PAGE, {"name": "zoe"}, follow=True)
    assert names(found) == ["Zoe Gone"]
    gone.shares.update(stopped_at=timezone.now() - timedelta(seconds=1))
    assert names(as_eve.get(found.wsgi_request.get_full_path())) == []
    page = as_eve.get(PAGE)
    assert names(page) == ["Anna Abel"]
    assert [count for _, _, count, _ in page.context["filters"]] == [1, 0, 1, 1, 0]
    assert "Zoe" not in page.content.decode()


def test_a_search_puts_no_name_into_an_address_or_the_session(
    eve: Clinician, as_eve: Client
) -> None:
    found = named(eve, "Jörg Müller")
    named(eve, "Anna Abel")
    answer = as_eve.post(f"{PAGE}?sort=name&show=quiet", {"name": "Muller"})
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?sort=name&found=1")
    assert as_eve.session[FOUND] == [found.pk]
    page = as_eve.get(answer["Location"])
    assert names(page) == ["Jörg Müller"]
    assert "found by name" in page.content.decode()
    # Without the mark in the address, as after "Show all" or on the way back, everybody is there.
    assert len(names(as_eve.get(PAGE))) == 2


def test_who_searched_for_nothing_sees_all(eve: Clinician, as_eve: Client) -> None:
    named(eve, "Anna Abel")
    for typed in ("", "   ", "\x00"):
        answer = as_eve.post(PAGE, {"name": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?")
    assert as_eve.post(PAGE).status_code == 302
    assert names(as_eve.get(f"{PAGE}?found=1")) == ["Anna Abel"]


@pytest.mark.parametrize(
    "typed", ["nobody", "%", "'\"<b>&", "x" * 10_000, "a\x00b", "\ud83c\udf38"]
)
def test_a_search_that_finds_nobody_says_so_and_keeps_what_was_typed(
    eve: Clinician, as_eve: Client, typed: str
) -> None:
    named(eve, "Bo")
    typed = typed.encode("utf-16", "surrogatepass").decode("utf-16")
    page = as_eve.post(PAGE, {"name": typed})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Nobody here has this in their name." in text
    kept = escape(typed[:120].replace("\x00", ""))
    assert f'value="{kept}"' in text
    assert (page.context["rows"], codes()) == ([], [])


@pytest.mark.parametrize("name", ["<b>{{ 7*7 }}</b>", "🌸 Lily 🦋", "L" * 120, "Ann, “A” & O’Neil"])
def test_names_come_out_as_they_are(eve: Clinician, as_eve: Client, name: str) -> None:
    named(eve, name)
    assert f">{escape(name)}</a>" in as_eve.get(PAGE).content.decode()


def test_the_shown_are_recorded_as_looked_at_and_nobody_else(
    eve: Clinician, as_eve: Client
) -> None:
    near, far = named(eve, "Near", 80), named(eve, "Far", 1)
    assert names(as_eve.get(f"{PAGE}?show=due")) == ["Near"]
    assert codes() == [near.code]
    as_eve.post(PAGE, {"name": "e"})
    assert codes() == [near.code]
    assert names(as_eve.get(PAGE)) == ["Near", "Far"]
    assert codes() == [near.code, near.code, far.code]
    event = AccessEvent.objects.filter(page="clinic:caseload").latest("pk")
    assert (event.actor, event.kind) == (eve.user, "read")


def test_filters_and_orders_are_links_that_keep_each_other(eve: Clinician, as_eve: Client) -> None:
    named(eve, "Anna", 80)
    named(eve, "Bea", 1)
    text = as_eve.get(f"{PAGE}?show=first&sort=name").content.decode()
    assert '<a href="?show=first&amp;sort=name" aria-current="true">First cycle' in text
    assert '<a href="?show=due&amp;sort=name">Due in 2 weeks or overdue' in text
    assert 'href="?show=first&amp;sort=logged">Last logged' in text
    assert 'href="?show=first">Next due' in text
    empty = as_eve.get(f"{PAGE}?show=second")
    assert "Nobody at the moment." in empty.content.decode()


@pytest.mark.parametrize(
    ("asked", "number"),
    [("2", 2), ("0", 2), ("-1", 2), ("99", 2), ("9" * 5000, 1), ("x", 1), ("1.5", 1), ("", 1)],
)
def test_a_page_that_is_not_there_is_the_nearest(
    eve: Clinician, as_eve: Client, asked: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic.caseload_views.PAGE_ROWS", 1)
    named(eve, "Anna")
    named(eve, "Bea")
    page = as_eve.get(PAGE, {"sort": "name", "page": asked})
    assert (page.status_code, page.context["page"].number) == (200, number)
    assert names(page) == [["Anna", "Bea"][number - 1]]
    other = "?sort=name&amp;page=2" if number == 1 else "?sort=name"
    assert f'href="{other}" rel="{"next" if number == 1 else "prev"}"' in page.content.decode()


def test_one_patient_and_a_full_page_take_the_same_queries(eve: Clinician, as_eve: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_eve.get(PAGE).status_code == 200
        return len(queries)

    named(eve, "Patient 0")
    as_eve.get(PAGE)
    alone = asked()
    for number in range(1, 40):
        patient = named(eve, f"Patient {number}", number)
        patient.preventives.create(name="Topiramate", kind="topiramate")
    assert asked() == alone
    assert alone < 20
    assert PAGE_ROWS == 50
