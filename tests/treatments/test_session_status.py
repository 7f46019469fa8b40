"""Sessions planned, confirmed, moved, cancelled and planned again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from tests.make import make_session, make_sites
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


@pytest.mark.parametrize(
    ("said_before", "on", "stays"),
    [
        ({"usual_after": "week"}, YESTERDAY - timedelta(days=2), ("", None)),
        ({"usual_after": "week"}, YESTERDAY - timedelta(days=3), ("week", None)),
        ({"usual_after": "skipped"}, TODAY, ("skipped", None)),
        ({"not_usual_on": YESTERDAY}, TODAY, ("", None)),
        ({"not_usual_on": YESTERDAY}, YESTERDAY, ("", YESTERDAY)),
    ],
)
def test_what_was_answered_about_the_days_after_goes_when_it_can_no_longer_be_so(
    as_alice: Client,
    alice: Patient,
    said_before: dict[str, object],
    on: date,
    stays: tuple[str, date | None],
) -> None:
    session = make_session(alice, TODAY - timedelta(days=20), **said_before)
    assert change(as_alice, session, on).status_code == 302
    session.refresh_from_db()
    assert (session.usual_after, session.not_usual_on) == stays


def test_a_session_whose_sites_are_written_down_is_not_moved_ahead(
    as_alice: Client, alice: Patient
) -> None:
    session = make_session(alice, YESTERDAY)
    make_sites(session)
    assert errors(change(as_alice, session, TOMORROW)) == {
        "date": ["You wrote down where it was injected. Empty that first, to plan it for later."]
    }
    assert change(as_alice, session, TODAY).status_code == 302


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
    assert "your first injections of this kind" not in page
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
    assert said(page) == ["Saved. One more question: were they your first injections of this kind?"]
    assert "Are these your first injections of this kind ever?" in page.content.decode()


def test_who_is_confirmed_as_the_earliest_has_the_only_answer(
    as_alice: Client, alice: Patient
) -> None:
    session = planned(alice, YESTERDAY - timedelta(days=9), first_ever=False, earlier_sessions=5)
    later = make_session(alice, YESTERDAY)
    as_alice.post(address(session, "done"))
    session.refresh_from_db()
    later.refresh_from_db()
    assert (session.first_ever, session.earlier_sessions, later.first_ever) == (False, 5, None)


def test_the_earliest_done_one_is_asked_though_an_unconfirmed_one_is_before_it(
    as_alice: Client, alice: Patient
) -> None:
    planned(alice, YESTERDAY)
    session = planned(alice, TODAY, first_ever=None)
    assert as_alice.post(address(session, "done"))["Location"] == address(session, "edit")


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


@pytest.mark.parametrize("name", ["done", "cancel"])
def test_a_button_under_another_date_does_nothing_and_says_so(
    as_alice: Client, alice: Patient, name: str
) -> None:
    session = planned(alice, TODAY)
    form = as_alice.get(address(session, "session")).content.decode()
    assert form.count('<input type="hidden" name="on" value="2026-03-01">') == 2
    for on in (YESTERDAY, "", "\x00"):
        page = as_alice.post(address(session, name), {"on": on}, follow=True)
        assert said(page) == ["This session was changed in another window meanwhile."]
        assert status(session) == Status.PLANNED
    as_alice.post(address(session, name), {"on": TODAY})
    assert status(session) != Status.PLANNED


def test_a_page_that_asks_about_cancelling_says_of_which_date(
    as_alice: Client, alice: Patient
) -> None:
    page = as_alice.get(address(planned(alice, TOMORROW), "cancel")).content.decode()
    assert '<input type="hidden" name="on" value="2026-03-02">' in page


def test_a_session_cancelled_on_another_page_can_be_planned_again_from_there(
    as_alice: Client, alice: Patient
) -> None:
    session = planned(alice, TODAY)
    today_page = reverse("home:today", args=[alice.code])
    page = as_alice.post(address(session, "cancel"), {"next": today_page}, follow=True)
    there = address(session, "session")
    assert said(page) == [
        f'Your session of Sunday 1 March 2026 is cancelled. <a href="{there}">Plan it again</a>'
    ]
    assert f'action="{address(session, "reinstate")}"' in as_alice.get(there).content.decode()


@pytest.mark.parametrize(
    ("name", "was"),
    [("done", Status.CANCELLED), ("cancel", Status.DONE), ("reinstate", Status.DONE)],
)
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
    assert as_alice.get(where).status_code == 404
    if name != "session":
        page = as_alice.post(where, {"next": where}, follow=True)
        assert said(page) == ["It is not there any more."]
        assert page.wsgi_request.path == reverse("home:treatments", args=[alice.code])


def test_a_tap_on_a_session_that_is_gone_goes_back_to_a_page_that_is_not(
    as_alice: Client, alice: Patient
) -> None:
    today_page = reverse("home:today", args=[alice.code])
    where = reverse("treatments:done", args=[alice.code, 1])
    for back in (today_page, f"{today_page}?a=b"):
        assert as_alice.post(where, {"next": back})["Location"] == back
    for back in ("https://example.org/", "/p/nobody/", "//example.org/p/"):
        answer = as_alice.post(where, {"next": back})
        assert answer["Location"] == reverse("home:treatments", args=[alice.code])
