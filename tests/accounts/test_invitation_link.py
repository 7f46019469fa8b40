"""The link of an invitation: which browser may answer it, who, and on which terms."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from accounts.actions import open_diary
from accounts.invitation_actions import Invited, invite_by_email, withdraw
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share
from tests import people
from tests.accounts.mail import last_code

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNTIL = datetime(2026, 9, 1, 12, tzinfo=UTC)
NAME = "Alice Example"


@pytest.fixture(autouse=True)
def on_the_first_of_march() -> object:
    """The tests' clock, which they may move."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def eve(db: None) -> Clinician:
    """A clinician with whom nobody shares yet."""
    return people.make_clinician("eve")


@pytest.fixture
def named(alice: Patient) -> Patient:
    """Alice, with the name that the clinic knows."""
    Patient.objects.filter(pk=alice.pk).update(name=NAME)
    alice.refresh_from_db()
    return alice


def invite(patient: Patient, email: str = "eve@example.org", **terms: object) -> Invited:
    known = {"with_notes": False, "share_until": None, **terms}
    return invite_by_email(patient=patient, email=email, **known, now=datetime.now(UTC))  # type: ignore[arg-type]


def link(invited: Invited) -> str:
    return f"/invitation/{invited.secret}/"


def page(invited: Invited) -> str:
    return f"/invitation/{invited.invitation.pk}/"


def opened(client: Client, invited: Invited) -> HttpResponse:
    """The page that the link leads to."""
    response = client.get(link(invited))
    assert (response.status_code, response["Location"]) == (302, page(invited))
    return client.get(page(invited))  # type: ignore[return-value]


def answer(client: Client, invited: Invited, said: str = "accept") -> HttpResponse:
    """The answer to exactly what the page shows."""
    shown = client.get(page(invited)).context["shown"]
    return client.post(page(invited), {"answer": said, "shown": shown})  # type: ignore[return-value]


def test_the_whole_way_from_the_e_mail_to_the_diary(named: Patient, eve: Clinician) -> None:
    invited = invite(named, with_notes=True, share_until=UNTIL)
    client = people.browser_of(eve.user)
    offer = opened(client, invited).content.decode()
    for words in (NAME, "with private notes", "1 September 2026", "Dr Eve, Old Town practice"):
        assert words in offer
    assert not Share.objects.exists()
    assert client.get(f"/p/{named.code}/calendar/").status_code == 404
    assert answer(client, invited)["Location"] == "/patients/"
    assert client.session["invitations"] == []
    share = Share.objects.get()
    assert (share.clinician, share.with_notes, share.ends_at) == (eve, True, UNTIL)
    assert client.get(f"/p/{named.code}/calendar/").status_code == 200
    assert NAME in client.get("/clinician/").content.decode()
    granted = AccessEvent.objects.get(kind="granted")
    assert (granted.actor, granted.patient_code) == (eve.user, named.code)


def test_no_thanks_ends_the_invitation_and_shares_nothing(named: Patient, eve: Clinician) -> None:
    invited = invite(named)
    client = people.browser_of(eve.user)
    opened(client, invited)
    assert answer(client, invited, "decline")["Location"] == "/clinician/"
    assert not Share.objects.exists()
    assert Invitation.objects.get().end == "declined"
    assert client.get(page(invited)).status_code == 404


@pytest.mark.parametrize("email", ["EVE@Example.org", " eve@example.org "])
def test_an_address_is_the_same_in_any_case(named: Patient, eve: Clinician, email: str) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named, email)
    opened(client, invited)
    answer(client, invited)
    assert Share.objects.get().clinician == eve


@pytest.mark.parametrize("why", ["other clinician", "unverified"])
def test_at_another_address_or_an_unproven_one_nothing_of_the_patient_is_shown(
    named: Patient, eve: Clinician, why: str
) -> None:
    invited = invite(named, "somebody@example.org" if why == "other clinician" else eve.user.email)
    eve.user.emailaddress_set.filter(email=eve.user.email).update(verified=why != "unverified")  # type: ignore[attr-defined]
    client = people.browser_of(eve.user)
    for response in (opened(client, invited), client.post(page(invited), {"answer": "accept"})):
        text = response.content.decode()
        assert "This invitation went to another e-mail address than yours" in text
        assert NAME not in text
        assert named.user.email not in text
    assert Invitation.objects.get().end == ""
    assert not Share.objects.exists()


