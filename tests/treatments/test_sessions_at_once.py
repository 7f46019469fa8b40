"""Two requests about the same day or the same session at the same moment."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Patient
from tests.at_once import at_once
from tests.make import make_session
from tests.treatments.asking import add, address
from treatments.choices import Status

pytestmark = pytest.mark.django_db(transaction=True)


def browser(patient: Patient) -> Client:
    client = Client()
    client.force_login(patient.user)
    return client


def test_a_day_gets_one_session_and_the_other_request_is_told(alice: Patient) -> None:
    on = alice.today(timezone.now())
    clients = [browser(alice) for _ in range(4)]
    answers = at_once(*(partial(add, client, alice, on, first_ever="yes") for client in clients))
    assert sorted(answer.status_code for answer in answers) == [302, 422, 422, 422]
    assert alice.injection_sessions.count() == 1


def test_a_day_that_is_taken_while_it_is_planned_again_gets_one_session(alice: Patient) -> None:
    on = alice.today(timezone.now()) + timedelta(days=7)
    session = make_session(alice, on, status=Status.CANCELLED)
    one, other = browser(alice), browser(alice)
    answers = at_once(
        partial(one.post, address(session, "reinstate")),
        partial(add, other, alice, on, first_ever="yes"),
    )
    assert answers[0].status_code == 302
    assert answers[1].status_code in (302, 422)
    assert alice.injection_sessions.standing().filter(date=on).count() == 1


def test_a_yes_and_a_cancelling_at_once_leave_one_of_them(alice: Patient) -> None:
    session = make_session(alice, alice.today(timezone.now()), status=Status.PLANNED)
    one, other = browser(alice), browser(alice)
    answers = at_once(
        partial(one.post, address(session, "done"), follow=True),
        partial(other.post, address(session, "cancel"), follow=True),
    )
    told = ["changed in another window meanwhile" in answer.content.decode() for answer in answers]
    session.refresh_from_db()
    assert (session.status, told) in [
        (Status.DONE, [False, True]),
        (Status.CANCELLED, [True, False]),
    ]
