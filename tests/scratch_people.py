"""People of a scratch site, and what is stored for them."""

import uuid

from django.test import Client
from django.utils import timezone

from accounts.actions import open_diary
from accounts.models import User
from diary.models import Day


def make_people(count: int) -> list[dict[str, str]]:
    """Make patients; give each one's code and the session cookie of a browser logged in as them."""
    made = []
    for _ in range(count):
        user = User.objects.create_user(f"{uuid.uuid4()}@example.org")
        patient = open_diary(user=user, time_zone="UTC", now=timezone.now())
        client = Client()
        client.force_login(user)
        made.append({"code": str(patient.code), "session": client.cookies["sessionid"].value})
    return made


def stored_days() -> list[list[str]]:
    """Every stored day: the patient's code, the date, its kind, its note."""
    days = Day.objects.select_related("patient")
    return [[str(d.patient.code), d.date.isoformat(), d.kind.value, d.note] for d in days]
