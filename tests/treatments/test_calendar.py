"""A person's dates in their own calendar: what the files hold, and who may read the link."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from accounts.models import Patient
from tests import people
from tests.make import make_session
from treatments.actions import cancel, confirm_done, reinstate
from treatments.calendar_file import write_calendar
from treatments.choices import Status
from treatments.dates import Entry, Standing
from treatments.due_forms import WordForm
from treatments.models import CalendarFeed, InjectionSession

FILE = settings.BASE_DIR / "tests" / "data" / "dates.ics"
NOT_FOUND = settings.BASE_DIR / "templates" / "404.html"
TODAY = date(2026, 3, 1)
DONE = date(2026, 1, 5)
DUE = date(2026, 3, 30)
WORD = "Haarschnitt, 10 % 💇🏽‍♀️; \\n 👩‍🚀👩‍🚀👩‍🚀"
SECRETS = ["Berlin Clinic", "Botox", "Dr Secret", "lot-4711", "secret-note", "example.org"]
Shown = tuple[date, str, str]


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


def add(patient: Patient, on: date, status: Status = Status.PLANNED) -> InjectionSession:
    """A session with everything in it that could leak."""
    told = {"clinic": "Berlin Clinic", "injected_by": "Dr Secret", "lot": "lot-4711"}
    return make_session(
        patient, on, status=status, first_ever=None, notes="secret-note Botox", **told
    )


def link(client: Client, patient: Patient, do: str = "make") -> str:
    """The address of the feed after the button was pressed; empty where there is none."""
    client.post(reverse("treatments:calendar_link", args=[patient.code]), {"do": do})
    page = client.get(reverse("treatments:reminders", args=[patient.code]))
    address: str = page.context["link"]
    assert (address in page.content.decode()) is True
    return address.removeprefix("http://testserver")


def share(patient: Patient, word: str = WORD) -> str:
    """The address of a feed."""
    CalendarFeed.objects.update_or_create(patient=patient, defaults={"secret": "s", "word": word})
    return "/calendar/s.ics"


def shown(body: bytes) -> list[Shown]:
    """The entries of a file as a calendar reads them: day, word, standing."""
    events = Calendar.from_ical(body).walk("VEVENT")
    assert all(
        event.decoded("dtend") - event.decoded("dtstart") == timedelta(1) for event in events
    )
    return [(e.decoded("dtstart"), str(e["summary"]), str(e["status"])) for e in events]


def fed(address: str) -> list[Shown]:
    """What anybody with the address reads."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return shown(answer.content)


def kept(client: Client, patient: Patient) -> list[Shown]:
    """What the download of all dates holds."""
    return shown(client.get(reverse("treatments:dates", args=[patient.code])).content)


def test_the_feed_holds_the_due_day_until_a_session_is_booked(alice: Patient) -> None:
    address = share(alice)
    assert fed(address) == []
    add(alice, DONE, Status.DONE)
    assert fed(address) == [(DUE, WORD, "TENTATIVE")]
    booked = add(alice, DUE + timedelta(days=2))
    assert fed(address) == [(booked.date, WORD, "CONFIRMED")]
    cancel(session=booked)
    assert fed(address) == [(DUE, WORD, "TENTATIVE")]


def test_a_session_that_waits_for_a_yes_stays_and_an_old_one_books_nothing(
    alice: Patient,
) -> None:
    address = share(alice)
    add(alice, DONE, Status.DONE)
    forgotten = add(alice, date(2025, 12, 20))
    assert fed(address) == [
        (forgotten.date, WORD, "CONFIRMED"),
        (DUE, WORD, "TENTATIVE"),
    ]
    waits = add(alice, TODAY)
    assert [on for on, *_ in fed(address)] == [forgotten.date, waits.date]


def test_a_cancelled_date_ahead_is_taken_out_by_a_file_and_absent_from_the_feed(
    as_alice: Client, alice: Patient
) -> None:
    address = share(alice)
    add(alice, TODAY - timedelta(days=1), Status.CANCELLED)
    ahead = add(alice, DUE, Status.CANCELLED)
    assert kept(as_alice, alice) == [(DUE, WORD, "CANCELLED")]
    assert fed(address) == []
    alone = as_alice.get(reverse("treatments:session_date", args=[alice.code, ahead.pk]))
    assert shown(alone.content) == [(DUE, WORD, "CANCELLED")]


