"""A person's dates in their own calendar: what the files hold."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Patient
from tests import people
from tests.treatments.feeds import (
    DONE,
    DUE,
    FILE,
    SECRETS,
    TODAY,
    WORD,
    Shown,
    add,
    fed,
    kept,
    share,
    shown,
)
from treatments.actions import cancel, confirm_done, reinstate
from treatments.calendar_file import write_calendar
from treatments.choices import Status
from treatments.dates import Entry, Standing


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


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


def test_nothing_is_downloaded_where_there_is_no_date(as_alice: Client, alice: Patient) -> None:
    page = reverse("treatments:reminders", args=[alice.code])
    answer = as_alice.get(reverse("treatments:dates", args=[alice.code]))
    assert answer["Location"] == page
    assert reverse("treatments:dates", args=[alice.code]) not in as_alice.get(page).content.decode()


@pytest.mark.parametrize("pk", [0, 2**63, 10**400])
def test_the_date_of_no_session_is_no_page(as_alice: Client, alice: Patient, pk: int) -> None:
    root = reverse("treatments:dates", args=[alice.code]).removesuffix("dates.ics")
    assert as_alice.get(f"{root}sessions/{pk}/date.ics").status_code == 404
