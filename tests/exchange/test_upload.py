"""Sending a file: what is refused, and that nothing is written before a yes."""

import logging
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Patient
from diary.models import Import
from tests.exchange.sending import TWO_DAYS, bring, diary, errors, stage, text, upload, url

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
XLSX = b"PK\x03\x04\x14\x00\x06\x00"
TOO_BIG = "The file is too big. The most we can read is 8 MB."
NOT_CSV = "This is not a CSV file. If it is a spreadsheet, open it there and save it as CSV first."
NUL = (
    "Line 2: There is a NUL character here, so the file is not plain text. Save it as “CSV UTF-8”."
)


def test_a_file_sent_waits_and_writes_nothing(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    assert diary(alice) == {}
    assert (staged.status, bytes(staged.file)) == ("waiting", TWO_DAYS.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["The file is empty."]),
        (b"\xef\xbb\xbf\r\n", ["The file is empty."]),
        (PNG, [NOT_CSV]),
        (XLSX, [NOT_CSV]),
        (b"date,headache\n2026-03-01,\x00\n", [NUL]),
        (b"date,headache\n" + b"2026-03-01,1\n" * 660_000, [TOO_BIG]),
        (
            b"date,headache\n" + b"\n" * 40_000,
            ["The file has more than 40000 lines. Split it into smaller ones."],
        ),
        (
            "día,наличие\n2026-03-01,1\n".encode(),
            ["Line 1: There is no column named “headache”. The columns found are: día, наличие."],
        ),
        (b"date,headache\n", ["The file has headings but no days."]),
        (b"date,headache\n2026-03-01,\n", ["No day in this file is filled in."]),
        (
            b"date,headache\n2026-03-01,=1+1\n",
            ["Line 2: “=1+1” is not a yes or a no. Write 1 for yes or 0 for no."],
        ),
        (
            b"date,headache,migraine\n2026-03-01,0,1\n",
            [
                "Line 2: There is a migraine but no headache. A migraine day is a headache day "
                "too: write 1 under headache, or 0 under migraine."
            ],
        ),
        (
            b"date,headache\n2026-03-01,1\n2026-03-01,0\n",
            [
                "Line 3: Line 2 is for the same date, 2026-03-01, but says something else. "
                "Keep one of the two."
            ],
        ),
        (
            "date,headache\n2026-03-01,<b>頭痛</b>\n".encode(),
            ["Line 2: “<b>頭痛</b>” is not a yes or a no. Write 1 for yes or 0 for no."],
        ),
    ],
)
def test_a_file_without_a_usable_day_is_refused_beside_its_field(
    as_alice: Client, alice: Patient, content: bytes, said: list[str]
) -> None:
    assert errors(upload(as_alice, alice, content)) == said
    assert Import.objects.count() == 0


def test_at_most_ten_problems_are_listed_for_a_refused_file(
    as_alice: Client, alice: Patient
) -> None:
    content = "date,headache\n" + "2026-03-01,perhaps\n" * 30
    assert len(errors(upload(as_alice, alice, content))) == 10


def test_no_file_is_asked_for(as_alice: Client, alice: Patient) -> None:
    assert errors(as_alice.post(url(alice))) == ["Choose a file first."]
    assert errors(as_alice.post(url(alice), {"file": "just text"})) == ["Choose a file first."]


def test_a_file_that_does_not_fit_in_memory_is_too_big(as_alice: Client, alice: Patient) -> None:
    assert errors(upload(as_alice, alice, b"x" * 12 * 1024**2)) == [TOO_BIG]


def test_a_request_whose_length_is_no_number_is_answered(as_alice: Client, alice: Patient) -> None:
    response = as_alice.generic("POST", url(alice), b"", CONTENT_LENGTH="many")
    assert errors(response) == ["Choose a file first."]


def test_the_file_name_does_not_matter(as_alice: Client, alice: Patient) -> None:
    for name in ("=cmd.csv", "../../etc/passwd", "头痛.csv", "a" * 3000, "diary.png"):
        assert upload(as_alice, alice, TWO_DAYS, name).status_code == 302
    assert alice.imports.count() == 1


def test_a_new_file_takes_the_place_of_the_one_that_waits(
    as_alice: Client, alice: Patient, as_charlie: Client, charlie: Patient
) -> None:
    of_charlie = stage(as_charlie, charlie, TWO_DAYS)
    first = stage(as_alice, alice, TWO_DAYS)
    second = stage(as_alice, alice, TWO_DAYS)
    assert set(Import.objects.values_list("code", flat=True)) == {second.code, of_charlie.code}
    assert as_alice.get(url(alice, "brought", first.code)).status_code == 404


def test_an_import_that_is_done_is_not_replaced(as_alice: Client, alice: Patient) -> None:
    bring(as_alice, alice, TWO_DAYS)
    stage(as_alice, alice, "date,headache\n2026-03-05,1\n")
    assert sorted(alice.imports.values_list("status", flat=True)) == ["done", "waiting"]


def test_the_page_lists_what_waits_and_what_came_before(as_alice: Client, alice: Patient) -> None:
    assert "Brought in before" not in text(as_alice.get(url(alice)))
    bring(as_alice, alice, TWO_DAYS)
    stage(as_alice, alice, "date,headache\n2026-03-05,1\n")
    said = text(as_alice.get(url(alice)))
    assert "A file waits for your yes You sent it on 10 April, 12:00." in said
    assert "Brought in before 10 April 2026, 12:00 2 days added" in said


def test_a_waiting_file_can_be_deleted(as_alice: Client, alice: Patient) -> None:
    staged = stage(as_alice, alice, TWO_DAYS)
    response = as_alice.post(url(alice, "discard", staged.code), follow=True)
    assert "The file was deleted. Your diary is as it was." in text(response)
    assert (alice.imports.count(), alice.days.count()) == (0, 0)


def test_an_import_that_is_done_cannot_be_deleted(as_alice: Client, alice: Patient) -> None:
    done = bring(as_alice, alice, TWO_DAYS)
    response = as_alice.post(url(alice, "discard", done.code))
    assert response["Location"] == url(alice, "brought", done.code)
    assert list(alice.imports.values_list("code", "status")) == [(done.code, "done")]


def test_nothing_of_a_file_is_in_logs_cookies_session_or_address(
    as_alice: Client, alice: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    upload(as_alice, alice, "date,headache,note\n2026-03-01,canary,\n")
    content = "date,headache,note\n2026-03-01,1,canary\n2026-03-02,canary,\n"
    response = upload(as_alice, alice, content)
    as_alice.get(response["Location"])
    say = [response["Location"], caplog.text, str(as_alice.cookies), str(as_alice.session.items())]
    assert [one for one in say if "canary" in one or "2026-03-01" in one] == []


def test_a_file_over_http_chunks_is_read_whole(as_alice: Client, alice: Patient) -> None:
    days = "".join(f"{year}-01-{day:02},1\n" for year in range(1990, 2020) for day in range(1, 32))
    file = SimpleUploadedFile("big.csv", BytesIO(f"date,headache\n{days}".encode()).read())
    as_alice.post(url(alice), {"file": file})
    assert "930 new days" in text(as_alice.get(url(alice, "brought", alice.imports.get().code)))
