"""The environment: every setting that differs between machines, with its type and default."""

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    CLIENT_IP_HEADER=(str, ""),
    DATA_DIR=(str, str(BASE_DIR / "var")),
    DEFAULT_FROM_EMAIL=(str, "Clear Days <clear-days@localhost>"),
    EMAIL_URL=(str, "consolemail://"),
    HSTS_SECONDS=(int, 31_536_000),
    LOG_LEVEL=(str, "INFO"),
    PROXY_COUNT=(int, 0),
    SECRET_KEY=(str, ""),
)
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env("DATA_DIR"))
# With neither a key nor a name of its own the site is for development: it answers nobody but this
# machine. Whoever names its hosts means it for others, and is then asked for a key.
DEBUG: bool = env.bool("DEBUG", default=not env("SECRET_KEY") and "ALLOWED_HOSTS" not in os.environ)
