"""Who looked: each thing in a plain sentence, looks in a row as one."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from accounts.audit import event
from accounts.choices import EventKind
from accounts.looks import events_of, lines
from accounts.models import AccessEvent, Clinician, Patient, User
from accounts.page_names import DOWNLOADED, LOOKED
from tests import people
from tests.access_matrix import OWNER_AND_CLINICIAN
from tests.access_world import routes, walk
from tests.accounts.sharing_world import address, shown
from tests.people import browser_of

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "diary", "treatments", "outcomes", "clinic", "exchange", "home")
AT = datetime(2026, 3, 3, 9, 14, tzinfo=UTC)
pytestmark = pytest.mark.once


def look(patient: Patient, user: User | None, minutes: int = 0, **fields: object) -> AccessEvent:
    known = {"kind": EventKind.READ, "page": "home:calendar", **fields}
    row = event(
        actor=user,
        patient_code=patient.code,
        now=AT + timedelta(minutes=minutes),
        **known,  # type: ignore[arg-type]
    )
    row.save()
    return row


def flat(html: str) -> str:
    return html.replace("\n", "")


def test_every_page_that_a_clinician_may_open_has_words_for_its_owner() -> None:
    by_route = {route: name for name, route in walk(get_resolver())}
    pages = {by_route[routes()[name]] for name in OWNER_AND_CLINICIAN}
    assert pages - set(LOOKED) - set(DOWNLOADED) == set()


def test_every_page_and_file_that_is_recorded_by_name_has_words() -> None:
    source = [path.read_text() for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    named = {page for text in source for page in re.findall(r'\bpage="(\w+:\w+)"', text)}
    assert named - set(LOOKED) - set(DOWNLOADED) == set()


def test_a_look_is_told_on_the_patients_clock(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    look(alice, bob.user)
    for page in (address(alice), address(alice, "looks/")):
        said = shown(as_alice, page)
        assert "Dr Bob, Old Town practice looked." in said
        assert '>Tuesday 3 March 2026</p><ul class="opened"><li>' in flat(said)
        assert ">10:14</span> <span>Your calendar</span></li></ul>" in flat(said)


def test_what_one_opened_on_one_day_is_one_visit_with_each_page_once(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    for minute in range(10):
        look(alice, bob.user, minute)
    look(alice, bob.user, 20, page="home:treatments")
    for day in (1, 2):
        look(alice, bob.user, day * 24 * 60)
    found = lines(alice, events_of(alice))
    assert [line.count for line in found] == [1, 1, 11]
    treatments, calendar = found[-1].opened
    assert (treatments.words, treatments.count) == ("Your treatments", 1)
    assert (calendar.words, calendar.count) == ("Your calendar", 10)
    assert (calendar.first, calendar.last) == (AT, AT + timedelta(minutes=9))
    said = flat(shown(as_alice, address(alice)))
    times = '10:14–10:23</span> <span>Your calendar <span class="muted">10 times</span></span>'
    assert times in said


def test_what_happened_between_two_visits_stands_between_them(
    alice: Patient, bob: Clinician
) -> None:
    look(alice, bob.user)
    look(alice, alice.user, 1, kind=EventKind.INVITED, page="")
    look(alice, bob.user, 2)
    assert [line.words for line in lines(alice, events_of(alice))] == [
        "Dr Bob, Old Town practice looked.",
        "You invited a clinician.",
        "Dr Bob, Old Town practice looked.",
    ]


def test_your_own_files_are_no_visit(alice: Patient) -> None:
    for minute, page in enumerate(("exchange:everything", "clinic:sheet_pdf", "clinic:sheet_pdf")):
        look(alice, alice.user, minute, kind=EventKind.DOWNLOADED, page=page)
    assert [(line.words, line.count, line.opened) for line in lines(alice, events_of(alice))] == [
        ("You downloaded your page for the clinic.", 2, ()),
        ("You downloaded everything as a file.", 1, ()),
    ]


def test_the_page_of_sharing_shows_looks_alone_and_the_list_everything(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    look(alice, bob.user)
    for minute in range(1, 9):
        look(alice, alice.user, minute, kind=EventKind.INVITED, page="")
    said = shown(as_alice, address(alice))
    assert "Your calendar" in said
    assert "You invited a clinician." not in said
    assert shown(as_alice, address(alice, "looks/")).count("You invited a clinician.") == 8


def test_two_people_are_not_one_line(alice: Patient, bob: Clinician, dan: Clinician) -> None:
    for user in (bob.user, dan.user, bob.user):
        look(alice, user)
    assert [line.count for line in lines(alice, events_of(alice))] == [1, 1, 1]


def test_a_real_look_and_file_of_a_clinician_are_told(
    as_alice: Client, alice: Patient, bob: Clinician
) -> None:
    clinician = browser_of(bob.user)
    assert clinician.get(f"/p/{alice.code}/before-and-after/migraine/").status_code == 200
    assert clinician.get(f"/p/{alice.code}/sheet.pdf").status_code == 200
    said = shown(as_alice, address(alice, "looks/"))
    assert said.count("Dr Bob, Old Town practice looked.") == 1
    assert "<span>Your before and after</span>" in said
    assert "<span>Your page for the clinic, downloaded</span>" in said


@pytest.mark.parametrize("kind", EventKind)
def test_each_kind_by_each_side_is_a_whole_sentence(
    alice: Patient, bob: Clinician, sue: User, kind: EventKind
) -> None:
    for actor in (alice.user, bob.user, sue, people.make_user("nobody"), None):
        look(alice, actor, kind=kind, page="", about=bob.user)
    for line in lines(alice, events_of(alice)):
        if kind is not EventKind.DELETED:
            assert re.fullmatch(r"[A-Z][^%]+\.", line.words), line
        assert "@" not in line.words


@pytest.mark.parametrize(
    ("kind", "who", "words"),
    [
        ("stopped", "alice", "You stopped sharing with Dr Bob, Old Town practice."),
        ("stopped", "bob", "Dr Bob, Old Town practice ended the share of your diary."),
        ("stopped", "sue", "Staff ended your share with Dr Bob, Old Town practice."),
        ("opened", "", "Staff opened your diary to Dr Bob, Old Town practice for one hour."),
        ("granted", "alice", "You shared your diary with Dr Bob, Old Town practice."),
        ("declined", "charlie", "Somebody said no to your invitation."),
    ],
)
def test_who_did_it_is_told_apart(
    alice: Patient, bob: Clinician, sue: User, charlie: Patient, kind: str, who: str, words: str
) -> None:
    users = {"alice": alice.user, "bob": bob.user, "sue": sue, "charlie": charlie.user, "": None}
    about = None if who == "charlie" else bob.user
    look(alice, users[who], kind=EventKind(kind), page="", about=about)
    assert [line.words for line in lines(alice, events_of(alice))] == [words]


def test_acts_of_staff_on_the_account_are_told_and_other_peoples_are_not(
    alice: Patient, charlie: Patient, sue: User
) -> None:
    for about in (alice.user, charlie.user):
        event(kind=EventKind.DISABLED, actor=sue, about=about, now=AT).save()
    look(charlie, charlie.user, kind=EventKind.GRANTED, about=alice.user)
    told = [line.words for line in lines(alice, events_of(alice))]
    assert told == ["Staff closed your account to log-in."]


def test_the_whole_list_has_pages(as_alice: Client, alice: Patient, bob: Clinician) -> None:
    for minute in range(101):
        look(alice, bob.user, minute, page=["home:calendar", "home:treatments"][minute % 2])
    first = shown(as_alice, address(alice, "looks/"))
    assert "?page=2" in first
    assert first.count("50 times") == 2
    second = shown(as_alice, address(alice, "looks/?page=2"))
    assert second.count("10:14") == 1
    for page in ("0", "999", "x", "9" * 40, "-1"):
        assert as_alice.get(address(alice, f"looks/?page={page}")).status_code == 200


def test_what_one_saw_as_staff_is_no_part_of_what_they_saw_as_a_clinician(
    alice: Patient, bob: Clinician
) -> None:
    look(alice, bob.user)
    look(alice, bob.user, 1, page="admin:accounts_patient_change", about=alice.user)
    look(alice, bob.user, 2)
    found = [
        (line.words, [each.words for each in line.opened])
        for line in lines(alice, events_of(alice))
    ]
    clinician = ("Dr Bob, Old Town practice looked.", ["Your calendar"])
    seen = "How many days and treatments you logged, and when last"
    assert found == [clinician, ("Staff looked.", [seen]), clinician]
