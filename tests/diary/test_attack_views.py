"""Attacks as a browser sends them: the taps, the form with its odd nights, the list."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Detail
from accounts.models import Patient
from diary.attack_actions import start_attack, still_going
from diary.attack_list import attack_list
from diary.models import Attack
from diary.moments import Moment
from tests.make import CLEAR, HEADACHE, make_attack, make_day

NOW = datetime(2026, 11, 3, 18, 15, tzinfo=UTC)  # Tuesday, 19:15 in Berlin
TODAY = date(2026, 11, 3)
# In Berlin the clock goes from 03:00 back to 02:00 on 25 October, and skipped 29 March's 02:30.
BACK, FORWARD = "2026-10-25", "2026-03-29"


@pytest.fixture(autouse=True)
def _a_tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, patient: Patient, *more: object) -> str:
    return reverse(f"diary:{name}", args=[patient.code, *more])


def today(client: Client, patient: Patient) -> str:
    return client.get(reverse("home:today", args=[patient.code])).content.decode()


def times(start: str, end: str = "", **more: object) -> dict[str, object]:
    """What the form sends: "2026-10-25 02:30"."""
    (start_on, _, start_time), (end_on, _, end_time) = start.partition(" "), end.partition(" ")
    both = {"start_on": start_on, "start_time": start_time, "end_on": end_on, "end_time": end_time}
    return both | more


def add(
    client: Client, patient: Patient, start: str, end: str = "", **more: object
) -> HttpResponse:
    return client.post(url("add_attack", patient, TODAY), times(start, end, **more))


def change(
    client: Client, attack: Attack, start: str, end: str = "", **more: object
) -> HttpResponse:
    attack.refresh_from_db()
    sent = times(start, end, **{"version": attack.version, **more})
    return client.post(url("attack", attack.patient, attack.pk), sent)


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(said) for name, said in answer.context["form"].errors.items()}  # type: ignore[attr-defined]


def shown(answer: HttpResponse) -> dict[str, object]:
    """The form's fields as a browser would send them back unchanged."""
    form = answer.context["form"]  # type: ignore[attr-defined]
    names = [*form.fields]
    if not form.twice["start"]:
        names.remove("start_which")
    if not form.twice["end"]:
        names.remove("end_which")
    values = {name: form[name].value() for name in names}
    as_text = {
        name: v.strftime("%H:%M") if isinstance(v, time) else v for name, v in values.items()
    }
    return {name: value for name, value in as_text.items() if value not in (None, False)}


def test_an_attack_starts_with_one_tap_and_is_over_with_one(
    as_alice: Client, alice: Patient
) -> None:
    assert "An attack has just started" in today(as_alice, alice)
    as_alice.post(url("start_attack", alice))
    page = today(as_alice, alice)
    assert "An attack has just started" not in page
    assert "An attack since 19:15 (0 minutes)" in page
    assert "Running since 19:15" in page
    assert "Marked by an attack." in page
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        answer = as_alice.post(url("end_attack", alice), {"attack": alice.attacks.get().pk})
        assert answer.status_code == 302
        page = today(as_alice, alice)
    assert "An attack since" not in page
    assert "19:15 to 21:15" in page


def test_the_day_after_one_tap_says_that_it_still_goes_on(as_alice: Client, alice: Patient) -> None:
    as_alice.post(url("start_attack", alice))
    with time_machine.travel(NOW + timedelta(hours=14), tick=False):
        page = today(as_alice, alice)
        assert "An attack since Tuesday 19:15 (14 hours)" in page
        assert "Still going on" in page
        assert not alice.days.filter(date=TODAY + timedelta(days=1)).exists()
        as_alice.post(url("still_going", alice), {"attack": alice.attacks.get().pk})
        page = today(as_alice, alice)
        assert "Still going on" not in page
        assert 'id="over-today"' in page
    assert alice.days.count() == 2


