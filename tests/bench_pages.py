"""What the bench measures: the main pages of a diary, asked for as a server would."""

import gzip
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from statistics import median
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import open_diary
from accounts.models import Patient, User
from analysis.series import Measure
from diary.choices import Kind
from home.demo import Course
from home.demo_people import write_diary
from tests.make import make_session, make_sites
from treatments.choices import PreventiveKind, SideEffectKind
from treatments.models import Preventive, SideEffect

YEAR_DAYS = 365
SESSIONS_A_YEAR = 4
TOKEN = "t" * 32
application = get_wsgi_application()


@dataclass
class Diary:
    """A patient with a number of years behind them, and the cookies of their browser."""

    years: int
    now: datetime
    patient: Patient = field(init=False)
    cookies: str = field(init=False)

    def __post_init__(self) -> None:
        user = User.objects.create_user(f"{self.years}@example.org")
        self.patient = open_diary(user=user, time_zone="UTC", now=self.now)
        days = self.years * YEAR_DAYS
        sessions = [90 + 91 * i for i in range(self.years * SESSIONS_A_YEAR)]
        write_diary(self.patient, Course(seed=1, days=days, before=19, sessions=sessions), self.now)
        first = self.now.date() - timedelta(days=days)
        for day in sessions:
            self._session(first + timedelta(days=day), first_ever=day == sessions[0] or None)
        for number in range(0, self.years, 3):
            Preventive.objects.create(
                patient=self.patient,
                name="Candesartan",
                kind=PreventiveKind.CANDESARTAN,
                started_on=first + timedelta(days=YEAR_DAYS * number),
                stopped_on=first + timedelta(days=YEAR_DAYS * number + 200),
            )
        client = Client()
        client.force_login(user)
        self.cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"

    def _session(self, on: date, first_ever: bool | None) -> None:
        """A session with its sites and something unwelcome after it."""
        session = make_session(self.patient, on, first_ever=first_ever)
        make_sites(session)
        SideEffect.objects.create(
            session=session,
            kind=SideEffectKind.NECK_PAIN,
            strength=1,
            started_on=on,
            ended_on=on + timedelta(days=9),
        )

    def address(self, name: str, *arguments: object) -> str:
        """The address of one of the patient's pages."""
        return reverse(name, args=[self.patient.code, *arguments])

    def environ(self, path: str, posted: dict[str, str] | None = None) -> dict[str, Any]:
        """A request by the patient as the server hands it on."""
        return environ_of(self.cookies, path, posted)


def environ_of(cookies: str, path: str, posted: dict[str, str] | None = None) -> dict[str, Any]:
    """A request by whoever has these cookies, as the server hands it on."""
    headers = {
        "cookie": cookies,
        "host": "localhost",
        "referer": "https://localhost/",
        "accept-encoding": "gzip, br",
    }
    factory = RequestFactory(headers=headers)
    if posted is None:
        return factory.get(path, secure=True).environ
    return factory.post(path, {"csrfmiddlewaretoken": TOKEN, **posted}, secure=True).environ


def answer(environ: dict[str, Any]) -> tuple[str, bytes]:
    """Status and body of a request, in full, as a server would send it."""
    statuses: list[str] = []
    response = application(environ, lambda status, headers, exc_info=None: statuses.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return statuses[0][:3], body


@dataclass
class Page:
    """A page of a diary with its measurements; `environ` makes a new request for it."""

    name: str
    diary: Diary
    environ: Callable[[], dict[str, Any]]
    status: str = "200"
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    body: bytes = b""

    def measure(self) -> None:
        """Ask for it once more."""
        environ = self.environ()
        began = time.perf_counter()
        status, self.body = answer(environ)
        self.seconds.append(time.perf_counter() - began)
        if status != self.status:
            raise AssertionError(f"{self.name}: {status}")

    def count_queries(self) -> None:
        """Ask for it once, counting what it asks of the database."""
        with CaptureQueriesContext(connection) as asked:
            self.measure()
        self.queries = sum(q["sql"].split()[0] not in ("BEGIN", "COMMIT") for q in asked)

    @property
    def ms(self) -> float:
        """The median time, in milliseconds."""
        return median(self.seconds) * 1000

    @property
    def gzipped(self) -> int:
        """The bytes of its HTML when gzipped."""
        return len(gzip.compress(self.body)) if self.body else 0


def pages_of(diary: Diary) -> list[Page]:
    """The main pages, the empty one first."""
    today = diary.patient.today(diary.now)
    newest = diary.patient.injection_sessions.latest("date")
    names = {
        "empty page": ("floor",),
        "Today": ("home:today",),
        "fill in": ("diary:fill_in",),
        "calendar, a month": ("home:calendar_month", today - timedelta(days=31)),
        "calendar, a year": ("home:calendar_year", today.year - 1),
        "treatments": ("home:treatments",),
        "one session": ("treatments:session", newest.pk),
        "its sites": ("treatments:sites", newest.pk),
        "before and after": ("outcomes:before_after",),
        "  migraine": ("outcomes:before_after", Measure.MIGRAINE),
        "  moderate, severe": ("outcomes:before_after", Measure.MODERATE_SEVERE),
        "  medicine": ("outcomes:before_after", Measure.MEDICINE),
        "files": ("exchange:files",),
        "download": ("exchange:download",),
    }
    paths = {name: diary.address(*where) for name, where in names.items()}
    pages = [
        Page(name, diary, lambda path=path: diary.environ(path)) for name, path in paths.items()
    ]
    kinds = cycle([Kind.HEADACHE, Kind.MIGRAINE])

    def tap() -> dict[str, Any]:
        was = diary.patient.days.filter(date=today).kinds().get(today, "")
        posted = {"facet": "kind", "value": next(kinds).value, "was": was, "next": paths["Today"]}
        return diary.environ(diary.address("diary:tap", today), posted)

    pages.insert(2, Page("save a day", diary, tap, status="302"))
    return pages


def charts_bytes(page: Page) -> int:
    """The bytes of all charts of a page, gzipped."""
    return len(gzip.compress(b"".join(re.findall(rb"<svg id=.*?</svg>", page.body, re.DOTALL))))


def first_visit(page: Page) -> dict[str, int]:
    """The bytes of a page, gzipped, and of all that it loads, as small as browsers take it."""
    sizes = {"the page": page.gzipped}
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.body.decode()):
        status, body = answer(page.diary.environ(path))
        if status != "200":
            raise AssertionError(f"{path}: {status}")
        sizes[path.rpartition("/")[2]] = len(body)
    return sizes
