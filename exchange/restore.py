"""Bringing a whole diary back into one that is empty, all of it or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext

from accounts.audit import record
from accounts.choices import EventKind
from accounts.models import Patient
from accounts.person_fields import NameField, refuse_birth
from exchange.everything_tables import SETTINGS, TABLES, Table
from exchange.restoring import UnreadableError, read_file, read_row, read_settings, read_value

BATCH = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """How much came back of which kind, and from which to which day the diary now goes.

    zone: the clock that the days follow from now on, where it was another; else empty.
    """

    counts: dict[str, int]
    first: date | None
    last: date | None
    zone: str


def is_empty(patient: Patient) -> bool:
    """Whether nothing is recorded that a whole diary could run into."""
    return not any(
        table.model._default_manager.filter(**{table.to_patient: patient}).exists()
        for table in TABLES
        if not table.parents
    )


def restore(*, patient: Patient, data: bytes, now: datetime) -> Restored:
    """Bring back what a file of everything has.

    Raises UnreadableError, with nothing written, where the diary is not empty, or where anything
    in the file cannot be.
    """
    whole = read_file(data)
    today = patient.today(now)
    with transaction.atomic():
        patient.lock()
        if not is_empty(patient):
            raise UnreadableError(
                gettext(
                    "This diary is not empty. A whole diary can only be brought back into one in "
                    "which nothing is recorded yet."
                )
            )
        before = patient.time_zone
        _settings(patient, whole.get("settings"), today)
        made: dict[str, list[Any]] = {}
        for table in TABLES:
            made[table.name] = _objects(table, whole[table.name], patient, made, today)
            _save(table, made[table.name])
        _check_doses(made["doses"])
        record(kind=EventKind.RESTORED, actor=patient.user, patient_code=patient.code, now=now)
    dates = [day.date for day in made["days"]]
    return Restored(
        counts={name: len(rows) for name, rows in made.items()},
        first=min(dates, default=None),
        last=max(dates, default=None),
        zone=patient.time_zone if patient.time_zone != before else "",
    )


def _settings(patient: Patient, said: Any, today: date) -> None:
    fields: dict[str, Any] = {
        name: (lambda value, of=name: read_value(Patient._meta.get_field(of), value))
        for name in SETTINGS
    }
    of_name, of_birth = fields["name"], fields["born_on"]
    fields["name"] = lambda value: NameField(required=False).clean(of_name(value))
    fields["born_on"] = lambda value: refuse_birth(of_birth(value), today)
    found = read_settings(said, fields)
    for name, value in found.items():
        setattr(patient, name, value)
    try:
        with transaction.atomic():
            patient.save(update_fields=list(found))
    except (IntegrityError, DataError):
        raise UnreadableError(gettext("The settings in this file cannot be.")) from None


def _objects(
    table: Table, rows: list[Any], patient: Patient, made: dict[str, list[Any]], today: date
) -> list[Any]:
    """The rows as objects that are not stored yet."""
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            values = read_row(table, row, today)
            values |= {name: _parent(row.get(name), made[of]) for name, of in table.parents.items()}
        except ValidationError as error:
            raise _unreadable(table, number, error.messages[0]) from None
        if not table.parents:
            values["patient"] = patient
        found.append(table.model(**values))
    return found


def _parent(number: Any, rows: list[Any]) -> models.Model:
    """The row that a row belongs to; only one that is in this file."""
    known = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= len(rows)
    if not known:
        raise ValidationError(gettext("It belongs to nothing in this file."))
    found: models.Model = rows[number - 1]
    return found


def _check_doses(doses: list[Any]) -> None:
    """Refuse a dose on a day that says that no medicine was taken."""
    for number, dose in enumerate(doses, start=1):
        if dose.day.medicine is not True:
            table = next(each for each in TABLES if each.name == "doses")
            why = gettext("Its day does not say that medicine was taken.")
            raise _unreadable(table, number, why)


def _save(table: Table, objects: list[Any]) -> None:
    """Store them; where the database refuses one, say which."""
    manager = table.model._default_manager
    try:
        with transaction.atomic():
            manager.bulk_create(objects, batch_size=BATCH)
        return
    except (IntegrityError, DataError):
        pass
    for number, each in enumerate(objects, start=1):
        each.pk = None
        try:
            with transaction.atomic():
                each.save(force_insert=True)
        except (IntegrityError, DataError):
            raise _unreadable(
                table, number, gettext("It contradicts itself, or is there twice.")
            ) from None


def _unreadable(table: Table, number: int, why: str) -> UnreadableError:
    text = gettext("Nothing was brought back. In %(table)s, number %(number)s: %(why)s")
    return UnreadableError(text % {"table": table.name, "number": number, "why": why})
