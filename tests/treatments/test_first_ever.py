"""Whether the earliest session was the first ever: asked of that one alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import add, address, change, errors

TODAY = date(2026, 3, 1)
GONE = "It is not there any more."
ASKED = "This is your earliest session here. Please answer."


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def test_the_first_session_asks_whether_it_was_the_first_ever(
    as_alice: Client, alice: Patient
) -> None:
    assert errors(add(as_alice, alice, "2025-12-01")) == {"first_ever": [ASKED]}
    assert not alice.injection_sessions.exists()


def test_the_first_session_is_saved_with_its_answer(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, "2025-12-01", first_ever="no", earlier_sessions="4")
    session = alice.injection_sessions.get()
    assert answer["Location"] == reverse("treatments:session", args=[alice.code, session.pk])
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
    assert "your first injections of this kind" not in page
    assert add(as_alice, alice, "2026-02-23").status_code == 302
    assert alice.injection_sessions.get(date="2026-02-23").first_ever is None


def answers(patient: Patient) -> list[tuple[date, bool | None, int | None]]:
    rows = patient.injection_sessions.order_by("date", "pk")
    return list(rows.values_list("date", "first_ever", "earlier_sessions"))


def test_the_earliest_done_one_is_asked_though_one_before_it_was_never_confirmed(
    as_alice: Client, alice: Patient
) -> None:
    fields = {"status": "planned", "first_ever": False, "earlier_sessions": 5}
    make_session(alice, date(2026, 2, 10), **fields)
    assert errors(add(as_alice, alice, "2026-02-12")) == {"first_ever": [ASKED]}
    unanswered = make_session(alice, date(2026, 2, 12), first_ever=None)
    page = as_alice.get(address(unanswered, "edit"))
    assert 'name="first_ever"' in page.content.decode()
    assert change(as_alice, unanswered, "2026-02-12").status_code == 302
    assert answers(alice) == [(date(2026, 2, 10), None, None), (date(2026, 2, 12), True, None)]


def test_an_answer_is_kept_while_only_something_else_is_changed(
    as_alice: Client, alice: Patient
) -> None:
    done = make_session(alice, date(2026, 1, 5), first_ever=False, earlier_sessions=12)
    make_session(alice, date(2025, 12, 29), status="planned", first_ever=None)
    page = as_alice.get(address(done, "edit"))
    form = page.context["form"]
    assert form["first_ever"].value() == "no"
    assert form["earlier_sessions"].value() == 12
    change(as_alice, done, "2026-01-05", clinic="A", first_ever="no", earlier_sessions="12")
    assert answers(alice)[1] == (date(2026, 1, 5), False, 12)


def test_a_later_session_keeps_no_answer_that_was_true_only_before(
    as_alice: Client, alice: Patient
) -> None:
    for status in ("done", "cancelled"):
        make_session(alice, date(2026, 1, 1), status=status)
    add(as_alice, alice, "2025-10-01", first_ever="no", earlier_sessions="8")
    as_alice.post(address(alice.injection_sessions.earliest("date"), "delete"))
    assert answers(alice) == [(date(2026, 1, 1), None, None)] * 2


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_an_answer_does_not_go_with_a_session_that_is_moved_behind_another(
    as_alice: Client, alice: Patient, status: str
) -> None:
    moved = make_session(alice, date(2026, 1, 1), status=status)
    make_session(alice, date(2026, 2, 1), first_ever=None)
    assert change(as_alice, moved, "2026-02-23").status_code == 302
    assert [answer for _, answer, _ in answers(alice)] == [None, None]


def test_an_earlier_session_added_afterwards_is_asked(as_alice: Client, alice: Patient) -> None:
    make_session(alice, date(2025, 12, 1))
    assert errors(add(as_alice, alice, "2025-09-08")) == {"first_ever": [ASKED]}
    assert add(as_alice, alice, "2025-09-08", first_ever="yes").status_code == 302
