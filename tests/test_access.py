"""Who gets what at every address of the site: the written matrix, walked whole."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import Clinician, Share
from diary.imports import stage_import
from tests import people
from tests.access_fixture import DAY, NOON, SECRET, SHARED
from tests.access_matrix import BY_SECRET, FILES, OWNER_AND_CLINICIAN, OWNER_ONLY, ROLES, matrix
from tests.access_world import World, routes
from tests.make import (
    make_attack,
    make_preventive,
    make_session,
    make_side_effect,
)
from tests.pages import not_found

WRONG_CODE = uuid4()


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


# On both databases it is walked by the clinician to whom both must show the shared diary alone.
ON_ONE_DATABASE = {*ROLES} - {"bob"}


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=[pytest.mark.once] if role in ON_ONE_DATABASE else [])
        for role in ROLES
    ],
)
def test_every_address_answers_each_role_as_the_matrix_says(world: World, role: str) -> None:
    column = ROLES.index(role)
    unexpected = {}
    for name, row in matrix().items():
        responses = [world.ask(role, method, name)[0] for method in ("GET", "POST")]
        found = [outcome(response) for response in responses]
        if found != row[column].split():
            unexpected[name] = found
        if role != "alice":
            hidden = [SECRET] if role == "bob" else [SECRET, SHARED]
            for response in responses:
                assert not any(text.encode() in body(response) for text in hidden), name
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
        ("charlie", "GET"),
        ("charlie", "POST"),
        *[
            pytest.param(role, method, marks=pytest.mark.once)
            for role in ("dan", "sue")
            for method in ("GET", "POST")
        ],
        *[
            pytest.param("charlie", method, marks=pytest.mark.once)
            for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
        ],
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
        assert body(real) == body(wrong) == (b"" if method == "HEAD" else not_found())
        assert real.headers == wrong.headers
        assert real.cookies.keys() == wrong.cookies.keys()


@pytest.mark.parametrize(
    "method",
    ["POST", *(pytest.param(each, marks=pytest.mark.once) for each in ("PUT", "PATCH", "DELETE"))],
)
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
        own = [look["actor"] for look in world.ask("alice", "GET", name)[1]]
        assert own == ([world.alice.user_id] if name in FILES else [])


AFTER = ["usual", "unwelcome", "add_side_effect"]
EFFECT = ["side_effect", "over", "delete_side_effect"]
MEDICINE = ["medicine", "put_away_medicine", "delete_medicine"]
SCORE = ["score", "delete_score"]
CODE = ["take_back", "confirm_named", "new_code"]
# What is answered to a form about something that is not there.
GONE = ["404", ">home:treatments", ">diary:attacks", ">diary:medicines", ">home:scores"]


def test_one_patients_things_are_not_under_anothers_code(world: World) -> None:
    theirs = make_session(world.charlie, date(2026, 1, 6))
    file = stage_import(patient=world.charlie, file=b"date,headache\n", now=timezone.now())
    effect = make_side_effect(theirs)
    attack = make_attack(world.charlie, NOON, NOON + timedelta(hours=5))
    medicine = world.charlie.medicines.create(name="Sumatriptan", kind="triptan")
    score = world.charlie.scores.create(instrument="hit6", on=DAY, value=60)
    his_share = people.share(world.charlie, world.users["dan"].clinician)
    his_invitation = world.charlie.invitations.create(
        way="code", digest="x", made_at=people.LONG_AGO, expires_at=timezone.now() + timedelta(1)
    )
    her_share = world.alice.shares.get(stopped_at=None)
    her_invitation = world.alice.invitations.get(way="code")
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
        ("diary:attack", "attack", world.attack.pk, attack.pk),
        ("diary:delete_attack", "attack", world.attack.pk, attack.pk),
        *[(f"diary:{name}", "medicine", world.dose.medicine_id, medicine.pk) for name in MEDICINE],
        *[(f"diary:{name}", "score", world.score.pk, score.pk) for name in SCORE],
        ("accounts:stop_share", "share", her_share.pk, his_share.pk),
        *[
            (f"accounts:{each}", "invitation", her_invitation.pk, his_invitation.pk)
            for each in CODE
        ],
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
            assert outcome(told) in GONE
            assert (outcome(told), body(told)) == (outcome(answer), body(answer))
            assert client.get(known).status_code == client.get(unknown).status_code == 404
    assert world.charlie.injection_sessions.get() == theirs
    assert world.charlie.attacks.get() == attack
    assert world.charlie.medicines.get() == medicine
    assert world.charlie.scores.get() == score
    assert world.charlie.imports.get() == file
    assert world.charlie.preventives.get().pk == his_preventive
    assert world.charlie.shares.get().stopped_at is None
    assert world.charlie.invitations.get() == his_invitation


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
    assert str(world.alice.code) not in bob.get("/clinician/").content.decode()


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
