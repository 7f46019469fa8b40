"""The e-mails of those who asked: once for a due day, whatever runs when."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Thread
from typing import ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.models import Patient
from tests import people
from tests.at_once import at_once
from tests.make import make_session
from treatments.choices import Status
from treatments.models import BookingReminder, SentReminder
from treatments.reminders import send_reminder, to_mail

DONE = date(2026, 1, 5)
DUE = date(2026, 3, 30)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


class RefusesCharlie(EmailBackend):
    """A mail server that breaks off where Charlie is the recipient."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if any("charlie@example.org" in message.to for message in messages):
            raise ConnectionResetError("charlie@example.org")
        sent: int = super().send_messages(messages)
        return sent


class Unreachable(EmailBackend):
    """A mail server that is down."""

    def open(self) -> bool:
        raise TimeoutError


class BreaksOff(EmailBackend):
    """A mail server that takes its time, in which others do something, and then breaks off."""

    meanwhile: ClassVar[Callable[[], None]]

    def send_messages(self, messages: list[EmailMessage]) -> int:
        others = Thread(target=type(self).meanwhile)
        others.start()
        others.join(5)
        raise TimeoutError("too long" if others.is_alive() else "in time")


@pytest.fixture(autouse=True)
def _tenth_of_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def asks(patient: Patient, **fields: object) -> BookingReminder:
    """A person with a session on 5 January who asked to be told 4 weeks before, by e-mail too."""
    make_session(patient, DONE)
    wanted = {"weeks_before": 4, "by_email": True, **fields}
    return BookingReminder.objects.create(patient=patient, **wanted)


