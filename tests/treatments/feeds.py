"""A person's dates as a calendar reads them, for the tests of files and links."""

from datetime import date, timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Patient
from tests.make import make_session
from treatments.choices import Status
from treatments.models import CalendarFeed, InjectionSession

FILE = settings.BASE_DIR / "tests" / "data" / "dates.ics"
TODAY = date(2026, 3, 1)
DONE = date(2026, 1, 5)
DUE = date(2026, 3, 30)
WORD = "Haarschnitt, 10 % 💇🏽‍♀️; \\n 👩‍🚀👩‍🚀👩‍🚀"
SECRETS = ["Berlin Clinic", "Botox", "Dr Secret", "lot-4711", "secret-note", "example.org"]
Shown = tuple[date, str, str]


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
