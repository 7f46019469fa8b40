"""Log lines: no secret of a link, and no message of an exception."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection
from django.test import Client

from config.env import site_url, web_address
from config.logs import Discreet

SECRET = "Zm9yLW5vYm9keS1lbHNlLXRvLXNlZS1pbi1hLWxvZy0"
# What is pasted or typed around the secret of a link.
AROUND = ["%20", "%22", "%3C", "%0A", "%C2%A0", "'", "a%20", "%20/", "s/"]
FORMAT = Discreet("%(levelname)s %(message)s")


def line(message: str, *args: object, **fields: object) -> str:
    return FORMAT.format(logging.LogRecord("name", 20, "file", 1, message, args, None, **fields))


@pytest.mark.parametrize(
    ("message", "args", "expected"),
    [
        ("Not Found: %s", [f"/calendar/{SECRET}.ics"], "Not Found: /calendar…"),
        (
            '"%s" %s %s',
            [f"GET /calendar/{SECRET}.ics?a=b HTTP/1.1", "200", "512"],
            '"GET /calendar… HTTP/1.1" 200 512',
        ),
        (f"'http://host/Calendar/{SECRET}' and more", [], "'http://host/Calendar…"),
        ("%r", [{"next": f"%2Fcalendar%2F{SECRET}.ics"}], "{'next': '%2Fcalendar…"),
        (
            '"%s"',
            [f"GET /%63alend%41%52%2f{SECRET}.ics HTTP/1.1"],
            '"GET /%63alend%41%52… HTTP/1.1"',
        ),
        ("Not Found: %s", [f"/invitation/{SECRET}/"], "Not Found: /invitation…"),
        ('"%s"', [f"POST /my-day/{SECRET}/stop/ HTTP/1.1"], '"POST /my-day… HTTP/1.1"'),
        ("?next=%%252Fcalendar%%252F%s", [SECRET], "?next=%252Fcalendar…"),
        ("Not Found: %s", ["/p/code/treatments/"], "Not Found: /p/code/treatments/"),
    ],
)
def test_what_stands_behind_a_secret_links_beginning_is_blanked(
    message: str, args: list[object], expected: str
) -> None:
    assert line(message, *args) == f"INFO {expected}"


@pytest.mark.parametrize("before", AROUND)
@pytest.mark.parametrize("link", ["/invitation/{}/", "/calendar/{}.ics", "/my-day/{}/"])
def test_a_link_pasted_with_what_stood_around_it_is_blanked_too(
    db: None, console: StringIO, link: str, before: str
) -> None:
    path = link.format(f"{before}{SECRET}{before}")
    if before in ("%20/", "s/"):
        path = link.replace("/{}", f"{before}{{}}").format(SECRET)
    assert Client().get(path).status_code == 404
    assert "WARNING Not Found: /" in console.getvalue()
    assert SECRET not in console.getvalue()


def handlers(name: str) -> list[logging.Handler]:
    """Those of a logger, without what pytest adds."""
    found = logging.getLogger(name).handlers
    return [handler for handler in found if not type(handler).__module__.startswith("_pytest")]


@pytest.fixture
def console() -> Iterator[StringIO]:
    """What the site's one handler writes meanwhile."""
    (handler,) = handlers("django")
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def test_all_lines_go_through_the_one_handler() -> None:
    (ours,) = handlers("django")
    assert isinstance(ours.formatter, Discreet)
    assert handlers("") == handlers("django.server") == [ours]
    for name in ("django.request", "django.security", "accounts", "treatments"):
        assert handlers(name) == []


def test_a_dead_link_a_wrong_method_and_a_failure_are_logged_without_the_secret(
    db: None, console: StringIO
) -> None:
    browser = Client(raise_request_exception=False)
    browser.get(f"/calendar/{SECRET}.ics")
    browser.post(f"/calendar/{SECRET}.ics")
    with connection.execute_wrapper(refuse):
        browser.get(f"/calendar/{SECRET}.ics")
    lines = console.getvalue().splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "WARNING Not Found: /calendar…",
        "WARNING Method Not Allowed (POST): /calendar…",
        "ERROR Internal Server Error: /calendar…",
        "RuntimeError",
    ]
    assert SECRET not in console.getvalue()


def refuse(*args: object) -> None:
    """A database that quotes what it was asked."""
    raise RuntimeError(SECRET)


def test_djangos_own_server_prints_its_line_without_the_secret(console: StringIO) -> None:
    handler = WSGIRequestHandler.__new__(WSGIRequestHandler)
    handler.request = None
    handler.log_message('"%s" %s %s', f"GET /calendar/{SECRET}.ics HTTP/1.1", "200", "512")
    assert console.getvalue() == 'INFO "GET /calendar… HTTP/1.1" 200 512\n'


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://diary.example.org", "https://diary.example.org"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("https://example.org/diary/", "https://example.org/diary"),
    ],
)
def test_the_sites_address_is_kept_without_a_slash(text: str, kept: str) -> None:
    assert web_address(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "diary.example.org",
        "ftp://example.org",
        "https://",
        "https://a b",
        "https://a:x",
        "http://[::1",
        "https://a\n.org",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        web_address(text)


@pytest.mark.parametrize(
    ("text", "hosts", "debug", "address"),
    [
        ("", ["localhost", "diary.example.org"], True, "http://localhost:8000"),
        ("http://here:8080/", ["diary.example.org"], True, "http://here:8080"),
        ("https://example.org/diary", ["diary.example.org"], False, "https://example.org/diary"),
        ("", ["diary.example.org", "example.org"], False, "https://diary.example.org"),
        ("", ["*", " .example.org"], False, "https://example.org"),
        ("", ["localhost", "127.0.0.1", "[::1]", "a.Localhost", "diary"], False, "https://diary"),
        ("", ["localhost", "127.0.0.1", "[::1]", "192.0.2.1", "*", "."], False, ""),
        ("", [], False, ""),
    ],
)
def test_the_site_in_use_is_at_its_first_real_name(
    text: str, hosts: list[str], debug: bool, address: str
) -> None:
    assert site_url(text, hosts, debug) == address