def test_ones_own_diary_needs_no_invitation(named: Patient, eve: Clinician) -> None:
    Patient.objects.filter(pk=named.pk).update(user=eve.user)
    named.refresh_from_db()
    client = people.browser_of(eve.user)
    invited = invite(named)
    assert "your own diary" in opened(client, invited).content.decode()
    client.post(page(invited), {"answer": "accept"})
    assert not Share.objects.exists()


@pytest.mark.parametrize("state", ["no row", "waiting", "refused", "no step", "step not shown"])
def test_what_is_missing_is_asked_for_first_while_the_invitation_waits(
    named: Patient, eve: Clinician, state: str
) -> None:
    changes: dict[str, object] = {
        "waiting": {"approved_at": None},
        "refused": {"approved_at": None, "refused_at": NOW},
    }.get(state, {})
    Clinician.objects.update(**changes)
    if state == "no row":
        eve.delete()
    if state == "no step":
        eve.user.authenticator_set.all().delete()  # type: ignore[attr-defined]
    client = people.browser_of(eve.user, second_step=state != "step not shown")
    invited = invite(named)
    for response in (opened(client, invited), client.post(page(invited), {"answer": "accept"})):
        assert response["Location"] == "/clinician/"
    told = client.get("/clinician/").content.decode()
    assert ("waits for you until 15 March 2026" in told) == (state != "refused")
    assert NAME not in told
    assert not Share.objects.exists()


def test_the_clinicians_page_leads_back_to_the_invitation(named: Patient, eve: Clinician) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    client.get(link(invited))
    assert page(invited) in client.get("/clinician/").content.decode()


def test_a_wrong_address_is_said_before_staff_is_asked(named: Patient) -> None:
    client = people.browser_of(people.make_user("fay"), second_step=False)
    client.get(link(invite(named)))
    told = client.get("/clinician/").content.decode()
    assert "another e-mail address than yours" in told
    assert "eve@example.org" not in told


def test_the_link_needs_no_log_in_and_the_session_keeps_it_through_one(
    named: Patient, eve: Clinician, client: Client
) -> None:
    invited = invite(named)
    login = opened(client, invited)["Location"]
    assert login == f"/accounts/login/?next={page(invited)}"
    assert "/clinician/sign-up/?next=%2Finvitation%2F" in client.get(login).content.decode()
    eve.user.authenticator_set.all().delete()  # type: ignore[attr-defined]
    said = {"login": eve.user.email, "password": people.PASSWORD}
    assert client.post(login, said)["Location"] == page(invited)
    assert client.get(page(invited))["Location"] == "/clinician/"


def test_the_session_keeps_it_through_a_sign_up_with_its_code(
    named: Patient, client: Client
) -> None:
    invited = invite(named, "new@example.org")
    client.get(link(invited))
    said = {"email": "new@example.org", "password1": people.PASSWORD, "consent": "on"}
    client.post(f"/clinician/sign-up/?next={page(invited)}", {**said, "next": page(invited)})
    code = {"code": last_code("new@example.org")}
    assert client.post("/accounts/confirm-email/", code)["Location"] == page(invited)
    assert client.get(page(invited))["Location"] == "/clinician/"
    assert "waits for you" in client.get("/clinician/").content.decode()


def test_a_browser_that_did_not_open_the_link_has_no_invitation(
    named: Patient, eve: Clinician
) -> None:
    invited = invite(named)
    opened(people.browser_of(eve.user), invited)
    other = people.browser_of(eve.user)
    for response in (
        other.get(page(invited)),
        other.post(page(invited), {"answer": "accept"}),
        other.get(f"/invitation/{10**30}/"),
    ):
        assert response.status_code == 404
        assert NAME not in response.content.decode()
    assert not Share.objects.exists()


