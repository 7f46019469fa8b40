"""The question about dates that can be read in two ways."""

from datetime import date

from django.test import Client

from accounts.models import Patient
from tests.exchange.sending import diary, look, say_yes, stage, text, url

UNCLEAR = "date,headache\n05/05/2026,0\n03/04/2026,1\n04/04/2026,0\n"


def answer(client: Client, patient: Patient, code: object, order: str) -> str:
    return text(client.post(url(patient, "date_order", code), {"date_order": order}, follow=True))


def test_it_asks_with_the_first_date_of_the_file_that_is_unclear(
    as_alice: Client, alice: Patient
) -> None:
    said = text(look(as_alice, stage(as_alice, alice, UNCLEAR)))
    assert said.startswith(
        "How are the dates written? Your file has the date 03/04/2026 . Is that 3 April or "
        "4 March? Friday 3 April 2026 Wednesday 4 March 2026"
    )


def test_the_answer_sets_how_all_dates_are_read(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    said = answer(as_alice, alice, staged.code, "month_first")
    assert "2 new days From 4 March 2026 to 4 April 2026." in said
    staged.refresh_from_db()
    say_yes(as_alice, staged)
    assert list(diary(alice)) == [date(2026, 3, 4), date(2026, 4, 4)]


def test_the_answer_can_be_changed(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    assert "Dates are read with the month first. No, the day comes first" in answer(
        as_alice, alice, staged.code, "month_first"
    )
    said = answer(as_alice, alice, staged.code, "day_first")
    assert "2 new days From 3 April 2026 to 4 April 2026." in said


def test_a_yes_to_dates_read_otherwise_than_shown_writes_nothing(
    as_alice: Client, alice: Patient
) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    answer(as_alice, alice, staged.code, "month_first")
    staged.refresh_from_db()
    answer(as_alice, alice, staged.code, "day_first")
    assert "Nothing was written yet. Please look once more." in text(say_yes(as_alice, staged))
    assert diary(alice) == {}


def test_a_yes_before_the_answer_writes_nothing(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    assert "How are the dates written?" in text(say_yes(as_alice, staged))
    staged.refresh_from_db()
    assert (staged.status, diary(alice)) == ("waiting", {})


def test_another_answer_asks_again(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    for order in ("", "iso", "\x00", "day_first; --"):
        assert answer(as_alice, alice, staged.code, order).startswith("How are the dates written?")


def test_an_import_that_is_done_takes_no_answer(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, UNCLEAR)
    answer(as_alice, alice, staged.code, "day_first")
    staged.refresh_from_db()
    say_yes(as_alice, staged)
    answer(as_alice, alice, staged.code, "month_first")
    staged.refresh_from_db()
    assert (staged.status, staged.date_order) == ("done", "day_first")
