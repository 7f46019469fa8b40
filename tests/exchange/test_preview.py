"""The preview of a file, before anything is written."""

import re
from datetime import UTC, date, datetime, timedelta

import time_machine
from django.test import Client

from accounts.models import Patient
from diary.state import DayState
from tests import people
from tests.exchange.sending import TODAY, diary, look, say_yes, stage, text
from tests.make import CLEAR, HEADACHE, make_day, make_days

MARCH = date(2026, 3, 1)


def test_new_days_are_counted_by_kind_with_first_and_last_date(
    as_alice: Client, alice: Patient
) -> None:
    content = (
        "date;headache;migraine\n2026-03-01;1;0\n2026-03-02;1;1\n2026-03-04;0;\n2026-03-05;;\n"
    )
    said = text(look(as_alice, stage(as_alice, alice, content)))
    assert "3 new days From 1 March 2026 to 4 March 2026. 1 clear 1 headache 1 migraine" in said
    assert "1 day has nothing under headache. It stays not logged." in said
    assert "The file has no column for: severity, medicine, note." in said
    assert "Yes, add 3 days" in said
    assert diary(alice) == {}


def test_equal_days_are_counted_and_there_is_nothing_to_say_yes_to(
    as_alice: Client, alice: Patient
) -> None:
    make_days(alice, MARCH, "10")
    said = text(
        look(as_alice, stage(as_alice, alice, "date,headache\n1.3.2026,1\n2.3.2026,0\n13.2.2026,"))
    )
    assert "0 new days 2 days are in your diary already, just the same." in said
    assert "There is nothing to bring in." in said
    assert "Yes, add" not in said


def test_a_day_that_differs_is_shown_both_ways_and_kept_unless_ticked(
    as_alice: Client, alice: Patient
) -> None:
    stored = make_day(alice, MARCH, DayState(headache=True, severity=2, pain=5, note="<i>bus</i>"))
    content = "date,headache,migraine,severity,medicine\n2026-03-01,1,1,8,1\n"
    response = look(as_alice, stage(as_alice, alice, content))
    assert (
        "1 day differs from your diary Your diary stays as it is. Tick a day to take it over from "
        "the file. Sunday 1 March 2026 In your diary Headache moderate (5 of 10) no medicine "
        "“<i>bus</i>” With the file Migraine severe (8 of 10) medicine taken “<i>bus</i>”"
    ) in text(response)
    boxes = re.findall(r'<input type="checkbox"[^>]*>', response.content.decode())
    assert [f'value="{stored.date} {stored.version}"' in box for box in boxes] == [True]
    assert "checked" not in boxes[0]


def test_lines_with_problems_are_listed_and_the_good_ones_can_still_come_in(
    as_alice: Client, alice: Patient
) -> None:
    content = (
        "date,headache,severity\n2026-03-01,1,\n2026-02-30,1,\n2026-03-03,maybe,awful\n"
        "2026-03-04,1,\n2026-03-04,0,\n"
    )
    staged = stage(as_alice, alice, content)
    said = text(look(as_alice, staged))
    assert "1 new day Sunday 1 March 2026" in said
    assert "4 lines are left out You can bring in the other days now." in said
    assert "Line 3, date: There is no such day as “2026-02-30”." in said
    assert "Line 4, headache: “maybe” is not a yes or a no." in said
    assert "Line 4, severity: “awful” is not a severity." in said
    assert "Line 6, date: Line 5 is for the same date, 2026-03-04" in said
    say_yes(as_alice, staged)
    assert list(diary(alice)) == [MARCH]


def test_where_not_all_problems_are_listed_it_says_at_least(
    as_alice: Client, alice: Patient
) -> None:
    content = "date,headache\n2026-03-01,1\n" + "2026-03-02,maybe\n" * 60
    said = text(look(as_alice, stage(as_alice, alice, content)))
    assert "At least 50 lines are left out" in said
    assert "More problems, not listed here: 10." in said


def test_unused_columns_are_good_to_know(as_alice: Client, alice: Patient) -> None:
    said = text(look(as_alice, stage(as_alice, alice, "date,headache,mood\n2026-03-01,1,=bad\n")))
    assert "Good to know Line 1: These columns are not used: mood." in said


def test_days_to_come_are_problems_and_never_come_in(as_alice: Client, alice: Patient) -> None:
    days = [TODAY + timedelta(days=i) for i in range(14)]
    staged = stage(as_alice, alice, "date,headache\n" + "".join(f"{day},1\n" for day in days))
    said = text(look(as_alice, staged))
    assert "1 new day Friday 10 April 2026" in said
    assert "13 lines are left out" in said
    assert "Line 3, date: 11 April 2026 is still to come, so it cannot be logged yet." in said
    assert "In all, 13 days are still to come." in said
    say_yes(as_alice, staged)
    assert list(diary(alice)) == [TODAY]


def test_today_is_the_day_on_the_patients_clock(db: None) -> None:
    content = "date,headache\n" + "".join(f"2026-04-{day:02},1\n" for day in range(8, 13))
    brought = {}
    with time_machine.travel(datetime(2026, 4, 10, 11, 30, tzinfo=UTC), tick=False):
        for zone in ("Pacific/Kiritimati", "Europe/Berlin", "Pacific/Midway"):
            patient = people.make_patient(zone.split("/")[1].lower(), zone)
            client = Client()
            client.force_login(patient.user)
            say_yes(client, stage(client, patient, content))
            brought[zone] = max(diary(patient)).day
    assert brought == {"Pacific/Kiritimati": 11, "Europe/Berlin": 10, "Pacific/Midway": 10}


def test_a_yes_after_midnight_writes_no_day_that_the_preview_left_out(
    as_alice: Client, alice: Patient, on_a_fixed_day: time_machine.Traveller
) -> None:
    on_a_fixed_day.move_to(datetime(2026, 4, 10, 21, 59, tzinfo=UTC))
    staged = stage(as_alice, alice, "date,headache\n2026-04-10,1\n2026-04-11,1\n")
    on_a_fixed_day.move_to(datetime(2026, 4, 10, 22, 1, tzinfo=UTC))
    assert "11 April 2026 is still to come" in text(look(as_alice, staged))
    say_yes(as_alice, staged)
    assert list(diary(alice)) == [TODAY]


def test_a_day_that_the_file_says_less_about_does_not_differ(
    as_alice: Client, alice: Patient
) -> None:
    make_day(
        alice, MARCH, DayState(headache=True, migraine=True, severity=3, pain=9, note="a\r\nb")
    )
    make_day(alice, date(2026, 3, 2), CLEAR)
    content = 'date,headache,severity,note\n2026-03-01,1,severe,"a\nb"\n2026-03-02,0,,\n'
    said = text(look(as_alice, stage(as_alice, alice, content)))
    assert "0 new days 2 days are in your diary already, just the same." in said


def test_looking_twice_at_a_preview_changes_nothing(as_alice: Client, alice: Patient) -> None:
    make_day(alice, MARCH, HEADACHE)
    staged = stage(as_alice, alice, "date,headache\n2026-03-01,0\n2026-03-02,1\n")
    assert text(look(as_alice, staged)) == text(look(as_alice, staged))
    assert diary(alice) == {MARCH: HEADACHE}
