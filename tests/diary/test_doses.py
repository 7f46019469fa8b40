"""Doses: one tap adds one, none is lost, and a day with doses says that medicine was taken."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Detail
from accounts.models import Patient
from diary.actions import save_day, undo_day
from diary.day_page import day_page
from diary.dose_actions import add_dose, change_dose, remove_dose
from diary.doses import moment_of_tap, offered_medicines
from diary.facets import SEVERITY
from diary.models import Medicine, MedicineTaken
from diary.moments import Moment
from tests.make import CLEAR, MIGRAINE, make_day, make_dose

NOW = datetime(2026, 3, 1, 21, 14, 30, tzinfo=UTC)  # 22:14 in Berlin
TODAY = date(2026, 3, 1)
YESTERDAY = TODAY - timedelta(days=1)
BERLIN = "Europe/Berlin"


@pytest.fixture(autouse=True)
def _first_of_march() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sumatriptan(alice: Patient) -> Medicine:
    made: Medicine = alice.medicines.create(name="Sumatriptan", kind="triptan", dose="50 mg")
    return made


def url(name: str, patient: Patient, on: date = TODAY, *more: int) -> str:
    return reverse(f"diary:{name}", args=[patient.code, on, *more])


def tap(client: Client, medicine: Medicine, on: date = TODAY, **fields: Any) -> Any:
    return client.post(url("add_dose", medicine.patient, on), {"medicine": medicine.pk, **fields})


def doses(patient: Patient) -> list[MedicineTaken]:
    return list(MedicineTaken.objects.filter(day__patient=patient).order_by("pk"))


def test_one_tap_adds_a_dose_now_of_the_usual_size_and_goes_back(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    today = reverse("home:today", args=[alice.code])
    answer = tap(as_alice, sumatriptan, next=today)
    assert (answer.status_code, answer["Location"]) == (302, today)
    (dose,) = doses(alice)
    assert (dose.words, dose.taken) == (
        "Sumatriptan 50 mg",
        Moment.said(TODAY, time(22, 14), BERLIN),
    )
    page = as_alice.get(today).content.decode()
    assert "Sumatriptan 50 mg, 22:14" in page


def test_two_taps_are_two_doses_and_one_tap_sent_twice_is_one(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    again = str(uuid.uuid4())
    for name in (again, again, str(uuid.uuid4())):
        assert tap(as_alice, sumatriptan, tap=name).status_code == 302
    assert [dose.words for dose in doses(alice)] == ["Sumatriptan 50 mg"] * 2


def test_a_tap_that_a_device_kept_has_the_time_at_which_it_was_made(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, YESTERDAY, MIGRAINE)
    answer = as_alice.post(
        url("add_dose", alice, YESTERDAY),
        {"medicine": sumatriptan.pk, "tap": str(uuid.uuid4()), "made_at": "2026-02-28 18:30:00+00"},
        headers={"X-Tap": "1"},
    )
    assert answer.status_code == 204
    assert doses(alice)[0].taken == Moment.said(YESTERDAY, time(19, 30), BERLIN)


def test_a_dose_for_an_earlier_day_has_no_time(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, YESTERDAY, MIGRAINE)
    tap(as_alice, sumatriptan, YESTERDAY)
    assert [dose.taken for dose in doses(alice)] == [None]


@pytest.mark.parametrize(
    ("day_starts", "utc", "on", "at"),
    [
        (0, (1, 0, 30), YESTERDAY, time(1, 30)),
        (0, (1, 0, 30), TODAY, time(1, 30)),
        (0, (1, 4, 30), YESTERDAY, None),
        (4, (1, 2, 30), YESTERDAY, time(3, 30)),
        (4, (1, 2, 30), TODAY, None),
        (4, (1, 3, 30), YESTERDAY, None),
    ],
)
def test_at_night_it_is_taken_now_for_each_day_that_today_asks_about(
    alice: Patient, day_starts: int, utc: tuple[int, int, int], on: date, at: time | None
) -> None:
    alice.day_starts = day_starts
    moment = moment_of_tap(alice, on, datetime(2026, 3, *utc, tzinfo=UTC))
    assert (moment and (moment.on, moment.time)) == (at and (TODAY, at))


def test_a_dose_on_a_day_not_logged_asks_first_what_the_day_was(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    answer = tap(as_alice, sumatriptan)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What was Sunday 1 March?" in page
    assert page.count('class="answer"') == 3
    assert (doses(alice), alice.days.count()) == ([], 0)


def test_a_day_with_doses_says_so_and_the_last_removed_takes_it_back(
    alice: Patient, sumatriptan: Medicine
) -> None:
    day = make_day(alice, TODAY, MIGRAINE, from_attack=True)
    said = []
    for _ in range(2):
        add_dose(patient=alice, on=TODAY, medicine=sumatriptan, taken=None, now=NOW)
        said.append(alice.days.get().medicine)
    for dose in doses(alice):
        remove_dose(patient=alice, dose=dose, now=NOW)
        said.append(alice.days.get().medicine)
    assert said == [True, True, True, False]
    assert alice.days.get().version != day.version
    # What an attack marked is now the person's own word, and is not taken back with the attack.
    assert not alice.days.get().from_attack


@pytest.mark.parametrize("said", [True, False, None])
@pytest.mark.parametrize("order", [1, -1])
def test_without_its_doses_a_day_says_what_it_said_before_them(
    alice: Patient, sumatriptan: Medicine, said: bool | None, order: int
) -> None:
    make_day(alice, TODAY, replace(MIGRAINE, medicine=said))
    for _ in range(3):
        add_dose(patient=alice, on=TODAY, medicine=sumatriptan, taken=None, now=NOW)
    for dose in doses(alice)[::order]:
        assert alice.days.get().medicine is True
        remove_dose(patient=alice, dose=dose, now=NOW)
    assert alice.days.get().medicine is said


def test_each_change_of_the_doses_is_another_version_and_leaves_nothing_to_undo(
    alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    versions = set()

    def look() -> None:
        day = alice.days.get()
        assert day.previous is None
        versions.add(day.version)

    def say(value: str, was: str) -> None:
        save_day(patient=alice, on=TODAY, facet=SEVERITY, value=value, was=was, now=NOW)

    say("3", "")
    add_dose(patient=alice, on=TODAY, medicine=sumatriptan, taken=None, now=NOW)
    look()
    say("2", "3")
    change_dose(patient=alice, dose=doses(alice)[0], size="100 mg", taken=None, now=NOW)
    look()
    say("1", "2")
    remove_dose(patient=alice, dose=doses(alice)[0], now=NOW)
    look()
    assert len(versions) == 3
    assert not undo_day(patient=alice, on=TODAY, seen=alice.days.get().version, now=NOW)
    assert alice.days.get().severity == 1


def test_a_dose_does_not_settle_a_day_that_is_clear_so_far(
    alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, CLEAR, clear_so_far=True)
    add_dose(patient=alice, on=TODAY, medicine=sumatriptan, taken=None, now=NOW)
    assert alice.days.get().clear_so_far


def test_a_dose_from_one_device_stands_in_the_way_of_no_other_tap(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    other = alice.medicines.create(name="Ibuprofen", kind="simple", dose="400 mg")
    tap(as_alice, sumatriptan)
    tap(as_alice, other)
    # A page from before both doses.
    answer = as_alice.post(url("tap", alice), {"facet": "severity", "value": "3", "was": ""})
    assert answer.status_code == 302
    day = alice.days.get()
    assert (day.severity, day.medicine) == (3, True)
    assert [dose.medicine for dose in doses(alice)] == [sumatriptan, other]


def change(client: Client, taken: MedicineTaken, **fields: str) -> Any:
    address = url("dose", taken.day.patient, taken.day.date, taken.pk)
    return client.post(address, {"dose": "50 mg", "time": "", "on": str(taken.day.date), **fields})


def test_amount_and_time_can_be_changed(as_alice: Client, alice: Patient) -> None:
    dose = make_dose(make_day(alice, TODAY, MIGRAINE))
    answer = change(as_alice, dose, dose=" 100 \n mg ", time="19:05")
    assert (answer.status_code, answer["Location"]) == (302, url("day", alice))
    dose.refresh_from_db()
    assert dose.dose == "100 mg"
    assert dose.taken == Moment.said(TODAY, time(19, 5), BERLIN)
    change(as_alice, dose, time="")
    dose.refresh_from_db()
    assert dose.taken is None


def test_a_time_after_midnight_stays_on_its_date_and_in_its_zone(
    as_alice: Client, alice: Patient
) -> None:
    dose = make_dose(make_day(alice, YESTERDAY, MIGRAINE))
    dose.taken = Moment.said(TODAY, time(1, 20), "America/New_York")
    dose.save()
    page = as_alice.get(url("dose", alice, YESTERDAY, dose.pk)).content.decode()
    assert "By the clock of America/New York." in page
    change(as_alice, dose, dose="1", time="01:20", on=str(TODAY))
    dose.refresh_from_db()
    assert (dose.dose, dose.taken) == ("1", Moment.said(TODAY, time(1, 20), "America/New_York"))
    change(as_alice, dose, time="23:20", on=str(YESTERDAY))
    dose.refresh_from_db()
    assert dose.taken == Moment.said(YESTERDAY, time(23, 20), "America/New_York")


def test_the_second_half_past_two_is_told_from_the_first(as_alice: Client, alice: Patient) -> None:
    night = date(2025, 10, 26)
    dose = make_dose(make_day(alice, night, MIGRAINE))
    asked = change(as_alice, dose, time="02:30")
    assert asked.status_code == 422
    assert "The clock showed this time twice in that night." in asked.content.decode()
    change(as_alice, dose, time="02:30", which="second")
    dose.refresh_from_db()
    assert dose.taken == Moment.said(night, time(2, 30), BERLIN, second=True)
    change(as_alice, dose, dose="2", time="02:30", which="second")
    dose.refresh_from_db()
    assert (dose.dose, dose.taken and dose.taken.second) == ("2", True)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"time": "23:00"}, "This time has not come yet."),
        ({"time": "25:00"}, "Write the time as hours and minutes, such as 22:14."),
        ({"time": "a\x00b"}, "Write the time as hours and minutes, such as 22:14."),
        ({"dose": "x" * 41}, "Ensure this value has at most 40 characters (it has 41)."),
        ({"dose": "a\x00b"}, "Null characters are not allowed."),
        ({"on": "2026-03-02", "time": "01:00"}, None),
    ],
)
def test_what_cannot_be_said_of_a_dose_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, fields: dict[str, str], error: str | None
) -> None:
    dose = make_dose(make_day(alice, TODAY, MIGRAINE))
    answer = change(as_alice, dose, **fields)
    if error is None:
        # Tomorrow is not offered: today is the only day there is.
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert error in answer.content.decode()
    dose.refresh_from_db()
    assert (dose.dose, dose.taken) == ("50 mg", None)


def test_a_dose_is_removed_and_removing_it_again_says_that_it_is_gone(
    as_alice: Client, alice: Patient
) -> None:
    dose = make_dose(make_day(alice, TODAY, MIGRAINE))
    address = url("remove_dose", alice, TODAY, dose.pk)
    assert as_alice.get(address)["Location"] == url("dose", alice, TODAY, dose.pk)
    assert as_alice.post(address, {"next": url("day", alice)})["Location"] == url("day", alice)
    again = as_alice.post(address, {"next": url("day", alice)}, follow=True)
    assert "It is not there any more." in again.content.decode()
    assert (doses(alice), alice.days.get().medicine) == ([], False)


@pytest.mark.parametrize("name", ["dose", "remove_dose"])
def test_another_persons_dose_or_another_days_is_not_there(
    as_alice: Client, alice: Patient, charlie: Patient, name: str
) -> None:
    his = make_dose(make_day(charlie, TODAY, MIGRAINE))
    hers = make_dose(make_day(alice, YESTERDAY, MIGRAINE))
    make_day(alice, TODAY, MIGRAINE)
    for dose in (his, hers):
        address = url(name, alice, TODAY, dose.pk)
        assert as_alice.get(address).status_code == 404
        assert as_alice.post(address, {"dose": "9"})["Location"].endswith(f"{alice.code}/")
    assert [dose.dose for dose in (*doses(charlie), *doses(alice))] == ["50 mg"] * 2


@pytest.mark.parametrize("key", ["x", "", "0", "-1", "9" * 30, "a\x00b", "his"])
def test_a_medicine_that_is_not_ones_own_is_not_there(
    as_alice: Client, alice: Patient, charlie: Patient, key: str
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    his = charlie.medicines.create(name="His", kind="other")
    sent = {"medicine": str(his.pk) if key == "his" else key}
    assert as_alice.post(url("add_dose", alice), sent).status_code == 404
    assert doses(alice) == []


def test_no_dose_is_added_to_a_day_that_has_not_come(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    assert tap(as_alice, sumatriptan, TODAY + timedelta(days=1)).status_code == 404


def test_something_else_is_put_on_the_list_and_taken_at_once(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    today = reverse("home:today", args=[alice.code])
    address = url("add_new_dose", alice) + f"?next={today}"
    assert f'href="{today}">Cancel' in as_alice.get(address).content.decode()
    answer = as_alice.post(address, {"name": "Rizatriptan", "dose": "10 mg", "taken": "on"})
    assert answer["Location"] == today
    assert [dose.words for dose in doses(alice)] == ["Rizatriptan 10 mg"]
    assert alice.medicines.get().kind == "triptan"


def test_something_else_sent_twice_is_one_dose(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, MIGRAINE)
    page = as_alice.get(url("add_new_dose", alice))
    sent = {"name": "Rizatriptan", "taken": "on", "tap": str(page.context["tap"])}
    assert f'name="tap" value="{sent["tap"]}"' in page.content.decode()
    for _ in range(2):
        assert as_alice.post(url("add_new_dose", alice), sent).status_code == 302
    assert (alice.medicines.count(), len(doses(alice))) == (1, 1)


def test_something_else_on_a_day_not_logged_is_on_the_list_and_the_page_says_so(
    as_alice: Client, alice: Patient
) -> None:
    sent = {"name": "Rizatriptan", "dose": "10 mg", "taken": "on", "tap": str(uuid.uuid4())}
    for _ in range(2):
        answer = as_alice.post(url("add_new_dose", alice), sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "“Rizatriptan 10 mg” is on your list now." in page
        assert "Nothing was saved yet." not in page
    assert (alice.medicines.count(), doses(alice)) == (1, [])


def test_something_else_need_not_have_been_taken(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, MIGRAINE)
    as_alice.post(url("add_new_dose", alice), {"name": "Rizatriptan"})
    assert (alice.medicines.count(), doses(alice)) == (1, [])


def test_something_else_that_was_put_away_is_brought_back_and_taken(
    as_alice: Client, alice: Patient, sumatriptan: Medicine
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    alice.medicines.update(archived=True)
    sent = {"name": "SUMATRIPTAN", "dose": "50 mg", "taken": "on"}
    assert as_alice.post(url("add_new_dose", alice), sent).status_code == 302
    assert [dose.medicine for dose in doses(alice)] == [sumatriptan]
    assert not alice.medicines.get().archived


def test_the_way_back_leads_to_no_page_but_our_own(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, MIGRAINE)
    page = as_alice.get(url("add_new_dose", alice) + "?next=javascript:x").content.decode()
    assert "javascript" not in page


def test_what_was_taken_most_in_the_28_days_before_comes_first(alice: Patient) -> None:
    names = ["Aspirin", "Codeine", "Sumatriptan", "Zolmitriptan"]
    made = {name: alice.medicines.create(name=name, kind="other") for name in names}
    alice.medicines.create(name="Gone", kind="other", archived=True)

    def take(name: str, ago: int, times: int) -> None:
        on = TODAY - timedelta(days=ago)
        day = alice.days.filter(date=on).first() or make_day(alice, on, MIGRAINE)
        for _ in range(times):
            MedicineTaken.objects.create(day=day, medicine=made[name])

    take("Zolmitriptan", 28, 2)
    take("Codeine", 1, 1)
    take("Aspirin", 29, 5)
    # What is taken today changes no place today: the next tap must not meet another medicine.
    take("Sumatriptan", 0, 9)
    offered = [medicine.name for medicine in offered_medicines(alice, TODAY)]
    assert offered == ["Zolmitriptan", "Codeine", "Aspirin", "Sumatriptan"]


def test_six_are_shown_and_the_others_are_folded(as_alice: Client, alice: Patient) -> None:
    make_day(alice, TODAY, MIGRAINE)
    for number in range(8):
        alice.medicines.create(name=f"Medicine {number}", kind="other")
    page = as_alice.get(url("day", alice)).content.decode()
    shown, folded = page.split("<summary>More</summary>")
    assert (shown.count('name="medicine"'), folded.count('name="medicine"')) == (6, 2)


def test_without_a_list_one_button_says_that_medicine_was_taken(
    as_alice: Client, alice: Patient
) -> None:
    make_day(alice, TODAY, MIGRAINE)
    page = as_alice.get(url("day", alice)).content.decode()
    assert "I took medicine" in page
    assert "Name your medicines once: then one tap is enough." in page
    as_alice.post(url("tap", alice), {"facet": "medicine", "value": "1", "was": ""})
    assert alice.days.get().medicine is True
    alice.medicines.create(name="Sumatriptan", kind="triptan")
    assert "Medicine taken, without its name." in as_alice.get(url("day", alice)).content.decode()


def test_the_doses_of_a_day_cost_two_queries_and_none_where_they_are_not_asked(
    alice: Patient, sumatriptan: Medicine
) -> None:
    make_dose(make_day(alice, TODAY, MIGRAINE))

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            day_page(alice, TODAY, NOW)
        return [query["sql"] for query in seen if "diary_medicine" in query["sql"]]

    assert len(queries()) == 2
    alice.details = [detail.value for detail in Detail if detail is not Detail.MEDICINES]
    assert queries() == []


def test_a_day_shows_its_own_doses_in_their_order_also_of_what_was_put_away(
    alice: Patient, charlie: Patient
) -> None:
    make_dose(make_day(alice, YESTERDAY, MIGRAINE), "Codeine")
    make_dose(make_day(charlie, TODAY, MIGRAINE), "Tramadol")
    day = make_day(alice, TODAY, MIGRAINE)
    taken = [make_dose(day, name) for name in ("Zolmitriptan", "Aspirin", "Zolmitriptan")]
    alice.medicines.update(archived=True)
    page = day_page(alice, TODAY, NOW)
    assert [(dose.pk, dose.words) for dose in page.doses] == [(d.pk, d.words) for d in taken]
    assert page.medicines == ()
