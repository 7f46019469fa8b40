"""An e-mail that the mail server refuses is noted for staff, without its text or address."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.mail_failures import note_failure
from accounts.mailing import send_each
from accounts.models import Clinician, MailFailure, Patient, User
from accounts.staff_mail import tell
from tests import people
from tests.accounts.mail import last_code

REFUSES = "tests.accounts.sharing_mail_backends.Refuses"
SIGN_UP = {"email": "new@example.org", "password1": people.PASSWORD, "time_zone": "Europe/Berlin"}


@pytest.fixture
def refusing(settings: Settings) -> None:
    """A mail server that takes no e-mail."""
    settings.EMAIL_BACKEND = REFUSES


def noted() -> list[tuple[str, str, str]]:
    """Which e-mail, why, and whose account it went to."""
    rows = MailFailure.objects.order_by("pk").select_related("user")
    return [(row.kind, row.error, row.user.email if row.user else "") for row in rows]


def test_a_forgotten_password(refusing: None, client: Client, alice: Patient) -> None:
    asked = client.post("/accounts/password/reset/", {"email": "Alice@example.org"})
    assert asked.status_code == 302
    assert noted() == [
        ("account/email/password_reset_code", "SMTPRecipientsRefused", "alice@example.org")
    ]


def test_the_code_of_a_sign_up_can_be_asked_for_again(
    settings: Settings, client: Client, db: None
) -> None:
    sent = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = REFUSES
    form = {**SIGN_UP, "consent": "on"}
    assert client.post("/accounts/signup/", form)["Location"] == "/accounts/confirm-email/"
    assert [kind for kind, _error, _whose in noted()] == ["account/email/email_confirmation_signup"]
    settings.EMAIL_BACKEND = sent
    cache.clear()  # the limit of e-mails a minute
    client.post("/accounts/confirm-email/", {"action": "resend"})
    client.post("/accounts/confirm-email/", {"code": last_code("new@example.org")})
    assert User.objects.get().emailaddress_set.get().verified  # type: ignore[attr-defined]


def test_an_address_of_nobodys_account(refusing: None, client: Client, db: None) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert noted() == [("account/email/unknown_account", "SMTPRecipientsRefused", "")]


def test_one_that_follows_what_staff_did(refusing: None, bob: Clinician) -> None:
    assert not tell(bob.user, "approved", "accounts:clinician")
    assert noted() == [("accounts/mail/approved", "SMTPRecipientsRefused", "bob@example.org")]


def test_a_reminder_keeps_no_other_back(alice: Patient, charlie: Patient) -> None:
    def send(patient: Patient) -> bool:
        if patient == alice:
            User.objects.filter(pk=alice.user_id).delete()
            raise ConnectionResetError
        return True

    rows = [alice, charlie]
    for row in rows:
        row.patient = row  # type: ignore[attr-defined]
    assert send_each(rows, send) == (1, 1)
    assert noted() == [("reminder", "ConnectionResetError", "")]


def test_of_an_account_that_was_deleted_meanwhile_it_is_still_noted(alice: Patient) -> None:
    user = User.objects.get(pk=alice.user_id)
    User.objects.filter(pk=user.pk).delete()
    note_failure(kind="accounts/mail/share", error=OSError(), user=user, now=timezone.now())
    assert noted() == [("accounts/mail/share", "OSError", "")]


def test_nothing_of_the_text_or_the_address_is_kept(
    refusing: None, client: Client, alice: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    row = MailFailure.objects.values().get()
    assert set(row) == {"id", "at", "kind", "error", "user_id"}
    assert "example.org" not in f"{row} {caplog.text}"


def test_where_nothing_can_be_noted_the_page_goes_on(
    alice: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("ALTER TABLE accounts_mailfailure RENAME TO away")
        note_failure(kind="x", error=OSError(), user=alice.user, now=timezone.now())
        assert User.objects.filter(pk=alice.user_id).exists(), "the transaction is still good"
        transaction.set_rollback(True)
    assert "That was not noted:" in caplog.text


def test_a_name_of_any_length_fits(db: None) -> None:
    error = type("E" * 100, (DatabaseError,), {})
    note_failure(kind="k" * 100, error=error(), user=None, now=timezone.now())
    assert noted() == [("k" * 80, "E" * 80, "")]
