"""Who gets what at every address of the site: a written matrix, walked whole.

A cell says what GET and POST answer: a status, or `>` and the name of the page it leads to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from accounts.models import AccessEvent, Clinician, Patient, Share, User
from diary.imports import stage_import
from diary.models import Day, Import
from diary.state import DayState
from tests import people
from tests.make import make_day, make_preventive, make_session, make_side_effect, make_sites
from treatments.models import (
    BookingReminder,
    CalendarFeed,
    InjectionSession,
    InjectionSite,
    PreventiveChange,
    SideEffect,
)

SECRET = "secret-note-7f3a"
NOT_FOUND = settings.BASE_DIR / "templates" / "404.html"
DAY = date(2026, 2, 17)
WRONG_CODE = uuid4()
# What varies in an address, as a path or as an expression writes it.
PART = re.compile(r"<(\w+:)?(?P<name>\w+)>|\(\?P<(?P<named>\w+)>[^)]*\)")
TO_LOGIN = ">account_login"
LOGIN = f"{TO_LOGIN} {TO_LOGIN}"
NOWHERE = "404 404"

# A patient's data. For each address: what its owner gets; strangers get 404, anonymous the log-in.
OWNER_ONLY = {
    "home:today": "200 200",
    "home:more": "200 200",
    "accounts:settings": "200 >accounts:settings",
    "diary:fill_in": "200 200",
    "diary:day": "200 >diary:day",
    "diary:tap": ">diary:day >diary:day",
    "diary:undo": ">diary:day >diary:day",
    "diary:forget": ">diary:day >diary:day",
    "diary:stayed_clear": ">diary:day >diary:day",
    "treatments:add": "200 >treatments:session",
    "treatments:edit": "200 >treatments:session",
    "treatments:delete": "200 >home:treatments",
    "treatments:sites": "200 >treatments:session",
    "treatments:done": ">treatments:session >treatments:session",
    "treatments:cancel": "200 >treatments:session",
    "treatments:reinstate": ">treatments:session >treatments:session",
    "treatments:reminders": "200 >treatments:reminders",
    "treatments:calendar_link": ">treatments:reminders >treatments:reminders",
    "treatments:dates": "200 200",
    "treatments:session_date": "200 200",
    "treatments:usual": ">treatments:session >treatments:session",
    "treatments:unwelcome": ">treatments:session >treatments:session",
    "treatments:add_side_effect": "200 >treatments:session",
    "treatments:side_effect": "200 >treatments:session",
    "treatments:over": ">treatments:side_effect >treatments:side_effect",
    "treatments:delete_side_effect": "200 >treatments:session",
    "treatments:add_preventive": "200 >home:treatments",
    "treatments:preventive": "200 >home:treatments",
    "treatments:delete_preventive": "200 >home:treatments",
    "treatments:add_change": "200 >treatments:preventive",
    "treatments:delete_change": ">treatments:preventive >treatments:preventive",
    "exchange:files": "200 422",
    "exchange:download": "200 200",
    "exchange:brought": "200 200",
    "exchange:date_order": ">exchange:brought >exchange:brought",
    "exchange:confirm": ">exchange:brought >exchange:brought",
    "exchange:discard": ">exchange:brought >exchange:files",
    "exchange:undo": ">exchange:brought >exchange:brought",
}
# The same, and a clinician with a live share may GET them.
OWNER_AND_CLINICIAN = {
    "home:calendar": "200 200",
    "home:calendar_year": "200 200",
    "home:treatments": "200 200",
    "home:earlier_cycles": "200 200",
    "treatments:session": "200 200",
    "treatments:compare_with": "200 200",
    "treatments:compare": "200 200",
    "outcomes:before_after": "200 200",
    "p/<uuid:code>/before-and-after/<measure:measure>/": "200 200",
}
# A patient's dates for whoever has the secret that they made, logged in or not.
BY_SECRET = {"treatments-feed:feed": "200 405"}
# Nobody's data in particular: what anonymous gets, and what everybody who is logged in gets.
PUBLIC = {
    "accounts:theme": ("405 >home:start", "405 >home:start"),
    "accounts:data": ("200 405", "200 405"),
    "account_login": ("200 200", ">home:start >home:start"),
    "account_signup": ("200 200", ">home:start >home:start"),
    "account_logout": (LOGIN, f"200 {TO_LOGIN}"),
    "account_inactive": ("200 405", "200 405"),
    "account_reset_password": ("200 200", "200 200"),
    "account_confirm_password_reset_code": (LOGIN, LOGIN),
    "account_complete_password_reset": (">account_reset_password " * 2,) * 2,
    "account_password_reset_completed": ("200 405", "200 405"),
    "account_email_verification_sent": (LOGIN, ">account_email >account_email"),
    "account_confirm_login_code": (LOGIN, ">home:start >home:start"),
    "mfa_authenticate": (LOGIN, ">home:start >home:start"),
    "mfa_login_webauthn": (LOGIN, ">home:start >home:start"),
}
# One's own account: anonymous gets the log-in; what everybody else gets.
AGAIN = ">account_reauthenticate >account_reauthenticate"
ACCOUNT = {
    "account_reauthenticate": "200 200",
    "account_email": "200 >account_email",
    "account_change_password": "200 200",
    "account_set_password": ">account_change_password >account_change_password",
    "mfa_index": "200 405",
    "mfa_reauthenticate": AGAIN,
    "mfa_reauthenticate_webauthn": AGAIN,
    "mfa_activate_totp": AGAIN,
    "mfa_deactivate_totp": NOWHERE,
    "mfa_view_recovery_codes": "404 405",
    "mfa_generate_recovery_codes": AGAIN,
    "mfa_download_recovery_codes": NOWHERE,
    "mfa_list_webauthn": "200 405",
    "mfa_add_webauthn": AGAIN,
    "mfa_remove_webauthn": AGAIN,
    "mfa_edit_webauthn": AGAIN,
}
# The admin: what staff get. Anybody else is led to its log-in, which refuses who is no staff.
MODELS = ("accounts_user", "accounts_patient", "accounts_accessevent")
ADMIN = {
    "admin:index": "200 200",
    "admin:app_list": "200 200",
    "admin:password_change": "200 200",
    "admin:password_change_done": "200 405",
    "admin:autocomplete": "403 405",
    "admin:jsi18n": "200 405",
    "admin:view_on_site": NOWHERE,
    **{f"admin:{model}_changelist": "200 200" for model in MODELS},
    **{f"admin:{model}_add": "403 403" for model in MODELS},
    **{f"admin:{model}_change": "200 403" for model in MODELS},
    "admin:accounts_user_change": "200 >admin:accounts_user_changelist",
    **{f"admin:{model}_delete": "403 403" for model in MODELS},
    **{f"admin:{model}_history": "200 200" for model in MODELS},
    **{
        f"admin/{model.replace('_', '/')}/<path:object_id>/": f">admin:{model}_change " * 2
        for model in MODELS
    },
    "admin/(?P<url>.*)$": NOWHERE,
}
ADMIN_LOGIN = ">admin:login >admin:login"
# Each role: anonymous, Alice, Charlie, Dr Bob, Dr Dan, Staff Sue.
OTHER = {
    "home:start": [LOGIN, *[">home:today >home:today"] * 2, *["200 200"] * 2, ">admin:index " * 2],
    "admin:login": [LOGIN, *["403 403"] * 4, ">admin:index 200"],
    "admin:logout": [*[">admin:index >admin:index"] * 5, "405 200"],
}
ROLES = ["anonymous", "alice", "charlie", "bob", "dan", "sue"]


def matrix() -> dict[str, list[str]]:
    """What each role gets at each address, in the order of ROLES."""
    rows = dict(OTHER)
    rows |= {n: [LOGIN, own, *[NOWHERE] * 4] for n, own in OWNER_ONLY.items()}
    rows |= {
        n: [LOGIN, own, NOWHERE, f"{own.split()[0]} 404", NOWHERE, NOWHERE]
        for n, own in OWNER_AND_CLINICIAN.items()
    }
    rows |= {n: [anybody] * 6 for n, anybody in BY_SECRET.items()}
    rows |= {n: [anonymous, *[other] * 5] for n, (anonymous, other) in PUBLIC.items()}
    rows |= {n: [LOGIN, *[other] * 5] for n, other in ACCOUNT.items()}
    rows |= {n: [*[ADMIN_LOGIN] * 5, staff] for n, staff in ADMIN.items()}
    return rows


def walk(resolver: URLResolver, space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """Every address as its name and its whole route."""
    for entry in resolver.url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else "", whole
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry, inner, whole)


@cache
def routes() -> dict[str, str]:
    """Every route by its name; by itself where it has none, or one that an earlier route has."""
    found: dict[str, str] = {}
    for name, route in walk(get_resolver()):
        found[route if not name or name in found else name] = route
    return found


@dataclass
class World:
    """Alice's diary, with everything in it that could leak, and the six who may ask."""

    alice: Patient
    charlie: Patient
    users: dict[str, User]
    day: Day
    session: InjectionSession
    other: InjectionSession
    planned: InjectionSession
    cancelled: InjectionSession
    change: PreventiveChange
    effect: SideEffect
    file: Import

    def browser(self, role: str) -> Client:
        client = Client()
        if role in self.users:
            client.force_login(self.users[role])
        return client

    def address(self, name: str, code: UUID | None = None) -> str:
        """The address with Alice's data in it, or with another patient's code."""
        known = {
            "code": code or self.alice.code,
            "on": self.day.date,
            "pk": self._session(name).pk,
            "other": self.other.pk,
            "preventive": self.change.preventive.pk,
            "change": self.change.pk,
            "effect": self.effect.pk,
            "file": self.file.code,
            "secret": self.alice.calendar_feed.secret,
            "year": self.day.date.year,
            "number": 2,
            "measure": "migraine",
            "object_id": self._row(name),
            "content_type_id": 1,
            "app_label": "accounts",
            "url": "nowhere/",
        }
        route = PART.sub(lambda part: str(known[part["name"] or part["named"]]), routes()[name])
        return "/" + route.replace("^", "").replace("$", "")

    def _session(self, name: str) -> InjectionSession:
        """One on which the address has something to do."""
        if name in ("treatments:done", "treatments:cancel"):
            return self.planned
        return self.cancelled if name == "treatments:reinstate" else self.session

    def _row(self, name: str) -> object:
        if "patient" in name:
            return self.alice.pk
        if "accessevent" in name:
            return AccessEvent.objects.values_list("pk", flat=True).first()
        return self.users["alice"].pk

    def form(self, name: str) -> dict[str, object]:
        """What the owner would send, so that only access can refuse it."""
        day = {"kind": "clear", "version": str(self.day.version)}
        session = {"date": "2026-01-05", "product": "onabotulinumtoxinA", "first_ever": "yes"}
        effect = {"kind": "neck_pain", "strength": "1", "started_on": "2026-01-06"}
        return {
            "accounts:settings": {"time_zone": "Asia/Tokyo"},
            "diary:day": day,
            "diary:tap": day,
            "diary:undo": day,
            "diary:forget": day,
            "treatments:add": session | {"date": "2026-01-02"},
            "treatments:edit": session | {"version": str(self.session.version)},
            "treatments:sites": {
                "version": str(self.session.version),
                "other_middle_units": "155",
                "other_middle_sites": "31",
            },
            "treatments:reminders": {"tell": "on", "weeks_before": "12"},
            "treatments:calendar_link": {"do": "off"},
            "treatments:usual": {"answer": "at_once"},
            "treatments:unwelcome": {"answer": "skipped"},
            "treatments:add_side_effect": effect,
            "treatments:side_effect": effect | {"version": str(self.effect.version)},
            "treatments:over": {"on": "2026-01-09"},
            "treatments:add_preventive": {"kind": "candesartan"},
            "treatments:preventive": {
                "kind": "topiramate",
                "version": str(self.change.preventive.version),
            },
            "treatments:add_change": {"on": "2026-01-07", "dose": "75 mg"},
            "exchange:date_order": {"date_order": "day-month"},
            "exchange:confirm": {"date_order": self.file.date_order},
        }.get(name, {})

    def ask(
        self, role: str, method: str, name: str, code: UUID | None = None
    ) -> tuple[HttpResponse, list[dict[str, object]]]:
        """The answer, and the looks recorded meanwhile; whatever it did is taken back."""
        with transaction.atomic():
            client = self.browser(role)
            before = self.alice_data() if method == "POST" else []
            address = self.address(name, code)
            data = self.form(name) if method == "POST" else {}
            response = getattr(client, method.lower())(address, data)
            if role != "alice" and method == "POST":
                assert self.alice_data() == before, f"{role} changed Alice's data by {name}"
            looks = list(
                AccessEvent.objects.exclude(page="before").values("actor", "patient_code", "page")
            )
            transaction.set_rollback(True)
        return response, looks

    def alice_data(self) -> list[object]:
        """All rows of Alice's, to see that nobody else changed one."""
        found: list[object] = list(Patient.objects.filter(pk=self.alice.pk).values())
        for rows in (self.alice.days, self.alice.injection_sessions, self.alice.imports):
            found += [*rows.order_by("pk").values()]
        for model in (BookingReminder, CalendarFeed):
            found += [*model.objects.filter(patient=self.alice).values()]
        changes = PreventiveChange.objects.filter(preventive__patient=self.alice)
        effects = SideEffect.objects.filter(session__patient=self.alice)
        sites = InjectionSite.objects.filter(session__patient=self.alice)
        for rows in (self.alice.preventives, changes, effects, sites):
            found += [*rows.order_by("pk").values()]
        return found


