"""What every test may use: the fixed people, logged in or not, and a browser."""

import os
import shutil
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Clinician, Patient, User
from tests import people
from tests.access_fixture import world  # noqa: F401

whom_an_event_is_about = import_module("accounts.migrations.0007_whom_an_event_is_about")
# What hypothesis tries is new each time, but in CI, where luck must not decide.
HERE = hypothesis.settings(database=None, deadline=None)
CI = hypothesis.settings(HERE, derandomize=True)
hypothesis.settings.register_profile("clear-days", CI if os.environ.get("CI") == "true" else HERE)
hypothesis.settings.load_profile("clear-days")
# The browser's driver runs an event loop in the test's own thread; the database is not used in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine is slow; what never comes is waited for a little longer.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark what needs a browser, so that it can be left out where there is none."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tables of the tests: emptied between them, which SQLite would refuse of the audit's."""
    with django_db_blocker.unblock():
        let_tables_be_emptied()


def let_tables_be_emptied() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Fails where a later change of the table forgot it.
            cursor.execute("DROP TRIGGER accounts_accessevent_stays")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Real password hashing takes half a second on purpose; the tests need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_erasure_list(settings: Settings, tmp_path: Path) -> None:
    """Whoever is deleted in a test is on the list of that test alone."""
    settings.ERASURE_LIST = tmp_path / "erased.txt"
    settings.ERASURE_KEY = tmp_path / "erasure.key"


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request leaves its language behind; the next test must not speak it."""
    translation.deactivate()


@pytest.fixture
def alice(db: None) -> Patient:
    """A patient."""
    return people.make_patient("alice")


@pytest.fixture
def charlie(db: None) -> Patient:
    """Another patient, a stranger to Alice."""
    return people.make_patient("charlie")


@pytest.fixture
def bob(alice: Patient) -> Clinician:
    """A clinician with whom Alice shares her diary."""
    clinician = people.make_clinician("bob")
    people.share(alice, clinician)
    return clinician


@pytest.fixture
def dan(alice: Patient) -> Clinician:
    """A clinician with whom Alice stopped sharing."""
    clinician = people.make_clinician("dan")
    people.share(alice, clinician, stopped_at=people.LONG_AGO)
    return clinician


@pytest.fixture
def sue(db: None) -> User:
    """Staff, whose log-in has a second step."""
    user = people.make_user("sue", is_staff=True, is_superuser=True)
    people.add_second_step(user)
    return user


@pytest.fixture
def as_alice(alice: Patient) -> Client:
    """A browser in which Alice is logged in."""
    client = Client()
    client.force_login(alice.user)
    return client


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's own chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("No chromium here. Install it: sudo apt-get install chromium")
    return {"executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """No service worker unless a test is about it: it goes on asking when the test is over."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture
def alice_page(page: Page, live_server: LiveServer, as_alice: Client) -> Page:
    """A real browser in which Alice is logged in, on a phone, on her own clock."""
    page.set_viewport_size({"width": 390, "height": 844})
    session = as_alice.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page
