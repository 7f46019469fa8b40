"""The page of one session, as its owner and a clinician read it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from accounts.models import Clinician, Patient
from tests import people
from tests.make import make_session
from tests.treatments.asking import address
from treatments.choices import Status
from treatments.models import InjectionSession

TODAY = date(2026, 6, 20)
SECRET = "secret-note-7f3a"


@pytest.fixture(autouse=True)
def _in_june() -> object:
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def as_bob(bob: Clinician) -> Client:
    return people.browser_of(bob.user)


@pytest.fixture
def third(alice: Patient) -> InjectionSession:
    """The third of Alice's sessions, with all that can be said of one."""
    for on in (date(2025, 12, 26), date(2026, 3, 20)):
        make_session(alice, on)
    return make_session(
        alice,
        date(2026, 6, 12),
        first_ever=None,
        clinic="Headache Centre",
        injected_by="Dr Bob",
        lot="C1234",
        expires_on=date(2027, 1, 31),
        notes=f"Two lines\n{SECRET}",
    )


def main(client: Client, session: InjectionSession) -> str:
    """What the page says, without its tags."""
    page = client.get(address(session, "session"))
    assert page.status_code == 200
    inside = page.content.decode().partition("<main ")[2].partition("</main>")[0]
    inside = inside.partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inside)).split())


def facts(client: Client, session: InjectionSession) -> dict[str, str]:
    """The facts of the page, by name."""
    page = client.get(address(session, "session")).content.decode()
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {name: re.sub("<[^>]*>", " ", words).strip() for name, words in found}


def test_a_done_session_is_a_numbered_cycle_with_all_that_was_recorded(
    as_alice: Client, third: InjectionSession
) -> None:
    assert "Cycle 3 · 12 June 2026" in main(as_alice, third)
    assert facts(as_alice, third) == {
        "Product": "Botox (onabotulinumtoxinA)",
        "Dose": "155 units",
        "When": "84 days after the one before: 12 weeks",
        "Next one due": "Fri 4 September 2026",
        "Clinic": "Headache Centre",
        "Injected by": "Dr Bob",
        "Lot number": "C1234",
        "Use before": "31 January 2027",
        "Private note": f"Two lines {SECRET}",
    }


def test_a_clinician_reads_the_same_without_the_note_and_without_a_button(
    as_alice: Client, as_bob: Client, third: InjectionSession
) -> None:
    own = facts(as_alice, third)
    del own["Private note"]
    assert facts(as_bob, third) == own
    shown = as_bob.get(address(third, "session")).content.decode()
    assert SECRET not in shown
    assert "<form" not in shown.partition("</header>")[2]
    for name in ("edit", "delete", "cancel", "sites", "session_date", "add_side_effect"):
        assert address(third, name) not in shown
    assert address(third, "compare_with") in shown


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (77, "77 days after the one before: shorter than 12 weeks"),
        (78, "78 days after the one before: 12 weeks"),
        (84, "84 days after the one before: 12 weeks"),
        (85, "85 days after the one before: about 12 weeks"),
        (91, "91 days after the one before: about 12 weeks"),
        (92, "92 days after the one before: longer than 12 weeks"),
        (1, "1 day after the one before: shorter than 12 weeks"),
    ],
)
def test_the_time_since_the_one_before_is_in_words(
    as_alice: Client, alice: Patient, days: int, words: str
) -> None:
    make_session(alice, TODAY - timedelta(days=days))
    assert facts(as_alice, make_session(alice, TODAY))["When"] == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first_ever": True}, "None, it was the first ever"),
        ({"first_ever": False}, "Some, nobody said how many"),
        ({"first_ever": False, "earlier_sessions": 4}, "About 4 sessions"),
    ],
)
def test_the_first_one_says_what_came_before_it_and_when_the_next_was(
    as_alice: Client, alice: Patient, fields: dict[str, object], words: str
) -> None:
    first = make_session(alice, date(2026, 3, 20), units=None, **fields)
    make_session(alice, date(2026, 6, 12))
    assert facts(as_alice, first) == {
        "Product": "Botox (onabotulinumtoxinA)",
        "Dose": "Not recorded",
        "Before it": words,
        "Next session": "Fri 12 June 2026",
    }


def test_a_planned_session_can_be_changed_cancelled_and_put_in_a_calendar(
    as_alice: Client, third: InjectionSession
) -> None:
    planned = make_session(third.patient, date(2026, 9, 4), status=Status.PLANNED)
    shown = main(as_alice, planned)
    assert "Planned for Friday 4 September 2026" in shown
    assert "take place?" not in shown
    assert facts(as_alice, planned)["When"] == "84 days after the one before: 12 weeks"
    page = as_alice.get(address(planned, "session")).content.decode()
    offered = {
        name
        for name in ("edit", "delete", "cancel", "session_date", "sites", "done", "compare_with")
        if f'="{address(planned, name)}"' in page
    }
    assert offered == {"edit", "delete", "cancel", "session_date"}


def test_a_planned_session_whose_day_has_come_asks_if_it_took_place(
    as_alice: Client, as_bob: Client, alice: Patient
) -> None:
    planned = make_session(alice, TODAY, status=Status.PLANNED)
    asked = "Did your injections of Saturday 20 June take place?"
    assert asked in main(as_alice, planned)
    assert asked not in main(as_bob, planned)
    page = as_alice.get(address(planned, "session")).content.decode()
    here = address(planned, "session")
    assert page.count(f'<input type="hidden" name="next" value="{here}">') == 2


def test_a_cancelled_session_says_so_and_how_to_plan_it_again(
    as_alice: Client, as_bob: Client, third: InjectionSession
) -> None:
    cancelled = make_session(third.patient, date(2026, 9, 4), status=Status.CANCELLED)
    assert "Cancelled · 4 September 2026" in main(as_alice, cancelled)
    assert "When" not in facts(as_alice, cancelled)
    assert "Plan it again" in main(as_alice, cancelled)
    assert "Plan it again" not in main(as_bob, cancelled)


def test_a_done_session_ahead_of_a_clock_turned_back_is_no_cycle_yet(
    as_alice: Client, alice: Patient
) -> None:
    ahead = make_session(alice, TODAY + timedelta(days=1))
    assert " Sunday 21 June 2026 The session " in main(as_alice, ahead)


def test_what_is_typed_is_shown_as_text(as_alice: Client, alice: Patient) -> None:
    session = make_session(alice, TODAY, clinic="<script>1</script>", notes="<b>\n&")
    page = as_alice.get(address(session, "session")).content.decode()
    assert "<script>1" not in page
    assert "&lt;b&gt;<br>&amp;" in page


def test_a_session_costs_few_queries(
    as_alice: Client, third: InjectionSession, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        as_alice.get(address(third, "session"))
