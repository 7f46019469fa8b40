"""The world that the access tests ask about: Alice's diary with everything in it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import AccessEvent, Clinician, MailFailure, Patient, User
from accounts.secrets import digest
from diary.imports import stage_import
from diary.models import DailyReminder
from diary.state import DayState
from tests import people
from tests.access_world import INVITED, World
from tests.make import (
    make_attack,
    make_day,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)
from treatments.models import (
    BookingReminder,
    CalendarFeed,
)

SECRET = "secret-note-7f3a"
# What whoever she shares with may read, and nobody else.
SHARED = "shared-medicine-2c9e"
DAY = date(2026, 2, 17)
NOON = datetime(2026, 2, 17, 12, tzinfo=UTC)


@pytest.fixture
def world(alice: Patient, charlie: Patient, bob: Clinician, dan: Clinician, sue: User) -> World:
    day = make_day(alice, DAY, DayState(headache=True, migraine=True, note=SECRET))
    file = f"date,headache,note\n2026-02-18,1,{SECRET}\n".encode()
    BookingReminder.objects.create(patient=alice, weeks_before=4)
    CalendarFeed.objects.create(patient=alice, word="Date", secret="a-secret-of-alice")
    DailyReminder.objects.create(patient=alice, by_email=True)
    alice.sent_daily_reminders.create(on=DAY, sent_at=timezone.now())
    AccessEvent.objects.create(at=people.LONG_AGO, patient_code=alice.code, page="before")
    MailFailure.objects.create(at=NOON, kind="reminder", error="SMTPException", user=alice.user)
    session = make_session(alice, date(2026, 1, 5), notes=SECRET)
    make_sites(session)
    alice.invitations.create(
        way="code",
        digest=digest("a code"),
        made_at=people.LONG_AGO,
        expires_at=timezone.now() + timedelta(days=1),
        clinician=bob,
        named_at=people.LONG_AGO,
    )
    return World(
        alice=alice,
        charlie=charlie,
        users={
            "alice": alice.user,
            "charlie": charlie.user,
            "bob": bob.user,
            "dan": dan.user,
            "sue": sue,
        },
        day=day,
        session=session,
        other=make_session(alice, date(2025, 10, 13), notes=SECRET),
        planned=make_session(alice, date(2026, 1, 7), notes=SECRET, status="planned"),
        cancelled=make_session(alice, date(2026, 1, 8), notes=SECRET, status="cancelled"),
        change=make_preventive(alice),
        effect=make_side_effect(session),
        file=stage_import(patient=alice, file=file, now=timezone.now()),
        attack=make_attack(alice, NOON, NOON + timedelta(hours=5)),
        dose=make_dose(day, SHARED),
        score=alice.scores.create(instrument="hit6", on=DAY, value=60),
        invitation=alice.invitations.create(
            way="email",
            email=bob.user.email,
            digest=digest(INVITED),
            made_at=people.LONG_AGO,
            expires_at=timezone.now() + timedelta(days=1),
        ),
    )
