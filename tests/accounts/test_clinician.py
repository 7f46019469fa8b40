"""A clinician's account: each state of its page, asking, changing details, ending a share."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from accounts.actions import open_diary
from accounts.clinician_actions import ask
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share, User
from tests import people

PAGE, DETAILS = "/clinician/", "/clinician/details/"
SAID = {"name": "Dr Eve", "practice": "New Town practice", "registration": "77"}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def stands(client: Client) -> str:
    return str(client.get(PAGE).context["standing"])


def kinds() -> list[str]:
    return list(AccessEvent.objects.order_by("pk").values_list("kind", flat=True))


def logged_in(user: User) -> Client:
    return people.browser_of(user, second_step=False)


def test_the_page_leads_from_asking_to_the_diaries_one_thing_at_a_time(db: None) -> None:
    user = people.make_user("eve")
    client = logged_in(user)
    assert stands(client) == "new"
    assert client.post(PAGE, SAID)["Location"] == PAGE
    assert stands(client) == "waiting"
    Clinician.objects.update(refused_at=NOW)
    assert stands(client) == "refused"
    Clinician.objects.update(refused_at=None, approved_at=NOW)
    assert stands(client) == "no_step"
    people.add_second_step(user)
    assert stands(client) == "step_not_shown"
    assert stands(people.browser_of(user)) == "ready"


def test_a_code_set_up_and_shown_in_this_log_in_opens_the_diaries(client: Client, db: None) -> None:
    with time_machine.travel(NOW, tick=False):
        user = people.make_user("eve")
        Clinician.objects.create(user=user, **SAID, approved_at=NOW)
        login = {"login": user.email, "password": people.PASSWORD}
        client.post("/accounts/login/", login)
        activate = "/accounts/2fa/totp/activate/"
        client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
        secret = client.get(activate).context["form"].secret
        code = format_hotp_value(hotp_value(secret, int(NOW.timestamp()) // 30))
        assert client.post(activate, {"code": code}).status_code == 302
        page = client.get(PAGE)
        assert (page.context["standing"], page.context["steps"]) == ("step_not_shown", {"totp"})
        again = "/accounts/2fa/reauthenticate/?next=/clinician/"
        assert again in page.content.decode()
        assert client.post(again, {"code": code})["Location"] == PAGE
        assert stands(client) == "ready"


def test_only_the_second_steps_that_the_account_has_are_offered(bob: Clinician) -> None:
    Authenticator.objects.update(type=Authenticator.Type.WEBAUTHN)
    page = logged_in(bob.user).get(PAGE).content.decode()
    assert "/accounts/2fa/webauthn/reauthenticate/?next=/clinician/" in page
    assert "/accounts/2fa/reauthenticate/" not in page


def test_spare_codes_alone_are_no_second_step(bob: Clinician) -> None:
    Authenticator.objects.update(type=Authenticator.Type.RECOVERY_CODES)
    assert stands(logged_in(bob.user)) == "no_step"


def test_an_approval_that_has_not_begun_is_still_waited_for(bob: Clinician) -> None:
    Clinician.objects.update(approved_at=timezone.now() + timedelta(hours=1))
    assert stands(people.browser_of(bob.user)) == "waiting"


@pytest.mark.parametrize("state", ["new", "waiting", "refused", "no_step", "step_not_shown"])
def test_before_the_end_no_patient_is_named(alice: Patient, bob: Clinician, state: str) -> None:
    changes: dict[str, object] = {
        "waiting": {"approved_at": None},
        "refused": {"approved_at": None, "refused_at": NOW},
    }.get(state, {})
    Clinician.objects.filter(pk=bob.pk).update(**changes)
    if state == "no_step":
        Authenticator.objects.all().delete()
    client = logged_in(people.make_user("eve") if state == "new" else bob.user)
    response = client.get(PAGE)
    assert response.context["standing"] == state
    assert "alice@example.org" not in response.content.decode()
    assert AccessEvent.objects.count() == 0


def test_asking_is_recorded_once_and_needs_all_three(db: None) -> None:
    user = people.make_user("eve")
    client = logged_in(user)
    for missing in SAID:
        for nothing in ("", "   ", "\u202e"):
            response = client.post(PAGE, {**SAID, missing: nothing})
            assert response.status_code == 422
            assert list(response.context["form"].errors) == [missing]
            assert [
                response.context["form"][field].value() for field in SAID if field != missing
            ] == [words for field, words in SAID.items() if field != missing]
    assert not Clinician.objects.exists()
    for _ in range(2):
        assert client.post(PAGE, SAID)["Location"] == PAGE
    row = Clinician.objects.get()
    assert (row.name, row.practice, row.registration) == tuple(SAID.values())
    assert (row.approved_at, row.refused_at) == (None, None)
    event = AccessEvent.objects.get()
    assert (event.kind, event.actor, event.about) == ("asked", user, user)
    assert event.actor_name == "Dr Eve, New Town practice"


def test_the_second_of_two_taps_at_once_asks_nothing_more(db: None) -> None:
    user = people.make_user("eve")
    first, second = (ask(user=user, **{**SAID, "name": name}, now=NOW) for name in ("Eve", "Eva"))
    assert (first, second.name) == (second, "Eve")
    assert kinds() == ["asked"]


@pytest.mark.parametrize("value", ["x" * 121, "nul\x00"])
def test_what_cannot_be_stored_is_refused_beside_its_field(db: None, value: str) -> None:
    response = logged_in(people.make_user("eve")).post(PAGE, {**SAID, "name": value})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


def test_marks_that_turn_a_line_around_are_left_out_of_a_name(db: None) -> None:
    logged_in(people.make_user("eve")).post(PAGE, {**SAID, "name": "Dr\u202e  Eve\t"})
    assert Clinician.objects.get().name == "Dr Eve"


def test_a_patient_may_be_a_clinician_too_and_goes_on_to_the_diary(
    as_alice: Client, alice: Patient
) -> None:
    assert "/clinician/" not in as_alice.get(f"/p/{alice.code}/more/").content.decode()
    as_alice.post(PAGE, SAID)
    assert as_alice.get("/")["Location"] == f"/p/{alice.code}/"
    assert 'href="/clinician/"' in as_alice.get(f"/p/{alice.code}/more/").content.decode()


IDLE = 15 * 60
LONG = 90 * 24 * 60 * 60


def test_who_keeps_a_diary_stays_logged_in_to_it_and_shows_the_second_step_anew(
    alice: Patient, bob: Clinician
) -> None:
    own = open_diary(user=bob.user, time_zone="UTC", now=people.LONG_AGO)
    today, history = f"/p/{own.code}/", f"/p/{alice.code}/history/"
    with time_machine.travel(NOW, tick=False) as clock:
        client = people.browser_of(bob.user)
        for _look in range(3):
            assert client.get(history).status_code == 200
            clock.shift(timedelta(minutes=14))
        clock.shift(timedelta(minutes=2))
        # To be busy with one's own diary keeps no door open.
        assert client.get(today).status_code == 200
        assert client.get(history).status_code == 404
        assert client.post(DETAILS, SAID)["Location"] == PAGE
        assert Share.objects.live(timezone.now()).exists()
        assert stands(client) == "step_not_shown"
        clock.shift(timedelta(days=80))
        assert client.get(today).status_code == 200
        assert client.session.get_expiry_age() == LONG
        assert client.get(history).status_code == 404


def test_asking_changes_nothing_of_the_log_in_to_ones_own_diary(
    as_alice: Client, alice: Patient
) -> None:
    as_alice.get(f"/p/{alice.code}/")
    as_alice.post(PAGE, SAID)
    assert as_alice.session.get_expiry_age() == LONG


def test_a_log_in_from_before_on_another_device_learns_it_on_the_next_day(db: None) -> None:
    user = people.make_user("eve")
    with time_machine.travel(NOW, tick=False) as clock:
        phone = logged_in(user)
        phone.get("/accounts/2fa/")
        assert phone.session.get_expiry_age() == LONG
        Clinician.objects.create(user=user, **SAID)
        clock.shift(timedelta(hours=25))
        phone.get("/accounts/2fa/")
        assert phone.session.get_expiry_age() == IDLE


def test_a_log_in_from_before_learns_it_at_once_on_a_clinic_page(db: None) -> None:
    user = people.make_user("eve")
    phone = logged_in(user)
    phone.get("/accounts/2fa/")
    Clinician.objects.create(user=user, **SAID)
    phone.get(PAGE)
    assert phone.session.get_expiry_age() == IDLE


def test_the_list_names_those_who_share_and_each_is_told(
    alice: Patient, charlie: Patient, bob: Clinician
) -> None:
    Patient.objects.filter(pk=alice.pk).update(name="Alice Example")
    response = people.browser_of(bob.user).get(PAGE)
    page = response.content.decode()
    assert "Alice Example" in page
    assert "Without private notes" in page
    assert "until one of you ends it" in page
    assert "charlie@example.org" not in page
    event = AccessEvent.objects.get()
    assert (event.kind, event.patient_code, event.page) == (
        "read",
        alice.code,
        "accounts:clinician",
    )
    assert event.actor == bob.user


def test_a_share_that_ended_is_not_in_the_list(alice: Patient, dan: Clinician) -> None:
    assert people.browser_of(dan.user).get(PAGE).context["shares"] == []


def test_a_clinician_ends_a_share_after_being_asked_once(alice: Patient, bob: Clinician) -> None:
    client = people.browser_of(bob.user)
    share = Share.objects.get()
    address = f"/clinician/shares/{share.pk}/end/"
    assert "alice@example.org" in client.get(address).content.decode()
    assert Share.objects.live(timezone.now()).exists()
    for _ in range(2):
        assert client.post(address)["Location"] == PAGE
    assert not Share.objects.live(timezone.now()).exists()
    assert kinds() == ["read", "stopped"]
    assert AccessEvent.objects.get(kind="stopped").actor == bob.user
    assert client.get(address).status_code == 404


def test_another_clinicians_share_is_not_there(alice: Patient, bob: Clinician) -> None:
    eve = people.make_clinician("eve")
    client = people.browser_of(eve.user)
    for pk in (Share.objects.get().pk, 10**30):
        address = f"/clinician/shares/{pk}/end/"
        assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert Share.objects.live(timezone.now()).exists()


def test_leaving_a_practice_says_what_will_happen_then_ends_all_shares_and_asks_anew(
    alice: Patient, charlie: Patient, bob: Clinician
) -> None:
    people.share(charlie, bob)
    client = people.browser_of(bob.user)
    page = client.get(DETAILS)
    assert page.context["sharing"] == 2
    assert "2 shares end at once" in page.content.decode()
    assert page.context["form"]["practice"].value() == "Old Town practice"
    assert Share.objects.live(timezone.now()).count() == 2
    assert client.post(DETAILS, SAID)["Location"] == PAGE
    assert not Share.objects.filter(stopped_at=None).exists()
    row = Clinician.objects.get()
    assert (row.name, row.approved_at) == ("Dr Eve", None)
    assert kinds() == ["stopped", "stopped", "asked"]
    names = AccessEvent.objects.order_by("pk").values_list("actor_name", flat=True)
    assert list(names) == [*["Dr Bob, Old Town practice"] * 2, "Dr Eve, New Town practice"]
    assert stands(client) == "waiting"


def test_saving_the_details_as_they_are_ends_nothing(alice: Patient, bob: Clinician) -> None:
    client = people.browser_of(bob.user)
    said = {"name": f" {bob.name} ", "practice": bob.practice, "registration": bob.registration}
    assert client.post(DETAILS, said)["Location"] == PAGE
    assert "Nothing changed, and nothing ended." in client.get(PAGE).content.decode()
    bob.refresh_from_db()
    assert bob.approved_at is not None
    assert Share.objects.live(timezone.now()).exists()
    assert kinds() == ["read"]


def test_a_code_that_was_typed_ends_with_the_practice(alice: Patient, bob: Clinician) -> None:
    now = timezone.now()
    Invitation.objects.create(
        patient=alice,
        way="code",
        digest="x",
        made_at=now,
        expires_at=now + timedelta(hours=24),
        clinician=bob,
        named_at=now,
    )
    people.browser_of(bob.user).post(DETAILS, SAID)
    assert Invitation.objects.get().end == "declined"


def test_after_a_refusal_one_may_correct_the_details_and_ask_again(bob: Clinician) -> None:
    Clinician.objects.update(approved_at=None, refused_at=NOW)
    client = logged_in(bob.user)
    assert client.post(DETAILS, SAID)["Location"] == PAGE
    assert stands(client) == "waiting"


def test_a_stolen_password_alone_ends_no_shares(alice: Patient, bob: Clinician) -> None:
    client = logged_in(bob.user)
    assert [client.get(DETAILS)["Location"], client.post(DETAILS, SAID)["Location"]] == [PAGE] * 2
    assert Share.objects.live(timezone.now()).exists()


def test_details_that_cannot_be_change_nothing(alice: Patient, bob: Clinician) -> None:
    response = people.browser_of(bob.user).post(DETAILS, {**SAID, "practice": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["practice"])
    assert Share.objects.live(timezone.now()).exists()


def test_a_link_for_who_never_asked_leads_to_asking(as_alice: Client) -> None:
    assert as_alice.get(DETAILS)["Location"] == PAGE
