"""The admin: staff see who has an account and how much is in it, never what was logged."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.audit import record
from accounts.choices import EventKind
from accounts.models import (
    AccessEvent,
    Clinician,
    Invitation,
    MailFailure,
    Patient,
    Share,
    User,
)
from clinic.admin import site
from diary.imports import stage_import
from diary.state import DayState
from tests import people
from tests.make import (
    NOON,
    make_attack,
    make_day,
    make_dose,
    make_preventive,
    make_session,
    make_side_effect,
    make_sites,
)
from treatments.models import InjectionSession

DAY = date(2026, 2, 17)
TOMORROW = NOON + timedelta(days=1)
# Everything about Alice that staff must not see, as it would be written or shown.
SECRETS = ["zebra", "2026-02-17", "Feb. 17", "17 Feb", "171.5", "Canary", "2026-01-13", "Jan. 13"]
SECRETS += ["Zolmicanary", "Candecanary", "bruise", "hit6", "HIT-6", "a-secret-that", "a-digest"]
WORDS = [
    "headache",
    "migraine",
    "severe",
    "severity",
    "pain",
    "units",
    "medicine",
    "botox",
    "attack",
]
LISTS = ["admin:accounts_user_changelist", "admin:accounts_patient_changelist"]
LISTS.append("admin:accounts_accessevent_changelist")


@pytest.fixture
def diary(alice: Patient, bob: Clinician) -> Patient:
    """Alice with something of everything that is logged, and a look by Dr Bob."""
    said = DayState(headache=True, migraine=True, severity=3, pain=9, medicine=True, note="zebra")
    day = make_day(alice, DAY, said)
    session = make_session(alice, date(2026, 1, 13), units="171.5", clinic="Canary clinic")
    InjectionSession.objects.update(notes="zebra", lot="Canary lot")
    make_sites(session)
    make_side_effect(session)
    make_attack(alice, datetime(2026, 2, 17, 12, tzinfo=UTC))
    make_dose(day, "Zolmicanary")
    make_preventive(alice, name="Candecanary")
    alice.scores.create(instrument="hit6", on=DAY, value=60)
    stage_import(patient=alice, file=b"date,headache,note\n2026-02-18,1,zebra\n", now=NOON)
    alice.invitations.create(
        way="email", email="dr@example.org", digest="a-digest", made_at=NOON, expires_at=TOMORROW
    )
    MailFailure.objects.create(at=NOON, kind="reminder", error="OSError", user=alice.user)
    record(
        kind=EventKind.READ, actor=bob.user, patient_code=alice.code, page="home:calendar", now=NOON
    )
    return alice


@pytest.fixture
def as_sue(sue: User) -> Client:
    """A browser in which staff is logged in."""
    return people.browser_of(sue)


def every_admin_address() -> list[str]:
    """The address of every page of every object of every model in the admin."""
    found = ["admin:index", "admin:password_change", "admin:password_change_done", "admin:jsi18n"]
    addresses = [reverse(name) for name in found]
    addresses.append(reverse("admin:app_list", args=["accounts"]))
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        for pk in model._default_manager.values_list("pk", flat=True):
            pages = ("change", "history", "delete")
            addresses += [reverse(f"{name}_{page}", args=[pk]) for page in pages]
    return addresses


def table(client: Client, name: str, **query: str) -> list[list[str]]:
    """The cells of a list's rows, as text."""
    html = client.get(reverse(name), query).content.decode()
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in body.split("<tr>")[1:]]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]


def queries(client: Client, name: str) -> int:
    """How many times a list asks the database."""
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name))
    return len(asked)


def test_only_accounts_shares_and_looks_are_in_it() -> None:
    people_in_it = {User, Patient, Clinician}
    assert set(site._registry) == people_in_it | {Share, Invitation, AccessEvent, MailFailure}


