"""Limits on guessing: they hold across processes, and know who is asking."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Patient
from tests.accounts.test_passwords import LOGIN, log_in
from tests.people import PASSWORD

EACH_MINUTE = 30
FORWARDED, REAL_IP = "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"


def statuses(tries: int, **meta: str) -> list[int]:
    """What so many empty log-ins answer, from a client that the server sees like this."""
    return [Client().post(LOGIN, {}, **meta).status_code for _ in range(tries)]


def is_limited(**meta: str) -> bool:
    return statuses(1, **meta) == [429]


def use_up(**meta: str) -> None:
    assert statuses(EACH_MINUTE, **meta) == [200] * EACH_MINUTE
    assert is_limited(**meta)


def test_the_thirty_first_try_in_a_minute_is_refused_in_plain_words(db: None) -> None:
    use_up(REMOTE_ADDR="203.0.113.1")
    response = Client().post(LOGIN, {}, REMOTE_ADDR="203.0.113.1")
    assert response.status_code == 429
    assert "<h1>Too many tries.</h1>" in response.content.decode()
    assert not is_limited(REMOTE_ADDR="203.0.113.2")


def test_the_limit_is_counted_in_the_database_that_all_processes_share(db: None) -> None:
    assert cache.__class__.__name__ == "ConnectionProxy"
    assert django_settings.CACHES["default"] == {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    statuses(1, REMOTE_ADDR="203.0.113.1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache WHERE cache_key LIKE %s", ["%203.0.113.1%"])
        assert len(cursor.fetchall()) == 1


def test_a_made_up_forwarded_address_does_not_escape_the_limit(db: None) -> None:
    for number in range(EACH_MINUTE):
        assert not is_limited(REMOTE_ADDR="203.0.113.1", **{FORWARDED: f"198.51.100.{number}"})
    assert is_limited(REMOTE_ADDR="203.0.113.1", **{FORWARDED: "198.51.100.99"})


def test_behind_one_proxy_the_last_forwarded_address_counts(settings: Settings, db: None) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(EACH_MINUTE):
        made_up = {FORWARDED: f"198.51.100.{number}, 203.0.113.1"}
        assert not is_limited(REMOTE_ADDR="127.0.0.1", **made_up)
    assert is_limited(REMOTE_ADDR="127.0.0.1", **{FORWARDED: "203.0.113.1"})
    assert not is_limited(REMOTE_ADDR="127.0.0.1", **{FORWARDED: "203.0.113.1, 203.0.113.2"})


def test_behind_a_proxy_and_a_socket_the_forwarded_address_counts(
    settings: Settings, db: None
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    use_up(REMOTE_ADDR="", **{FORWARDED: "203.0.113.1"})
    assert not is_limited(REMOTE_ADDR="", **{FORWARDED: "203.0.113.2"})


def test_behind_a_socket_the_header_that_the_proxy_sets_counts(
    settings: Settings, db: None
) -> None:
    settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
    use_up(REMOTE_ADDR="", **{REAL_IP: "203.0.113.1", FORWARDED: "198.51.100.1"})
    assert is_limited(REMOTE_ADDR="", **{REAL_IP: "203.0.113.1", FORWARDED: "198.51.100.2"})
    assert not is_limited(REMOTE_ADDR="", **{REAL_IP: "203.0.113.2"})


def test_addresses_of_one_ipv6_network_count_as_one(db: None) -> None:
    use_up(REMOTE_ADDR="2001:db8::1")
    assert is_limited(REMOTE_ADDR="2001:db8::2")
    assert not is_limited(REMOTE_ADDR="2001:db8:0:1::1")


@pytest.mark.parametrize(
    ("setting", "value", "meta"),
    [
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, {"REMOTE_ADDR": ""}),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 2, {"REMOTE_ADDR": "", FORWARDED: "203.0.113.1"}),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 1, {"REMOTE_ADDR": "", FORWARDED: "unknown"}),
        ("ALLAUTH_TRUSTED_CLIENT_IP_HEADER", "X-Real-IP", {"REMOTE_ADDR": "127.0.0.1"}),
    ],
)
def test_where_the_address_cannot_be_known_all_share_a_limit_and_the_log_says_so(
    settings: Settings,
    db: None,
    caplog: pytest.LogCaptureFixture,
    setting: str,
    value: object,
    meta: dict[str, str],
) -> None:
    setattr(settings, setting, value)
    use_up(**meta)
    assert "Client address unknown: check PROXY_COUNT and CLIENT_IP_HEADER." in caplog.messages


def test_five_wrong_passwords_lock_the_address_for_every_client(alice: Patient) -> None:
    for number in range(5):
        Client().post(
            LOGIN,
            {"login": alice.user.email, "password": "wrong wrong"},
            REMOTE_ADDR=f"203.0.113.{number}",
        )
    form = {"login": alice.user.email, "password": PASSWORD}
    response = Client().post(LOGIN, form, REMOTE_ADDR="203.0.113.99")
    assert response.context["form"].errors == {
        "__all__": ["Too many tries. Please wait five minutes, then try again."]
    }
    assert log_in(Client(), "nobody@example.org") == ""


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, (0, None)),
        ({"PROXY_COUNT": "1"}, (1, None)),
        ({"CLIENT_IP_HEADER": "X-Real-IP"}, (0, "X-Real-IP")),
    ],
)
def test_the_environment_says_who_is_trusted(
    environment: dict[str, str], found: tuple[int, str | None]
) -> None:
    code = (
        "from config import settings as s;"
        "print((s.ALLAUTH_TRUSTED_PROXY_COUNT, s.ALLAUTH_TRUSTED_CLIENT_IP_HEADER))"
    )
    known = {k: v for k, v in os.environ.items() if k not in ("PROXY_COUNT", "CLIENT_IP_HEADER")}
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=known | environment,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == str(found)
