"""Sessions planned, confirmed, moved, cancelled and planned again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session
from tests.treatments.asking import add, address, change, errors, said
from treatments.choices import Status
from treatments.cycles import read_sessions
from treatments.models import InjectionSession

TODAY = date(2026, 3, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _first_of_march() -> object:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


def status(session: InjectionSession) -> Status:
    session.refresh_from_db()
    return Status(session.status)


def planned(patient: Patient, on: date, **fields: object) -> InjectionSession:
    return make_session(patient, on, status=Status.PLANNED, **fields)


@pytest.mark.parametrize(
    ("on", "kind"),
    [(YESTERDAY, Status.DONE), (TODAY, Status.DONE), (TOMORROW, Status.PLANNED)],
)
def test_a_new_session_is_done_or_planned_by_its_date(
    as_alice: Client, alice: Patient, on: date, kind: Status
) -> None:
    add(as_alice, alice, on, first_ever="yes")
    assert status(alice.injection_sessions.get()) == kind


def test_a_day_ahead_is_said_to_be_planned(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "2026-12-04", first_ever="yes")
    page = as_alice.get(address(alice.injection_sessions.get(), "session"))
    assert said(page) == [
        "Planned for Friday 4 December 2026. On that day you will be asked if it took place."
    ]


@pytest.mark.parametrize(
    ("was", "stored", "on", "becomes"),
    [
        (Status.DONE, YESTERDAY, TOMORROW, Status.PLANNED),
        (Status.DONE, YESTERDAY, TODAY, Status.DONE),
        # Dated ahead on a clock that was turned back: it took place.
        (Status.DONE, TOMORROW, TOMORROW, Status.DONE),
        (Status.PLANNED, TOMORROW, TODAY, Status.DONE),
        (Status.PLANNED, TOMORROW, TOMORROW + timedelta(days=7), Status.PLANNED),
        (Status.PLANNED, YESTERDAY, YESTERDAY, Status.PLANNED),
        (Status.PLANNED, YESTERDAY, TODAY, Status.DONE),
        (Status.CANCELLED, TOMORROW, TODAY, Status.CANCELLED),
        (Status.CANCELLED, YESTERDAY, TOMORROW, Status.CANCELLED),
    ],
)
def test_what_a_session_becomes_when_it_is_moved_or_changed(
    as_alice: Client, alice: Patient, was: Status, stored: date, on: date, becomes: Status
) -> None:
    session = make_session(alice, stored, status=was)
    assert change(as_alice, session, on, clinic="Elsewhere").status_code == 302
    assert status(session) == becomes
    assert (session.date, session.clinic) == (on, "Elsewhere")


def test_what_was_answered_about_the_days_after_is_void_when_they_have_not_come(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(
        alice,
        YESTERDAY,
        usual_after="at_once",
        unwelcome="nothing",
        not_usual_on=YESTERDAY,
    )
    change(as_alice, session, TOMORROW)
    session.refresh_from_db()
    assert (session.usual_after, session.unwelcome, session.not_usual_on) == ("", "", None)


@pytest.mark.parametrize("to", ["2026-02-25", "2026-03-10"])
def test_a_session_is_not_moved_past_what_followed_it(
    as_alice: Client, alice: Patient, to: str
) -> None:
    session = make_session(alice, date(2026, 2, 20))
    session.side_effects.create(kind="neck_pain", strength=1, started_on=date(2026, 2, 24))
    session.side_effects.create(kind="bruise", strength=1, started_on=date(2026, 2, 27))
    assert errors(change(as_alice, session, to)) == {
        "date": [
            "“Neck pain or stiffness” began on 24 February 2026, before this day. Change or delete "
            "that first."
        ]
    }
    assert change(as_alice, session, "2026-02-24").status_code == 302


def test_a_cancelled_session_leaves_its_day_to_another(as_alice: Client, alice: Patient) -> None:
    cancelled = make_session(alice, TOMORROW, status=Status.CANCELLED)
    assert add(as_alice, alice, TOMORROW, first_ever="yes").status_code == 302
    assert change(as_alice, cancelled, TOMORROW, lot="C1").status_code == 302
    assert alice.injection_sessions.filter(date=TOMORROW).count() == 2


def test_the_earliest_is_asked_whether_it_is_the_first_cancelled_ones_aside(
    as_alice: Client, alice: Patient
) -> None:
    make_session(alice, date(2025, 1, 1), status=Status.CANCELLED, first_ever=None)
    make_session(alice, TOMORROW, status=Status.PLANNED)
    assert list(errors(add(as_alice, alice, YESTERDAY))) == ["first_ever"]


def test_a_cancelled_session_is_not_asked_and_keeps_what_it_said(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, TOMORROW, status=Status.CANCELLED)
    page = as_alice.get(address(session, "edit")).content.decode()
    assert "Is this your first Botox ever?" not in page
    assert "This session is cancelled, and stays so when you save." in page
    change(as_alice, session, TOMORROW)
    session.refresh_from_db()
    assert session.first_ever is True


@pytest.mark.parametrize("on", [YESTERDAY, TODAY])
def test_a_planned_session_whose_day_has_come_is_confirmed(
    as_alice: Client, alice: Patient, on: date
) -> None:
    session = planned(alice, on)
    version = session.version
    today_page = reverse("home:today", args=[alice.code])
    answer = as_alice.post(address(session, "done"), {"next": today_page})
    assert answer["Location"] == today_page
    assert status(session) == Status.DONE
    assert session.version != version
    assert [cycle.session for cycle in read_sessions(alice, TODAY).cycles] == [session]


def test_a_session_is_not_confirmed_before_its_day(as_alice: Client, alice: Patient) -> None:
    session = planned(alice, TOMORROW)
    page = as_alice.post(address(session, "done"), follow=True)
    assert said(page) == ["This day has not come yet. On that day you will be asked."]
    assert status(session) == Status.PLANNED


def test_the_patients_own_clock_says_whether_the_day_has_come(
    as_alice: Client, alice: Patient
) -> None:
    session = planned(alice, date(2026, 3, 2))
    alice.time_zone = "Pacific/Kiritimati"
    alice.save()
    as_alice.post(address(session, "done"))
    assert status(session) == Status.DONE


def test_who_confirms_the_earliest_is_asked_whether_it_was_the_first(
    as_alice: Client, alice: Patient
) -> None:
    session = planned(alice, YESTERDAY, first_ever=None)
    today_page = reverse("home:today", args=[alice.code])
    answer = as_alice.post(address(session, "done"), {"next": today_page})
    assert answer["Location"] == address(session, "edit")
    page = as_alice.get(answer["Location"])
    assert said(page) == ["Saved. One more question: was it your first Botox ever?"]
    assert "Is this your first Botox ever?" in page.content.decode()


def test_a_planned_session_is_cancelled_after_a_yes_and_planned_again(
    as_alice: Client, alice: Patient
) -> None:
    session = planned(alice, TOMORROW)
    assert as_alice.get(address(session, "cancel")).status_code == 200
    assert status(session) == Status.PLANNED
    page = as_alice.post(address(session, "cancel"), follow=True)
    assert said(page) == ["Your session of Monday 2 March 2026 is cancelled."]
    assert status(session) == Status.CANCELLED
    page = as_alice.post(address(session, "reinstate"), follow=True)
    assert said(page) == ["Your session of Monday 2 March 2026 is planned again."]
    assert status(session) == Status.PLANNED


def test_a_session_planned_again_after_its_day_asks_to_be_confirmed(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, YESTERDAY, status=Status.CANCELLED)
    as_alice.post(address(session, "reinstate"))
    assert read_sessions(alice, TODAY).to_confirm == (session,)


def test_a_session_is_not_planned_again_on_a_day_that_another_has(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, TOMORROW, status=Status.CANCELLED)
    planned(alice, TOMORROW)
    page = as_alice.post(address(session, "reinstate"), follow=True)
    assert said(page) == ["You have another session on this day. Change one of them first."]
    assert status(session) == Status.CANCELLED


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("done", Status.PLANNED, Status.DONE),
        ("cancel", Status.PLANNED, Status.CANCELLED),
        ("reinstate", Status.CANCELLED, Status.PLANNED),
    ],
)
def test_asking_twice_comes_to_the_same(
    as_alice: Client, alice: Patient, name: str, was: Status, becomes: Status
) -> None:
    session = make_session(alice, TODAY, status=was)
    first = as_alice.post(address(session, name))
    version = alice.injection_sessions.get().version
    second = as_alice.post(address(session, name))
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert len(set(said(as_alice.get(second["Location"])))) == 1
    assert status(session) == becomes
    assert session.version == version


@pytest.mark.parametrize(("name", "was"), [("done", Status.CANCELLED), ("cancel", Status.DONE)])
def test_a_button_from_before_a_change_does_nothing_and_says_so(
    as_alice: Client, alice: Patient, name: str, was: Status
) -> None:
    session = make_session(alice, YESTERDAY, status=was)
    page = as_alice.post(address(session, name), follow=True)
    assert said(page) == ["This session was changed in another window meanwhile."]
    assert status(session) == was


def test_what_was_done_cannot_be_cancelled_by_an_old_address(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, YESTERDAY)
    answer = as_alice.get(address(session, "cancel"))
    assert (answer.status_code, answer["Location"]) == (302, address(session, "session"))


def test_an_edit_from_before_a_cancelling_shows_it_first(as_alice: Client, alice: Patient) -> None:
    session = planned(alice, TOMORROW)
    old = session.version
    as_alice.post(address(session, "cancel"))
    answer = change(as_alice, session, TOMORROW, clinic="Elsewhere", version=old)
    assert list(errors(answer)) == ["__all__"]
    assert "155 units, cancelled. Save again" in answer.content.decode()
    assert status(session) == Status.CANCELLED


@pytest.mark.parametrize("name", ["done", "cancel", "reinstate", "session"])
@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_session_that_is_none_has_no_pages(
    as_alice: Client, alice: Patient, name: str, pk: int
) -> None:
    where = reverse(f"treatments:{name}", args=[alice.code, pk])
    assert [as_alice.get(where).status_code, as_alice.post(where).status_code] == [404, 404]