def run(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("send_reminders")
    return capsys.readouterr().out


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def sent() -> list[tuple[str, date]]:
    rows = SentReminder.objects.order_by("patient__user__email", "due_on")
    return list(rows.values_list("patient__user__email", "due_on"))


def test_who_asked_gets_one_e_mail_however_often_the_command_runs(
    alice: Patient, charlie: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(alice)
    asks(charlie, by_email=False)
    assert [run(capsys), run(capsys)] == ["Reminders sent: 1\n", "Reminders sent: 0\n"]
    assert recipients() == ["alice@example.org"]
    assert (sent(), to_mail(NOW)) == ([("alice@example.org", DUE)], [])


def test_the_e_mail_says_nothing_of_health_and_how_to_stop_it(
    alice: Patient, settings: Settings
) -> None:
    settings.SITE_URL = "https://diary.example.org"
    asks(alice)
    call_command("send_reminders")
    (message,) = mail.outbox
    assert message.subject == "Clear Days: a reminder you asked for"
    assert message.body == (
        "Hello,\n\n"
        "you asked to be told when it is time to book your next appointment. "
        "It is time now, and none is noted yet.\n\n"
        "You can note it here:\nhttps://diary.example.org\n\n"
        "To stop these e-mails, log in there and open “More”, then “Reminders and calendar”.\n\n"
        "Clear Days\n"
    )
    whole = message.message().as_string().lower()
    for word in ("botox", "inject", "migraine", "headache", "session", str(alice.code)):
        assert word not in whole
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


@pytest.mark.parametrize(
    "change",
    [
        lambda alice: make_session(alice, DUE, status=Status.PLANNED, first_ever=None),
        lambda alice: make_session(alice, NOW.date(), status=Status.PLANNED, first_ever=None),
        lambda alice: alice.injection_sessions.all().delete(),
        lambda alice: alice.injection_sessions.update(status=Status.CANCELLED),
        lambda alice: alice.injection_sessions.update(date=date(2026, 1, 14)),
        lambda alice: alice.injection_sessions.update(date=date(2025, 12, 1)),
        lambda alice: type(alice.user).objects.update(is_active=False),
        lambda alice: alice.user.emailaddress_set.update(verified=False),
        lambda alice: alice.user.emailaddress_set.update(primary=False),
        lambda alice: BookingReminder.objects.update(by_email=False),
        lambda alice: BookingReminder.objects.all().delete(),
    ],
    ids=[
        "booked",
        "to confirm",
        "no session",
        "cancelled",
        "not yet",
        "long past",
        "gone",
        "unverified",
        "not the primary",
        "page",
        "off",
    ],
)
def test_no_e_mail_goes_where_it_would_be_wrong(
    alice: Patient, change: Callable[[Patient], object]
) -> None:
    row = asks(alice)
    assert to_mail(NOW) == [row]
    change(alice)
    assert to_mail(NOW) == []
    # Nor where it became wrong after the list was made.
    assert send_reminder(row, NOW) is False
    assert (mail.outbox, sent()) == ([], [])


def test_it_goes_to_the_primary_address_alone(alice: Patient) -> None:
    addresses = alice.user.emailaddress_set  # type: ignore[attr-defined]
    addresses.update(email="primary@example.org")
    addresses.create(email="second@example.org", verified=True, primary=False)
    asks(alice)
    call_command("send_reminders")
    assert recipients() == ["primary@example.org"]


@pytest.mark.parametrize(
    ("days", "again"), [(-4, 0), (1, 0), (2, 0), (-28, 0), (28, 0), (-29, 1), (84, 0)]
)
def test_a_date_that_is_corrected_brings_no_second_e_mail(
    alice: Patient, capsys: pytest.CaptureFixture[str], days: int, again: int
) -> None:
    asks(alice, weeks_before=12)
    run(capsys)
    alice.injection_sessions.update(date=DONE + timedelta(days=days))
    assert run(capsys) == f"Reminders sent: {again}\n"


def test_the_next_cycle_brings_the_next_e_mail(
    alice: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(alice)
    run(capsys)
    make_session(alice, DUE, first_ever=None)
    with time_machine.travel(datetime(2026, 5, 26, 12, tzinfo=UTC)):
        assert [run(capsys), run(capsys)] == ["Reminders sent: 1\n", "Reminders sent: 0\n"]
    assert sent() == [("alice@example.org", DUE), ("alice@example.org", date(2026, 6, 22))]


def test_without_an_address_of_the_site_no_e_mail_goes(alice: Patient, settings: Settings) -> None:
    settings.SITE_URL = ""
    asks(alice)
    with pytest.raises(CommandError, match="Set SITE_URL"):
        call_command("send_reminders")
    assert (mail.outbox, sent()) == ([], [])


def test_an_e_mail_that_fails_keeps_no_other_back_and_is_tried_again(
    alice: Patient,
    charlie: Patient,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    asks(charlie)
    asks(alice)
    settings.EMAIL_BACKEND = f"{__name__}.RefusesCharlie"
    with pytest.raises(CommandError, match=r"^Reminders not sent, .*: 1$") as failure:
        run(capsys)
    assert failure.value.returncode == 1
    assert (recipients(), sent()) == (["alice@example.org"], [("alice@example.org", DUE)])
    assert [record.getMessage() for record in caplog.records] == [
        "An e-mail was not sent: ConnectionResetError"
    ]
    assert "charlie" not in caplog.text + capsys.readouterr().out
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert run(capsys) == "Reminders sent: 1\n"
    assert recipients() == ["alice@example.org", "charlie@example.org"]


def test_a_mail_server_that_is_down_loses_no_e_mail(
    alice: Patient, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asks(alice)
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with pytest.raises(CommandError):
        run(capsys)
    assert (capsys.readouterr().out, sent()) == ("Reminders sent: 0\n", [])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert run(capsys) == "Reminders sent: 1\n"


def test_many_people_are_looked_through_in_three_queries(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [asks(people.make_patient(f"person-{n}")) for n in range(20)]
    with django_assert_num_queries(3):
        assert to_mail(NOW) == rows


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_e_mail(alice: Patient) -> None:
    row = asks(alice)
    assert sorted(at_once(*[partial(send_reminder, row, NOW)] * 2)) == [False, True]
    assert recipients() == ["alice@example.org"]
    assert sent() == [("alice@example.org", DUE)]


@pytest.mark.django_db(transaction=True)
def test_while_the_mail_server_takes_its_time_others_save_and_nobody_sends_twice(
    alice: Patient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asks(alice)
    seen: list[object] = []

    def meanwhile() -> None:
        with transaction.atomic():
            alice.lock()
            alice.injection_sessions.update(clinic="saved meanwhile")
        seen.extend([sent(), send_reminder(row, NOW)])
        connection.close()

    monkeypatch.setattr(BreaksOff, "meanwhile", meanwhile, raising=False)
    settings.EMAIL_BACKEND = f"{__name__}.BreaksOff"
    with pytest.raises(TimeoutError, match="in time"):
        send_reminder(row, NOW)
    assert seen == [[("alice@example.org", DUE)], False]
    assert alice.injection_sessions.get().clinic == "saved meanwhile"
    # It broke off: the next run tries again.
    assert sent() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert [send_reminder(row, NOW), send_reminder(row, NOW)] == [True, False]
