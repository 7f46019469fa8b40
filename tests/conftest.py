"""What every test may use: the fixed people, logged in or not, and a browser."""

import os

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import Clinician, Patient, User
from tests import people

# The browser's driver runs an event loop in the test's own thread; the database is not used in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Real password hashing takes half a second on purpose; the tests need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
    """Staff."""
    return people.make_user("sue", is_staff=True, is_superuser=True)


@pytest.fixture
def as_alice(alice: Patient) -> Client:
    """A browser in which Alice is logged in."""
    client = Client()
    client.force_login(alice.user)
    return client
