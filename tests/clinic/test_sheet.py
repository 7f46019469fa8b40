"""The one-page sheet as its readers get it: the page, the file, and who may see the notes."""

import io
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient, Share
from clinic.sheet.compose import compose
from clinic.sheet.gather import given
from diary.state import DayState
from tests import people
from tests.clinic.sheets import bare, days, shown_texts
from tests.make import (
    make_day,
    make_days,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)

NOTE = "Only <b>for</b> me & you 5f1c"


@pytest.fixture
def diary(alice: Patient) -> Patient:
    """Alice's diary with something in each part of the sheet, and private notes."""
    today = alice.today(timezone.now())
    alice.name = "Alice <b>Example</b> & Co"
    alice.save()
    first = today - timedelta(days=230)
    make_days(alice, first, days(228, 0.5))
    for ago in (146, 60):
        session = make_session(alice, today - timedelta(days=ago), notes=NOTE)
        make_sites(session)
    make_side_effect(session)
    make_preventive(alice)
    make_dose(make_day(alice, today - timedelta(days=1), DayState(headache=True, note=NOTE)))
    alice.scores.create(instrument="hit6", on=today, value=60)
    return alice


def get(client: Client, patient: Patient, name: str, **query: str) -> HttpResponse:
    response: Any = client.get(reverse(f"clinic:{name}", args=[patient.code]), query)
    assert response.status_code == 200
    found: HttpResponse = response
    return found


def page_text(response: HttpResponse) -> str:
    return bare(unescape(strip_tags(response.content.decode())))


def pdf_text(response: HttpResponse) -> str:
    reader = PdfReader(io.BytesIO(response.content))
    return bare("".join(page.extract_text() for page in reader.pages))


def test_page_and_file_say_the_same(diary: Patient, as_alice: Client) -> None:
    sheet = compose(given(diary, diary.today(timezone.now()), notes=False))
    texts = [bare(text) for text in shown_texts(sheet)]
    page = page_text(get(as_alice, diary, "sheet"))
    file = pdf_text(get(as_alice, diary, "sheet_pdf"))
    assert len(texts) > 100
    # The page's table has a name, and its escaped name no tags to strip.
    page = page.replace(bare("Alice Example & Co"), bare(diary.name))
    assert [text for text in texts if text not in page] == []
    assert [text for text in texts if text not in file] == []


def test_it_says_what_before_and_after_says_to_a_clinician(diary: Patient, bob: Clinician) -> None:
    client = people.browser_of(bob.user)
    sheet = page_text(get(client, diary, "sheet"))
    page = client.get(reverse("outcomes:before_after", args=[diary.code])).content.decode()
    result = unescape(strip_tags(page.split('<p class="result">')[1].split("</p>")[0]))
    assert bare(result) in sheet


def test_the_file_is_named_for_nobody_and_comes_on_either_paper(
    diary: Patient, as_alice: Client
) -> None:
    for query, width in (({}, 595), ({"paper": "letter"}, 612), ({"paper": "a0"}, 595)):
        response = get(as_alice, diary, "sheet_pdf", **query)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="clear-days-sheet.pdf"'
        page = PdfReader(io.BytesIO(response.content)).pages[0]
        assert round(float(page.mediabox.width)) == width


def test_a_file_that_leaves_is_recorded_of_everybody(
    diary: Patient, as_alice: Client, bob: Clinician
) -> None:
    client = people.browser_of(bob.user)
    get(as_alice, diary, "sheet")
    get(client, diary, "sheet")
    get(as_alice, diary, "sheet_pdf")
    get(client, diary, "sheet_pdf")
    assert list(AccessEvent.objects.values_list("kind", "actor", "page").order_by("pk")) == [
        (EventKind.READ, bob.user.pk, "clinic:sheet"),
        (EventKind.DOWNLOADED, diary.user_id, "clinic:sheet_pdf"),
        (EventKind.DOWNLOADED, bob.user.pk, "clinic:sheet_pdf"),
    ]


@pytest.mark.parametrize("with_notes", [True, False, None])
def test_notes_are_there_for_who_may_see_them_and_asks(
    diary: Patient, as_alice: Client, bob: Clinician, with_notes: bool | None
) -> None:
    client = as_alice
    if with_notes is not None:
        Share.objects.filter(clinician=bob).update(with_notes=with_notes)
        client = people.browser_of(bob.user)
    for query in ({}, {"notes": "1"}):
        expected = bool(query) and with_notes is not False
        page, file = (get(client, diary, name, **query) for name in ("sheet", "sheet_pdf"))
        assert (bare(NOTE) in unescape(bare(page.content.decode()))) is expected
        assert (bare(NOTE) in pdf_text(file)) is expected
    offered = "notes=1" in get(client, diary, "sheet").content.decode()
    assert offered is (with_notes is not False)


def test_who_gave_no_name_is_known_by_the_address(alice: Patient, as_alice: Client) -> None:
    assert "alice@example.org" in pdf_text(get(as_alice, alice, "sheet_pdf"))


def test_a_name_hides_the_address(diary: Patient, as_alice: Client) -> None:
    assert "@example.org" not in pdf_text(get(as_alice, diary, "sheet_pdf"))


def test_it_comes_in_the_readers_language(diary: Patient, as_alice: Client) -> None:
    address = reverse("clinic:sheet_pdf", args=[diary.code])
    response = as_alice.get(address, headers={"accept-language": "de"})
    root = PdfReader(io.BytesIO(response.content)).trailer["/Root"]
    assert root["/Lang"] == "de"  # type: ignore[index]


def test_it_takes_as_many_queries_for_a_long_diary_as_for_an_empty_one(
    alice: Patient, as_alice: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    get(as_alice, alice, "sheet")
    with django_assert_num_queries(11):
        get(as_alice, alice, "sheet")
    make_days(alice, alice.today(timezone.now()) - timedelta(days=400), days(400, 0.5))
    for ago in (300, 210, 120):
        make_session(alice, alice.today(timezone.now()) - timedelta(days=ago))
    with django_assert_num_queries(11):
        get(as_alice, alice, "sheet")


def test_the_pages_that_lead_there_do(alice: Patient, as_alice: Client) -> None:
    for name in ("home:more", "outcomes:before_after"):
        page = as_alice.get(reverse(name, args=[alice.code])).content.decode()
        assert reverse("clinic:sheet", args=[alice.code]) in page