def test_after_long_silence_the_card_asks_what_the_days_were(
    as_alice: Client, alice: Patient
) -> None:
    attack = start_attack(patient=alice, now=NOW - timedelta(days=9))
    page = today(as_alice, alice)
    assert "You have said nothing of it for 9 days." in page
    assert "It went on all these days" in page
    assert 'id="over-today"' not in page
    for name in ("end_attack", "still_going"):
        tap = {"attack": attack.pk, "tap": str(uuid.uuid4())}
        answer = as_alice.post(url(name, alice), tap, headers={"X-Tap": "1"})
        assert answer.status_code == 422
        assert "When was it over?" in answer.content.decode()
        assert f'href="{url("attack", alice, attack.pk)}"' in answer.content.decode()
    assert (alice.saved_taps.count(), alice.attacks.get().ended_at) == (0, None)
    as_alice.post(url("still_going", alice), {"attack": attack.pk, "sure": "1"})
    assert alice.days.count() == 10


def test_a_start_made_without_a_network_keeps_its_time_and_is_saved_once(
    as_alice: Client, alice: Patient
) -> None:
    made = NOW - timedelta(hours=3)
    data = {"tap": str(uuid.uuid4()), "made_at": made.isoformat()}
    for _ in range(3):
        answer = as_alice.post(url("start_attack", alice), data, headers={"X-Tap": "1"})
        assert answer.status_code == 204
    assert alice.attacks.get().start == Moment.of(made, "Europe/Berlin")


def test_a_tap_about_an_attack_that_is_over_says_so_and_ends_no_other(
    as_alice: Client, alice: Patient
) -> None:
    old = make_attack(alice, NOW - timedelta(days=2), NOW - timedelta(days=1))
    start_attack(patient=alice, now=NOW - timedelta(hours=1))
    for name, saved in (("end_attack", 200), ("still_going", 422)):
        answer = as_alice.post(url(name, alice), {"attack": old.pk}, follow=True)
        assert answer.status_code == saved
        assert "This attack was ended or deleted meanwhile." in answer.content.decode()
    assert alice.attacks.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("sent", [{}, {"attack": "x"}, {"attack": "\x00"}])
@pytest.mark.parametrize("name", ["end_attack", "still_going"])
def test_a_tap_that_names_no_attack_changes_nothing(
    as_alice: Client, alice: Patient, name: str, sent: dict[str, str]
) -> None:
    start_attack(patient=alice, now=NOW)
    assert as_alice.post(url(name, alice), sent).status_code == 422
    assert as_alice.post(url(name, alice), {"attack": "9" * 40}).status_code in (302, 422)
    assert alice.attacks.get().ended_at is None


def test_another_persons_attack_is_not_ended(
    as_alice: Client, alice: Patient, charlie: Patient
) -> None:
    theirs = start_attack(patient=charlie, now=NOW)
    as_alice.post(url("end_attack", alice), {"attack": theirs.pk})
    assert charlie.attacks.get().ended_at is None


def test_who_does_not_want_times_sees_nothing_of_attacks(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, HEADACHE)
    start_attack(patient=alice, now=NOW)
    alice.details = [detail for detail in alice.details if detail != Detail.TIMES]
    alice.save()
    pages = [
        today(as_alice, alice),
        as_alice.get(url("day", alice, TODAY)).content.decode(),
        as_alice.get(reverse("home:more", args=[alice.code])).content.decode(),
    ]
    assert not any("attack" in page.replace("Marked by an attack", "") for page in pages)


def test_today_reads_attacks_in_one_query_however_many_there_are(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, HEADACHE)

    def queries() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as found:
            today(as_alice, alice)
        return [query["sql"] for query in found if "diary_attack" in query["sql"]]

    assert len(queries()) == 1
    for hours in range(1, 30, 2):
        start = NOW - timedelta(hours=hours)
        make_attack(alice, start, start + timedelta(minutes=50))
    assert len(queries()) == 1


def test_undo_of_a_tapped_start_takes_the_attack_back(as_alice: Client, alice: Patient) -> None:
    as_alice.post(url("start_attack", alice))
    as_alice.post(url("undo", alice, TODAY), {"version": alice.days.get().version})
    assert not alice.attacks.exists()
    assert not alice.days.exists()


def test_a_past_attack_is_added_with_its_days(as_alice: Client, alice: Patient) -> None:
    answer = add(as_alice, alice, "2026-10-30 22:00", "2026-10-31 09:30")
    assert (answer.status_code, answer["Location"]) == (302, url("day", alice, TODAY))
    assert [day.date.day for day in alice.days.order_by("date")] == [30, 31]