def due_entries(client: Client, patient: Patient) -> list[tuple[str, int, date, str]]:
    """The entries of due days in the download of all dates, by name and number."""
    body = client.get(reverse("treatments:dates", args=[patient.code])).content
    sessions = {str(code) for code in patient.injection_sessions.values_list("code", flat=True)}
    return [
        (str(event["UID"]), event["SEQUENCE"], event.decoded("dtstart"), str(event["STATUS"]))
        for event in Calendar.from_ical(body).walk("VEVENT")
        if event["UID"] not in sessions
    ]


def test_a_due_day_that_a_file_brought_is_taken_out_by_one_after_booking(
    as_alice: Client, alice: Patient, _first_of_march: time_machine.Traveller
) -> None:
    address = share(alice)
    done = add(alice, DONE, Status.DONE)
    _first_of_march.shift(timedelta(minutes=1))
    done.save()
    uid = str(uuid.uuid5(done.code, "due"))
    assert due_entries(as_alice, alice) == [(uid, 60, DUE, "TENTATIVE")]
    booked = add(alice, DUE + timedelta(days=2))
    assert due_entries(as_alice, alice) == [(uid, 60, DUE, "CANCELLED")]
    assert fed(address) == [(booked.date, WORD, "CONFIRMED")]
    cancel(session=booked)
    assert due_entries(as_alice, alice) == [(uid, 60, DUE, "TENTATIVE")]
    # It came early, without being planned: nothing is due on the old day any more.
    early = add(alice, TODAY, Status.DONE)
    assert due_entries(as_alice, alice) == [
        (uid, 60, DUE, "CANCELLED"),
        (str(uuid.uuid5(early.code, "due")), 0, date(2026, 5, 24), "TENTATIVE"),
    ]
    _first_of_march.move_to(datetime(2026, 3, 31, 12, tzinfo=UTC))
    assert [on for _, _, on, _ in due_entries(as_alice, alice)] == [date(2026, 5, 24)]


def test_a_file_is_this_to_the_last_byte() -> None:
    """The file was checked with ical.js and libical: they read these days, words and standings."""
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    later = datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    rows = [
        Entry(uuid.UUID(int=1), date(2026, 3, 29), Standing.CONFIRMED, 0, at),
        Entry(uuid.UUID(int=2), date(2026, 12, 31), Standing.TENTATIVE, 3600, at),
        Entry(uuid.UUID(int=3), date(2028, 2, 29), Standing.CANCELLED, 1, later),
    ]
    word = "Haare, 10 %; a\\b: „schön“ 👩‍🚀👩‍🚀👩‍🚀"
    assert write_calendar(rows, word, later) == FILE.read_bytes()


