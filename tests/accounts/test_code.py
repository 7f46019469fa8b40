"""A code said aloud: typed in any writing, five wrong ones in a day, and nobody named too early."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.invitation_actions import Invited, confirm, invite_by_code
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share
from accounts.secrets import typed_code
from tests import people

PAGE = "/clinician/code/"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def eve(db: None) -> Clinician:
    """A clinician with whom nobody shares yet."""
    return people.make_clinician("eve")


def invite(patient: Patient, now: datetime = NOW) -> Invited:
    return invite_by_code(patient=patient, with_notes=False, share_until=None, now=now)


def wrong(client: Client, code: str = "00000000") -> str:
    """The answer to a code that is none, as the page says it."""
    response = client.post(PAGE, {"code": code})
    assert response.status_code == 422
    if "until" in response.context:
        return "too many"
    (error,) = response.context["form"].errors["code"]
    return str(error)


def left(number: int) -> str:
    tries = "try is" if number == 1 else "tries are"
    return f"No patient is waiting with this code. Ask for it once more. {number} {tries} left."


def test_a_right_code_names_the_clinician_to_the_patient_and_nobody_to_the_clinician(
    alice: Patient, eve: Clinician
) -> None:
    with time_machine.travel(NOW, tick=False):
        code = invite(alice).secret
        response = people.browser_of(eve.user).post(PAGE, {"code": code})
    page = response.content.decode()
    assert "Now ask your patient to confirm you on their Sharing page" in page
    assert "alice@example.org" not in page
    assert str(alice.code) not in page
    found = Invitation.objects.get()
    assert (found.clinician, found.named_at) == (eve, NOW)
    assert not Share.objects.exists()
    assert AccessEvent.objects.filter(kind="named", actor=eve.user).count() == 1


def test_a_typed_code_stands_on_the_clinicians_page_until_the_patient_answers(
    alice: Patient, eve: Clinician
) -> None:
    waits = "You typed a code on Sunday 12:00, and the patient has not said yes so far."
    with time_machine.travel(NOW, tick=False) as clock:
        invited = invite(alice)
        client = people.browser_of(eve.user)
        assert waits not in client.get("/clinician/").content.decode()
        client.post(PAGE, {"code": invited.secret})
        page = client.get("/clinician/").content.decode()
        assert waits in page
        assert "alice@example.org" not in page
        assert str(alice.code) not in page
        confirm(patient=alice, pk=invited.invitation.pk, clinician_pk=eve.pk, now=NOW)
        assert waits not in client.get("/clinician/").content.decode()
        client.post(PAGE, {"code": invite(people.make_patient("dora")).secret})
        assert waits in client.get("/clinician/").content.decode()
        clock.shift(timedelta(hours=24))
        client = people.browser_of(eve.user)
        assert waits not in client.get("/clinician/").content.decode()


@pytest.mark.parametrize("writing", ["lower", "spaced", "bare", "misread"])
def test_a_code_may_be_typed_in_any_writing(alice: Patient, eve: Clinician, writing: str) -> None:
    with time_machine.travel(NOW, tick=False):
        code = invite(alice).secret
        bare = typed_code(code)
        typed = {
            "lower": code.lower(),
            "spaced": " ".join(bare),
            "bare": bare,
            "misread": bare.replace("0", "O").replace("1", "l"),
        }[writing]
        assert people.browser_of(eve.user).post(PAGE, {"code": typed}).context["taken"]


def test_a_zero_may_be_typed_as_the_letter(eve: Clinician) -> None:
    assert wrong(people.browser_of(eve.user), "oOoO-oOoO") == left(4)


def test_after_five_wrong_codes_the_right_one_is_refused_until_a_day_is_over(
    alice: Patient, eve: Clinician
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = people.browser_of(eve.user)
        said = [wrong(client) for _ in range(5)]
        assert said == [left(4), left(3), left(2), left(1), "too many"]
        clock.shift(timedelta(hours=1))
        code = invite(alice, NOW + timedelta(hours=1)).secret
        response = people.browser_of(eve.user).post(PAGE, {"code": code})
        assert response.status_code == 422
        assert "You can try again in 23\xa0hours" in response.content.decode()
        assert Invitation.objects.get().clinician is None
        clock.shift(timedelta(hours=22, minutes=59))
        client = people.browser_of(eve.user)
        assert wrong(client, code) == "too many"
        clock.shift(timedelta(minutes=1))
        assert client.post(PAGE, {"code": code}).context["taken"]


@pytest.mark.parametrize("why", ["none", "own", "expired", "taken back", "named"])
def test_whatever_is_not_open_to_them_is_answered_like_a_wrong_code(
    alice: Patient, eve: Clinician, bob: Clinician, why: str
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        code = "00000000"
        if why == "own":
            own = people.Patient.objects.create(
                user=eve.user, time_zone="Europe/Berlin", created_at=NOW
            )
            code = invite(own).secret
        elif why != "none":
            code = invite(alice).secret
        if why == "taken back":
            invite(alice)
        if why == "expired":
            clock.shift(timedelta(hours=24))
        if why == "named":
            people.browser_of(bob.user).post(PAGE, {"code": code})
        assert wrong(people.browser_of(eve.user), code) == left(4)


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-2XRD-5", "UUUU-UUUU", "x" * 50, "\x00" * 8, "₀₀₀₀₀₀₀₀"]
)
def test_what_no_code_can_be_is_no_try(eve: Clinician, typed: str) -> None:
    response = people.browser_of(eve.user).post(PAGE, {"code": typed})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["code"])
    eve.refresh_from_db()
    assert eve.code_tries == 0


def test_without_a_second_step_shown_no_code_is_looked_at(alice: Patient, eve: Clinician) -> None:
    code = invite(alice, datetime.now(UTC)).secret
    client = people.browser_of(eve.user, second_step=False)
    assert client.post(PAGE, {"code": code})["Location"] == "/clinician/"
    assert Invitation.objects.get().clinician is None