@pytest.fixture
def world(alice: Patient, charlie: Patient, bob: Clinician, dan: Clinician, sue: User) -> World:
    day = make_day(alice, DAY, DayState(headache=True, migraine=True, note=SECRET))
    file = f"date,headache,note\n2026-02-18,1,{SECRET}\n".encode()
    BookingReminder.objects.create(patient=alice, weeks_before=4)
    CalendarFeed.objects.create(patient=alice, word="Date", secret="a-secret-of-alice")
    AccessEvent.objects.create(at=people.LONG_AGO, patient_code=alice.code, page="before")
    session = make_session(alice, date(2026, 1, 5), notes=SECRET)
    make_sites(session)
    return World(
        alice=alice,
        charlie=charlie,
        users={
            "alice": alice.user,
            "charlie": charlie.user,
            "bob": bob.user,
            "dan": dan.user,
            "sue": sue,
        },
        day=day,
        session=session,
        other=make_session(alice, date(2025, 10, 13), notes=SECRET),
        planned=make_session(alice, date(2026, 1, 7), notes=SECRET, status="planned"),
        cancelled=make_session(alice, date(2026, 1, 8), notes=SECRET, status="cancelled"),
        change=make_preventive(alice),
        effect=make_side_effect(session),
        file=stage_import(patient=alice, file=file, now=timezone.now()),
    )


