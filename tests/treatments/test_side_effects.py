"""Recording what was unwelcome after a session, ending it, changing it, deleting it."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient
from tests import people
from tests.make import make_session, make_side_effect
from treatments.choices import SideEffectKind, Status
from treatments.models import InjectionSession, SideEffect

SESSION = date(2026, 2, 20)
TODAY = date(2026, 3, 1)
BRUISE = {"kind": "bruise", "other": "", "strength": "1", "started_on": "2026-02-21"}
GONE = "It is not there any more."
TIMELINE = "home:treatments"
HELP = "When to get help at once"
STALE = (
    "This was changed in another window meanwhile. It now says: Bruise, Mild, 21 February 2026. "
    "Save again to use what stands below instead."
)


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def session(alice: Patient) -> InjectionSession:
    return make_session(alice, SESSION)


@pytest.fixture
def bruise(session: InjectionSession) -> SideEffect:
    session.unwelcome = "something"
    session.save()
    return make_side_effect(session)


def add_url(session: InjectionSession) -> str:
    return reverse("treatments:add_side_effect", args=[session.patient.code, session.pk])


def url(effect: SideEffect, name: str = "side_effect") -> str:
    return reverse(f"treatments:{name}", args=[effect.session.patient.code, effect.pk])


def session_url(session: InjectionSession) -> str:
    return reverse("treatments:session", args=[session.patient.code, session.pk])


def add(client: Client, session: InjectionSession, **fields: str) -> HttpResponse:
    answer: HttpResponse = client.post(add_url(session), {**BRUISE, **fields})
    return answer


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 422
    found: dict[str, list[str]] = answer.context["form"].errors  # type: ignore[attr-defined]
    return found


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def rows() -> list[tuple[object, ...]]:
    return list(
        SideEffect.objects.values_list("kind", "other", "strength", "started_on", "ended_on")
    )


def test_the_form_fills_in_nothing_and_says_when_to_get_help(
    as_alice: Client, session: InjectionSession
) -> None:
    page = as_alice.get(add_url(session)).content.decode()
    assert page.count(HELP) == 1
    assert page.count('name="kind"') == len(SideEffectKind)
    assert "checked" not in page
    dates = re.findall(r'<input type="date"[^>]*>', page)
    assert len(dates) == 2
    for box in dates:
        assert "value" not in box
        assert 'min="2026-02-20" max="2026-03-01"' in box


@pytest.mark.parametrize(
    ("ago", "offered"),
    [
        (0, ["Day of the injections"]),
        (1, ["Day of the injections", "The day after"]),
        (2, ["Day of the injections", "The day after", "Today"]),
        (3, ["Day of the injections", "The day after", "Today", "Another day"]),
    ],
)
def test_the_days_it_can_have_begun_on_are_offered_for_one_tap(
    as_alice: Client, session: InjectionSession, ago: int, offered: list[str]
) -> None:
    InjectionSession.objects.update(date=TODAY - timedelta(days=ago))
    page = as_alice.get(add_url(session)).content.decode()
    assert re.findall(r'name="since" value="[^"]*"> ([^<]+)<', page) == offered
    on = re.findall(r'name="since" value="([^"]*)"', page)[min(ago, 2)]
    assert add(as_alice, session, started_on="", since=on).status_code == 302
    assert [row[3] for row in rows()] == [TODAY]


def test_another_day_is_the_one_in_the_box_and_a_day_that_was_tapped_is_kept(
    as_alice: Client, session: InjectionSession
) -> None:
    typed = {"since": "another", "started_on": "2026-02-24"}
    assert add(as_alice, session, **typed).status_code == 302
    assert errors(add(as_alice, session, since="another", started_on="")) == {
        "started_on": ["Choose a date."]
    }
    answer = add(as_alice, session, since="2026-02-20", started_on="never", strength="")
    assert list(errors(answer)) == ["strength"]
    assert 'name="since" value="2026-02-20" checked' in answer.content.decode()
    assert [row[3] for row in rows()] == [date(2026, 2, 24)]


@pytest.mark.parametrize("since", ["2026-02-19", "2026-03-02", "never", "\x00", "9" * 400])
def test_a_day_that_was_not_offered_is_refused(
    as_alice: Client, session: InjectionSession, since: str
) -> None:
    answer = add(as_alice, session, since=since)
    assert list(errors(answer)) == ["started_on"]
    assert errors(answer)["started_on"][0] in answer.content.decode()
    assert rows() == []


def test_a_recorded_side_effect_shows_its_own_day(as_alice: Client, bruise: SideEffect) -> None:
    page = as_alice.get(url(bruise)).content.decode()
    assert 'name="since"' not in page
    assert 'name="started_on" value="2026-02-21"' in page


def test_something_unwelcome_is_recorded_and_answers_the_question(
    as_alice: Client, session: InjectionSession
) -> None:
    answer = add(as_alice, session, strength="2", ended_on="2026-02-24")
    assert (answer.status_code, answer["Location"]) == (302, session_url(session))
    assert rows() == [("bruise", "", 2, date(2026, 2, 21), date(2026, 2, 24))]
    session.refresh_from_db()
    assert session.unwelcome == "something"


def test_what_comes_after_nothing_so_far_is_recorded_too(
    as_alice: Client, session: InjectionSession
) -> None:
    InjectionSession.objects.update(unwelcome="nothing")
    add(as_alice, session)
    session.refresh_from_db()
    assert (session.unwelcome, len(rows())) == ("something", 1)


def test_the_same_sent_twice_is_recorded_once(as_alice: Client, session: InjectionSession) -> None:
    assert [add(as_alice, session).status_code for _ in range(2)] == [302, 302]
    add(as_alice, session, kind="neck_pain")
    assert [row[0] for row in rows()] == ["bruise", "neck_pain"]


def test_something_else_is_named_in_ones_own_words_on_one_line(
    as_alice: Client, session: InjectionSession
) -> None:
    asked = {"other": ["Write what it is, in a few words."]}
    assert errors(add(as_alice, session, kind="other")) == asked
    assert errors(add(as_alice, session, kind="other", other=" \n ")) == asked
    add(as_alice, session, kind="other", other=" Flu-like \n for a day ")
    assert [row[:2] for row in rows()] == [("other", "Flu-like for a day")]


@pytest.mark.parametrize("words", ["leaning left", "x" * 400, "a\x00b"])
def test_words_are_kept_for_something_else_alone(
    as_alice: Client, session: InjectionSession, words: str
) -> None:
    assert add(as_alice, session, other=words).status_code == 302
    assert [row[:2] for row in rows()] == [("bruise", "")]


BEFORE = "This is before your injections of 20 February 2026."
NOT_COME = "This day has not come yet."
NO_DATE = "There is no such date."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("kind", "", "Choose what it is."),
        ("kind", "baldness", "Choose what it is."),
        ("kind", "bruise\x00", "Choose what it is."),
        ("strength", "", "Choose how strong."),
        ("strength", "0", "Choose how strong."),
        ("strength", "4", "Choose how strong."),
        ("strength", "9" * 400, "Choose how strong."),
        ("started_on", "", "Choose a date."),
        ("started_on", "2026-02-19", BEFORE),
        ("started_on", "0001-01-01", BEFORE),
        ("started_on", "2026-03-02", NOT_COME),
        ("started_on", "９９９９-12-31", NOT_COME),
        ("started_on", "2026-02-30", NO_DATE),
        ("started_on", "02/21/2026", NO_DATE),
        ("started_on", "2026-02-21\x00", NO_DATE),
        ("started_on", "\ud800", NO_DATE),
        ("ended_on", "2026-02-20", "This is before the day it began."),
        ("ended_on", "2026-03-02", NOT_COME),
        ("ended_on", "yesterday", NO_DATE),
        ("ended_on", "1" * 400, NO_DATE),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    as_alice: Client, session: InjectionSession, field: str, value: str, message: str
) -> None:
    sent = {**BRUISE, "kind": "other", "other": "typed <words>", field: value}
    body = urlencode(sent, errors="surrogatepass")
    answer = as_alice.post(add_url(session), body, "application/x-www-form-urlencoded")
    assert errors(answer)[field] == [message]
    assert rows() == []
    assert 'value="typed &lt;words&gt;"' in answer.content.decode()


def test_words_that_are_too_long_or_broken_are_refused(
    as_alice: Client, session: InjectionSession
) -> None:
    for words in ("x" * 81, "a\x00b"):
        assert list(errors(add(as_alice, session, kind="other", other=words))) == ["other"]


def test_it_may_begin_on_the_day_itself_and_end_on_the_day_it_began(
    as_alice: Client, session: InjectionSession
) -> None:
    add(as_alice, session, started_on="2026-02-20", ended_on="2026-02-20")
    add(as_alice, session, started_on="2026-03-01", ended_on="2026-03-01")
    assert [row[3] for row in rows()] == [SESSION, TODAY]


def test_a_side_effect_can_be_changed(as_alice: Client, bruise: SideEffect) -> None:
    changed = {**BRUISE, "kind": "neck_pain", "ended_on": "2026-02-28", "version": bruise.version}
    answer = as_alice.post(url(bruise), changed)
    assert answer["Location"] == session_url(bruise.session)
    assert rows() == [("neck_pain", "", 1, date(2026, 2, 21), date(2026, 2, 28))]
    assert SideEffect.objects.get().version != bruise.version


def test_a_stale_page_overwrites_nothing_before_it_has_shown_it(
    as_alice: Client, bruise: SideEffect
) -> None:
    typed = {**BRUISE, "strength": "3", "version": str(uuid.uuid4())}
    assert errors(as_alice.post(url(bruise), typed)) == {"__all__": [STALE]}
    assert SideEffect.objects.get().strength == 1
    again = as_alice.post(url(bruise), {**typed, "version": str(bruise.version)})
    assert (again.status_code, SideEffect.objects.get().strength) == (302, 3)


@pytest.mark.parametrize("ago", [0, 1])
def test_one_tap_ends_it_today_or_yesterday_and_says_so(
    as_alice: Client, bruise: SideEffect, ago: int
) -> None:
    last = TODAY - timedelta(days=ago)
    today = reverse("home:today", args=[bruise.session.patient.code])
    answer = as_alice.post(url(bruise, "over"), {"on": last.isoformat(), "next": today})
    assert answer["Location"] == today
    words = "28 February" if ago else "1 March"
    assert said(answer) == [f'Saved: Bruise, last day {words}. <a href="{url(bruise)}">Change</a>']
    stored = SideEffect.objects.get()
    assert (stored.ended_on, stored.version != bruise.version) == (last, True)


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2026-02-20", "This is before the day it began."),
        ("2026-03-02", NOT_COME),
        ("", "Choose one of the answers."),
        ("never", "Choose one of the answers."),
        ("03/01/2026", "Choose one of the answers."),
        ("9" * 400, "Choose one of the answers."),
        ("2026-03-01\x00", "Choose one of the answers."),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_a_word(
    as_alice: Client, bruise: SideEffect, on: str, message: str
) -> None:
    assert said(as_alice.post(url(bruise, "over"), {"on": on})) == [message]
    assert SideEffect.objects.get().ended_on is None


def test_what_began_today_was_not_over_yesterday(as_alice: Client, bruise: SideEffect) -> None:
    SideEffect.objects.update(started_on=TODAY)
    answer = as_alice.post(url(bruise, "over"), {"on": "2026-02-28"})
    assert said(answer) == ["This is before the day it began."]
    assert SideEffect.objects.get().ended_on is None


def test_two_windows_that_end_it_differently_keep_the_first(
    as_alice: Client, bruise: SideEffect
) -> None:
    for on in ("2026-02-28", "2026-03-01", "2026-02-28"):
        answer = as_alice.post(url(bruise, "over"), {"on": on})
    assert SideEffect.objects.get().ended_on == date(2026, 2, 28)
    assert said(answer) == [
        "Saved: Bruise, last day 28 February.",
        "You ended this in another window meanwhile: last day 28 February.",
        "Saved: Bruise, last day 28 February.",
    ]


def test_a_side_effect_is_deleted_only_after_a_yes(as_alice: Client, bruise: SideEffect) -> None:
    assert as_alice.get(url(bruise, "delete_side_effect")).status_code == 200
    assert len(rows()) == 1
    answer = as_alice.post(url(bruise, "delete_side_effect"))
    assert (answer["Location"], rows()) == (session_url(bruise.session), [])


@pytest.mark.parametrize(
    ("unwelcome", "after_one", "after_both"),
    [("something", "something", ""), ("nothing", "nothing", "nothing")],
)
def test_after_the_last_is_deleted_the_question_is_open_again(
    as_alice: Client, bruise: SideEffect, unwelcome: str, after_one: str, after_both: str
) -> None:
    InjectionSession.objects.update(unwelcome=unwelcome)
    second = make_side_effect(bruise.session, kind="dry_mouth")
    found = []
    for effect in (bruise, second):
        as_alice.post(url(effect, "delete_side_effect"))
        found.append(InjectionSession.objects.get().unwelcome)
    assert found == [after_one, after_both]


def test_a_side_effect_deleted_meanwhile_is_gone_for_every_window(
    as_alice: Client, bruise: SideEffect
) -> None:
    session = bruise.session
    names = ("side_effect", "over", "delete_side_effect")
    gone = [url(bruise, name) for name in names]
    bruise.delete()
    home = {page: reverse(page, args=[session.patient.code]) for page in (TIMELINE, "home:today")}
    for address in gone:
        assert as_alice.get(address).status_code == 404
        for sent, back in [({}, TIMELINE), ({"next": home["home:today"]}, "home:today")]:
            answer = as_alice.post(address, {**BRUISE, "on": "2026-03-01", **sent})
            assert answer["Location"] == home[back]
            assert GONE in as_alice.get(home[back]).content.decode()
    assert rows() == []


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED])
def test_a_session_that_is_not_done_has_no_side_effects(
    as_alice: Client, bruise: SideEffect, status: Status
) -> None:
    InjectionSession.objects.update(status=status)
    addresses = [add_url(bruise.session), url(bruise), url(bruise, "over")]
    for address in addresses:
        assert as_alice.get(address).status_code == 404
        assert said(as_alice.post(address, BRUISE))[-1] == GONE
    assert [row[:3] for row in rows()] == [("bruise", "", 1)]
    assert SideEffect.objects.get().version == bruise.version


def test_a_session_dated_ahead_takes_no_side_effect_yet(
    as_alice: Client, session: InjectionSession
) -> None:
    InjectionSession.objects.update(date=TODAY + timedelta(days=1))
    assert as_alice.get(add_url(session)).status_code == 404
    assert said(add(as_alice, session)) == [GONE]
    assert rows() == []


def test_on_a_clock_turned_back_what_was_recorded_can_still_be_changed_and_ended(
    as_alice: Client, bruise: SideEffect
) -> None:
    """Somebody flew west: the session and the day it began are still ahead."""
    with time_machine.travel(datetime(2026, 2, 19, 12, tzinfo=UTC), tick=False):
        page = as_alice.get(url(bruise)).content.decode()
        assert page.count('min="2026-02-20" max="2026-02-21"') == 2
        sent = {**BRUISE, "strength": "2", "version": str(bruise.version)}
        assert as_alice.post(url(bruise), sent).status_code == 302
        today = reverse("home:today", args=[bruise.session.patient.code])
        page = as_alice.get(today).content.decode()
        on = re.findall(r'name="on" value="([^"]*)"', page)
        as_alice.post(url(bruise, "over"), {"on": on[0]})
    assert on == ["2026-02-21"]
    assert rows() == [("bruise", "", 2, date(2026, 2, 21), date(2026, 2, 21))]


def test_the_days_end_where_the_person_lives(as_alice: Client, session: InjectionSession) -> None:
    Patient.objects.update(time_zone="Pacific/Auckland")
    assert errors(add(as_alice, session, started_on="2026-03-03")) == {"started_on": [NOT_COME]}
    assert add(as_alice, session, started_on="2026-03-02").status_code == 302


@pytest.mark.parametrize("number", [0, 10**18, 10**30])
@pytest.mark.parametrize(
    "path",
    [
        "sessions/{}/side-effects/add/",
        *(f"side-effects/{{}}/{p}" for p in ("", "over/", "delete/")),
    ],
)
def test_a_number_that_is_none_is_no_page(
    as_alice: Client, alice: Patient, path: str, number: int
) -> None:
    address = f"/p/{alice.code}/treatments/" + path.format(number)
    assert as_alice.get(address).status_code == 404
    assert said(as_alice.post(address, BRUISE)) == [GONE]


def test_ones_own_words_are_shown_as_words(as_alice: Client, bruise: SideEffect) -> None:
    SideEffect.objects.update(kind="other", other="<b>ow</b>")
    today = reverse("home:today", args=[bruise.session.patient.code])
    as_alice.post(url(bruise, "over"), {"on": "2026-03-01", "next": today})
    page = as_alice.get(today).content.decode()
    assert "Saved: &lt;b&gt;ow&lt;/b&gt;, last day 1 March." in page
    assert "<b>" not in page


def test_a_sessions_page_lists_what_followed_and_only_its_owner_may_change_it(
    as_alice: Client, bruise: SideEffect, bob: Clinician
) -> None:
    InjectionSession.objects.update(usual_after="next_day")
    make_side_effect(bruise.session, kind="neck_pain", strength=3, ended_on=TODAY)
    as_bob = people.browser_of(bob.user)
    for client, own in [(as_alice, True), (as_bob, False)]:
        page = client.get(session_url(bruise.session)).content.decode()
        words = ["The next day", "Since 21 February 2026, still there: 9 days so far", "severe"]
        words += ["21 February to 1 March 2026: 9 days", HELP]
        assert [page.count(word) > 0 for word in words] == [True] * len(words)
        assert ("Add something unwelcome" in page, "Over today" in page) == (own, own)
        assert (url(bruise) in page, "not_yet" in page) == (own, own)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ["Not answered", "Not answered"]),
        ({"usual_after": "skipped", "unwelcome": "skipped"}, ["Not said", "Not said"]),
        ({"usual_after": "week", "unwelcome": "nothing"}, ["4 to 7 days later", "Nothing so far"]),
        ({"not_usual_on": TODAY}, ["Not yet on 1 March 2026", "Not answered"]),
    ],
)
def test_a_sessions_page_says_what_was_answered(
    as_alice: Client, session: InjectionSession, fields: dict[str, object], words: list[str]
) -> None:
    InjectionSession.objects.update(**fields)
    page = as_alice.get(session_url(session)).content.decode()
    after = page[page.index('id="after"') : page.index('id="help"')]
    assert re.findall(r"<strong>(.*?)</strong>", after) == words