def test_the_same_form_sent_twice_is_one_attack(as_alice: Client, alice: Patient) -> None:
    for _ in range(2):
        assert add(as_alice, alice, "2026-10-30 22:00", "2026-10-31 09:30").status_code == 302
    assert alice.attacks.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "field", "message"),
    [
        ("2026-10-30 22:00", "2026-10-30 21:00", "end_time", "This is not after the start."),
        ("2026-10-30 22:00", "2026-10-30 22:00", "end_time", "This is not after the start."),
        ("2026-10-30 22:00", "2026-10-29 23:00", "end_on", "This is not after the start."),
        ("2026-11-03 19:16", "", "start_time", "This time has not come yet."),
        ("2026-11-04 01:00", "", "start_time", "This time has not come yet."),
        ("9999-12-31 23:59", "", "start_on", "This time has not come yet."),
        ("2026-11-03 18:00", "2026-11-03 19:16", "end_time", "This time has not come yet."),
        ("0001-01-01 00:00", "2026-11-03 10:00", "start_on", "This is too long ago."),
        ("2026-10-30 22:00", "2026-10-31", "end_time", "Give the day and the time"),
        ("2026-10-30 22:00", " 09:00", "end_on", "Give the day and the time"),
        ("2026-10-30", "", "start_time", "Give a time."),
        (" 22:00", "", "start_on", "Choose a date."),
        ("2026-10-30 25:00", "", "start_time", "Write the time as hours and minutes"),
        ("2026-02-30 22:00", "", "start_on", "There is no such date."),
        ("2026-10-30 \x00", "", "start_time", ""),
        ("2024-10-30 22:00", "2026-10-30 22:00", "start_on", "An attack can be a year long"),
    ],
)
def test_what_cannot_have_been_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, start: str, end: str, field: str, message: str
) -> None:
    answer = add(as_alice, alice, start, end)
    found = errors(answer)
    assert list(found) == [field]
    assert message in found[field][0]
    assert not alice.attacks.exists()


@pytest.mark.parametrize("start", ["9" * 400, "2026-10-30T22:00", "ü", "-1"])
def test_nonsense_in_any_field_is_answered(as_alice: Client, alice: Patient, start: str) -> None:
    names = [*times("", ""), "start_which", "end_which", "sure", "version"]
    answer = as_alice.post(url("add_attack", alice, TODAY), dict.fromkeys(names, start))
    assert answer.status_code == 422
    assert not alice.attacks.exists()


def test_attacks_do_not_overlap(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "2026-10-30 08:00", "2026-10-30 12:00")
    said = "At that time you already have an attack: Fri 30 October, 08:00 to 12:00."
    assert errors(add(as_alice, alice, "2026-10-30 11:59", "2026-10-30 13:00")) == {
        "start_on": [said]
    }
    assert errors(add(as_alice, alice, "2026-10-29 11:00")) == {"start_on": [said]}
    assert add(as_alice, alice, "2026-10-30 12:00").status_code == 302
    running = "Another attack still goes on (since Fri 30 October, 12:00). Give one of them an end."
    assert errors(add(as_alice, alice, "2026-11-01 12:00")) == {"end_on": [running]}


def test_more_than_a_week_is_asked_about_once(as_alice: Client, alice: Patient) -> None:
    start, end = "2026-10-20 08:00", "2026-10-29 12:00"
    answer = add(as_alice, alice, start, end)
    assert errors(answer) == {"sure": ["That is 9 days. Are the dates right?"]}
    assert 'name="sure"' in answer.content.decode()
    assert add(as_alice, alice, start, end, sure="on").status_code == 302
    attack = alice.attacks.get()
    assert change(as_alice, attack, start, end).status_code == 302
    assert errors(change(as_alice, attack, start, "2026-10-30 12:00")).keys() == {"sure"}