def body(response: HttpResponse) -> bytes:
    return b"".join(response) if response.streaming else response.content


def outcome(response: HttpResponse) -> str:
    """The status, or for a redirect the name of the page it leads to."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return ">" + resolve(response["Location"].partition("?")[0]).view_name


def is_patients(name: str) -> bool:
    return name in OWNER_ONLY or name in OWNER_AND_CLINICIAN


def test_every_address_is_in_the_matrix_and_every_row_is_an_address() -> None:
    assert set(matrix()) == set(routes())


def test_a_patients_code_is_in_every_address_of_their_data() -> None:
    with_code = {name for name, route in routes().items() if "<uuid:code>" in route}
    assert with_code == {name for name in routes() if is_patients(name)}
    with_secret = {name for name, route in routes().items() if "<str:secret>" in route}
    assert with_secret == set(BY_SECRET)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_matrix_says(world: World, role: str) -> None:
    column = ROLES.index(role)
    unexpected = {}
    for name, row in matrix().items():
        responses = [world.ask(role, method, name)[0] for method in ("GET", "POST")]
        found = [outcome(response) for response in responses]
        if found != row[column].split():
            unexpected[name] = found
        if role != "alice":
            assert not any(SECRET.encode() in body(response) for response in responses), name
    assert unexpected == {}


def test_what_could_leak_is_there_for_its_owner(world: World) -> None:
    showing = {
        name
        for name in [*OWNER_ONLY, *OWNER_AND_CLINICIAN]
        if SECRET.encode() in body(world.ask("alice", "GET", name)[0])
    }
    assert {"diary:day", "exchange:download", "treatments:session"} <= showing


@pytest.mark.parametrize(
    ("role", "method"),
    [
        *[(role, method) for role in ("charlie", "dan", "sue") for method in ("GET", "POST")],
        *[("charlie", method) for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")],
    ],
)
def test_a_stranger_cannot_tell_a_diary_from_a_wrong_code(
    world: World, role: str, method: str
) -> None:
    for name in filter(is_patients, matrix()):
        real, looks = world.ask(role, method, name)
        wrong, _ = world.ask(role, method, name, WRONG_CODE)
        assert (real.status_code, looks) == (404, [])
        # 404.html stands alone: nothing of the asker, the address or the answer is filled in.
        assert body(real) == body(wrong) == (b"" if method == "HEAD" else NOT_FOUND.read_bytes())
        assert real.headers == wrong.headers
        assert real.cookies.keys() == wrong.cookies.keys()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_clinician_changes_nothing(world: World, method: str) -> None:
    for name in filter(is_patients, matrix()):
        response, looks = world.ask("bob", method, name)
        assert (response.status_code, looks) == (404, [])


def test_anonymous_is_led_to_the_log_in_by_a_real_and_a_wrong_code_alike(world: World) -> None:
    for name in filter(is_patients, matrix()):
        real, _ = world.ask("anonymous", "GET", name)
        wrong, _ = world.ask("anonymous", "GET", name, WRONG_CODE)
        asked = real["Location"].replace(str(world.alice.code), str(WRONG_CODE))
        assert (real.status_code, asked) == (wrong.status_code, wrong["Location"])
        assert (body(real), real.cookies) == (body(wrong), wrong.cookies)


def test_what_a_clinician_reads_is_recorded_and_what_the_owner_reads_is_not(world: World) -> None:
    for name in filter(is_patients, matrix()):
        response, looks = world.ask("bob", "GET", name)
        if name in OWNER_AND_CLINICIAN:
            page = resolve(response.wsgi_request.path).view_name  # type: ignore[attr-defined]
            bob = world.users["bob"].pk
            assert looks == [{"actor": bob, "patient_code": world.alice.code, "page": page}]
        else:
            assert looks == []
        assert world.ask("alice", "GET", name)[1] == []


AFTER = ["usual", "unwelcome", "add_side_effect"]
EFFECT = ["side_effect", "over", "delete_side_effect"]


def test_one_patients_things_are_not_under_anothers_code(world: World) -> None:
    theirs = make_session(world.charlie, date(2026, 1, 6))
    file = stage_import(patient=world.charlie, file=b"date,headache\n", now=timezone.now())
    effect = make_side_effect(theirs)
    her_preventive, his_preventive = (
        change.preventive.pk for change in (world.change, make_preventive(world.charlie))
    )
    alice, charlie = world.browser("alice"), world.browser("charlie")
    for name, key, hers, his in [
        ("treatments:edit", "pk", world.session.pk, theirs.pk),
        ("treatments:delete", "pk", world.session.pk, theirs.pk),
        ("treatments:sites", "pk", world.session.pk, theirs.pk),
        ("treatments:session", "pk", world.session.pk, theirs.pk),
        ("treatments:done", "pk", world.planned.pk, theirs.pk),
        ("treatments:cancel", "pk", world.planned.pk, theirs.pk),
        ("treatments:reinstate", "pk", world.cancelled.pk, theirs.pk),
        ("treatments:compare_with", "pk", world.session.pk, theirs.pk),
        ("treatments:session_date", "pk", world.session.pk, theirs.pk),
        ("treatments:preventive", "preventive", her_preventive, his_preventive),
        ("treatments:delete_preventive", "preventive", her_preventive, his_preventive),
        ("treatments:add_change", "preventive", her_preventive, his_preventive),
        *[(f"treatments:{name}", "pk", world.session.pk, theirs.pk) for name in AFTER],
        *[(f"treatments:{name}", "effect", world.effect.pk, effect.pk) for name in EFFECT],
        ("exchange:brought", "file", world.file.code, file.code),
        ("exchange:confirm", "file", world.file.code, file.code),
        ("exchange:discard", "file", world.file.code, file.code),
        ("exchange:undo", "file", world.file.code, file.code),
    ]:
        for client, code, other in [
            (alice, world.alice.code, his),
            (charlie, world.charlie.code, hers),
        ]:
            gone: int | UUID = WRONG_CODE if key == "file" else 10**9
            known, unknown = (
                reverse(name, kwargs={"code": code, key: row}) for row in (other, gone)
            )
            told, answer = client.post(known), client.post(unknown)
            assert outcome(told) in ("404", ">home:treatments")
            assert (outcome(told), body(told)) == (outcome(answer), body(answer))
            assert client.get(known).status_code == client.get(unknown).status_code == 404
    assert world.charlie.injection_sessions.get() == theirs
    assert world.charlie.imports.get() == file
    assert world.charlie.preventives.get().pk == his_preventive


@pytest.mark.parametrize(
    "change",
    [
        {"stopped_at": datetime(2026, 3, 1, tzinfo=UTC)},
        {"ends_at": timezone.now() - timedelta(seconds=1)},
        {"started_at": timezone.now() + timedelta(hours=1)},
    ],
)
def test_a_share_that_does_not_hold_shows_nothing_from_the_next_request_on(
    world: World, change: dict[str, datetime]
) -> None:
    address = world.address("home:calendar")
    bob = world.browser("bob")
    assert bob.get(address).status_code == 200
    Share.objects.filter(clinician__user=world.users["bob"]).update(**change)
    assert bob.get(address).status_code == 404
    assert str(world.alice.code) not in bob.get("/").content.decode()


def test_a_clinician_whom_staff_has_not_approved_sees_nothing(world: World) -> None:
    address = world.address("home:calendar")
    bob = world.browser("bob")
    Clinician.objects.update(approved_at=None)
    assert bob.get(address).status_code == 404
    Clinician.objects.update(approved_at=timezone.now() + timedelta(hours=1))
    assert bob.get(address).status_code == 404


def test_a_share_opens_one_diary_to_one_clinician(world: World) -> None:
    Share.objects.filter(clinician__user=world.users["bob"]).update(patient=world.charlie)
    answers = [
        world.browser(role).get(world.address("home:calendar", patient.code)).status_code
        for role in ("bob", "dan")
        for patient in (world.alice, world.charlie)
    ]
    assert answers == [404, 200, 404, 404]
