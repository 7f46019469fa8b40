"""What staff decide about accounts: who may log in, who is a clinician; each is in the audit."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.approval_actions import approve, let_log_in
from accounts.choices import EventKind
from accounts.clinician_actions import change_details
from accounts.models import AccessEvent, Clinician, MailFailure, Patient, Share, User
from tests import people
from tests.make import NOON, make_day

REFUSES = "tests.accounts.sharing_mail_backends.Refuses"
MODELS = ("user", "patient", "clinician", "share", "invitation", "accessevent", "mailfailure")


@pytest.fixture
def as_sue(sue: User) -> Client:
    """A browser in which staff is logged in."""
    return people.browser_of(sue)


def staff(*may: str) -> User:
    """Staff who is no superuser, with a second step and these permissions."""
    user = people.make_user("tom", is_staff=True)
    people.add_second_step(user)
    user.user_permissions.set(Permission.objects.filter(codename__in=may))
    return user


def page(row: User | Clinician | Patient) -> str:
    return reverse(f"admin:accounts_{row._meta.model_name}_change", args=[row.pk])


def post(client: Client, row: User | Clinician, capture: Any, **form: str) -> int:
    """Save the page of a row as it is now; what follows once it is stored is done, too."""
    shown = row.asked_at.isoformat() if isinstance(row, Clinician) else ""
    with capture(execute=True):
        return client.post(page(row), {"shown": shown, **form}).status_code


def events() -> list[tuple[str, int | None, int | None]]:
    """What the audit has, with who did it and about whom."""
    return list(AccessEvent.objects.order_by("pk").values_list("kind", "actor", "about"))


def waits(name: str) -> Clinician:
    """A clinician whom nobody answered yet."""
    return people.make_clinician(name, approved_at=None)


def calendar_of(patient: Patient) -> str:
    return reverse("home:calendar", args=[patient.code])


def test_a_clinician_is_approved_and_told(
    as_sue: Client, sue: User, django_capture_on_commit_callbacks: Any
) -> None:
    eve = waits("eve")
    look = as_sue.get(page(eve)).content.decode()
    for fact in ("Dr Eve", "Old Town practice", "1234567", "eve@example.org"):
        assert fact in look
    assert post(as_sue, eve, django_capture_on_commit_callbacks, decision="approve") == 302
    eve.refresh_from_db()
    assert (eve.approved_at is not None, eve.refused_at) == (True, None)
    assert events() == [(EventKind.APPROVED, sue.pk, eve.user_id)]
    (message,) = mail.outbox
    assert message.to == ["eve@example.org"]
    assert "/clinician/" in message.body
    assert post(as_sue, eve, django_capture_on_commit_callbacks, decision="approve") == 302
    assert (len(events()), len(mail.outbox)) == (1, 1), "twice is once"


def test_an_approval_taken_back_ends_all_shares_at_the_next_request(
    as_sue: Client,
    sue: User,
    alice: Patient,
    bob: Clinician,
    django_capture_on_commit_callbacks: Any,
) -> None:
    as_bob = people.browser_of(bob.user)
    assert as_bob.get(calendar_of(alice)).status_code == 200
    looked = len(events())
    post(as_sue, bob, django_capture_on_commit_callbacks, decision="refuse")
    assert as_bob.get(calendar_of(alice)).status_code == 404
    bob.refresh_from_db()
    assert (bob.approved_at, bob.refused_at is not None) == (None, True)
    assert events()[looked:] == [
        (EventKind.STOPPED, sue.pk, bob.user_id),
        (EventKind.REFUSED, sue.pk, bob.user_id),
    ]
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    post(as_sue, bob, django_capture_on_commit_callbacks, decision="approve")
    assert as_bob.get(calendar_of(alice)).status_code == 404, "nor does it bring them back"
    assert not Share.objects.filter(stopped_at=None).exists()


def test_no_decision_and_none_that_there_is_change_nothing(
    as_sue: Client, django_capture_on_commit_callbacks: Any
) -> None:
    eve = waits("eve")
    before = Clinician.objects.values().get()
    for decision in ("", "perhaps"):
        form = {"decision": decision, "approved_at_0": "2001-01-01", "name": "x"}
        post(as_sue, eve, django_capture_on_commit_callbacks, **form)
    assert Clinician.objects.values().get() == before
    assert (events(), mail.outbox) == ([], [])


def test_a_mail_server_that_refuses_undoes_no_decision(
    settings: Settings, as_sue: Client, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = REFUSES
    eve = waits("eve")
    assert post(as_sue, eve, django_capture_on_commit_callbacks, decision="approve") == 302
    assert Clinician.objects.exclude(approved_at=None).exists()
    assert MailFailure.objects.get().kind == "accounts/mail/approved"
    listed = as_sue.get(reverse("admin:accounts_mailfailure_changelist")).content.decode()
    assert "SMTPRecipientsRefused" in listed
    assert "eve@example.org" in listed


def test_the_e_mail_goes_only_once_all_is_stored(
    as_sue: Client, django_capture_on_commit_callbacks: Any
) -> None:
    eve = waits("eve")
    with django_capture_on_commit_callbacks():
        as_sue.post(page(eve), {"decision": "approve", "shown": eve.asked_at.isoformat()})
    assert Clinician.objects.exclude(approved_at=None).exists()
    assert mail.outbox == []


def test_details_that_changed_meanwhile_are_looked_at_before_anybody_is_let_in(
    as_sue: Client, django_capture_on_commit_callbacks: Any
) -> None:
    eve = waits("eve")
    details = {"name": "Dr Somebody Else", "practice": "Old Town", "registration": "1"}
    change_details(clinician=eve, **details, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        form = {"decision": "approve", "shown": eve.asked_at.isoformat()}
        response = as_sue.post(page(eve), form)
    assert response.status_code == 200
    assert "These details changed. Please look once more." in response.content.decode()
    assert not approve(clinician=eve, actor=User.objects.earliest("pk"), now=timezone.now())
    assert (Clinician.objects.get().approved_at, mail.outbox) == (None, [])
    # The page that came back shows the new ones, and can be answered.
    form["shown"] = response.context["adminform"].form["shown"].value()
    assert "Dr Somebody Else" in response.content.decode()
    as_sue.post(page(eve), form)
    assert Clinician.objects.get().approved_at is not None


def test_nobody_decides_about_themselves(
    sue: User, django_capture_on_commit_callbacks: Any
) -> None:
    own = Clinician.objects.create(user=sue, name="Dr Sue")
    client = people.browser_of(sue)
    assert post(client, own, django_capture_on_commit_callbacks, decision="approve") == 403
    assert Clinician.objects.get().approved_at is None


def test_an_account_is_closed_at_its_next_request_and_opened_again(
    as_sue: Client, sue: User, alice: Patient, django_capture_on_commit_callbacks: Any
) -> None:
    as_alice = people.browser_of(alice.user)
    assert as_alice.get(calendar_of(alice)).status_code == 200
    post(as_sue, alice.user, django_capture_on_commit_callbacks)
    assert as_alice.get(calendar_of(alice)).status_code == 302
    post(as_sue, alice.user, django_capture_on_commit_callbacks, is_active="on")
    post(as_sue, alice.user, django_capture_on_commit_callbacks, is_active="on")
    assert events() == [
        (EventKind.DISABLED, sue.pk, alice.user_id),
        (EventKind.ENABLED, sue.pk, alice.user_id),
    ]
    as_alice = people.browser_of(alice.user)
    looks = as_alice.get(reverse("accounts:looks", args=[alice.code])).content.decode()
    assert "Staff closed your account to log-in." in looks
    assert "sue@example.org" not in looks


def test_nobody_closes_their_own_account_or_the_last_superusers(
    as_sue: Client, sue: User, django_capture_on_commit_callbacks: Any
) -> None:
    answer = as_sue.post(page(sue), {})
    assert "You cannot close your own account." in answer.content.decode()
    other = people.make_user("una", is_staff=True, is_superuser=True)
    assert post(as_sue, other, django_capture_on_commit_callbacks) == 302
    assert list(User.objects.filter(is_active=True)) == [sue]
    assert events() == [(EventKind.DISABLED, sue.pk, other.pk)]


def test_the_last_superusers_account_stays_open_whoever_closes_it(sue: User) -> None:
    """As where two superusers close each other's accounts at the same moment."""
    other = people.make_user("una", is_staff=True, is_superuser=True)
    assert let_log_in(user=sue, may=False, actor=other, now=NOON)
    assert not let_log_in(user=other, may=False, actor=sue, now=NOON)
    assert list(User.objects.filter(is_active=True)) == [other]
    assert events() == [(EventKind.DISABLED, other.pk, sue.pk)]


