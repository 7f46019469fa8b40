"""Word to the patient that a clinician can see their diary."""

import re

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from accounts.models import Clinician, MailFailure, Patient, Share
from accounts.sharing_mail import tell_of_share


@pytest.fixture(autouse=True)
def at_home(settings: Settings) -> None:
    settings.SITE_URL = "https://diary.example.org"


def test_the_patient_is_told_who_and_where_to_stop_it(
    alice: Patient,
    bob: Clinician,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            tell_of_share(alice.shares.get())
        assert mail.outbox == []
    (message,) = mail.outbox
    assert message.to == [alice.user.email]
    text = str(message.body)
    assert "Dr Bob, Old Town practice can now see your diary." in text
    assert f"https://diary.example.org/p/{alice.code}/sharing/" in text
    found = re.search(r"headache|migraine|botox|inject|patient|health|treat", text, re.IGNORECASE)
    assert found is None


def test_a_mail_server_that_refuses_leaves_the_share(
    alice: Patient,
    bob: Clinician,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.sharing_mail_backends.Refuses"
    with django_capture_on_commit_callbacks(execute=True):
        tell_of_share(alice.shares.get())
    assert Share.objects.get().stopped_at is None
    assert MailFailure.objects.get().kind == "accounts/mail/share"


def test_in_the_patients_language_and_to_no_address_in_doubt(
    alice: Patient,
    bob: Clinician,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    alice.user.emailaddress_set.update(verified=False)
    with django_capture_on_commit_callbacks(execute=True):
        tell_of_share(alice.shares.get())
    assert mail.outbox == []