def test_no_page_of_it_shows_anything_of_what_was_logged(diary: Patient, as_sue: Client) -> None:
    statuses = {}
    for address in every_admin_address():
        response = as_sue.get(address)
        shown = response.content.decode().replace("home:calendar", "")
        statuses[address.rstrip("/").rpartition("/")[2]] = response.status_code
        assert [word for word in SECRETS if word in shown] == [], address
        if "jsi18n" not in address:
            assert [word for word in WORDS if word in shown.lower()] == [], address
    assert {name: status for name, status in statuses.items() if status != 200} == {
        "add": 403,
        "delete": 403,
        "password_change": 302,
    }


def test_the_walk_would_find_a_secret_where_there_is_one(diary: Patient) -> None:
    client = Client()
    client.force_login(diary.user)
    shown = client.get(reverse("diary:day", args=[diary.code, DAY])).content.decode()
    assert "zebra" in shown
    assert "severe" in shown.lower()


def test_patients_are_listed_and_how_much_is_in_a_diary_stands_on_its_page(
    diary: Patient, as_sue: Client
) -> None:
    make_day(diary, DAY + timedelta(days=1))
    people.make_patient("charlie")
    listed = [row[:1] + row[2:] for row in table(as_sue, LISTS[1])]
    assert listed == [["alice@example.org"], ["charlie@example.org"]]
    page = as_sue.get(reverse("admin:accounts_patient_change", args=[diary.pk])).content.decode()
    said = re.findall(r'<div class="readonly">(.*?)</div>', page)
    assert said[-3:] == ["2", "1", "March 1, 2026, noon"]


def test_the_lists_ask_as_often_for_many_as_for_one(diary: Patient, as_sue: Client) -> None:
    as_sue.get(reverse("admin:index"))
    few = [queries(as_sue, name) for name in LISTS]
    for number in range(5):
        patient = people.make_patient(f"more{number}")
        make_day(patient, DAY)
        record(
            kind=EventKind.READ,
            actor=patient.user,
            patient_code=patient.code,
            page="home:today",
            now=NOON,
        )
    assert [len(table(as_sue, name)) for name in LISTS] == [8, 6, 6]
    assert [queries(as_sue, name) for name in LISTS] == few


@pytest.mark.parametrize("name", LISTS[:2])
@pytest.mark.parametrize("asked", ["alice", "ALICE@example.org", "lice@exam"])
def test_people_are_found_by_any_part_of_their_address(
    diary: Patient, charlie: Patient, as_sue: Client, name: str, asked: str
) -> None:
    assert [row[0] for row in table(as_sue, name, q=asked)] == ["alice@example.org"]


@pytest.mark.parametrize(
    ("asked", "statuses"),
    [
        ({"q": "a\x00b"}, [400, 400, 400]),
        ({"q": "x" * 100_000}, [200, 200, 200]),
        ({"q": "x " * 100}, [200, 200, 200]),
        ({"q": "頭痛 صداع 🤕 '\"%_\\"}, [200, 200, 200]),
        ({"q": "zebra"}, [200, 200, 200]),
        ({"o": "9.-9.x"}, [200, 200, 200]),
        ({"p": "99999999999999999999"}, [200, 200, 200]),
        ({"p": "x"}, [200, 200, 200]),
        ({"is_active__exact": "perhaps"}, [302, 400, 400]),
        ({"is_active__exact": "1"}, [200, 400, 400]),
        ({"is_active__isnull": "perhaps"}, [200, 400, 400]),
        ({"is_active__exact__bad": "1"}, [400, 400, 400]),
        ({"is_active__regex": "["}, [400, 400, 400]),
        ({"pk": "1"}, [400, 400, 400]),
        ({"password__startswith": "pbkdf2"}, [400, 400, 400]),
        ({"days__note__contains": "zebra"}, [400, 400, 400]),
        ({"patient__days__severity": "3"}, [400, 400, 400]),
        ({"_to_field": "password"}, [400, 400, 400]),
        ({"_facets": "True", "all": "", "e": "1", "_popup": "1"}, [200, 200, 200]),
    ],
)
def test_a_senseless_question_is_answered_with_a_clear_no(
    diary: Patient, as_sue: Client, asked: dict[str, str], statuses: list[int]
) -> None:
    assert [as_sue.get(reverse(name), asked).status_code for name in LISTS] == statuses


