"""Many people save at once through gunicorn: nothing fails, and no acknowledged save is lost."""

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from random import Random
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.scratch_site import ScratchSite

ALONE, TOGETHER = 12, 4
KINDS = ("clear", "headache", "migraine")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScratchSite]:
    """The site as in production, running."""
    scratch = ScratchSite(tmp_path_factory.mktemp("site"))
    scratch.prepare()
    scratch.start()
    yield scratch
    scratch.stop()


class Browser:
    """A browser of one person, kept connected, as a proxy with https in front hands it on."""

    def __init__(self, site: ScratchSite, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self.cookies = {"sessionid": session}
        self.page = ""

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        """Status and, for a redirect, where to; the page's text is kept."""
        asked = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.1",
            "Referer": "https://localhost/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            **headers,
        }
        self.connection.request(method, path, body, asked)
        response = self.connection.getresponse()
        self.headers = response.headers
        self.page = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.headers.get("Location", "")

    def field(self, name: str) -> str:
        """The value of a hidden field of the page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no {name} on the page"
        return unescape(found[1])

    def said(self, facet: str) -> str:
        """What the page shows of a part of the day, as its form sends it on."""
        (form,) = re.findall(rf'<form[^>]*data-facet="{facet}".*?</form>', self.page, re.DOTALL)
        found = re.search(r'name="was" value="([^"]*)"|name="was" hidden>\n([^<]*)<', form)
        assert found, f"nothing of {facet} on the page"
        return unescape(found[1] or found[2] or "")


class Writer(threading.Thread):
    """Saves days until the time is over, and notes down what was acknowledged."""

    def __init__(
        self, site: ScratchSite, number: int, person: dict[str, str], until: float
    ) -> None:
        super().__init__()
        self.number, self.until = number, until
        self.browser = Browser(site, person["session"])
        self.root = f"/p/{person['code']}/"
        self.random = Random(number)
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0
        self.failure: BaseException | None = None
        # A writer of its own diary: the last kind acknowledged, by date.
        self.kinds: dict[str, str] = {}
        # A writer of the shared day: each acknowledged note with the note it replaced.
        self.notes: list[tuple[str, str]] = []

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                self.tap() if self.number < ALONE else self.write_note()
        except BaseException as failure:
            self.failure = failure

    def save(self, path: str, **fields: str) -> bool:
        """Send a form; whether it was acknowledged."""
        token = self.browser.field("csrfmiddlewaretoken")
        body = urlencode({"csrfmiddlewaretoken": token, "next": f"{self.root}more/", **fields})
        began = time.monotonic()
        status, place = self.browser.ask("POST", path, body)
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.answers[f"{status} {place.removeprefix(self.root)}".strip()] += 1
        return (status, place) == (302, f"{self.root}more/")

    def look(self, path: str) -> None:
        """Open a page."""
        status, _ = self.browser.ask("GET", path)
        self.answers[f"GET {status}"] += 1

    def tap(self) -> None:
        """One of the three buttons, for a day of the past week of one's own diary."""
        on = (datetime.now(UTC) - timedelta(days=self.random.randint(2, 6))).date().isoformat()
        self.look(f"{self.root}days/{on}/")
        kind, was = self.random.choice(KINDS), self.browser.said("kind")
        if self.save(f"{self.root}days/{on}/tap/", facet="kind", value=kind, was=was):
            self.kinds[on] = kind

    def log_shared_day(self) -> None:
        """A note belongs to a day that is logged."""
        path = f"{self.root}days/{SHARED_DAY}/"
        self.look(path)
        assert self.save(f"{path}tap/", facet="kind", value="headache", was="")

    def write_note(self) -> None:
        """A note of its own, for the day that others write too."""
        path = f"{self.root}days/{SHARED_DAY}/"
        self.look(path)
        before = self.browser.said("note")
        note = f"writer {self.number}, note {sum(self.answers.values())}"
        if self.save(f"{path}tap/", facet="note", value=note, was=before):
            self.notes.append((before, note))


SHARED_DAY = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()


def test_sixteen_writers_at_once_lose_nothing(site: ScratchSite) -> None:
    seconds = 20 if connection.vendor == "sqlite" else 5
    people = site.ask(f"make_people({ALONE + 1})")
    until = time.monotonic() + seconds
    writers = [
        Writer(site, number, people[min(number, ALONE)], until)
        for number in range(ALONE + TOGETHER)
    ]
    writers[ALONE].log_shared_day()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stored = site.ask("stored_days()")
    answers = sum((writer.answers for writer in writers), Counter())

    assert [writer.failure for writer in writers if writer.failure] == []
    assert set(answers) == {"GET 200", "302 more/", "409"}
    assert max(writer.slowest for writer in writers) < 30
    assert [word for word in ("locked", "ERROR", "Traceback", "Timeout") if word in site.log] == []
    # Each writer of its own diary finds the last kind that was acknowledged, for each day.
    own = {(code, on): kind for code, on, kind, note in stored if not note}
    acknowledged = {
        (person["code"], on): kind
        for person, writer in zip(people, writers[:ALONE], strict=False)
        for on, kind in writer.kinds.items()
    }
    assert own == acknowledged
    # On the shared day each save replaced just what its page had shown: nothing went unseen.
    chain = [pair for writer in writers[ALONE:] for pair in writer.notes]
    replaced, written = (Counter(notes) for notes in zip(*chain, strict=True))
    assert max(replaced.values()) == 1
    assert [note for *_, note in stored if note] == list(written + Counter([""]) - replaced)


def test_in_production_styles_and_scripts_are_sent_small_and_for_good(site: ScratchSite) -> None:
    (person,) = site.ask("make_people(1)")
    browser = Browser(site, person["session"])
    assert browser.ask("GET", f"/p/{person['code']}/") == (200, "")
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', browser.page)
    assert len(files) == 8
    for name in files:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", name), name
        for encoding in ("gzip", "br"):
            assert browser.ask("GET", name, **{"Accept-Encoding": encoding}) == (200, "")
            assert browser.headers["Content-Encoding"] == encoding, name
        assert "immutable" in browser.headers["Cache-Control"], name


def test_in_production_a_plain_request_is_sent_to_https(site: ScratchSite) -> None:
    browser = Browser(site, "")
    answer = browser.ask("GET", "/", **{"X-Forwarded-Proto": "http"})
    assert answer == (301, "https://localhost/")
