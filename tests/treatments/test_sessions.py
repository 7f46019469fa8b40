"""Recording injection sessions as a browser does."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import ADD, add, address, change, errors, said
from treatments.models import InjectionSession

TODAY = date(2026, 3, 1)
GONE = "It is not there any more."
ASKED = "This is your earliest session here. Please answer."


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2028-03-02", "This is more than two years ahead. Check the year."),
        ("1988-12-31", "This is too long ago. Check the year."),
        ("2025-12-01", "You already have a session on this day."),
        ("2025-02-30", "There is no such date."),
        ("yesterday", "There is no such date."),
        ("2025-12-01\x00", "There is no such date."),
        ("９９９９-12-31", "This is more than two years ahead. Check the year."),
        ("2025-12-01" + "1" * 400, "There is no such date."),
        ("", "Choose a date."),
    ],
)
def test_a_wrong_date_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, on: str, message: str
) -> None:
    make_session(alice, date(2025, 12, 1))
    answer = add(as_alice, alice, on, clinic="typed")
    assert errors(answer)["date"] == [message]
    assert 'value="typed"' in answer.content.decode()
    assert alice.injection_sessions.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("units", "0"),
        ("units", "30001"),
        ("units", "1,500"),
        ("units", "-5"),
        ("units", "155.55"),
        ("units", "9" * 400),
        ("units", "many"),
        ("product", "snake oil"),
        ("clinic", "x" * 121),
        ("clinic", "a\x00b"),
        ("injected_by", "x" * 121),
        ("lot", "x" * 61),
        ("lot", "C1234\x00"),
        ("expires_on", "2026-02-30"),
        ("expires_on", "0026-02-01"),
        ("expires_on", "9" * 400),
        ("notes", "x" * 2001),
        ("notes", "a\x00b"),
        ("first_ever", "perhaps"),
        ("earlier_sessions", "0"),
        ("earlier_sessions", "201"),
    ],
)
def test_bad_input_is_answered_not_stored(
    as_alice: Client, alice: Patient, field: str, value: str
) -> None:
    answer = add(as_alice, alice, "2025-12-01", **{"first_ever": "no", field: value})
    assert list(errors(answer)) == [field]
    assert not alice.injection_sessions.exists()


def test_units_and_clinic_may_be_left_empty(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "2025-12-01", first_ever="yes", units="", clinic="")
    session = alice.injection_sessions.get()
    assert (session.units, session.clinic) == (None, "")


def test_everything_about_a_session_is_saved_and_a_line_break_counts_once(
    as_alice: Client, alice: Patient
) -> None:
    more = {"injected_by": "Dr Bob", "lot": "C1234", "expires_on": "2027-01-31"}
    note = "a\r\n" * 999 + "b\x07"
    assert add(as_alice, alice, TODAY, first_ever="yes", notes=note, **more).status_code == 302
    session = alice.injection_sessions.get()
    assert (session.injected_by, session.lot) == ("Dr Bob", "C1234")
    assert (session.expires_on, session.notes) == (date(2027, 1, 31), "a\n" * 999 + "b")


def test_a_new_session_starts_from_the_last_done_one(as_alice: Client, alice: Patient) -> None:
    for on, clinic, status in [
        (date(2025, 9, 1), "First", "done"),
        (date(2025, 12, 1), "Last", "done"),
        (date(2026, 5, 1), "Planned", "planned"),
        (date(2026, 6, 1), "Cancelled", "cancelled"),
    ]:
        make_session(
            alice, on, clinic=clinic, injected_by=f"Dr {clinic}", product="other", status=status
        )
    page = as_alice.get(reverse("treatments:add", args=[alice.code]))
    form = page.context["form"]
    filled_in = [form[name].value() for name in ("product", "clinic", "injected_by", "units")]
    assert filled_in == ["other", "Last", "Dr Last", None]
    assert "A session is planned for 1 May 2026 already." in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "opened"),
    [({}, False), ({"lot": "C1234"}, True), ({"expires_on": "2026-02-30"}, True)],
)
def test_what_not_everybody_needs_is_folded_while_it_is_empty_and_right(
    as_alice: Client, alice: Patient, fields: dict[str, str], opened: bool
) -> None:
    page = add(as_alice, alice, "", first_ever="yes", **fields).content.decode()
    assert page.count('<details class="mb-3" open>') == opened
    assert page.count('<details class="mb-3"') == 1


@pytest.mark.parametrize("units", ["155.5", "155,5"])
def test_units_take_a_point_or_a_comma(as_alice: Client, alice: Patient, units: str) -> None:
    add(as_alice, alice, "2025-12-01", first_ever="yes", units=units)
    session = alice.injection_sessions.get()
    assert session.dose == "155.5 units"
    assert 'value="155.5"' in as_alice.get(address(session, "edit")).content.decode()


def test_a_session_can_be_moved_and_keeps_its_row(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, date(2025, 12, 1))
    answer = as_alice.post(
        reverse("treatments:edit", args=[alice.code, session.pk]),
        {**ADD, "date": "2025-12-08", "first_ever": "yes", "version": session.version},
    )
    assert answer.status_code == 302
    assert list(alice.injection_sessions.values_list("pk", "date")) == [
        (session.pk, date(2025, 12, 8))
    ]


def test_a_stale_page_overwrites_no_session_before_it_has_shown_it(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, date(2025, 12, 1), clinic="from the phone")
    address = reverse("treatments:edit", args=[alice.code, session.pk])
    typed = {**ADD, "date": "2025-12-01", "first_ever": "yes", "version": uuid.uuid4()}
    answer = as_alice.post(address, typed)
    assert errors(answer) == {
        "__all__": [
            "This was changed in another window meanwhile. It now says: 1 December 2025, "
            "Botox (onabotulinumtoxinA), 155 units, from the phone. Save again to use what "
            "stands below instead."
        ]
    }
    page = answer.content.decode()
    assert f'value="{session.version}"' in page
    assert 'value="Headache Centre"' in page
    assert alice.injection_sessions.get().clinic == "from the phone"
    assert as_alice.post(address, {**typed, "version": session.version}).status_code == 302
    assert alice.injection_sessions.get().clinic == "Headache Centre"


def test_a_version_that_cannot_be_read_is_another_one(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, date(2025, 12, 1), clinic=ADD["clinic"])
    for version in ("none", "\x00", "9" * 400):
        answer = change(as_alice, session, "2025-12-01", version=version)
        assert list(errors(answer)) == ["__all__"]
        (message,) = errors(answer)["__all__"]
        assert message.startswith("This was changed in another window meanwhile. It now says:")
        page = answer.content.decode()
        assert message in page
        assert f'value="{session.version}"' in page


def test_the_same_session_from_a_stale_page_is_simply_saved(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, date(2025, 12, 1), clinic=ADD["clinic"])
    address = reverse("treatments:edit", args=[alice.code, session.pk])
    typed = {**ADD, "date": "2025-12-01", "first_ever": "yes", "version": uuid.uuid4()}
    assert as_alice.post(address, typed).status_code == 302


def test_a_session_deleted_meanwhile_does_not_come_back(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, date(2025, 12, 1))
    address = reverse("treatments:edit", args=[alice.code, session.pk])
    session.delete()
    typed = {**ADD, "date": "2025-12-01", "first_ever": "yes"}
    assert said(as_alice.post(address, typed, follow=True)) == [GONE]
    assert not alice.injection_sessions.exists()


def test_a_session_is_deleted_only_after_a_yes(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, date(2025, 12, 1))
    url = reverse("treatments:delete", args=[alice.code, session.pk])
    assert as_alice.get(url).status_code == 200
    assert alice.injection_sessions.exists()
    assert as_alice.post(url).status_code == 302
    assert not alice.injection_sessions.exists()
    again = as_alice.post(url)
    assert again["Location"] == reverse("home:treatments", args=[alice.code])
    assert said(as_alice.get(again["Location"]))[-1] == GONE
    assert as_alice.get(url).status_code == 404


@pytest.mark.parametrize("pk", [0, 10**18, 10**30])
def test_a_session_that_is_none_is_no_page(as_alice: Client, alice: Patient, pk: int) -> None:
    assert as_alice.get(f"/p/{alice.code}/treatments/sessions/{pk}/").status_code == 404


def test_the_database_refuses_two_sessions_on_a_day(alice: Patient) -> None:
    make_session(alice, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(alice, TODAY)


@pytest.mark.parametrize("first_ever", [None, True])
def test_the_database_refuses_earlier_sessions_before_the_first(
    alice: Patient, first_ever: bool | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_session(alice, TODAY, first_ever=first_ever, earlier_sessions=3)


def test_only_sessions_that_have_happened_are_done_first_to_last(alice: Patient) -> None:
    for days in (1, -84, 0):
        make_session(alice, TODAY + timedelta(days=days))
    done = InjectionSession.objects.done(TODAY).values_list("date", flat=True)
    assert list(done) == [TODAY - timedelta(days=84), TODAY]
