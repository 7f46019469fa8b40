"""The file of everything: tables for people to read, and one text from which all comes back."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.utils.translation import gettext

from accounts.looks import events_of, who
from accounts.models import Patient
from analysis.table_values import SEVERITY_NAMES, UNKNOWN
from diary.models import DailyReminder
from exchange.everything_tables import FORMAT, SETTINGS, TABLES, VERSION, Table
from treatments.models import BookingReminder, CalendarFeed

DIARY = "diary.json"
BYTE_ORDER_MARK = "\ufeff"
# As the file of days alone has them, so that days.csv can be brought in like it: there a number
# under severity is one from 0 to 10, as is a column named pain, and an empty answer is a no.
IN_WORDS = {"severity": SEVERITY_NAMES, "strength": SEVERITY_NAMES}
HEADS = {"pain": "pain_1_to_10"}
NO_WHEN_BLANK = ("migraine", "medicine")
# What a spreadsheet could take for a formula gets an apostrophe before it.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# In what others wrote also one after the sign that some spreadsheets take for the end of a cell.
FORMULA_INSIDE = re.compile(r"([;\t]\s*)(?=[=+\-@＝＋－＠])")
Row = dict[str, Any]
# Lists to read, which do not come back, and their columns.
BESIDES = {
    "account": ["what", "value"],
    "shares": ["clinician", "with_notes", "started_at", "ends_at", "stopped_at", "reason"],
    "invitations": ["way", "email", "clinician", "with_notes", "made_at", "expires_at", "end"],
    "looks": ["at", "kind", "who", "by_yourself", "whom", "page"],
}


def pack(patient: Patient, now: datetime) -> bytes:
    """All that a person recorded, as the bytes of a ZIP; nothing is written to a disk."""
    rows = gather_rows(patient)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "\r\n".join(_readme(patient, now)))
        archive.writestr(DIARY, as_json(patient, rows, now))
        for table in TABLES:
            archive.writestr(f"{table.name}.csv", _csv(rows[table.name], _heads(table)))
        for name, listed in _besides(patient).items():
            archive.writestr(f"{name}.csv", _csv(listed, BESIDES[name]))
    return buffer.getvalue()


def gather_rows(patient: Patient) -> dict[str, list[Row]]:
    """The rows of each table, in order; a row names its parents by their number there, from 1."""
    numbers: dict[str, dict[int, int]] = {}
    found = {}
    for table, objects in zip(TABLES, _objects(patient), strict=True):
        numbers[table.name] = {each.pk: number for number, each in enumerate(objects, start=1)}
        found[table.name] = [_row(table, each, numbers) for each in objects]
    return found


@transaction.atomic
def _objects(patient: Patient) -> list[list[Any]]:
    """What each table has at one moment: nothing is added below a row that was not read."""
    patient.lock()
    return [
        list(table.model._default_manager.filter(**{table.to_patient: patient}).order_by("pk"))
        for table in TABLES
    ]


def _row(table: Table, of: Any, numbers: dict[str, dict[int, int]]) -> Row:
    parents = {
        name: numbers[where][getattr(of, f"{name}_id")] for name, where in table.parents.items()
    }
    return parents | {each.name: _plain(each.value_from_object(of)) for each in table.fields}


def _plain(value: Any) -> Any:
    """A value as JSON has it; times to the microsecond, decimals as text, so that none is lost."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def as_json(patient: Patient, rows: dict[str, list[Row]], now: datetime) -> str:
    """The text from which the diary is brought back."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "settings": {name: _plain(getattr(patient, name)) for name in SETTINGS},
        **rows,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _heads(table: Table) -> list[str]:
    return [*table.parents, *(each.name for each in table.fields)]


def _csv(rows: Iterable[Row], heads: list[str]) -> bytes:
    """A table for a spreadsheet, with a number for each row, to which other tables refer."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["number", *(HEADS.get(head, head) for head in heads)])
    for number, row in enumerate(rows, start=1):
        writer.writerow([number, *(_cell(head, row[head]) for head in heads)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(head: str, value: Any) -> str:
    if value is None:
        return UNKNOWN if head in NO_WHEN_BLANK else ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if head in IN_WORDS:
        return IN_WORDS[head][value]
    text = str(value)
    return f"'{text}" if isinstance(value, str) and FORMULA.match(text) else text


def _besides(patient: Patient) -> dict[str, list[Row]]:
    """What belongs to the account, who could see the diary, and who looked."""
    shares = patient.shares.select_related("clinician").order_by("started_at", "pk")
    invitations = patient.invitations.select_related("clinician").order_by("made_at", "pk")
    rows = {
        "shares": shares,
        "invitations": invitations,
        "looks": events_of(patient).order_by("at", "pk"),
    }
    listed = {
        name: [
            {head: _harmless(_beside(patient, each, head)) for head in BESIDES[name]}
            for each in found
        ]
        for name, found in rows.items()
    }
    account = [{"what": what, "value": _plain(value)} for what, value in _account(patient)]
    return {"account": account, **listed}


def _account(patient: Patient) -> Iterator[tuple[str, Any]]:
    """What is stored beside the diary; no secret by which it could be opened."""
    user = patient.user
    yield "email", user.email
    yield "joined", user.date_joined
    yield "language", user.language
    for consent in user.consents.order_by("given_at"):
        yield f"consent to {consent.version}", consent.given_at
    for daily in DailyReminder.objects.filter(patient=patient, by_email=True):
        yield "daily reminder by e-mail", daily.time
    for booking in BookingReminder.objects.filter(patient=patient):
        yield "weeks before a session is due to be told to book", booking.weeks_before
        yield "told to book by e-mail", booking.by_email
    for feed in CalendarFeed.objects.filter(patient=patient):
        yield "word in the calendar", feed.word


def _beside(patient: Patient, of: Any, head: str) -> Any:
    if head == "clinician":
        return str(of.clinician or "")
    if head == "who":
        return gettext("You") if of.actor_id == patient.user_id else who(of)
    if head == "whom":
        return of.about_name
    if head == "by_yourself":
        return of.actor_id == patient.user_id
    return _plain(getattr(of, head))


def _harmless(value: Any) -> Any:
    return FORMULA_INSIDE.sub(r"\1'", value) if isinstance(value, str) else value


def _readme(patient: Patient, now: datetime) -> Iterator[str]:
    yield "Clear Days"
    yield ""
    yield gettext("Everything that you recorded, as it was on %(on)s.") % {
        "on": patient.today(now).isoformat()
    }
    yield gettext("Keep it safe: anyone who has these files can read your diary.")
    yield ""
    yield gettext(
        "The files that end in .csv are tables; a spreadsheet can open them. The first line names "
        "the columns. 1 means yes, 0 no, and ? or an empty place that nothing was said. Times "
        "that end in +00:00 are world time (UTC)."
    )
    yield gettext(
        "A column that is named like another table, such as day or session, holds the number of "
        "the row there."
    )
    yield gettext(
        "A day that is in no row of days.csv was not logged. That is not the same as clear."
    )
    yield gettext(
        "diary.json has the same once more, exactly. From it, or from this whole ZIP file, the "
        "diary can be brought back into an empty diary of Clear Days."
    )
    yield gettext(
        "shares.csv, invitations.csv and looks.csv say who could see your diary and who looked; "
        "account.csv has your address, language, consents and reminders. They are to read, and do "
        "not come back."
    )
    yield ""
