"""The environment: every setting that differs between machines, with its type and default."""

import os
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    BACKUP_DAYS=(int, 35),
    CLIENT_IP_HEADER=(str, ""),
    DATA_DIR=(str, str(BASE_DIR / "var")),
    DEFAULT_FROM_EMAIL=(str, "Clear Days <clear-days@localhost>"),
    EMAIL_URL=(str, "consolemail://"),
    ERASURE_LIST=(str, ""),
    HSTS_SECONDS=(int, 31_536_000),
    LOG_LEVEL=(str, "INFO"),
    PROXY_COUNT=(int, 0),
    SECRET_KEY=(str, ""),
    SITE_URL=(str, ""),
)
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env("DATA_DIR"))
# With neither a key nor a name of its own the site is for development: it answers nobody but this
# machine. Whoever names its hosts means it for others, and is then asked for a key.
DEBUG: bool = env.bool("DEBUG", default=not env("SECRET_KEY") and "ALLOWED_HOSTS" not in os.environ)


def web_address(text: str) -> str:
    """The address of a site, without a slash at its end; refuses what is none."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in text):
        raise ImproperlyConfigured("SITE_URL must be an address such as https://diary.example.org.")
    return text.rstrip("/")


def site_url(text: str, hosts: Iterable[str], debug: bool) -> str:
    """Where the site is: as `text` says, or else at its own name; empty where it has none.

    A site for others never is this machine's own address: nobody who reads an e-mail is there.
    """
    if text or debug:
        return web_address(text or "http://localhost:8000")
    names = (host.strip().removeprefix(".") for host in hosts)
    name = next(filter(_is_name, names), None)
    return web_address(f"https://{name}") if name else ""


def _is_name(host: str) -> bool:
    """Whether it is a name for others: no pattern, no number, and not this machine's own."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return host not in ("", "*") and not f".{host}".lower().endswith(".localhost")
    return False
