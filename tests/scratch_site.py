"""The site as in production, in its own processes behind gunicorn, on a scratch database."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = ["gunicorn", "config.wsgi", "--workers", "2", "--threads", "4"]
SCRATCH_NAME = "clear_days_scratch"


def scratch_database(folder: Path) -> str:
    """The address of an empty database: on the server that the suite runs on, or a file."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        return f"sqlite:///{folder / 'scratch.sqlite3'}"
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH_NAME}")
        cursor.execute(f"CREATE DATABASE {SCRATCH_NAME}")
    connection.close()
    return urlsplit(address)._replace(path=f"/{SCRATCH_NAME}").geturl()


@dataclass
class ScratchSite:
    """Production settings over a folder that nothing else uses."""

    folder: Path
    port: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "false",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "localhost",
            "PROXY_COUNT": "1",
            "DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": scratch_database(self.folder),
        }

    @property
    def log(self) -> str:
        """All that the server wrote."""
        return (self.folder / "server.log").read_text()

    def run(self, *arguments: str) -> str:
        """What a Python command printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def prepare(self) -> None:
        """Do what the README says to do before the first start."""
        self.run("manage.py", "migrate", "--verbosity", "0")
        self.run("manage.py", "createcachetable")
        self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")

    def ask(self, call: str) -> Any:
        """What a function of tests/scratch_people.py gives in the site's own environment."""
        code = f"import json; from tests.scratch_people import *; print(json.dumps({call}))"
        return json.loads(self.run("manage.py", "shell", "--verbosity", "0", "--command", code))

    def start(self) -> None:
        """Start gunicorn, and wait until it answers."""
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *GUNICORN, "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(200):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(self.log)

    def stop(self) -> None:
        """Stop gunicorn as a service manager would."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)
