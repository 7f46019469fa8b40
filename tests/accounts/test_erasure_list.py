"""The list of the deleted: it names nobody, is written first, and is applied after a restore."""

import os
import stat
from datetime import UTC, datetime
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from accounts.actions import open_diary
from accounts.choices import EventKind
from accounts.erasure import erase
from accounts.erasure_list import ErasureListError, names_of, reader, write_down
from accounts.models import AccessEvent, Patient, User
from tests import people
from tests.at_once import at_once
from tests.make import make_days

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.once


def apply() -> str:
    said = StringIO()
    call_command("apply_erasures", stdout=said)
    return said.getvalue()


def restore(user: User, patient: Patient | None = None) -> None:
    """The rows as a copy of the database has them."""
    User.objects.bulk_create([user])
    if patient:
        Patient.objects.bulk_create([patient])
        make_days(patient, NOW.date(), "01m")


def test_a_line_is_the_day_and_what_nobody_can_read(alice: Patient, settings: Settings) -> None:
    erase(user=alice.user, actor=alice.user, now=NOW)
    lines = settings.ERASURE_LIST.read_text().splitlines()
    assert [line[:11] for line in lines] == ["2026-06-01 "] * 2, "the account and the diary"
    assert all(len(line) == 11 + 64 for line in lines)
    for secret in (str(alice.code), alice.code.hex, alice.user.email):
        assert secret not in settings.ERASURE_LIST.read_text()


def test_both_files_are_for_the_services_own_user(alice: Patient, settings: Settings) -> None:
    before = os.umask(0)
    try:
        erase(user=alice.user, actor=alice.user, now=NOW)
    finally:
        os.umask(before)
    for file in (settings.ERASURE_LIST, settings.ERASURE_KEY):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(os.listdir(settings.ERASURE_LIST.parent)) == ["erased.txt", "erasure.key"]


def test_eight_who_write_the_first_lines_at_once_lose_none(settings: Settings) -> None:
    at_once(*[partial(write_down, [f"name {number}"], NOW) for number in range(8)])
    assert len(settings.ERASURE_KEY.read_text().splitlines()) == 1
    lines = settings.ERASURE_LIST.read_text().splitlines()
    assert len(set(lines)) == 8
    assert {len(line) for line in lines} == {75}
    again = settings.ERASURE_LIST.with_name("again.txt")
    settings.ERASURE_LIST.rename(again)
    for number in range(8):
        write_down([f"name {number}"], NOW)
    assert set(settings.ERASURE_LIST.read_text().splitlines()) == set(lines), "one key for all"


def test_a_line_that_a_crash_cut_off_spoils_no_other(alice: Patient, settings: Settings) -> None:
    write_down(["somebody"], NOW)
    whole = settings.ERASURE_LIST.read_text()
    settings.ERASURE_LIST.write_text(whole + "2026-06-01 abc")
    user = User.objects.get()
    erase(user=user, actor=user, now=NOW)
    lines = settings.ERASURE_LIST.read_text().splitlines()
    assert [len(line) for line in lines] == [75, 14, 75, 75]
    restore(user)
    assert reader()(user)


@pytest.mark.parametrize("broken", ["list", "key", "key lost", "key cut off"])
def test_where_the_list_cannot_be_written_nobody_is_deleted(
    alice: Patient, settings: Settings, broken: str
) -> None:
    if broken == "list":
        settings.ERASURE_LIST = settings.ERASURE_LIST.parent  # a folder: not even root writes to it
    elif broken == "key":
        settings.ERASURE_KEY = settings.ERASURE_KEY.parent / "nowhere" / "erasure.key"
    else:
        write_down(["somebody"], NOW)
        settings.ERASURE_KEY.unlink()
        if broken == "key cut off":
            settings.ERASURE_KEY.write_text("abc")
    with pytest.raises(ErasureListError):
        erase(user=alice.user, actor=alice.user, now=NOW)
    assert Patient.objects.get() == alice
    assert not AccessEvent.objects.exists()


def test_what_a_restore_brought_back_is_deleted_again(alice: Patient, charlie: Patient) -> None:
    user = alice.user
    key, made = user.pk, alice.pk
    erase(user=user, actor=user, now=NOW)
    user.pk, alice.pk = key, made
    restore(user, alice)
    assert apply().startswith("Accounts looked at: 2\nDeleted again: 1\n")
    assert list(Patient.objects.all()) == [charlie]
    assert list(User.objects.all()) == [charlie.user]
    said = AccessEvent.objects.order_by("pk").values_list("kind", "actor", "patient_code")
    assert list(said)[-1] == (EventKind.DELETED, None, alice.code)
    assert apply() == "Accounts looked at: 1\nDeleted again: 0\n", "once more changes nothing"


def test_a_copy_from_before_the_diary_was_opened_is_found_too(db: None) -> None:
    user = people.make_user("alice")
    open_diary(user=user, time_zone="Europe/Berlin", now=NOW)
    key = user.pk
    erase(user=User.objects.get(), actor=user, now=NOW)
    # As `dumpdata` writes a moment.
    joined = user.date_joined.replace(microsecond=user.date_joined.microsecond // 1000 * 1000)
    restore(User(pk=key, email="old@example.org", date_joined=joined))
    assert "Deleted again: 1" in apply()


def test_another_account_with_the_same_key_is_not_taken_for_the_deleted_one(db: None) -> None:
    user = people.make_user("alice")
    key = user.pk
    erase(user=User.objects.get(), actor=user, now=NOW)
    other = User.objects.create(pk=key, email="new@example.org")
    assert names_of(other) != names_of(user)
    assert "Deleted again: 0" in apply()


def test_without_a_list_nothing_is_deleted(alice: Patient, settings: Settings) -> None:
    assert "Deleted again: 0" in apply()
    assert not settings.ERASURE_KEY.exists()


def test_a_list_without_its_key_is_said_to_be_useless(alice: Patient, settings: Settings) -> None:
    write_down(["somebody"], NOW)
    settings.ERASURE_KEY.unlink()
    with pytest.raises(CommandError, match="its key"):
        apply()


def test_the_only_superuser_is_kept_and_that_is_said(sue: User) -> None:
    write_down(names_of(sue), NOW)
    with pytest.raises(CommandError, match="createsuperuser"):
        apply()
    people.make_user("tom", is_superuser=True)
    assert "Deleted again: 1" in apply()
