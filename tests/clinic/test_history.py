"""What a clinician reads of a patient first: the history, equal to Before and after."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent, Clinician, Patient, Share
from analysis.rules import since_session
from clinic.history import since_each_session, terms
from outcomes.diary import gather
from outcomes.numbers import decimal, of_days
from outcomes.outcome import Outcome, outcome_of
from tests import people
from tests.clinic.history_world import SESSIONS, TODAY, write_history
from tests.make import make_days, make_session

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _in_june() -> Any:
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def diary(alice: Patient, bob: Clinician) -> Patient:
    write_history(alice)
    return alice


def page(client: Client, patient: Patient) -> str:
    response = client.get(f"/p/{patient.code}/history/")
    assert response.status_code == 200
    return response.content.decode()


def outcome(patient: Patient) -> Outcome:
    return outcome_of(gather(patient, TODAY))


def cells(html: str, session: int) -> list[str]:
    """The words of a session's row, its labels left out."""
    row = re.search(rf'<th scope="row"[^>]*>(Session {session}, .*?)</tr>', html, re.S)
    assert row
    plain = re.sub(r'<span class="lab".*?</span>', "", row[1])
    return [re.sub("<[^>]*>", "", cell).strip() for cell in re.split("</t[hd]>", plain)][:-1]


def key(html: str, name: str) -> str:
    found = re.search(rf"<dt>{re.escape(name)}</dt><dd>(.*?)</dd>", html, re.S)
    assert found
    return re.sub("<[^>]*>", "", found[1])


def test_each_session_has_what_before_and_after_counts_since(
    diary: Patient, bob: Clinician
) -> None:
    html = page(people.browser_of(bob.user), diary)
    summary = outcome(diary).headache
    for index, cycle in enumerate(summary.cycles):
        found = since_session(summary.result.course, index)
        alone, all_since = cycle.side.window.per28, found.window.per28
        assert alone is not None
        assert all_since is not None
        session, in_it, level, from_before, from_cycle, logged = cells(html, index + 1)
        assert session.startswith(f"Session {index + 1}, {SESSIONS[index].day} ")
        assert in_it.startswith(decimal(alone) + " (")
        assert level.startswith(decimal(all_since) + " (")
        assert logged == of_days(found.window.logged, found.window.days)
        assert "fewer" in from_before
        assert (from_cycle == "–") is (index == 0)


def test_the_change_since_the_first_session_is_that_of_before_and_after(diary: Patient) -> None:
    outcome_now = outcome(diary)
    table = since_each_session(outcome_now.headache)
    assert table is not None
    result = outcome_now.headache.result.after_vs_baseline
    first = table.rows[-1]
    # 62 headache days of 207 logged; 44 of 84 before.
    assert first.level == "8.4 (6 to 11)"
    assert result.change is not None
    assert first.from_before.startswith(f"{decimal(-result.change)} fewer (about ")


def test_first_of_all_is_what_is_due_and_how_the_levels_are(diary: Patient, bob: Clinician) -> None:
    html = page(people.browser_of(bob.user), diary)
    summary = outcome(diary).headache
    before, last = summary.before.window.per28, summary.cycles[-1].side.window.per28
    assert before is not None
    assert last is not None
    assert key(html, "Next session due") == "3 Aug 2026 day 41 of 84. Planned: 3 Aug 2026."
    assert key(html, "Headache days of 28, before the first Botox").startswith(decimal(before))
    assert key(html, "Headache days of 28, last cycle (number 3)").startswith(decimal(last))
    # 23 May to 19 June: 19 logged.
    latest = diary.days.between(date(2026, 5, 23), date(2026, 6, 19)).count()
    assert f"{latest} of 28" in key(html, "Headache days of 28, latest 28")
    assert html.index("Next session due") < html.index("What changed since each session")


def test_where_botox_was_given_before_no_change_from_before_is_shown(
    diary: Patient, bob: Clinician
) -> None:
    diary.injection_sessions.filter(date=SESSIONS[0]).update(first_ever=False)
    html = page(people.browser_of(bob.user), diary)
    assert "Change from before the first" not in html
    assert len(cells(html, 2)) == 5