@pytest.mark.parametrize("asked", ["zebra", "x" * 100_000, "x" * 255, "頭痛", "%", "_"])
def test_a_search_without_an_answer_finds_nobody(
    diary: Patient, as_sue: Client, asked: str
) -> None:
    assert [table(as_sue, name, q=asked) for name in LISTS] == [[], [], []]


@pytest.mark.parametrize("pk", ["0", "9" * 40, "x", "-1", "%C3%A9"])
@pytest.mark.parametrize("model", ["user", "patient", "accessevent"])
def test_an_address_of_nobody_leads_back_to_the_start(as_sue: Client, model: str, pk: str) -> None:
    response = as_sue.get(f"/admin/accounts/{model}/{pk}/change/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_staff_lock_somebody_out_and_let_them_in_again(diary: Patient, as_sue: Client) -> None:
    client = Client()
    client.force_login(diary.user)
    page = reverse("home:today", args=[diary.code])
    address = reverse("admin:accounts_user_change", args=[diary.user.pk])
    as_sue.post(address, {})
    assert client.get(page).status_code == 302
    as_sue.post(address, {"is_active": "on"})
    client.force_login(diary.user)
    assert client.get(page).status_code == 200


def test_staff_change_nothing_else_of_a_person(diary: Patient, as_sue: Client) -> None:
    before = User.objects.filter(pk=diary.user.pk).values().get()
    asked = {
        "is_active": "on",
        "email": "sue2@example.org",
        "password": "x",
        "is_staff": "on",
        "is_superuser": "on",
        "date_joined_0": "2001-01-01",
    }
    address = reverse("admin:accounts_user_change", args=[diary.user.pk])
    assert as_sue.post(address, asked).status_code == 302
    assert User.objects.filter(pk=diary.user.pk).values().get() == before


@pytest.mark.parametrize("model", ["patient", "accessevent"])
def test_staff_cannot_change_or_delete_diaries_or_looks(
    diary: Patient, as_sue: Client, model: str
) -> None:
    kind = {"patient": Patient, "accessevent": AccessEvent}[model]
    pk = kind.objects.get().pk
    before = list(kind.objects.values())
    name = f"admin:accounts_{model}"
    asked = {"time_zone": "UTC", "page": "x", "post": "yes", "action": "delete_selected"}
    answers = [
        as_sue.post(reverse(f"{name}_change", args=[pk]), asked).status_code,
        as_sue.post(reverse(f"{name}_delete", args=[pk]), asked).status_code,
        as_sue.post(reverse(f"{name}_add"), asked).status_code,
    ]
    as_sue.post(reverse(f"{name}_changelist"), {**asked, "_selected_action": pk})
    assert answers == [403, 403, 403]
    assert list(kind.objects.values()) == before


def test_only_staff_get_in(diary: Patient, as_alice: Client, bob: Clinician) -> None:
    as_bob = people.browser_of(bob.user)
    for address in every_admin_address():
        anonymous = Client().get(address)
        assert anonymous.status_code == 302, address
        assert anonymous["Location"].startswith(("/accounts/login/", "/admin/login/")), address
        for client in (as_alice, as_bob):
            refused = client.get(address, follow=True)
            assert refused.status_code == 403, address
            assert "@example.org" not in refused.content.decode(), address


def test_its_log_in_is_the_sites_own_with_its_limits_and_second_step(db: None) -> None:
    response = Client().get("/admin/login/")
    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/login/?next=%2Fadmin%2Flogin%2F",
    )


def test_when_a_diary_was_last_logged_is_when_not_which_day(diary: Patient, as_sue: Client) -> None:
    page = as_sue.get(reverse("admin:accounts_patient_change", args=[diary.pk])).content.decode()
    assert "March 1, 2026, noon" in page