def test_two_tabs_with_two_invitations_do_not_mix(
    named: Patient, charlie: Patient, eve: Clinician
) -> None:
    client = people.browser_of(eve.user)
    one, two = invite(named), invite(charlie, with_notes=True)
    opened(client, one)
    opened(client, two)
    answer(client, one)
    assert Share.objects.get().patient == named
    assert answer(client, two)["Location"] == "/patients/"
    assert Share.objects.get(patient=charlie).with_notes


def test_accepting_twice_makes_one_share(named: Patient, eve: Clinician) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    shown = opened(client, invited).context["shown"]  # type: ignore[attr-defined]
    said = {"answer": "accept", "shown": shown}
    for _ in range(2):
        assert client.post(page(invited), said)["Location"] == "/patients/"
    assert client.get(page(invited))["Location"] == "/patients/"
    assert "You accepted this before." in client.get("/patients/").content.decode()
    assert Share.objects.count() == 1
    # Nor does it open again what was stopped since.
    Share.objects.update(stopped_at=NOW)
    assert client.post(page(invited), said).status_code == 404
    assert not Share.objects.live(NOW).exists()


def test_what_reads_otherwise_by_now_is_shown_again_first(named: Patient, eve: Clinician) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    shown = opened(client, invited).context["shown"]  # type: ignore[attr-defined]
    Patient.objects.filter(pk=named.pk).update(name="Alice Other")
    response = client.post(page(invited), {"answer": "accept", "shown": shown})
    assert response.status_code == 409
    assert "Alice Other" in response.content.decode()
    assert not Share.objects.exists()
    answer(client, invited)
    assert Share.objects.exists()


@pytest.mark.parametrize("said", [{}, {"answer": "accept"}, {"answer": "accept", "shown": "é\x00"}])
def test_an_answer_without_what_was_shown_is_none(
    named: Patient, eve: Clinician, said: dict[str, str]
) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    opened(client, invited)
    assert client.post(page(invited), said).status_code == 409
    assert not Share.objects.exists()


@pytest.mark.parametrize("said", ["accept", "decline"])
def test_whoever_lost_the_address_meanwhile_can_answer_no_more(
    named: Patient, eve: Clinician, said: str
) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    shown = opened(client, invited).context["shown"]  # type: ignore[attr-defined]
    eve.user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    response = client.post(page(invited), {"answer": said, "shown": shown}, follow=True)
    assert "another e-mail address than yours" in response.content.decode()
    assert not Share.objects.exists()
    assert Invitation.objects.get().end == ""


def test_a_second_step_that_lay_idle_accepts_nothing(
    named: Patient, eve: Clinician, on_the_first_of_march: time_machine.Traveller
) -> None:
    open_diary(user=eve.user, time_zone="UTC", now=people.LONG_AGO)
    invited, client = invite(named), people.browser_of(eve.user)
    said = {"answer": "accept", "shown": opened(client, invited).context["shown"]}  # type: ignore[attr-defined]
    on_the_first_of_march.shift(timedelta(hours=10))
    assert client.get(page(invited))["Location"] == "/clinician/"
    assert client.post(page(invited), said)["Location"] == "/clinician/"
    assert not Share.objects.exists()


def test_whoever_was_refused_meanwhile_can_answer_no_more(named: Patient, eve: Clinician) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    shown = opened(client, invited).context["shown"]  # type: ignore[attr-defined]
    Clinician.objects.update(approved_at=None)
    said = {"answer": "accept", "shown": shown}
    assert client.post(page(invited), said)["Location"] == "/clinician/"
    assert not Share.objects.exists()


def test_the_signature_of_one_offer_accepts_no_other(
    named: Patient, charlie: Patient, eve: Clinician
) -> None:
    # Two people may have the same name.
    Patient.objects.update(name=NAME)
    client = people.browser_of(eve.user)
    one, two = invite(named), invite(charlie)
    shown = opened(client, one).context["shown"]  # type: ignore[attr-defined]
    opened(client, two)
    assert client.post(page(two), {"answer": "accept", "shown": shown}).status_code == 409
    assert not Share.objects.exists()


CLOSED = ["unknown", "expired", "withdrawn", "declined", "used", "over"]


