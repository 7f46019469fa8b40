"""An account with something in every table, and a search for it in all of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.invitation_actions import invite_by_code, invite_by_email
from accounts.models import Clinician, MailFailure, Patient, Share, User
from diary.imports import stage_import
from diary.models import DailyReminder
from diary.state import DayState
from tests import people
from tests.make import (
    make_attack,
    make_day,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)
from treatments.models import BookingReminder, CalendarFeed

CANARY = "canary-7f3a-in-every-text"
NAME = "Alice Canary-Smith"
DAY = date(2026, 2, 17)
NOON = datetime(2026, 2, 17, 12, tzinfo=UTC)
# Rows about an account that stay, and tables that hold nothing of a person.
AUDIT = "accounts_accessevent"
NOBODYS = {"LogEntry", "Permission", "Group", "ContentType", "Session", "AccessEvent"}


def fill(patient: Patient, clinician: Clinician, staff: User) -> None:
    """Something of the patient in every table, with the canary in every text."""
    now = timezone.now()
    Patient.objects.filter(pk=patient.pk).update(name=NAME, born_on=date(1990, 5, 5))
    day = make_day(patient, DAY, DayState(headache=True, note=CANARY), previous={"note": CANARY})
    make_dose(day, CANARY)
    make_attack(patient, NOON, NOON + timedelta(hours=5))
    patient.scores.create(instrument="hit6", on=DAY, value=60)
    patient.saved_taps.create(tap=patient.code, saved_at=now)
    session = make_session(patient, date(2026, 1, 5), notes=CANARY, clinic=CANARY, lot=CANARY)
    make_sites(session)
    make_side_effect(session, kind="other", other=CANARY)
    make_preventive(patient, name=CANARY, kind="other")
    # More than one page of SQLite holds.
    file = b"date,headache,note\n" + f"2026-02-18,1,{CANARY}\n".encode() * 500
    stage_import(patient=patient, file=file, now=now)
    BookingReminder.objects.create(patient=patient, weeks_before=4)
    CalendarFeed.objects.create(patient=patient, word=CANARY, secret=CANARY)
    DailyReminder.objects.create(patient=patient, by_email=True)
    patient.sent_daily_reminders.create(on=DAY, sent_at=now)
    patient.sent_reminders.create(due_on=DAY, sent_at=now)
    MailFailure.objects.create(at=now, error="Refused", user=patient.user)
    share = people.share(patient, clinician)
    kind = ContentType.objects.get_for_model(Share)
    LogEntry.objects.create(user=staff, content_type=kind, object_id=str(share.pk), action_flag=2)
    terms: dict[str, Any] = {"with_notes": False, "share_until": None, "now": now}
    invite_by_email(patient=patient, email="doctor@example.org", **terms)
    invite_by_code(patient=patient, **terms)
    _outside(patient, staff)


def _outside(patient: Patient, staff: User) -> None:
    """What no foreign key leads to."""
    for user, named in ((staff, patient.user), (patient.user, staff)):
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(named.pk),
            object_repr=named.email,
            action_flag=CHANGE,
            change_message=f"looked at {named.email}",
        )
    address = EmailAddress.objects.get(user=patient.user)
    EmailConfirmation.objects.create(email_address=address, key=CANARY)
    log_in = {"login": patient.user.email, "password": "not the password"}
    Client().post("/accounts/login/", log_in)
    Client().post("/accounts/password/reset/", {"email": patient.user.email})


def empty_tables() -> set[str]:
    """Models of ours and of log-in that have no row, though a person may have one."""
    models = [m for m in apps.get_models() if m.__name__ not in NOBODYS]
    return {m.__name__ for m in models if not m._default_manager.exists()}


def left(user_pk: int, patient_pk: int | None, texts: list[str]) -> list[str]:
    """Where in the database one of the texts stands, or a key of the person in a foreign key."""
    wanted = [text.lower() for text in texts]
    keys = {"accounts_user": user_pk, "accounts_patient": patient_pk}
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            to = connection.introspection.get_relations(cursor, table)
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    place = f"{table}.{name}"
                    if place == f"{AUDIT}.patient_code":
                        continue
                    if any(text in _text(value) for text in wanted):
                        found.append(place)
                    if name in to and value is not None and value == keys.get(to[name][1]):
                        found.append(place)
    return [*found, *_in_sessions(wanted)]


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace").lower()
    return str(value).lower()


def _in_sessions(wanted: list[str]) -> Iterator[str]:
    for session in Session.objects.all():
        if any(text in _text(session.get_decoded()) for text in wanted):
            yield "django_session, decoded"


def texts_of(patient: Patient) -> list[str]:
    """What must be nowhere after the patient left: the code as both databases write it, too."""
    code = patient.code
    return [CANARY, NAME, patient.user.email, str(code), code.hex]
