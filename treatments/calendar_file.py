"""Entries as a calendar file (RFC 5545, with the name and the refresh interval of RFC 7986)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from treatments.dates import Entry

# Says neither what wrote the file nor what it is about.
WRITTEN_BY = "-//Dates//EN"
READ_AGAIN_AFTER = timedelta(hours=12)


def write_calendar(entries: Iterable[Entry], word: str, now: datetime) -> bytes:
    """A calendar of all-day entries, each shown as the one `word`.

    An all-day entry is a date without a clock, so that no time zone can move it.
    """
    calendar = Calendar()
    calendar.add("prodid", WRITTEN_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # Without a name a calendar is shown by its address, which is the secret.
    calendar.add("name", vText(word))
    calendar.add("x-wr-calname", vText(word))
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in entries:
        calendar.add_component(_event(entry, word, now))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, word: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", word)
    event.add("status", entry.standing.value)
    event.add("transp", "TRANSPARENT")
    return event
