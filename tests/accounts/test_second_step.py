"""The admin asks for more than a password: a code or a passkey, shown in this very log-in."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient, User
from tests import people

PAGE, ADMIN = "/second-step/", "/admin/"


def shown(client: Client) -> str:
    """What the page says that staff without a second step are led to."""
    refused = client.get(reverse("admin:accounts_user_changelist"))
    assert refused.status_code == 302
    led = client.get(refused["Location"])
    assert led["Location"] == PAGE
    return client.get(PAGE).content.decode()


@pytest.fixture
def tom(db: None) -> User:
    """Staff, as `createsuperuser` makes them: with a password and nothing else."""
    return people.make_user("tom", is_staff=True, is_superuser=True)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_without_one_staff_are_led_to_set_it_up(tom: User) -> None:
    page = shown(people.browser_of(tom, second_step=False))
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page
    assert reverse("mfa_reauthenticate") not in page


def test_from_setting_it_up_to_the_admin(tom: User, client: Client) -> None:
    client.post("/accounts/login/", {"login": tom.email, "password": people.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    activate = reverse("mfa_activate_totp")
    secret = client.get(activate).context["form"].secret
    client.post(activate, {"code": code_of(secret)})
    page = shown(client)
    again = f"{reverse('mfa_reauthenticate')}?next={ADMIN}"
    assert again in page
    assert client.post(again, {"code": code_of(secret)})["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200
    assert client.get(PAGE)["Location"] == ADMIN


def test_a_log_in_with_the_code_opens_it_at_once(tom: User, client: Client) -> None:
    secret = people.add_second_step(tom).data["secret"]
    step = client.post("/accounts/login/", {"login": tom.email, "password": people.PASSWORD})
    assert step["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get(ADMIN).status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get(ADMIN).status_code == 200


def test_one_that_is_taken_away_closes_the_admin_at_the_next_request(tom: User) -> None:
    people.add_second_step(tom)
    client = people.browser_of(tom)
    assert client.get(ADMIN).status_code == 200
    Authenticator.objects.all().delete()
    assert "set up" in shown(client)


@pytest.mark.once
def test_a_passkey_alone_is_asked_for_as_one(tom: User) -> None:
    people.add_second_step(tom)
    Authenticator.objects.update(type=Authenticator.Type.WEBAUTHN)
    page = shown(people.browser_of(tom, second_step=False))
    assert f"{reverse('mfa_reauthenticate_webauthn')}?next={ADMIN}" in page
    assert f"{reverse('mfa_reauthenticate')}?next" not in page


@pytest.mark.once
def test_recovery_codes_alone_are_no_second_step(tom: User) -> None:
    people.add_second_step(tom)
    Authenticator.objects.update(type=Authenticator.Type.RECOVERY_CODES)
    assert reverse("mfa_activate_totp") in shown(people.browser_of(tom))


@pytest.mark.once
def test_without_it_no_page_of_the_admin_does_anything(tom: User, alice: Patient) -> None:
    client = people.browser_of(tom, second_step=False)
    change = reverse("admin:accounts_user_change", args=[alice.user.pk])
    for address in (ADMIN, change, reverse("admin:accounts_user_erase", args=[alice.user.pk])):
        for answer in (client.get(address), client.post(address, {"sure": "on"})):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")
    assert User.objects.get(pk=alice.user_id).is_active


@pytest.mark.once
def test_others_are_led_on_to_the_page_of_clinicians(alice: Patient, bob: Clinician) -> None:
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")
    for user in (alice.user, bob.user):
        assert people.browser_of(user).get(PAGE)["Location"] == "/clinician/"


@pytest.mark.once
def test_staff_change_their_password_where_everybody_does_and_are_told(tom: User) -> None:
    people.add_second_step(tom)
    asked = people.browser_of(tom).post("/admin/password_change/", {"new_password1": "x"})
    assert asked["Location"] == reverse("account_change_password")