def test_a_time_that_the_clock_skipped_stays_what_was_said(
    as_alice: Client, alice: Patient
) -> None:
    assert add(as_alice, alice, f"{FORWARD} 02:30", f"{FORWARD} 09:00").status_code == 302
    attack = alice.attacks.get()
    page = as_alice.get(url("attack", alice, attack.pk))
    assert shown(page)["start_time"] == "02:30"
    assert change(as_alice, attack, f"{FORWARD} 02:30", f"{FORWARD} 10:00").status_code == 302
    assert alice.attacks.get().start == attack.start
    assert "Sun 29 March, 02:30 to 10:00" in as_alice.get(url("attacks", alice)).content.decode()


def test_which_of_two_hours_is_asked_only_where_it_matters_and_kept(
    as_alice: Client, alice: Patient
) -> None:
    assert (
        'name="start_which"' not in as_alice.get(url("add_attack", alice, TODAY)).content.decode()
    )
    answer = add(as_alice, alice, f"{BACK} 02:30", f"{BACK} 09:00")
    assert list(errors(answer)) == ["start_which"]
    page = answer.content.decode()
    assert 'name="start_which"' in page
    assert 'name="end_which"' not in page
    sent = {"start_which": "second"}
    assert add(as_alice, alice, f"{BACK} 02:30", f"{BACK} 09:00", **sent).status_code == 302
    attack = alice.attacks.get()
    assert attack.start.second
    page_again = as_alice.get(url("attack", alice, attack.pk))
    assert shown(page_again)["start_which"] == "second"
    assert as_alice.post(url("attack", alice, attack.pk), shown(page_again)).status_code == 302
    assert alice.attacks.get().start == attack.start
    # From the first half past two to the second one is an hour.
    change(
        as_alice, attack, f"{BACK} 02:30", f"{BACK} 02:30", start_which="first", end_which="second"
    )
    stored = alice.attacks.get()
    assert stored.ended_at
    assert stored.ended_at - stored.started_at == timedelta(hours=1)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_an_edit_from_elsewhere_keeps_the_clock_it_was_said_on(
    as_alice: Client, alice: Patient, zone: str
) -> None:
    add(as_alice, alice, f"{BACK} 22:00", "2026-10-26 04:00")
    before = alice.attacks.get()
    Patient.objects.update(time_zone=zone)
    page = as_alice.get(url("attack", alice, before.pk))
    assert page.content.decode().count("On the clock of Berlin.") == 2
    assert as_alice.post(url("attack", alice, before.pk), shown(page)).status_code == 302
    after = alice.attacks.get()
    assert (after.start, after.end) == (before.start, before.end)
    change(as_alice, after, f"{BACK} 22:00", "2026-10-26 05:00")
    after.refresh_from_db()
    assert after.end == Moment.said(date(2026, 10, 26), time(5), "Europe/Berlin")
    assert {day.date.day for day in alice.days.all()} == {25, 26}
    assert "on the clock of Berlin" in as_alice.get(url("attacks", alice)).content.decode()


def test_an_unchanged_form_keeps_the_seconds(as_alice: Client, alice: Patient) -> None:
    attack = make_attack(alice, NOW - timedelta(hours=3, seconds=13), NOW - timedelta(seconds=7))
    page = as_alice.get(url("attack", alice, attack.pk))
    assert as_alice.post(url("attack", alice, attack.pk), shown(page)).status_code == 302
    after = alice.attacks.get()
    assert (after.start, after.end) == (attack.start, attack.end)


def test_a_stale_page_shows_what_is_stored_before_it_may_overwrite_it(
    as_alice: Client, alice: Patient
) -> None:
    add(as_alice, alice, "2026-10-30 08:00", "2026-10-30 12:00")
    attack = alice.attacks.get()
    stale = attack.version
    change(as_alice, attack, "2026-10-30 08:00", "2026-10-30 14:00")
    sent = ("2026-10-30 08:00", "2026-10-30 13:00")
    answer = change(as_alice, attack, *sent, version=stale)
    assert "It now says: Fri 30 October, 08:00 to 14:00." in errors(answer)["__all__"][0]
    version = shown(answer)["version"]
    assert change(as_alice, attack, *sent, version=version).status_code == 302