def test_who_is_no_superuser_does_not_close_staffs_accounts(
    sue: User, alice: Patient, django_capture_on_commit_callbacks: Any
) -> None:
    client = people.browser_of(staff("view_user", "change_user"))
    assert post(client, sue, django_capture_on_commit_callbacks) == 403
    assert post(client, alice.user, django_capture_on_commit_callbacks) == 302
    assert list(User.objects.filter(is_active=False)) == [alice.user]


def test_the_confirmation_of_an_address_is_sent_again(
    as_sue: Client, sue: User, alice: Patient
) -> None:
    resend = reverse("admin:accounts_user_resend", args=[alice.user.pk])
    assert resend not in as_sue.get(page(alice.user)).content.decode()
    as_sue.post(resend)
    assert (mail.outbox, events()) == ([], []), "where it is confirmed there is none to send"
    alice.user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert resend in as_sue.get(page(alice.user)).content.decode()
    as_sue.get(resend)
    assert mail.outbox == [], "looking sends nothing"
    answer = as_sue.post(resend, follow=True).content.decode()
    assert "The e-mail was sent." in answer
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]
    assert "/accounts/login/" in mail.outbox[0].body
    assert events() == [(EventKind.RESENT, sue.pk, alice.user_id)]


def test_staff_learn_that_the_confirmation_was_not_sent(
    settings: Settings, as_sue: Client, alice: Patient
) -> None:
    settings.EMAIL_BACKEND = REFUSES
    alice.user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    resend = reverse("admin:accounts_user_resend", args=[alice.user.pk])
    assert "could not be sent" in as_sue.post(resend, follow=True).content.decode()
    assert (events(), MailFailure.objects.count()) == ([], 1)


