"""Five hundred patients of two years who share with one clinician, and the page of them all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.urls import reverse

from accounts.models import Clinician, Patient, Share, User
from diary.models import Day
from home.demo import Course
from home.demo_people import write_diary
from tests.bench_pages import TOKEN, Diary, Page, environ_of
from tests.people import browser_of, make_clinician
from treatments.models import InjectionSession

PATIENTS = 500
DAYS = 730
INTERVAL = 87
# Diaries written in full, each by another chance; the others' days are copies of theirs.
WRITTEN = 50
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")


def make_caseload(now: datetime) -> Clinician:
    """The clinician; in one transaction, and most days copied inside the database."""
    with transaction.atomic():
        clinician = make_clinician("caseload")
        patients = _patients(now)
        for number, patient in enumerate(patients[:WRITTEN]):
            course = Course(seed=number, days=DAYS, before=19, sessions=_sessions(number))
            write_diary(patient, course, now)
        _copy_days(patients)
        InjectionSession.objects.bulk_create(
            row for number, patient in enumerate(patients) for row in _rows(patient, number, now)
        )
        Share.objects.bulk_create(
            Share(patient=patient, clinician=clinician, started_at=patient.created_at)
            for patient in patients
        )
    return clinician


def caseload_page(clinician: Clinician, diary: Diary) -> Page:
    """The first page of the clinician's patients; `diary` is that of the empty page beside it."""
    session = browser_of(clinician.user).cookies["sessionid"].value
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    return Page("caseload", diary, lambda: environ_of(cookies, reverse("clinic:caseload")))


def _patients(now: datetime) -> list[Patient]:
    users = User.objects.bulk_create(
        User(email=f"patient-{number}@example.org", password="!") for number in range(PATIENTS)
    )
    return Patient.objects.bulk_create(
        Patient(
            user=user,
            name=f"Patient {uuid4().hex[:6].title()} Number {number}",
            time_zone=ZONES[number % len(ZONES)],
            created_at=now - timedelta(days=DAYS),
        )
        for number, user in enumerate(users)
    )


def _sessions(number: int) -> list[int]:
    """The days of somebody's sessions; who shares a diary's days is due on another one."""
    first = 84 + number % WRITTEN + number // WRITTEN
    return list(range(first, DAYS, INTERVAL))


def _rows(patient: Patient, number: int, now: datetime) -> Iterator[InjectionSession]:
    began = patient.today(now) - timedelta(days=DAYS)
    for index, day in enumerate(_sessions(number)):
        on = began + timedelta(days=day)
        yield InjectionSession(patient=patient, date=on, units=155, first_ever=not index or None)


def _copy_days(patients: list[Patient]) -> None:
    """Give each of the others the days of one whose diary is written."""
    columns = [field.column for field in Day._meta.concrete_fields if not field.primary_key]
    columns.remove("patient_id")
    names = ", ".join(map(connection.ops.quote_name, columns))
    first = patients[0].pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO diary_day (patient_id, {names}) SELECT other.id, "
            + ", ".join(f"diary_day.{connection.ops.quote_name(column)}" for column in columns)
            + " FROM diary_day JOIN accounts_patient AS other "
            f"ON patient_id = %s + (other.id - %s) %% {WRITTEN} "
            "WHERE other.id >= %s AND other.id < %s",
            [first, first, first + WRITTEN, first + len(patients)],
        )
