"""The page: who may read it, what it counts, how many queries it takes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from time_machine import travel

from accounts.models import AccessEvent, Clinician, Patient
from analysis.series import Measure
from tests import make, people
from tests.analysis.test_reference_cases import CASES

FIRST_DAY = date(2020, 1, 1)


def page_of(patient: Patient, *measure: str) -> str:
    return reverse("outcomes:before_after", args=[patient.code, *measure])


def fill(patient: Patient, diary: str, sessions: list[int], **first: Any) -> None:
    make.make_days(patient, FIRST_DAY, diary)
    for i, day in enumerate(sessions):
        fields = first if i == 0 else {"first_ever": None}
        make.make_session(patient, FIRST_DAY + timedelta(days=day), **fields)


def words(html: bytes) -> str:
    return " ".join(strip_tags(html.decode()).split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_counts_of_the_reference_cases_stand_on_the_page(
    case: dict[str, Any], alice: Patient, as_alice: Client
) -> None:
    # A diary in the database runs from its first to its last saved day.
    diary = case["diary"].rstrip(".")
    first = len(diary) - len(diary.lstrip("."))
    fill(alice, diary, case["sessions"])
    response = as_alice.get(page_of(alice))
    before, after = (
        response.context["summary"].before.window,
        response.context["summary"].after.window,
    )
    expected = case["expected"]
    for window, name in ((before, "baseline"), (after, "after")):
        assert window.logged == expected[name]["logged"]
        assert window.count == expected[name]["count"]
    start = max(case["sessions"][0] - 84, first)
    assert before.days == max(min(case["sessions"][0], len(diary)) - start, 0)
    said = words(response.content)
    coverage = f"{before.logged} of {before.days} days logged before, "
    coverage += f"{after.logged} of {after.days} after."
    if not before.days:
        coverage = f"Logged after: {after.logged} of {after.days} days."
    if not after.days:
        coverage = f"Logged before: {before.logged} of {before.days} days."
    assert coverage in said
    for window in (before, after):
        if window.logged:
            assert (
                f"{window.days} days, {window.logged} of them logged, "
                f"{window.count} headache day{'s' * (window.count != 1)}."
            ) in said


@pytest.mark.parametrize(
    ("measure", "counts"),
    [("headache", (3, 4)), ("migraine", (2, 4)), ("moderate_severe", (0, 1)), ("medicine", (0, 4))],
)
def test_each_measure_has_its_page(
    measure: str, counts: tuple[int, int], alice: Patient, as_alice: Client
) -> None:
    fill(alice, "1m0m", [0])
    context = as_alice.get(page_of(alice, measure)).context
    after = context["summary"].after.window
    assert context["summary"].measure == Measure(measure)
    assert (after.count, after.logged) == counts


@pytest.mark.parametrize("measure", ["Headache", "pain", "headache-days", "constructor"])
def test_an_unknown_measure_is_not_found(measure: str, alice: Patient, as_alice: Client) -> None:
    assert as_alice.get(f"{page_of(alice)}{measure}/").status_code == 404


def test_the_measure_shown_is_the_current_one(alice: Patient, as_alice: Client) -> None:
    html = as_alice.get(page_of(alice, "migraine")).content.decode()
    assert f'<a href="{page_of(alice, "migraine")}" aria-current="page">Migraine days</a>' in html
    assert html.count('href="' + page_of(alice) + '">Headache days</a>') == 1


def test_a_clinician_reads_it_without_anything_to_change_and_the_look_is_recorded(
    alice: Patient, bob: Clinician
) -> None:
    fill(alice, "1" * 30, [15], first_ever=None)
    client = people.browser_of(bob.user)
    response = client.get(page_of(alice))
    said = words(response.content)
    assert "headache on 15 of 15 days logged" in said
    assert "What is missing" in said
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    # Only this page in its four measures, places on it, the one-page sheet, what studies found, and
    # the way out.
    away = "/accounts/logout/"
    reading = (page_of(alice), "#", f"/p/{alice.code}/sheet/", "https://", away)
    assert [link for link in main.split('href="')[1:] if not link.startswith(reading)] == []
    assert "<form" not in main
    assert list(AccessEvent.objects.values_list("actor", "patient_code", "page")) == [
        (bob.user.pk, alice.code, "outcomes:before_after")
    ]
    assert client.post(page_of(alice)).status_code == 404


def test_a_clinician_reads_about_the_patient_and_the_patient_about_herself(
    alice: Patient, as_alice: Client, bob: Clinician
) -> None:
    fill(alice, "01" * 80, [80])
    as_bob = people.browser_of(bob.user)
    assert "Before Botox you had headache on" in words(as_alice.get(page_of(alice)).content)
    assert "Before Botox there was headache on" in words(as_bob.get(page_of(alice)).content)


def test_cycles_are_shown_to_whoever_had_botox_before(alice: Patient, as_alice: Client) -> None:
    fill(alice, "01" * 160, [84, 168], first_ever=False)
    said = words(as_alice.get(page_of(alice)).content)
    assert "Headache days, cycle by cycle Three bars a cycle, 28 days each" in said
    assert "so cycles can only be compared with each other." in said
    assert "1: 25 Mar 202014.0" in said


def test_the_verdict_line_names_the_cycles_with_mostly_bad_days(
    alice: Patient, as_alice: Client
) -> None:
    fill(alice, "01" * 42 + "1..." * 21, [84])
    said = words(as_alice.get(page_of(alice)).content)
    assert (
        "Not enough logged yet to compare. In cycle 1 it looks as if mostly bad days were logged. "
        "So only the least that the time since can have been is shown."
    ) in said


def test_nobody_else_may_read_it(alice: Patient, charlie: Patient, dan: Clinician) -> None:
    for user in (charlie.user, dan.user):
        client = Client()
        client.force_login(user)
        assert client.get(page_of(alice)).status_code == 404
        assert client.get(page_of(alice, "migraine")).status_code == 404


def test_somebody_who_did_not_answer_is_asked_whether_it_was_the_first(
    alice: Patient, as_alice: Client
) -> None:
    fill(alice, "01" * 80, [80, 120], first_ever=None)
    earliest = alice.injection_sessions.order_by("date")[0]
    html = as_alice.get(page_of(alice)).content.decode()
    assert f'href="{reverse("treatments:edit", args=[alice.code, earliest.pk])}"' in html
    assert "Before Botox" not in html


def test_planned_sessions_split_nothing(alice: Patient, as_alice: Client) -> None:
    fill(alice, "01" * 20, [])
    make.make_session(alice, date(2020, 3, 1))
    with travel("2020-02-29T12:00Z", tick=False):
        assert as_alice.get(page_of(alice)).context["summary"].sessions == ()
    with travel("2020-03-01T12:00Z", tick=False):
        assert len(as_alice.get(page_of(alice)).context["summary"].sessions) == 1


def test_days_clear_so_far_are_counted_and_said(alice: Patient, as_alice: Client) -> None:
    fill(alice, "01" * 40, [40])
    make.make_day(alice, FIRST_DAY + timedelta(days=80), clear_so_far=True)
    said = words(as_alice.get(page_of(alice)).content)
    assert "1 of these days was called clear before its evening. It counts as clear so far." in said


def test_ten_years_take_as_many_queries_as_ten_days(
    alice: Patient, charlie: Patient, as_alice: Client, django_assert_num_queries: Any
) -> None:
    fill(alice, "01" * 5, [5])
    fill(charlie, "01." * 1217, [84 + 87 * i for i in range(40)])
    for number in range(6):
        preventive = charlie.preventives.create(name=str(number), kind="other")
        preventive.changes.create(on=FIRST_DAY, dose="more")
    as_charlie = Client()
    as_charlie.force_login(charlie.user)
    for client, patient in ((as_alice, alice), (as_charlie, charlie)):
        client.get(page_of(patient))
        with django_assert_num_queries(8):
            assert client.get(page_of(patient)).status_code == 200


def test_an_empty_account_is_told_where_to_begin(alice: Patient, as_alice: Client) -> None:
    html = as_alice.get(page_of(alice)).content.decode()
    for view in ("treatments:add", "home:today", "exchange:files"):
        assert f'href="{reverse(view, args=[alice.code])}"' in html


def test_days_ahead_of_a_clock_that_was_turned_back_wait(alice: Patient, as_alice: Client) -> None:
    today = alice.today(timezone.now())
    make.make_days(alice, today - timedelta(days=2), "1111")
    make.make_session(alice, today + timedelta(days=1))
    summary = as_alice.get(page_of(alice)).context["summary"]
    assert (summary.result.course.end, summary.first) == (3, None)
    page = as_alice.get(reverse("home:treatments", args=[alice.code])).content.decode()
    assert "is dated ahead of today on your clock" in page
