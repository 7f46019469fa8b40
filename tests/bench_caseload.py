"""Five hundred patients of two years who share with one clinician, for the bench's caseload."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, models, transaction
from django.test import Client

from accounts.models import Clinician, Patient, Share, User
from diary.models import Day
from home.demo import Course
from home.demo_people import write_diary
from tests.make import make_session
from tests.people import browser_of, make_clinician
from treatments.models import InjectionSession

PATIENTS = 500
DAYS = 730
# Written in full, each by another chance; the others' days and sessions are copies of theirs.
WRITTEN = 10
SESSIONS = tuple(range(90, DAYS, 87))
EVERY_ZONE = ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")


def make_caseload(now: datetime) -> Clinician:
    """The clinician; all in one transaction, and nearly all of it copied inside the database."""
    with transaction.atomic():
        clinician = make_clinician("caseload")
        patients = _patients(now)
        for number, patient in enumerate(patients[:WRITTEN]):
            _write(patient, number, now)
        _copy(Day, patients)
        _copy(InjectionSession, patients)
        Share.objects.bulk_create(
            Share(patient=patient, clinician=clinician, started_at=patient.created_at)
            for patient in patients
        )
    return clinician


def cookies_of(user: User, token: str) -> str:
    """The cookies of a browser in which somebody is logged in with a second step."""
    client: Client = browser_of(user)
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"


def _patients(now: datetime) -> list[Patient]:
    joined = now - timedelta(days=DAYS)
    users = User.objects.bulk_create(
        User(email=f"patient-{number}@example.org", password="!") for number in range(PATIENTS)
    )
    return Patient.objects.bulk_create(
        Patient(
            user=user,
            name=f"Patient {uuid4().hex[:6].title()} Number {number}",
            time_zone=EVERY_ZONE[number % len(EVERY_ZONE)],
            created_at=joined,
        )
        for number, user in enumerate(users)
    )


def _write(patient: Patient, number: int, now: datetime) -> None:
    """A diary, and sessions that are due on another day for each."""
    first = patient.today(now) - timedelta(days=DAYS)
    sessions = [day - 9 * number for day in SESSIONS if day >= 9 * number]
    write_diary(patient, Course(seed=number, days=DAYS, before=19, sessions=sessions), now)
    for day in sessions:
        ever = True if day == sessions[0] else None
        make_session(patient, first + timedelta(days=day), first_ever=ever)


def _copy(model: type[models.Model], patients: list[Patient]) -> None:
    """Give each of the others the rows of one that is written."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    columns.remove("patient_id")
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(map(quote, columns))
    written = ", ".join(f"{table}.{quote(column)}" for column in columns)
    first = patients[0].pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (patient_id, {names}) "
            f"SELECT other.id, {written} FROM {table} JOIN accounts_patient AS other "
            f"ON patient_id = %s + (other.id - %s) %% {WRITTEN} "
            "WHERE other.id >= %s AND other.id < %s",
            [first, first, first + WRITTEN, first + len(patients)],
        )
