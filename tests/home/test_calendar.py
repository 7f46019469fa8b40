"""The calendar: a year of days, unlogged never shown as clear."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient
from diary.choices import Kind
from home.calendar import Cell, calendar_year
from tests.make import make_days, make_session
from treatments.choices import Status

TODAY = date(2026, 3, 10)


def cells(patient: Patient, month: int) -> list[Cell]:
    year = calendar_year(patient, 2026, TODAY)
    (found,) = [m for m in year.months if m.first.month == month]
    return [cell for week in found.weeks for cell in week if cell]


def test_each_day_is_what_was_logged_and_nothing_where_nothing_was(alice: Patient) -> None:
    make_days(alice, date(2026, 3, 1), "01m.0")
    kinds = [cell.kind for cell in cells(alice, 3)[:6]]
    assert kinds == [Kind.CLEAR, Kind.HEADACHE, Kind.MIGRAINE, None, Kind.CLEAR, None]


def test_days_ahead_and_injections_are_marked(alice: Patient) -> None:
    make_session(alice, date(2026, 3, 2))
    make_session(alice, date(2026, 3, 3), status=Status.CANCELLED)
    make_session(alice, date(2026, 3, 30), status=Status.PLANNED)
    march = cells(alice, 3)
    assert {cell.on.day: cell.words for cell in march if cell.injections} == {
        2: "not logged, injections",
        30: "injections planned",
    }
    assert [cell.on.day for cell in march if cell.future] == list(range(11, 32))


def test_own_days_that_have_come_lead_to_their_pages(alice: Patient) -> None:
    days = [date(2026, 3, day) for day in range(1, 11)]
    links = {cell.on: cell.link for cell in cells(alice, 3) if cell.link}
    assert links == {on: reverse("diary:day", args=[alice.code, on]) for on in days}


def test_a_month_says_how_many_of_its_past_days_are_logged(alice: Patient) -> None:
    make_days(alice, date(2026, 3, 1), "01m.0")
    month = calendar_year(alice, 2026, TODAY).months[0]
    assert (month.headache, month.logged, month.days) == (2, 4, 10)


def test_a_leap_years_february_has_29_days(alice: Patient) -> None:
    year = calendar_year(alice, 2024, TODAY)
    assert [m.days for m in year.months if m.first.month == 2] == [29]


def test_the_pages_reach_back_to_the_first_entry_and_no_further(alice: Patient) -> None:
    make_days(alice, date(2024, 12, 31), "1")
    years = [calendar_year(alice, year, TODAY) for year in (2026, 2025, 2024)]
    assert [(y.earlier, y.later) for y in years] == [(2025, None), (2024, 2026), (None, 2025)]


@pytest.mark.parametrize(("year", "status"), [(2026, 200), (2027, 404), (1949, 404), (99999, 404)])
def test_only_years_that_can_be_are_pages(
    as_alice: Client, alice: Patient, year: int, status: int
) -> None:
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        url = reverse("home:calendar_year", args=[alice.code, year])
        assert as_alice.get(url).status_code == status


def test_a_clinician_sees_the_calendar_without_ways_to_change_it(
    alice: Patient, bob: Clinician
) -> None:
    make_days(alice, date(2026, 3, 1), "01m.0")
    client = Client()
    client.force_login(bob.user)
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        page = client.get(reverse("home:calendar", args=[alice.code])).content.decode()
    assert "3 of 10 logged" not in page
    assert "4 of 10 logged" in page
    assert "/days/" not in page