@pytest.mark.parametrize("pk", ["0", "9" * 40, "x", "-1"])
def test_an_account_that_is_not_there_gets_no_e_mail(as_sue: Client, pk: str) -> None:
    assert as_sue.post(f"/admin/accounts/user/{pk}/resend/").status_code == 404


def test_staff_without_permissions_see_and_do_nothing(
    alice: Patient, bob: Clinician, django_capture_on_commit_callbacks: Any
) -> None:
    client = people.browser_of(staff())
    start = client.get(reverse("admin:index"))
    assert start.status_code == 200
    assert start.context["counts"] == []
    for model in MODELS:
        listed = reverse(f"admin:accounts_{model}_changelist")
        assert client.get(listed).status_code == 403, model
    for row in (alice.user, bob):
        assert client.get(page(row)).status_code == 403
        assert post(client, row, django_capture_on_commit_callbacks, decision="refuse") == 403
    resend = reverse("admin:accounts_user_resend", args=[alice.user.pk])
    alice.user.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert client.post(resend).status_code in (403, 404)
    assert (events(), mail.outbox) == ([], [])


def test_staff_who_may_only_look_change_nothing(
    alice: Patient, bob: Clinician, django_capture_on_commit_callbacks: Any
) -> None:
    client = people.browser_of(staff(*(f"view_{model}" for model in MODELS)))
    assert len(client.get(reverse("admin:index")).context["counts"]) == 6
    for row in (alice.user, bob, Share.objects.get()):
        look = client.get(page(row))
        assert look.status_code == 200
        assert 'type="submit"' not in look.content.decode().partition("</header>")[2]
        assert post(client, row, django_capture_on_commit_callbacks, decision="refuse") == 403
    assert events() == []
    assert not User.objects.filter(is_active=False).exists()


def test_how_much_is_in_a_diary_stands_on_its_page_alone_and_that_staff_looked_is_told(
    as_sue: Client, as_alice: Client, alice: Patient, sue: User
) -> None:
    make_day(alice, NOON.date())
    assert "days logged" not in as_sue.get("/admin/accounts/patient/").content.decode().lower()
    assert events() == []
    said = as_sue.get(page(alice)).content.decode()
    assert "Days logged:" in said
    assert events() == [(EventKind.READ, sue.pk, alice.user_id)]
    told = as_alice.get(reverse("accounts:looks", args=[alice.code])).content.decode()
    assert "Staff looked." in told
    assert "How many days and treatments you logged, and when last" in told
    assert "sue@" not in told


def test_staff_who_look_at_the_size_of_their_own_diary_are_not_told_of_it(alice: Patient) -> None:
    User.objects.filter(pk=alice.user_id).update(is_staff=True, is_superuser=True)
    people.add_second_step(alice.user)
    user = User.objects.get(pk=alice.user_id)
    assert people.browser_of(user).get(page(alice)).status_code == 200
    assert events() == []
