"""The calendar: a month and a year of days, unlogged never shown as clear."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Clinician, Patient
from diary.state import DayState
from home.calendar import Month, month_page, span, weeks, year_page
from home.calendar_look import Look
from home.calendar_totals import Logged, totals
from tests import people
from tests.make import make_day, make_days, make_session
from treatments.choices import Status

TODAY = date(2026, 3, 10)
MARCH = date(2026, 3, 1)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
CELL = re.compile(r'class="cell ([^"]*)".*?visually-hidden">(\d+) \w+(?:: ([^<]*))?<')


def month(patient: Patient, first: date = MARCH) -> Month:
    return month_page(patient, first, TODAY, span(patient, TODAY))


def cells(page: Month) -> dict[int, tuple[str, str]]:
    """The look and the words of each day of a month."""
    found = CELL.findall("".join(cell for week in page.weeks for cell in week))
    return {int(day): (look, words) for look, day, words in found}


def words(page: Month) -> dict[int, str]:
    return {day: said for day, (_, said) in cells(page).items()}


def logged(kind: str, severity: int | None = None, **said: object) -> Logged:
    known = {"medicine": False, "clear_so_far": False, "late": False, **said}
    return Logged(kind != "clear", kind == "migraine", severity, **known)  # type: ignore[arg-type]


def page(client: Client, name: str, patient: Patient, *arguments: object) -> str:
    with time_machine.travel(NOON):
        answer = client.get(reverse(f"home:{name}", args=[patient.code, *arguments]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_day_is_what_was_logged_and_nothing_where_nothing_was(alice: Patient) -> None:
    make_days(alice, MARCH, "01m.0")
    assert {day: words(month(alice))[day] for day in range(1, 7)} == {
        1: "no headache",
        2: "headache, severity not said",
        3: "migraine, severity not said",
        4: "not logged",
        5: "no headache",
        6: "not logged",
    }


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "classes", "said"),
    [
        (None, "unlogged", "not logged"),
        (logged("clear"), "clear", "no headache"),
        (logged("clear", clear_so_far=True), "so-far", "no headache so far"),
        (logged("clear", medicine=True), "clear medicine", "no headache, medicine taken"),
        (logged("headache"), "unsaid", "headache, severity not said"),
        (logged("headache", 1), "mild", "headache, mild"),
        (logged("headache", 2, late=True), "moderate", "headache, moderate, logged late"),
        (
            logged("migraine", 3, medicine=True),
            "severe migraine medicine",
            "migraine, severe, medicine taken",
        ),
    ],
)
def test_every_kind_of_day_has_its_look_and_its_words(
    day: Logged | None, classes: str, said: str
) -> None:
    assert (Look(day).classes, Look(day).words) == (classes, said)


@pytest.mark.once
def test_injections_are_marked_beside_what_the_day_was() -> None:
    done = Look(logged("migraine", 3), injections=Status.DONE)
    assert done.classes == "severe migraine injections"
    assert done.words == "migraine, severe, injections"
    planned = Look(None, ahead=True, injections=Status.PLANNED)
    assert (planned.classes, planned.words) == ("ahead planned", "injections planned")
    assert (Look(None, ahead=True).classes, Look(None, ahead=True).words) == ("ahead", "")


def test_days_ahead_and_injections_are_marked(alice: Patient) -> None:
    make_session(alice, date(2026, 3, 2))
    make_session(alice, date(2026, 3, 3), status=Status.CANCELLED)
    make_session(alice, date(2026, 3, 30), status=Status.PLANNED)
    found = cells(month(alice))
    assert {day: said for day, (_, said) in found.items() if "injections" in said} == {
        2: "not logged, injections",
        30: "injections planned",
    }
    ahead = [day for day, (look, _) in found.items() if look.startswith("ahead")]
    assert ahead == list(range(11, 32))


def test_days_that_have_come_lead_to_their_pages(alice: Patient) -> None:
    found = "".join(cell for week in month(alice).weeks for cell in week)
    days = [date(2026, 3, day) for day in range(1, 11)]
    links = [reverse("diary:day", args=[alice.code, on]) for on in days]
    assert re.findall(r'href="([^"]*)"', found) == links


def test_a_day_is_read_out_with_its_date(as_alice: Client, alice: Patient) -> None:
    make_day(alice, MARCH, DayState(headache=True, migraine=True, severity=3, medicine=True))
    make_session(alice, MARCH)
    said = "1 March: migraine, severe, medicine taken, injections"
    assert said in page(as_alice, "calendar", alice)


def test_a_month_says_what_it_comes_to_and_how_much_of_it_is_logged(
    as_alice: Client, alice: Patient
) -> None:
    make_days(alice, MARCH, "01m.0")
    make_day(alice, date(2026, 3, 8), DayState(headache=True, medicine=True), late=True)
    assert month(alice).totals.words == [
        "3 headache days, 1 of them migraine",
        "1 with medicine",
        "5 of 10 logged",
    ]
    shown = page(as_alice, "calendar", alice)
    assert "5 of 10 logged" in shown
    assert "1 of these days was logged more than 5 days later." in shown


@pytest.mark.once
def test_what_was_not_asked_is_not_counted_as_a_no() -> None:
    some = [logged("headache"), Logged(True, None, None, None, False, False)]
    assert totals(2, some).words == [
        "2 headache days, 0 of them migraine, 1 not asked",
        "0 with medicine, asked on 1",
        "2 of 2 logged",
    ]
    assert totals(2, some[1:]).words == ["1 headache day", "1 of 2 logged"]


@pytest.mark.once
def test_a_month_without_a_word_says_nothing_of_headaches() -> None:
    assert totals(30, []).words == ["0 of 30 logged"]
    assert totals(0, []).words == ["Still to come."]


def test_a_year_adds_up_its_months(as_alice: Client, alice: Patient) -> None:
    make_days(alice, date(2026, 2, 27), "1m0.m")
    make_day(alice, date(2026, 3, 11))  # logged in another time zone, and still to come here
    year = year_page(alice, 2026, TODAY, span(alice, TODAY))
    assert [m.totals.headache for m in year.months[:4]] == [0, 2, 1, 0]
    assert [m.totals.days for m in year.months[:4]] == [31, 28, 10, 0]
    assert [m.linked for m in year.months[:4]] == [True, True, True, False]
    assert year.totals.words == [
        "3 headache days, 2 of them migraine",
        "0 with medicine",
        "4 of 69 logged",
    ]
    shown = page(as_alice, "calendar_year", alice, 2026)
    assert "4 of 69 logged" in shown
    assert reverse("home:calendar_month", args=[alice.code, date(2026, 2, 27)]) in shown


def test_a_years_picture_has_a_mark_for_every_day(alice: Patient) -> None:
    make_days(alice, date(2024, 2, 28), "m1")
    year = year_page(alice, 2024, TODAY, span(alice, TODAY))
    pictures = [m.picture.count('class="spot') for m in year.months]
    assert pictures == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert year.months[1].picture.count("unsaid") == 2


def test_the_years_reach_back_to_the_first_entry_and_no_further(alice: Patient) -> None:
    make_days(alice, date(2024, 12, 31), "1")
    reach = span(alice, TODAY)
    years = [year_page(alice, year, TODAY, reach) for year in (2026, 2025, 2024)]
    assert [(y.earlier, y.later) for y in years] == [(2025, None), (2024, 2026), (None, 2025)]
    assert [on.year for on in month(alice).years] == [2026, 2025, 2024]


def test_a_month_leads_to_its_neighbours_and_ahead_only_to_a_planned_session(
    alice: Patient,
) -> None:
    assert (month(alice).earlier, month(alice).later) == (date(2026, 2, 1), None)
    make_session(alice, date(2026, 4, 20), status=Status.PLANNED)
    assert month(alice).later == date(2026, 4, 1)
    assert month(alice, date(1950, 1, 1)).earlier is None


@pytest.mark.parametrize(
    ("name", "argument", "status"),
    [
        ("calendar_year", 2026, 200),
        ("calendar_year", 2027, 404),
        ("calendar_year", 1949, 404),
        ("calendar_year", 99999, 404),
        ("calendar_month", date(2026, 3, 31), 200),
        ("calendar_month", date(1950, 1, 1), 200),
        ("calendar_month", date(2026, 4, 1), 404),
        ("calendar_month", date(1949, 12, 1), 404),
        ("calendar_month", date(9999, 12, 1), 404),
    ],
)
def test_only_months_and_years_that_can_be_are_pages(
    as_alice: Client, alice: Patient, name: str, argument: object, status: int
) -> None:
    with time_machine.travel(NOON):
        url = reverse(f"home:{name}", args=[alice.code, argument])
        assert as_alice.get(url).status_code == status


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "2026-3", "0000-01"])
def test_what_is_no_month_is_no_page(as_alice: Client, alice: Patient, month: str) -> None:
    address = reverse("home:calendar", args=[alice.code]) + f"{month}/"
    assert as_alice.get(address).status_code == 404


def test_a_clinician_sees_the_calendar_without_ways_to_change_it(
    alice: Patient, bob: Clinician
) -> None:
    make_days(alice, MARCH, "01m.0")
    client = people.browser_of(bob.user)
    for name, arguments in [("calendar", ()), ("calendar_year", (2026,))]:
        shown = page(client, name, alice, *arguments)
        assert re.search(r"\b4 of \d+ logged", shown)
        assert "<form" not in shown.partition("<main")[2]


def test_a_day_leads_back_to_its_month(as_alice: Client, alice: Patient) -> None:
    with time_machine.travel(NOON):
        answer = as_alice.get(reverse("diary:day", args=[alice.code, date(2025, 11, 14)]))
    assert reverse("home:calendar_month", args=[alice.code, date(2025, 11, 1)]) in (
        answer.content.decode()
    )


@pytest.mark.once
@pytest.mark.parametrize(("starts", "first"), [(0, 6), (1, 0), (6, 5)])
def test_weeks_begin_where_the_language_has_them_begin(
    settings: object, starts: int, first: int
) -> None:
    """Django counts from Sunday, 0; a date's weekday from Monday, 0."""
    with translation.override("de"):
        assert weeks().monthdatescalendar(2026, 3)[0][0].weekday() == 0
    with translation.override(None):
        settings.FIRST_DAY_OF_WEEK = starts  # type: ignore[attr-defined]
        assert weeks().monthdatescalendar(2026, 3)[0][0].weekday() == first


def test_weekdays_and_months_are_in_the_readers_language(alice: Patient) -> None:
    with translation.override("de"):
        make_day(alice, MARCH)
        assert '<span class="visually-hidden">1. März' in "".join(month(alice).weeks[0])


def test_every_year_that_can_be_turned_to_has_a_page(as_alice: Client, alice: Patient) -> None:
    make_day(alice, date(2024, 12, 31))
    make_session(alice, date(2027, 1, 2), status=Status.PLANNED)
    said = page(as_alice, "calendar", alice)
    links = set(re.findall(r'href="(/p/[^"]*/calendar/[^"]*)"', said))
    assert f"/p/{alice.code}/calendar/2027-01/" in links
    with time_machine.travel(NOON):
        assert {as_alice.get(link).status_code for link in links} == {200}