def test_a_file_holds_these_properties_and_no_others(as_alice: Client, alice: Patient) -> None:
    address = share(alice)
    add(alice, DONE, Status.DONE)
    session = add(alice, date(2028, 2, 29))
    for body in (
        Client().get(address).content,
        as_alice.get(reverse("treatments:dates", args=[alice.code])).content,
        as_alice.get(reverse("treatments:session_date", args=[alice.code, session.pk])).content,
    ):
        calendar = Calendar.from_ical(body)
        event = calendar.walk("VEVENT")[-1]  # the download also takes out the due day
        assert set(calendar) == {
            *("PRODID", "VERSION", "METHOD", "NAME", "X-WR-CALNAME"),
            *("REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        }
        assert [str(calendar[name]) for name in ("PRODID", "VERSION", "METHOD")] == [
            *("-//Dates//EN", "2.0", "PUBLISH")
        ]
        assert event["SUMMARY"] == WORD
        # As it is written: the parser leaves these two as they are.
        written = event["SUMMARY"].to_ical().decode()
        assert [calendar["NAME"], calendar["X-WR-CALNAME"]] == [written, written]
        assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=12)
        assert set(event) == {
            *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"),
            *("SUMMARY", "STATUS", "TRANSP"),
        }
        assert event["UID"] == str(session.code)
        assert event["TRANSP"] == "TRANSPARENT"
        assert [event.decoded("dtstart"), event.decoded("dtend")] == [
            date(2028, 2, 29),
            date(2028, 3, 1),
        ]
        text = body.decode()
        for word in [*SECRETS, str(alice.code), "Clear Days", "155"]:
            assert word.lower() not in text.lower()
        lines = body.split(b"\r\n")
        assert lines.pop() == b""
        assert not any(b"\r" in line or b"\n" in line for line in lines)
        assert max(len(line) for line in lines) <= 75


def test_an_entry_keeps_its_name_and_grows_its_number_with_each_edit(
    alice: Patient, _first_of_march: time_machine.Traveller
) -> None:
    address = share(alice)
    done = add(alice, DONE, Status.DONE)

    def numbered() -> list[tuple[str, int, date, str]]:
        events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
        return [
            (
                str(event["UID"]),
                event["SEQUENCE"],
                event.decoded("dtstart"),
                event["LAST-MODIFIED"].to_ical().decode(),
            )
            for event in events
        ]

    uid = str(uuid.uuid5(done.code, "due"))
    assert numbered() == [(uid, 0, DUE, "20260301T120000Z")]
    _first_of_march.shift(timedelta(hours=1))
    done.date += timedelta(days=1)
    done.save()
    assert numbered() == [(uid, 3600, DUE + timedelta(days=1), "20260301T130000Z")]
    booked = add(alice, DUE)
    assert numbered() == [(str(booked.code), 0, DUE, "20260301T130000Z")]
    _first_of_march.shift(timedelta(seconds=1))
    booked.date += timedelta(days=7)
    booked.save()
    assert numbered() == [(str(booked.code), 1, DUE + timedelta(days=7), "20260301T130001Z")]


def expected(rows: list[tuple[date, Status]], today: date) -> list[Shown]:
    """What a calendar shows of a list of sessions, worked out anew and by other means."""
    planned = [on for on, status in rows if status == Status.PLANNED]
    done = [on for on, status in rows if status == Status.DONE and on <= today]
    ahead = [on for on, status in rows if status == Status.DONE and on > today]
    found = [(on, WORD, "CONFIRMED") for on in planned]
    if done and max([*planned, *ahead, date.min]) <= max(done):
        found.append((max(done) + timedelta(weeks=12), WORD, "TENTATIVE"))
    return sorted(found)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_feed_is_that_of_the_sessions_as_they_stand(
    alice: Patient, charlie: Patient, seed: int
) -> None:
    random, address = Random(seed), share(alice)
    add(charlie, DUE)
    for _ in range(40):
        rows = list(alice.injection_sessions.order_by("pk"))
        free = [
            on
            for on in (DONE + timedelta(days=7 * n) for n in range(-20, 40))
            if on not in {row.date for row in rows if row.status != Status.CANCELLED}
        ]
        edit = random.choice(["plan", "log", "move", "done", "cancel", "reinstate", "delete"])
        row = random.choice(rows) if rows else None
        if edit == "plan":
            add(alice, random.choice([on for on in free if on > TODAY]))
        elif edit == "log":
            add(alice, random.choice([on for on in free if on <= TODAY]), Status.DONE)
        elif row is None:
            continue
        elif edit == "delete":
            row.delete()
        elif edit == "move":
            row.date = random.choice(free)
            row.save()
        elif edit == "done":
            confirm_done(session=row, today=TODAY)
        else:
            {"cancel": cancel, "reinstate": reinstate}[edit](session=row)
        stored = [(row.date, row.status) for row in alice.injection_sessions.all()]
        assert sorted(fed(address)) == expected(stored, TODAY)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
def test_a_date_is_the_same_in_every_zone_and_over_clock_changes(db: None, zone: str) -> None:
    person = people.make_patient("erin", zone)
    address = share(person)
    days = [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2026, 12, 31)]
    for on in days:
        add(person, on)
    assert [on for on, *_ in fed(address)] == sorted(days)
    assert b"TZID" not in Client().get(address).content


@pytest.mark.parametrize(
    ("zone", "due"),
    [("Pacific/Kiritimati", date(2026, 5, 25)), ("Pacific/Pago_Pago", DUE)],
)
def test_the_persons_own_today_decides_which_cycle_runs(db: None, zone: str, due: date) -> None:
    person = people.make_patient("erin", zone)
    address = share(person)
    add(person, DONE, Status.DONE)
    add(person, date(2026, 3, 2), Status.DONE)
    # In Kiritimati the 2nd of March has come; in Pago Pago that session is dated ahead.
    ahead = [] if due == DUE else [(due, WORD, "TENTATIVE")]
    assert fed(address) == ahead


def test_a_link_is_made_renewed_and_ended_and_the_old_one_is_dead_at_once(
    as_alice: Client, alice: Patient
) -> None:
    add(alice, DUE)
    first = link(as_alice, alice)
    assert re.fullmatch(r"/calendar/[\w-]{43}\.ics", first)
    assert fed(first) == [(DUE, "Appointment", "CONFIRMED")]
    assert link(as_alice, alice, "make") == first  # a page from before: what is, stays
    second = link(as_alice, alice, "renew")
    assert second != first
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    assert link(as_alice, alice, "nonsense") == second
    assert link(as_alice, alice, "off") == ""
    for address in (first, second, "/calendar/x.ics", "/calendar/None.ics", "/calendar/.ics"):
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (404, NOT_FOUND.read_bytes())


