"""The people of the demo, each with what they would have by now."""

from datetime import date, datetime, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.actions import open_diary
from accounts.clinician_actions import ask
from accounts.models import Clinician, Patient, Share, User
from diary.models import Day
from home.demo import Course, diary
from home.demo_codes import ask_for_codes
from home.demo_details import describe, write_attacks, write_medicines, write_scores
from home.demo_treatments import CLINIC, INJECTED_BY, SESSIONS, write_treatments

# Known to everybody on purpose: the command refuses to run outside development.
PASSWORD = "clear-days-demo"  # noqa: S105
ALICE, CHARLIE, BOB, DANA, STAFF = (
    f"{name}@example.org" for name in ("alice", "charlie", "bob", "dana", "staff")
)
LOG_INS = {
    ALICE: "16 months of days, five sessions",
    CHARLIE: "two months of days, no session yet",
    BOB: "a clinician; Alice and Charlie share their diaries with him",
    DANA: "asks to be a clinician; staff can approve her",
    STAFF: "staff: the admin",
}

ALICE_DAYS = 487
HOLIDAY = range(300, 310)
LAST_WEEK = range(ALICE_DAYS - 7, ALICE_DAYS)
FORGOTTEN_LAST_WEEK = {ALICE_DAYS - 5, ALICE_DAYS - 2}
ALICE_COURSE = Course(
    seed=196,
    days=ALICE_DAYS,
    before=19.0,
    sessions=tuple(day for day, *_ in SESSIONS),
    left_out=frozenset(HOLIDAY) | FORGOTTEN_LAST_WEEK,
    kept=frozenset(LAST_WEEK),
)
CHARLIE_DAYS = 61
CHARLIE_COURSE = Course(seed=28, days=CHARLIE_DAYS, before=15.0)


def _user(email: str, joined: datetime, **fields: bool) -> User:
    user: User = User.objects.create_user(email, PASSWORD, date_joined=joined, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def write_diary(patient: Patient, course: Course, now: datetime) -> None:
    """Log the course for somebody, up to yesterday, each day in its evening."""
    first = patient.today(now) - timedelta(days=course.days)
    days = []
    for on, state in diary(course, first).items():
        logged_at = datetime.combine(on, time(20, 30), patient.zone)
        day = Day(patient=patient, date=on, logged_at=logged_at, changed_at=logged_at)
        day.set_state(state)
        days.append(day)
    # A draw of its own, so that what is counted stays the course's.
    random = Random(course.seed)
    describe(days, random)
    Day.objects.bulk_create(days)
    write_medicines(patient, random)
    write_attacks(patient, random)


def _patient(email: str, name: str, time_zone: str, course: Course, now: datetime) -> Patient:
    joined = now - timedelta(days=course.days)
    patient = open_diary(user=_user(email, joined), time_zone=time_zone, now=joined)
    patient.name = name
    patient.save(update_fields=["name"])
    write_diary(patient, course, now)
    return patient


def _alice(now: datetime) -> None:
    patient = _patient(ALICE, "Alice Example", "Europe/Berlin", ALICE_COURSE, now)
    patient.born_on = date(1984, 5, 17)
    patient.save(update_fields=["born_on"])
    today = patient.today(now)
    first = today - timedelta(days=ALICE_DAYS)
    write_treatments(patient, first)
    write_scores(patient, first + timedelta(days=SESSIONS[0][0]), today)


def _bob(now: datetime) -> None:
    approved = now - timedelta(days=ALICE_DAYS)
    bob = Clinician.objects.create(
        user=_user(BOB, approved),
        name=INJECTED_BY,
        practice=CLINIC,
        registration="DEMO 1001",
        asked_at=approved,
        approved_at=approved,
    )
    ask_for_codes(bob.user)
    for email, days, with_notes in (
        (ALICE, ALICE_DAYS - SESSIONS[0][0], False),
        (CHARLIE, CHARLIE_DAYS // 2, True),
    ):
        Share.objects.create(
            patient=Patient.objects.get(user__email=email),
            clinician=bob,
            with_notes=with_notes,
            started_at=now - timedelta(days=days),
        )


@transaction.atomic
def make_people(now: datetime) -> None:
    """Make those of the demo's people who are not there yet; nobody there is changed."""
    there = set(User.objects.filter(email__in=LOG_INS).values_list("email", flat=True))
    if ALICE not in there:
        _alice(now)
    if CHARLIE not in there:
        _patient(CHARLIE, "Charlie Example", "Europe/London", CHARLIE_COURSE, now)
    if BOB not in there:
        _bob(now)
    if DANA not in there:
        said = {"name": "Dr Dana Demo", "practice": CLINIC, "registration": "DEMO 1002"}
        ask(user=_user(DANA, now), **said, now=now)
    if STAFF not in there:
        ask_for_codes(_user(STAFF, now, is_staff=True, is_superuser=True))