def test_log_in_leads_to_the_patients_and_a_patient_to_what_changed_and_is_due(
    diary: Patient, bob: Clinician
) -> None:
    Patient.objects.update(name="Alice Example")
    as_bob = people.browser_of(bob.user)
    caseload = as_bob.get("/", follow=True).content.decode()
    link = re.search(r'href="([^"]*)"[^>]*>Alice Example', caseload)
    assert link
    history = as_bob.get(link[1]).content.decode()
    assert cells(history, 2)[3].startswith("7.6 fewer (about ")
    assert "day 41 of 84" in key(history, "Next session due")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "without the private notes, until one of you ends it."),
        ({"with_notes": True}, "private notes too, until one of you ends it."),
        ({"ends_at": datetime(2026, 9, 1, 21, 59, tzinfo=UTC)}, "notes, until 1 September 2026."),
        (
            {"ends_at": datetime(2026, 6, 20, 13, tzinfo=UTC), "reason": "asked by phone"},
            "without the private notes, until 20 June 2026, 15:00.",
        ),
    ],
)
def test_the_terms_of_the_share_are_said(
    alice: Patient, bob: Clinician, fields: dict[str, Any], said: str
) -> None:
    Share.objects.update(**fields)
    assert said in page(people.browser_of(bob.user), alice)


def test_terms_name_the_day_on_the_patients_clock(alice: Patient, bob: Clinician) -> None:
    share = Share(with_notes=True, ends_at=datetime(2026, 9, 1, 22, 30, tzinfo=UTC))
    assert terms(share) == "Shared with you, private notes too, until 1 September 2026."
    Share.objects.update(ends_at=share.ends_at)
    assert "until 2 September 2026." in page(people.browser_of(bob.user), alice)


def test_it_names_the_person_and_is_recorded_as_a_look(diary: Patient, bob: Clinician) -> None:
    Patient.objects.update(name="Alice <b>Example</b>", born_on=date(1980, 5, 4))
    html = page(people.browser_of(bob.user), diary)
    assert "Alice &lt;b&gt;Example&lt;/b&gt;" in html
    assert "born 4 May 1980" in html
    assert "Recorded by the patient" in html
    assert "Printed on 20 June 2026." in html
    assert diary.user.email not in html
    assert [event.page for event in AccessEvent.objects.all()] == ["clinic:history"]


def test_a_patient_sees_what_the_clinician_sees(diary: Patient, as_alice: Client) -> None:
    html = page(as_alice, diary)
    assert "This is what a clinician sees first" in html
    assert "Shared with you" not in html
    assert cells(html, 2)[3].startswith("7.6 fewer (about ")
    assert not AccessEvent.objects.exists()


def test_the_definitions_are_on_the_page(diary: Patient, as_alice: Client) -> None:
    html = page(as_alice, diary)
    for words in ("A headache day is", "A migraine day is", "A month is 28 days.", "A cycle runs"):
        assert words in html


@pytest.mark.parametrize("days", ["", "1", "1" * 60])
def test_it_stands_with_little_or_nothing_logged(alice: Patient, bob: Clinician, days: str) -> None:
    make_days(alice, TODAY - timedelta(days=max(len(days) - 1, 0)), days)
    html = page(people.browser_of(bob.user), alice)
    assert "What changed since each session" not in html
    latest = key(html, "Headache days of 28, latest 28")
    assert latest.startswith("28.0" if len(days) > 1 else "– Not enough logged: 0 of 28")


@pytest.mark.parametrize(("days", "least"), [("1111.", "4.0"), ("1" * 10 + ".", "10.0")])
def test_in_a_diary_of_some_days_the_least_is_that_of_the_list_of_patients(
    alice: Patient, bob: Clinician, days: str, least: str
) -> None:
    make_days(alice, TODAY - timedelta(days=len(days)), days)
    client = people.browser_of(bob.user)
    latest = key(page(client, alice), "Headache days of 28, latest 28")
    assert latest.startswith(f"at least {least}")
    listed = client.get("/patients/").context["rows"][0].latest
    assert re.sub("<[^>]*>", "", listed.figure) == f"at least {least}"


def test_the_first_session_planned_is_told_as_in_the_list_of_patients(
    alice: Patient, bob: Clinician
) -> None:
    client = people.browser_of(bob.user)
    planned = make_session(alice, TODAY + timedelta(days=9), status="planned")
    due = "– No session is recorded. Planned: 29 Jun 2026."
    assert key(page(client, alice), "Next session due") == due
    assert "planned 29 Jun 2026" in client.get("/patients/").content.decode()
    planned.date = TODAY - timedelta(days=3)
    planned.save()
    due = "– No session is recorded. Planned: 17 Jun 2026, not confirmed."
    assert key(page(client, alice), "Next session due") == due
    make_session(alice, TODAY - timedelta(days=2))
    assert "Planned" not in key(page(client, alice), "Next session due")


def test_it_takes_as_many_queries_for_many_sessions(alice: Patient, bob: Clinician) -> None:
    as_bob = people.browser_of(bob.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(as_bob, alice)
        return len(seen)

    make_days(alice, date(2025, 1, 1), "10" * 200)
    make_session(alice, date(2025, 3, 1))
    page(as_bob, alice)
    few = queries()
    for number in range(1, 5):
        on = date(2025, 3, 1) + timedelta(days=84 * number)
        make_session(alice, on, first_ever=None)
    assert queries() == few
