"""Requests that no browser sends: each gets a clear no, never an error of ours."""

from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client

from accounts.models import User
from config.charset import only_utf_8
from config.wsgi import application

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
CHARSETS = ["hex", "idna", "undefined", "rot13", "unicode_escape", "utf-16", "latin-1", "nowhere"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "theme"])
def test_a_cookie_with_a_nul_is_refused(client: Client, db: None, name: str) -> None:
    cookie = rf'{name}="aaaaaaaaaa\000bbbbbbbbbb"'
    for page in ("/", "/accounts/login/", "/your-data/"):
        assert client.get(page, HTTP_COOKIE=cookie).status_code == 400


def status(application: WSGIApplication, kind: str) -> str:
    """What a request of this content type gets, with a query and a body."""
    statuses: list[str] = []
    body = b"a=%5Cud800"
    environ: dict[str, Any] = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    environ |= {"REQUEST_METHOD": "POST", "QUERY_STRING": "a=b", "wsgi.input": BytesIO(body)}
    setup_testing_defaults(environ)
    list(application(environ, lambda status, *_: statuses.append(status)))  # type: ignore[arg-type]
    return statuses[0]


def accept(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """An application that has nothing against anything."""
    start_response("200 OK", [])
    return []


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", [FORM, PARTS, "text/html"])
def test_another_charset_is_refused(kind: str, charset: str) -> None:
    assert status(application, f"{kind}; charset={charset}") == "400 Bad Request"


def test_a_content_type_that_cannot_be_read_is_refused() -> None:
    assert status(application, f"{FORM}; charset*=undefined''%ff") == "400 Bad Request"


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
@pytest.mark.parametrize("kind", ["", FORM, PARTS])
def test_utf_8_is_let_in_however_it_is_named(kind: str, charset: str) -> None:
    assert status(only_utf_8(accept), kind + charset) == "200 OK"


@pytest.mark.parametrize("where", ["http://[", "//[", "https://[x/", "http://a]/"])
@pytest.mark.parametrize(
    "path",
    [
        *[f"/accounts/{name}/" for name in ("login", "signup", "logout", "password/reset")],
        "/accounts/reauthenticate/",
        "/admin/login/",
    ],
)
def test_a_next_page_that_is_no_address_leads_nowhere(
    client: Client, sue: User, path: str, where: str
) -> None:
    as_sue = Client()
    as_sue.force_login(sue)
    for browser in (client, as_sue):
        for answer in (browser.get(path, {"next": where}), browser.post(path, {"next": where})):
            assert answer.status_code in {200, 302}
            assert where not in answer.get("Location", "")
