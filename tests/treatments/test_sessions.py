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
from treatments.models import InjectionSession

TODAY = date(2026, 3, 1)
ADD = {"product": "onabotulinumtoxinA", "units": "155", "clinic": "Headache Centre"}
ASKED = "This is your earliest session here. Please answer."


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def add(client: Client, patient: Patient, on: object, **fields: str) -> object:
    return client.post(
        reverse("treatments:add", args=[patient.code]), {**ADD, "date": on, **fields}
    )


def errors(answer: object) -> dict[str, list[str]]:
    assert answer.status_code == 422  # type: ignore[attr-defined]
    found: dict[str, list[str]] = answer.context["form"].errors  # type: ignore[attr-defined]
    return found


def test_the_first_session_asks_whether_it_was_the_first_ever(
    as_alice: Client, alice: Patient
) -> None:
    assert errors(add(as_alice, alice, "2025-12-01")) == {"first_ever": [ASKED]}
    assert not alice.injection_sessions.exists()


def test_the_first_session_is_saved_with_its_answer(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, "2025-12-01", first_ever="no", earlier_sessions="4")
    assert answer["Location"] == reverse("home:treatments", args=[alice.code])  # type: ignore[index]
    session = alice.injection_sessions.get()
    assert (session.date, session.units, session.clinic) == (
        date(2025, 12, 1),
        155,
        "Headache Centre",
    )
    assert (session.first_ever, session.earlier_sessions) == (False, 4)


def test_how_many_before_is_forgotten_where_it_was_the_first(
    as_alice: Client, alice: Patient
) -> None:
    add(as_alice, alice, "2025-12-01", first_ever="yes", earlier_sessions="4")
    session = alice.injection_sessions.get()
    assert (session.first_ever, session.earlier_sessions) == (True, None)


def test_a_later_session_is_not_asked(as_alice: Client, alice: Patient) -> None:
    make_session(alice, date(2025, 12, 1))
    page = as_alice.get(reverse("treatments:add", args=[alice.code])).content.decode()
    assert "Was this your first Botox ever?" not in page
    assert add(as_alice, alice, "2026-02-23").status_code == 302  # type: ignore[attr-defined]
    assert alice.injection_sessions.get(date="2026-02-23").first_ever is None


def test_an_earlier_session_added_afterwards_is_asked(as_alice: Client, alice: Patient) -> None:
    make_session(alice, date(2025, 12, 1))
    assert errors(add(as_alice, alice, "2025-09-08")) == {"first_ever": [ASKED]}
    assert add(as_alice, alice, "2025-09-08", first_ever="yes").status_code == 302  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2026-03-02", "This day has not come yet. Add it once it is done."),
        ("1988-12-31", "This is too long ago. Check the year."),
        ("2025-12-01", "You already recorded injections on this day."),
        ("2025-02-30", "There is no such date."),
        ("yesterday", "There is no such date."),
        ("2025-12-01\x00", "There is no such date."),
        ("９９９９-12-31", "This day has not come yet. Add it once it is done."),
        ("", "Choose a date."),
    ],
)
def test_a_wrong_date_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, on: str, message: str
) -> None:
    make_session(alice, date(2025, 12, 1))
    answer = add(as_alice, alice, on, clinic="typed")
    assert errors(answer)["date"] == [message]
    assert 'value="typed"' in answer.content.decode()  # type: ignore[attr-defined]
    assert alice.injection_sessions.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("units", "0"),
        ("units", "2001"),
        ("units", "-5"),
        ("units", "155.55"),
        ("units", "9" * 400),
        ("units", "many"),
        ("product", "snake oil"),
        ("clinic", "x" * 121),
        ("clinic", "a\x00b"),
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
            "This session was changed in another window meanwhile. It now says: Dec. 1, 2025, "
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
    answer = as_alice.post(address, {**ADD, "date": "2025-12-01", "first_ever": "yes"})
    assert answer.status_code == 404
    assert not alice.injection_sessions.exists()


def test_a_session_is_deleted_only_after_a_yes(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, date(2025, 12, 1))
    url = reverse("treatments:delete", args=[alice.code, session.pk])
    assert as_alice.get(url).status_code == 200
    assert alice.injection_sessions.exists()
    assert as_alice.post(url).status_code == 302
    assert not alice.injection_sessions.exists()
    assert as_alice.post(url).status_code == 404


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
