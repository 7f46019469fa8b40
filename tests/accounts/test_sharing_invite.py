"""Inviting a clinician: seen before it is sent, sent once, or not at all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.choices import EventKind, InvitationEnd
from accounts.invitation_actions import accept, name_by_code
from accounts.models import AccessEvent, Clinician, Invitation, MailFailure, Patient, Share
from accounts.secrets import digest, typed_code
from tests import people
from tests.accounts.sharing_world import ANSWERS, address, look, named, send, shown, to_send
from tests.at_once import at_once
from tests.people import browser_of

CODE = re.compile(r'<span aria-hidden="true">(\w{4})</span>')
NOW = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
# What an e-mail must not tell about anybody.
HEALTH = re.compile(
    r"headache|migraine|botox|inject|patient|clinic|doctor|health|medic|treat|diary", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def at_home(settings: Settings) -> None:
    settings.SITE_URL = "https://diary.example.org"


def code_on(page: str) -> str:
    return "".join(CODE.findall(page))


@pytest.mark.parametrize(
    ("with_notes", "words", "others"),
    [
        ("no", "Not your private notes", "Your private notes, too"),
        ("yes", "Your private notes, too", "Not your private notes"),
    ],
)
def test_what_they_would_see_is_shown_before_anything_is_sent(
    as_alice: Client, alice: Patient, with_notes: str, words: str, others: str
) -> None:
    page = look(as_alice, alice, with_notes=with_notes, born_on="1984-05-17").content.decode()
    for text in (words, "bob@example.org", "Alice Example", "17 May 1984", "Send the e-mail"):
        assert text in page
    assert others not in page
    assert not Invitation.objects.exists()
    assert mail.outbox == []
    alice.refresh_from_db()
    assert alice.name == ""
    send(as_alice, alice, with_notes=with_notes)
    assert Invitation.objects.get().with_notes is (with_notes == "yes")


def test_the_form_comes_back_with_all_that_was_typed(as_alice: Client, alice: Patient) -> None:
    page = look(as_alice, alice, how_long="day", last_day="2099-01-01", change="1")
    assert page.templates[0].name == "accounts/invite.html"
    assert 'value="bob@example.org"' in page.content.decode()


def test_the_mail_has_the_name_and_the_link_and_nothing_of_health(
    as_alice: Client, alice: Patient
) -> None:
    with time_machine.travel(NOW, tick=False):
        said = send(as_alice, alice).content.decode()
    assert "The invitation is on its way to bob@example.org." in said
    (message,) = mail.outbox
    assert message.to == ["bob@example.org"]
    assert message.subject == "Clear Days: an invitation from Alice Example"
    text = str(message.body)
    (secret,) = re.findall(r"^https://diary\.example\.org/invitation/([\w-]{43})/$", text, re.M)
    invitation = Invitation.objects.get()
    assert invitation.digest == digest(secret)
    assert "Tuesday 17 March 2026" in text
    without_link = text.replace("https://diary.example.org", "")
    assert not HEALTH.search(message.subject + without_link)
    assert alice.user.email not in message.subject + text
    assert secret not in said
    # The last second of the day 12 weeks ahead on Alice's clock, where it is 3 March.
    assert invitation.share_until == datetime(2026, 5, 26, 21, 59, 59, tzinfo=UTC)
    alice.refresh_from_db()
    assert alice.name == "Alice Example"


def test_the_clinician_who_gets_it_can_take_it_up(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    send(as_alice, alice, how_long="no_end", email="BOB@Example.org")
    pk = Invitation.objects.get().pk
    share = accept(pk=pk, clinician=bob, now=timezone.now())
    assert isinstance(share, Share)
    assert share.ends_at is None


def test_a_second_tap_invites_nobody_twice(as_alice: Client, alice: Patient) -> None:
    form = to_send(look(as_alice, alice))
    for _ in range(2):
        answer = as_alice.post(address(alice, "invite/"), form, follow=True)
        assert "The invitation is on its way to bob@example.org." in answer.content.decode()
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().end == ""
    # Asked anew on purpose, it goes out again, and the earlier one ends.
    assert "Your earlier invitation to this address ends" in look(as_alice, alice).content.decode()
    send(as_alice, alice)
    assert len(mail.outbox) == 2
    ends = Invitation.objects.order_by("pk").values_list("end", flat=True)
    assert list(ends) == [InvitationEnd.WITHDRAWN, ""]


def test_another_window_that_invited_meanwhile_is_not_overrun(
    as_alice: Client, alice: Patient
) -> None:
    first, second = look(as_alice, alice), look(as_alice, alice, email="dan@example.org")
    invite = address(alice, "invite/")
    as_alice.post(invite, to_send(first))
    answer = as_alice.post(invite, to_send(second, email="dan@example.org"), follow=True)
    assert "in another window meanwhile" in answer.content.decode()
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]


def test_what_is_sent_is_what_was_shown(as_alice: Client, alice: Patient) -> None:
    form = to_send(look(as_alice, alice, with_notes="no"))
    answer = as_alice.post(address(alice, "invite/"), {**form, "with_notes": "yes"})
    assert answer.templates[0].name == "accounts/invite_look.html"
    assert not Invitation.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        answer = as_alice.post(address(alice, "invite/"), form)
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("backend", ["refuses", "is not there"])
def test_a_mail_server_that_refuses_leaves_no_invitation(
    as_alice: Client, alice: Patient, settings: Settings, backend: str
) -> None:
    if backend == "refuses":
        settings.EMAIL_BACKEND = "tests.accounts.sharing_mail_backends.Refuses"
    else:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = look(as_alice, alice)
    answer = as_alice.post(address(alice, "invite/"), to_send(page))
    assert answer.status_code == 422
    assert "The e-mail could not be sent, so nobody is invited." in answer.content.decode()
    assert not Invitation.objects.open(timezone.now()).exists()
    failure = MailFailure.objects.get()
    assert (failure.kind, failure.user) == ("accounts/mail/invitation", alice.user)
    assert "@" not in failure.error
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    again = as_alice.post(address(alice, "invite/"), to_send(answer), follow=True)
    assert "on its way" in again.content.decode()


def test_a_site_without_an_address_sends_no_link(
    as_alice: Client, alice: Patient, settings: Settings
) -> None:
    settings.SITE_URL = ""
    answer = as_alice.post(address(alice, "invite/"), to_send(look(as_alice, alice)))
    assert "could not be sent" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"way": ""}, ["way"]),
        ({"way": "pigeon"}, ["way"]),
        ({"email": ""}, ["email"]),
        ({"email": "bob"}, ["email"]),
        ({"email": "bob@example.org\nBcc: x@y.org"}, ["email"]),
        ({"email": "bob\x00@example.org"}, ["email"]),
        ({"email": f"{'b' * 250}@example.org"}, ["email"]),
        ({"email": "Alice@Example.org"}, ["email"]),
        ({"name": ""}, ["name"]),
        ({"name": " \u202e "}, ["name"]),
        ({"name": "A" * 200}, ["name"]),
        ({"name": "Alice\x00"}, ["name"]),
        ({"way": "email", "email": f"eve@{'ü' * 63}.de"}, ["email"]),
        ({"name": "visit evil.example/x"}, ["name"]),
        ({"born_on": "2099-01-01"}, ["born_on"]),
        ({"with_notes": "perhaps"}, ["with_notes"]),
        ({"how_long": "ever"}, ["how_long"]),
        ({"how_long": "day"}, ["last_day"]),
        ({"how_long": "day", "last_day": "2020-01-01"}, ["last_day"]),
        ({"how_long": "day", "last_day": "9999-12-31"}, ["last_day"]),
        ({"how_long": "day", "last_day": "2027-02-30"}, ["last_day"]),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, answers: dict[str, str], errors: list[str]
) -> None:
    for also in ({}, {"send": "1", "seen": "0", "terms": "False "}):
        answer = look(as_alice, alice, **answers, **also)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == errors
    assert mail.outbox == []


def test_what_an_answer_does_not_need_is_not_asked(as_alice: Client, alice: Patient) -> None:
    answers = {"way": "code", "email": "no address", "last_day": "never"}
    assert look(as_alice, alice, **answers).status_code == 200


def test_a_name_that_turns_the_line_stands_on_one(as_alice: Client, alice: Patient) -> None:
    send(as_alice, alice, name="Alice\r\nBcc: \u202e🌻"[:5] + "\u2028🌻")
    assert mail.outbox[0].subject.endswith("from Alice 🌻")


def test_a_day_of_ones_own_ends_with_that_day(as_alice: Client, alice: Patient) -> None:
    with time_machine.travel(NOW, tick=False):
        send(as_alice, alice, how_long="day", last_day="2026-07-01")
    assert Invitation.objects.get().share_until == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)


def test_too_many_invitations_are_refused_in_plain_words(as_alice: Client, alice: Patient) -> None:
    for _ in range(10):
        send(as_alice, alice)
    page = look(as_alice, alice)
    answer = as_alice.post(address(alice, "invite/"), to_send(page))
    assert answer.status_code == 422
    assert "You can invite 10 times in 24 hours." in answer.content.decode()
    assert len(mail.outbox) == 10
    assert Invitation.objects.filter(end="").count() == 1


def test_a_code_is_shown_once_and_stored_as_a_digest_only(as_alice: Client, alice: Patient) -> None:
    said = send(as_alice, alice, way="code")
    code = code_on(said.content.decode())
    assert len(code) == 8
    assert said.redirect_chain == [(address(alice), 302)]
    assert Invitation.objects.get().digest == digest(typed_code(code))
    assert (
        "invitation_code" not in as_alice.cookies or not as_alice.cookies["invitation_code"].value
    )
    again = shown(as_alice, address(alice))
    assert code[:4] not in again
    assert "Your code is open" in again
    assert "Make a new code" in again
    kept = str([session.get_decoded() for session in Session.objects.all()])
    assert code[:4] not in kept
    assert mail.outbox == []


def test_until_a_code_is_shown_only_the_browser_has_it(as_alice: Client, alice: Patient) -> None:
    form = to_send(look(as_alice, alice, way="code"), way="code")
    as_alice.post(address(alice, "invite/"), form)
    cookie = as_alice.cookies["invitation_code"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        address(alice),
        True,
        "Strict",
    )
    (code,) = re.findall(r"\d+ (\w{4}-?\w{4}):", cookie.value)
    for session in Session.objects.all():
        assert code not in str(session.get_decoded())
    as_alice.head(address(alice))
    assert code_on(shown(as_alice, address(alice))) == code.replace("-", "")


def test_the_code_said_aloud_names_the_clinician(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    code = code_on(send(as_alice, alice, way="code").content.decode())
    assert isinstance(name_by_code(clinician=bob, code=code, now=timezone.now()), Invitation)
    assert "Dr Bob typed your code." in shown(as_alice, address(alice))


def test_a_new_code_has_the_same_terms_and_ends_the_old_one(
    as_alice: Client, alice: Patient
) -> None:
    send(as_alice, alice, way="code", with_notes="yes")
    old = Invitation.objects.get()
    page = as_alice.get(address(alice))
    form = {"seen": page.context["seen"]}
    new = address(alice, f"invitations/{old.pk}/new-code/")
    code = code_on(as_alice.post(new, form, follow=True).content.decode())
    newest = Invitation.objects.latest("pk")
    assert (newest.with_notes, newest.share_until) == (True, old.share_until)
    assert newest.digest == digest(code)
    old.refresh_from_db()
    assert old.end == InvitationEnd.WITHDRAWN
    as_alice.post(new, form)
    assert Invitation.objects.count() == 2


def test_a_second_tap_on_making_a_code_leaves_the_first_one(
    as_alice: Client, alice: Patient
) -> None:
    form = to_send(look(as_alice, alice, way="code"), way="code")
    as_alice.post(address(alice, "invite/"), form)
    answer = as_alice.post(address(alice, "invite/"), form, follow=True)
    code = code_on(answer.content.decode())
    assert Invitation.objects.get().digest == digest(code)


def test_a_code_taken_back_is_not_shown_any_more(as_alice: Client, alice: Patient) -> None:
    as_alice.post(address(alice, "invite/"), to_send(look(as_alice, alice, way="code"), way="code"))
    pk = Invitation.objects.get().pk
    answer = as_alice.post(address(alice, f"invitations/{pk}/take-back/"), follow=True)
    assert "The code has ended." in answer.content.decode()
    assert code_on(answer.content.decode()) == ""


def test_each_invitation_is_recorded_once_and_without_its_address(
    as_alice: Client, alice: Patient, dan: Clinician
) -> None:
    send(as_alice, alice)
    rows = list(AccessEvent.objects.values())
    assert [row["kind"] for row in rows] == [EventKind.INVITED]
    assert "bob@example.org" not in str(rows)


def test_a_link_to_the_form_may_say_the_way(as_alice: Client, alice: Patient) -> None:
    page = shown(as_alice, address(alice, "invite/?way=code"))
    assert re.search(r'value="code"[^>]*checked', page)
    assert "checked" in shown(as_alice, address(alice, "invite/?way=%27x"))
    assert ANSWERS["name"] not in page


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_invite_once(as_alice: Client, alice: Patient) -> None:
    form = to_send(look(as_alice, alice))
    other = browser_of(alice.user, second_step=False)
    page = address(alice, "invite/")
    answers = at_once(*[lambda each=each: each.post(page, form) for each in (as_alice, other)])
    assert [answer["Location"] for answer in answers] == [address(alice)] * 2
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().end == ""


@pytest.mark.django_db(transaction=True)
def test_two_yeses_at_the_same_moment_begin_one_share(as_alice: Client, alice: Patient) -> None:
    bob = people.make_clinician("bob")
    pk = named(alice, bob, timezone.now()).pk
    other = browser_of(alice.user, second_step=False)
    confirm, form = address(alice, f"invitations/{pk}/confirm/"), {"clinician": bob.pk}
    at_once(*[lambda each=each: each.post(confirm, form) for each in (as_alice, other)])
    assert alice.shares.get().stopped_at is None
    assert AccessEvent.objects.filter(kind=EventKind.GRANTED).count() == 1
    for client in (as_alice, other):
        assert "Dr Bob can now see your diary." in shown(client, address(alice))


def test_a_code_that_another_device_replaced_is_not_shown(as_alice: Client, alice: Patient) -> None:
    form = to_send(look(as_alice, alice, way="code"), way="code")
    as_alice.post(address(alice, "invite/"), form)
    send(browser_of(alice.user, second_step=False), alice, way="code")
    page = shown(as_alice, address(alice))
    assert "Your code is open" in page
    assert code_on(page) == ""
