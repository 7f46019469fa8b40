"""The whole diary as a file, and back again."""

import string
from datetime import UTC, date, datetime, timedelta

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import Traveller

from accounts.models import Patient
from diary.models import Day, Import
from diary.state import DayState
from tests.exchange.sending import TODAY, bring, diary, look, stage, text, url
from tests.make import make_day

PAIN_OF_BAND = {1: range(1, 4), 2: range(4, 7), 3: range(7, 11)}
NOTES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"',;=+-@\uff1d頭а🤕"),
    max_size=30,
) | st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "\t", "\n", "'", "'=", '"']),
    st.text(string.printable[:95]),
)


@st.composite
def states(draw: st.DrawFn) -> DayState:
    """Any content that a day can have."""
    said = {"medicine": draw(st.sampled_from([None, True, False])), "note": draw(NOTES)}
    if not draw(st.booleans()):
        return DayState(headache=False, **said)
    severity = draw(st.sampled_from([None, 1, 2, 3]))
    pain = draw(st.none() | st.sampled_from(PAIN_OF_BAND[severity])) if severity else None
    migraine = draw(st.sampled_from([None, True, False]))
    return DayState(headache=True, migraine=migraine, severity=severity, pain=pain, **said)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(states(), min_size=1, max_size=12), gap=st.integers(1, 400))
def test_what_is_downloaded_makes_the_same_diary_in_an_empty_account(
    as_alice: Client,
    alice: Patient,
    as_charlie: Client,
    charlie: Patient,
    said: list[DayState],
    gap: int,
) -> None:
    Day.objects.all().delete()
    Import.objects.all().delete()
    for i, state in enumerate(said):
        make_day(alice, TODAY - timedelta(days=gap * i), state)
    bring(as_charlie, charlie, as_alice.get(url(alice, "download")).content)
    assert diary(charlie) == diary(alice)


def test_the_file_says_what_it_is_and_is_kept_in_no_cache(
    as_alice: Client, alice: Patient, charlie: Patient
) -> None:
    said = DayState(
        headache=True, migraine=True, severity=3, pain=8, medicine=True, note='a "b"\nc'
    )
    make_day(alice, date(2026, 3, 2), said)
    make_day(alice, date(2026, 3, 1), DayState(headache=False, medicine=None))
    make_day(charlie, date(2026, 3, 3), said)
    response = as_alice.get(url(alice, "download"))
    assert response.content.decode() == (
        "\ufeffdate,headache,migraine,severity,medicine,note\r\n"
        "2026-03-01,0,0,,?,\r\n"
        '2026-03-02,1,1,8,1,"a ""b""\nc"\r\n'
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="clear-days-2026-04-10.csv"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_file_is_named_by_the_day_on_the_patients_clock(
    as_alice: Client, alice: Patient, on_a_fixed_day: Traveller
) -> None:
    on_a_fixed_day.move_to(datetime(2026, 4, 10, 22, 30, tzinfo=UTC))
    response = as_alice.get(url(alice, "download"))
    assert response["Content-Disposition"] == 'attachment; filename="clear-days-2026-04-11.csv"'


def test_an_empty_diary_is_a_heading(as_alice: Client, alice: Patient) -> None:
    response = as_alice.get(url(alice, "download"))
    assert response.content.decode() == "\ufeffdate,headache,migraine,severity,medicine,note\r\n"


def test_ones_own_download_has_nothing_new_for_oneself(as_alice: Client, alice: Patient) -> None:
    make_day(alice, date(2026, 3, 1), DayState(headache=True, severity=2, note="one\r\ntwo"))
    make_day(alice, date(2026, 3, 2), DayState(headache=True, migraine=None, medicine=None))
    staged = stage(as_alice, alice, as_alice.get(url(alice, "download")).content)
    said = text(look(as_alice, staged))
    assert "0 new days 2 days are in your diary already, just the same." in said
