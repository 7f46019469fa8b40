"""On how many days each kind was taken: days, not doses, of the 28 before today."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Patient
from diary.medicine_days import ICHD_DAYS, KindDays, count, medicine_days
from tests.make import CLEAR, MIGRAINE, make_day, make_dose
from tests.outcomes.test_words_not_shown import NOT_SHOWN

TODAY = date(2026, 3, 29)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 28)


def day(number: int) -> date:
    return date(2026, 3, number)


@pytest.mark.once
def test_days_are_counted_not_doses_and_a_day_with_two_kinds_for_both() -> None:
    rows = [
        (day(1), True, "triptan"),
        (day(1), True, "triptan"),
        (day(1), True, "simple"),
        (day(2), True, "triptan"),
        (day(3), True, None),
        (day(4), False, None),
        (day(5), None, None),
    ]
    month = count(rows, FIRST, LAST)
    assert (month.days, month.logged, month.any, month.unnamed) == (28, 5, 3, 1)
    assert month.kinds == (KindDays("triptan", 2, 10), KindDays("simple", 1, 15))


@pytest.mark.once
def test_a_kind_that_ichd_names_no_days_for_has_none() -> None:
    month = count([(day(1), True, "gepant"), (day(1), True, "antiemetic")], FIRST, LAST)
    assert [(each.kind, each.figure) for each in month.kinds] == [
        ("gepant", None),
        ("antiemetic", None),
    ]
    assert ICHD_DAYS == {
        "triptan": 10,
        "ergot": 10,
        "opioid": 10,
        "combination": 10,
        "simple": 15,
    }


def test_the_28_days_before_today_are_read_in_one_query(alice: Patient, charlie: Patient) -> None:
    for ago in (0, 1, 28, 29):
        make_dose(make_day(alice, TODAY - timedelta(days=ago), MIGRAINE))
    make_dose(make_day(charlie, day(20), MIGRAINE))
    make_day(alice, day(15), CLEAR)
    with CaptureQueriesContext(connection) as queries:
        month = medicine_days(alice, TODAY)
    assert len(queries) == 1
    assert (month.first, month.last, month.logged, month.any) == (FIRST, LAST, 3, 2)
    assert month.kinds == (KindDays("triptan", 2, 10),)


@time_machine.travel(datetime(2026, 3, 29, 12, tzinfo=UTC), tick=False)
def test_the_page_shows_the_count_beside_the_figure_with_its_source_and_no_alarm(
    alice: Patient,
) -> None:
    client = Client()
    client.force_login(alice.user)
    for number in range(1, 13):
        make_dose(make_day(alice, day(number), MIGRAINE))
    named = make_day(alice, day(14), MIGRAINE)
    named.medicine = True
    named.save()
    page = client.get(reverse("diary:medicines", args=[alice.code])).content.decode()
    cells = '<th scope="row">Triptan</th><td class="n">12</td><td class="n">10</td>'
    assert cells in page
    assert "1 March to 28 March: medicine on 13 days." in page
    assert "On 1 of them the medicine has no name here, so its kind is not known." in page
    assert "13 of 28 logged" in page
    assert "For several kinds together it has a rule of its own, which is left out here." in page
    assert "a month here is 28 days" in page
    assert "https://ichd-3.org/" in page
    assert NOT_SHOWN.findall(strip_tags(page)) == []


@time_machine.travel(datetime(2026, 3, 29, 12, tzinfo=UTC), tick=False)
def test_where_no_day_is_logged_nothing_is_said_of_medicine(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    page = as_alice.get(reverse("diary:medicines", args=[alice.code])).content.decode()
    assert "1 March to 28 March: no day is logged, so nothing is known." in page
    assert "medicine on" not in page
