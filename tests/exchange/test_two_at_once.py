"""Two requests for the same import, or the same diary, at the same moment."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.state import DayState
from exchange.everything import gather_rows
from tests.at_once import at_once
from tests.exchange.sending import TWO_DAYS, bring, diary, look, say_yes, stage, text, undo, upload
from tests.make import make_day

pytestmark = pytest.mark.django_db(transaction=True)
MANY_DAYS = "date,headache\n" + "".join(
    f"20{year:02}-{month:02}-{day:02},1\n"
    for year in range(20)
    for month in range(1, 13)
    for day in range(1, 29)
)


def browser(patient: Patient) -> Client:
    client = Client()
    client.force_login(patient.user)
    return client


def test_two_yeses_at_once_write_once(alice: Patient) -> None:
    staged = stage(browser(alice), alice, MANY_DAYS)
    clients = [browser(alice), browser(alice)]
    answers = at_once(*(partial(say_yes, client, staged) for client in clients))
    assert sorted(text(said).startswith("This was done already.") for said in answers) == [
        False,
        True,
    ]
    assert alice.days.count() == 20 * 12 * 28


def test_two_uploads_at_once_leave_one_file_waiting(alice: Patient) -> None:
    clients = [browser(alice) for _ in range(4)]
    answers = at_once(*(partial(upload, client, alice, TWO_DAYS) for client in clients))
    assert [answer.status_code for answer in answers] == [302] * 4
    assert alice.imports.count() == 1


def test_a_yes_and_an_undo_of_another_import_at_once(alice: Patient) -> None:
    first = bring(browser(alice), alice, TWO_DAYS)
    staged = stage(browser(alice), alice, "date,headache\n2026-03-02,0\n2026-03-03,1\n")
    one, other = browser(alice), browser(alice)
    at_once(partial(say_yes, one, staged), partial(undo, other, first))
    # In one order the file's 2 March is equal and then undone, in the other it is added again.
    assert [day.day for day in diary(alice)] in ([3], [2, 3])
    assert text(look(one, staged)).startswith("Your diary is here")


def test_imports_of_two_patients_at_once_both_arrive(alice: Patient, charlie: Patient) -> None:
    pairs = [(browser(one), stage(browser(one), one, MANY_DAYS)) for one in (alice, charlie)]
    at_once(*(partial(say_yes, client, staged) for client, staged in pairs))
    assert [alice.days.count(), charlie.days.count()] == [20 * 12 * 28] * 2


def tap(client: Client, patient: Patient, on: date) -> int:
    """The status that answers "no headache" on a page that shows the day as not logged."""
    address = reverse("diary:tap", args=[patient.code, on])
    return client.post(address, {"facet": "kind", "value": "clear", "was": ""}).status_code


def test_taps_during_a_yes_are_kept_or_refused_but_never_lost(alice: Patient) -> None:
    staged = stage(browser(alice), alice, MANY_DAYS)
    one, other = browser(alice), browser(alice)
    days = [date(2019, month, day) for month in range(7, 13) for day in range(1, 29)]
    page, statuses = at_once(
        partial(say_yes, one, staged), lambda: [tap(other, alice, on) for on in days]
    )
    assert text(page).startswith("Your diary is here")
    # A tap came first and the file left its day alone, or it came second and was told so.
    headaches = dict(alice.days.values_list("date", "headache"))
    assert [(status, headaches[on]) for on, status in zip(days, statuses, strict=True)] == [
        (302, False) if status == 302 else (409, True) for status in statuses
    ]


def test_a_file_of_everything_is_of_one_moment(alice: Patient) -> None:
    medicine = alice.medicines.create(name="Sumatriptan", kind="triptan")
    bring(browser(alice), alice, MANY_DAYS)

    def take() -> None:
        for year in range(1960, 2000):
            with transaction.atomic():
                alice.lock()
                day = make_day(alice, date(year, 1, 1), DayState(headache=True, medicine=True))
                day.doses.create(medicine=medicine)

    files, _ = at_once(lambda: [gather_rows(alice) for _ in range(6)], take)
    assert {len(rows["days"]) - len(rows["doses"]) for rows in files} == {20 * 12 * 28}