def test_deleting_is_asked_and_takes_the_marks_along(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "2026-10-30 08:00", "2026-10-31 12:00")
    make_day(alice, TODAY, CLEAR)
    attack = alice.attacks.get()
    page = as_alice.get(url("delete_attack", alice, attack.pk)).content.decode()
    assert "Fri 30 October, 08:00 to Sat 31 October, 12:00" in page
    answer = as_alice.post(url("delete_attack", alice, attack.pk))
    assert (answer.status_code, answer["Location"]) == (302, url("attacks", alice))
    assert [day.date for day in alice.days.all()] == [TODAY]
    again = as_alice.post(url("delete_attack", alice, attack.pk), follow=True)
    assert "It is not there any more." in again.content.decode()
    assert as_alice.get(url("attack", alice, 10**30)).status_code == 404


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/p/", "/admin/"])
def test_saving_leads_to_no_page_but_our_own(as_alice: Client, alice: Patient, where: str) -> None:
    answer = add(as_alice, alice, "2026-10-30 08:00", "2026-10-30 12:00", next=where)
    assert answer["Location"] == url("day", alice, TODAY)
    page = as_alice.get(url("attack", alice, alice.attacks.get().pk), {"next": where})
    assert f'href="{where}"' not in page.content.decode()


def test_a_day_shows_the_attacks_that_touch_it(as_alice: Client, alice: Patient) -> None:
    add(as_alice, alice, "2026-10-30 22:00", "2026-10-31 09:30")
    add(as_alice, alice, "2026-10-31 11:00", "2026-10-31 12:00")
    day = as_alice.get(url("day", alice, date(2026, 10, 31))).context["page"]
    assert [attack.times_here for attack in day.attacks] == [
        "Friday 22:00 to 09:30",
        "11:00 to 12:00",
    ]
    assert (day.running, day.current) == (None, False)


def test_an_attack_cannot_be_added_on_a_day_to_come(as_alice: Client, alice: Patient) -> None:
    assert as_alice.get(url("add_attack", alice, TODAY + timedelta(days=1))).status_code == 404


def test_the_list_goes_by_months_with_the_running_one_first(
    as_alice: Client, alice: Patient
) -> None:
    add(as_alice, alice, "2026-09-30 22:00", "2026-10-01 09:30")
    add(as_alice, alice, "2026-10-25 01:00", "2026-10-25 04:00")
    running = start_attack(patient=alice, now=NOW - timedelta(hours=1))
    still_going(attack=running, now=NOW)
    page = as_alice.get(url("attacks", alice))
    found = page.context["page"]
    assert found.running.attack == running
    assert [month.first for month in found.months] == [date(2026, 10, 1), date(2026, 9, 1)]
    assert [row.hours for month in found.months for row in month.attacks] == ["4 hours", "12 hours"]
    html = page.content.decode()
    assert "12 hours · on 2 days" in html
    assert html.index("Running now") < html.index("October 2026")


def test_a_thousand_attacks_stay_quick_a_page_at_a_time(as_alice: Client, alice: Patient) -> None:
    rows = []
    for i in range(1000):
        start, attack = NOW - timedelta(days=3 * i + 2), Attack(patient=alice)
        attack.start = Moment.of(start, "Europe/Berlin")
        attack.end = Moment.of(start + timedelta(hours=5), "Europe/Berlin")
        rows.append(attack)
    Attack.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as queries:
        as_alice.get(url("attacks", alice))
    assert len(queries) < 12
    seen, pages, page = [], 1, attack_list(alice, NOW, None)
    while page.earlier:
        seen += [row.pk for month in page.months for row in month.attacks]
        page, pages = attack_list(alice, NOW, page.earlier), pages + 1
    seen += [row.pk for month in page.months for row in month.attacks]
    assert len(seen) == len(set(seen)) == 1000
    assert pages > 15


def test_an_end_from_a_clock_that_is_ahead_survives_an_unchanged_form(
    as_alice: Client, alice: Patient
) -> None:
    attack = make_attack(alice, NOW - timedelta(hours=1), NOW + timedelta(minutes=1))
    page = as_alice.get(url("attack", alice, attack.pk))
    assert as_alice.post(url("attack", alice, attack.pk), shown(page)).status_code == 302
    assert alice.attacks.get().end == attack.end