def close(invited: Invited, why: str, clock: time_machine.Traveller, eve: Clinician) -> None:
    invitation = invited.invitation
    if why == "expired":
        clock.shift(timedelta(days=14))
    elif why == "withdrawn":
        withdraw(patient=invitation.patient, pk=invitation.pk, now=NOW)
    elif why == "over":
        Invitation.objects.update(share_until=NOW - timedelta(seconds=1))
    elif why in ("declined", "used"):
        client = people.browser_of(eve.user)
        opened(client, invited)
        answer(client, invited, "accept" if why == "used" else "decline")


def test_whatever_cannot_be_answered_gets_the_same_answer_whyever(
    named: Patient, eve: Clinician, on_the_first_of_march: time_machine.Traveller
) -> None:
    seen, other = set(), people.make_clinician("frank")
    for why in CLOSED:
        invited = invite(named)
        client = people.browser_of(eve.user)
        shown = opened(client, invited).context["shown"]  # type: ignore[attr-defined]
        presented = client.session["invitations"]
        close(invited, why, on_the_first_of_march, eve)
        shares = Share.objects.count()
        # Whoever accepted it themselves is led to the diary.
        second = people.browser_of(other.user if why == "used" else eve.user)
        session = second.session
        session["invitations"] = presented
        session.save()
        if why == "unknown":
            answers = [second.get("/invitation/nothing-of-the-kind/")]
        elif why == "over":
            answers = []
        else:
            answers = [second.get(link(invited))]
        if why != "unknown":
            answers += [
                second.get(page(invited)),
                second.post(page(invited), {"answer": "accept", "shown": shown}),
            ]
        seen |= {(each.status_code, each.content) for each in answers}
        assert Share.objects.count() == shares
        Share.objects.all().delete()
        on_the_first_of_march.move_to(NOW)
    ((status, content),) = seen
    assert status == 404
    assert "This invitation is not open (any more)" in content.decode()
    assert "If not, ask your patient for a new one." in content.decode()


@pytest.mark.parametrize(("days", "status"), [(13, 200), (14, 404)])
def test_an_invitation_waits_for_fourteen_days(
    named: Patient,
    eve: Clinician,
    on_the_first_of_march: time_machine.Traveller,
    days: int,
    status: int,
) -> None:
    invited = invite(named)
    on_the_first_of_march.shift(timedelta(days=days))
    client = people.browser_of(eve.user)
    client.get(link(invited))
    assert client.get(page(invited)).status_code == status


def test_a_mail_scanner_that_only_looks_does_nothing(named: Patient, client: Client) -> None:
    invited = invite(named)
    before = Invitation.objects.values().get()
    assert client.head(link(invited)).status_code == 302
    assert not Session.objects.exists()
    client.get(link(invited))
    assert Invitation.objects.values().get() == before
    assert client.post(link(invited)).status_code == 405


def test_no_page_or_search_engine_learns_the_link(named: Patient, client: Client) -> None:
    for address in (link(invite(named)), "/invitation/nothing-of-the-kind/"):
        response = client.get(address)
        headers = response["Referrer-Policy"], response["X-Robots-Tag"]
        assert headers == ("no-referrer", "noindex")


def test_the_secret_is_in_no_page_and_not_in_the_session(named: Patient, eve: Clinician) -> None:
    client = people.browser_of(eve.user)
    invited = invite(named)
    response = opened(client, invited)
    assert invited.secret not in response.content.decode()
    assert invited.secret not in str(dict(client.session))


def test_only_the_last_ten_links_are_remembered(
    named: Patient, eve: Clinician, client: Client
) -> None:
    invited = invite(named)
    for _ in range(3):
        client.get(link(invited))
    assert len(client.session["invitations"]) == 1


def test_a_share_on_other_terms_takes_the_place_of_the_first(
    named: Patient, eve: Clinician
) -> None:
    client = people.browser_of(eve.user)
    for with_notes in (False, True):
        invited = invite(named, with_notes=with_notes)
        opened(client, invited)
        answer(client, invited)
    live = Share.objects.live(NOW).filter(clinician=eve)
    assert [share.with_notes for share in live] == [True]