def test_the_feed_of_somebody_who_may_not_log_in_is_dead(alice: Patient) -> None:
    address = share(alice)
    alice.user.is_active = False
    alice.user.save()
    assert Client().get(address).content == NOT_FOUND.read_bytes()


def test_the_feed_is_read_only_unmarked_and_kept_nowhere(
    alice: Patient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = share(alice)
    add(alice, DONE, Status.DONE)
    client = Client(enforce_csrf_checks=True)
    with django_assert_num_queries(2):
        answer = client.get(address)
    named = ["Content-Type", "Content-Disposition", "Cache-Control", "Referrer-Policy"]
    assert [answer[name] for name in [*named, "X-Robots-Tag"]] == [
        "text/calendar; charset=utf-8",
        'inline; filename="dates.ics"',
        "private, no-store",
        "no-referrer",
        "noindex",
    ]
    assert dict(client.cookies) == {}
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("post", "put", "patch", "delete", "options"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("secret", ["%F0%9F%92%87", "%ED%A0%80", "%FF", "x" * 5000, "%0A", "s%20"])
def test_an_odd_secret_is_an_unknown_one(alice: Patient, secret: str) -> None:
    share(alice)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_a_secret_with_a_nul_is_refused(db: None) -> None:
    assert Client().get("/calendar/%00.ics").status_code == 400


@pytest.mark.parametrize("word", ["Dentist", "W" * 40, "👩‍🚀", "Haar & <b>", "שיער", "C:\\a"])
def test_a_word_is_kept_as_it_was_written(as_alice: Client, alice: Patient, word: str) -> None:
    page = reverse("treatments:reminders", args=[alice.code])
    assert as_alice.get(page).context["word"]["word"].value() == "Appointment"
    add(alice, DUE)
    address = link(as_alice, alice)
    assert as_alice.post(page, {"word": f" {word} "}).status_code == 302
    assert fed(address) == kept(as_alice, alice) == [(DUE, word, "CONFIRMED")]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("", "Write a word, such as “Appointment”."),
        ("   ", "Write a word, such as “Appointment”."),
        ("W" * 41, "Write at most 40 characters."),
        ("W" * 4000, "Write at most 40 characters."),
        *[
            (f"a{sign}b", "Write it on one line, with letters and signs only.")
            for sign in "\n\r\t\x7f\x85\u2028\u2029\u200b\u202e\u2066\ufeff\xad"
        ],
        *[(f"New{sign}", "Leave out the “\\” before the “n”.") for sign in ("\\n", "\\N", "\\\\n")],
        *[
            (word, "Write a word that can be seen.")
            for word in ("\u200d", "\ufe0f", "\u2800 \u3164", "\u115f\uffa0", "\u0301", "\ue000")
        ],
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_is_no_word_is_refused_in_words_and_kept_in_its_field(
    as_alice: Client, alice: Patient, word: str, said: str
) -> None:
    answer = as_alice.post(reverse("treatments:reminders", args=[alice.code]), {"word": word})
    assert answer.status_code == 422
    assert answer.context["word"].errors["word"][0] == said
    assert answer.context["word"]["word"].value() == word
    assert not CalendarFeed.objects.exists()


def test_a_lone_surrogate_is_no_part_of_a_word() -> None:
    form = WordForm(instance=CalendarFeed())
    form.cleaned_data = {"word": "a\ud800"}
    with pytest.raises(ValidationError):
        form.clean_word()


def test_nothing_is_downloaded_where_there_is_no_date(as_alice: Client, alice: Patient) -> None:
    page = reverse("treatments:reminders", args=[alice.code])
    answer = as_alice.get(reverse("treatments:dates", args=[alice.code]))
    assert answer["Location"] == page
    assert reverse("treatments:dates", args=[alice.code]) not in as_alice.get(page).content.decode()


@pytest.mark.parametrize("pk", [0, 2**63, 10**400])
def test_the_date_of_no_session_is_no_page(as_alice: Client, alice: Patient, pk: int) -> None:
    root = reverse("treatments:dates", args=[alice.code]).removesuffix("dates.ics")
    assert as_alice.get(f"{root}sessions/{pk}/date.ics").status_code == 404
