"""Staff delete an account: by the same action as a person who leaves, and never by Django's."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient, User
from tests import people
from tests.make import make_days


def page(user: User) -> str:
    return reverse("admin:accounts_user_erase", args=[user.pk])


def shown(staff: User, address: str) -> Client:
    """The staff's browser, after they showed who they are for this page."""
    client = people.browser_of(staff)
    asked = client.get(address)["Location"]
    assert asked.startswith("/accounts/reauthenticate/?next=%2Fadmin%2F")
    form = {"password": people.PASSWORD, "next": address}
    assert client.post(asked, form)["Location"] == address
    return client


def test_staff_delete_an_account_after_a_last_look(
    alice: Patient, bob: Clinician, sue: User
) -> None:
    make_days(alice, people.LONG_AGO.date(), "01m")
    address = page(alice.user)
    client = shown(sue, address)
    look = client.get(address).content.decode()
    for part in ("alice@example.org", "Days: 3", "Dr Bob, Old Town practice"):
        assert part in look
    key, code = alice.user.pk, alice.code
    assert client.post(address, {}).status_code == 422
    assert Patient.objects.exists()
    assert client.post(address, {"sure": "on"})["Location"] == "/admin/accounts/user/"
    assert "The account is deleted." in client.get("/admin/accounts/user/").content.decode()
    assert not User.objects.filter(pk=key).exists()
    assert not LogEntry.objects.exists(), "which would quote the address"
    event = AccessEvent.objects.latest("pk")
    told = (event.kind, event.actor_id, event.actor_name, event.patient_code, event.about_id)
    assert told == (EventKind.DELETED, sue.pk, sue.email, code, key)
    assert client.post(address, {"sure": "on"}).status_code in (302, 404), "twice is no error"


def test_the_page_of_an_account_leads_there_but_not_that_of_oneself(
    alice: Patient, sue: User
) -> None:
    client = people.browser_of(sue)
    for user, leads in ((alice.user, True), (sue, False)):
        look = client.get(reverse("admin:accounts_user_change", args=[user.pk])).content.decode()
        assert (page(user) in look) is leads
    assert client.get(page(sue)).status_code == client.post(page(sue)).status_code == 403


def test_a_password_is_asked_for_each_account_anew(
    alice: Patient, charlie: Patient, sue: User
) -> None:
    client = shown(sue, page(alice.user))
    assert client.post(page(charlie.user), {"sure": "on"}).status_code == 302
    assert Patient.objects.count() == 2


def test_who_may_not_delete_does_not(alice: Patient, bob: Clinician, sue: User) -> None:
    tom = people.make_user("tom", is_staff=True)
    people.add_second_step(tom)
    tom.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    assert people.browser_of(tom).get(page(alice.user)).status_code == 403
    tom.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    assert people.browser_of(tom).get(page(sue)).status_code == 403, "nor staff"
    assert people.browser_of(tom).get(page(alice.user)).status_code == 302
    for user in (alice.user, bob.user):
        asked = people.browser_of(user).get(page(alice.user))
        assert asked["Location"].startswith("/admin/login/")
    assert people.browser_of(sue).get("/admin/accounts/user/99999/erase/").status_code == 404
    assert people.browser_of(sue).get("/admin/accounts/user/alice/erase/").status_code == 404


def test_djangos_own_ways_to_delete_are_shut(alice: Patient, sue: User) -> None:
    client = people.browser_of(sue)
    delete = reverse("admin:accounts_user_delete", args=[alice.user.pk])
    assert [client.get(delete).status_code, client.post(delete).status_code] == [403, 403]
    listed = reverse("admin:accounts_user_changelist")
    form = {"action": "delete_selected", "_selected_action": [alice.user.pk], "post": "yes"}
    client.post(listed, form)
    assert Patient.objects.get() == alice


@pytest.mark.once
def test_the_last_superuser_and_a_list_that_cannot_be_written_are_said(
    alice: Patient, sue: User, settings: Settings
) -> None:
    tom = people.make_user("tom", is_superuser=True, is_staff=True)
    User.objects.filter(pk=sue.pk).update(is_superuser=False)
    sue.user_permissions.set(Permission.objects.all())
    assert people.browser_of(sue).get(page(tom)).status_code == 403
    settings.ERASURE_LIST = settings.ERASURE_LIST.parent
    client = shown(sue, page(alice.user))
    answer = client.post(page(alice.user), {"sure": "on"})
    assert (answer.status_code, Patient.objects.count()) == (503, 1)
    assert "Nothing was deleted" in answer.content.decode()
