"""Reading days: as rows for a screen, as columns for the analysis."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import models
from django.db.models.functions import Cast, Coalesce

from analysis.series import DayColumns
from diary.choices import Kind

_EPOCH = date(1970, 1, 1).toordinal()


class _Ordinal(models.Func):
    """A date's number as `date.toordinal` gives it, worked out by the database."""

    template = "(%(expressions)s - DATE '0001-01-01' + 1)"
    # No integer field: Django would call int() on every value of every row.
    output_field = models.Field()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps dates as text."""
        julian = "CAST(julianday(%(expressions)s) - 1721424.5 AS integer)"
        return self.as_sql(compiler, connection, template=julian, **context)


class _AllOf(models.Aggregate):
    """The texts of a group's rows, joined with nothing between them, in any order."""

    output_field = models.TextField()
    template = "STRING_AGG(%(expressions)s, '')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite has it by another name."""
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s, '')")


class _DateAndHeadache(models.Func):
    """A day as eleven letters: its date, and 1 for a headache day or 0 for a clear one."""

    output_field = models.TextField()
    template = "(TO_CHAR(%(expressions)s, 'YYYY-MM-DD') || headache::int)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps dates as such text, and yes and no as 1 and 0."""
        return self.as_sql(compiler, connection, template="(%(expressions)s || headache)")


def _code(name: str) -> Coalesce:
    """A yes, no or number as an integer, -1 for none."""
    as_integer = Cast(name, models.IntegerField())
    return Coalesce(as_integer, -1, output_field=models.Field())


class DayQuerySet(models.QuerySet[Any]):
    """Logged days. A date without a row is a day not logged, never a clear one."""

    def between(self, first: date, last: date) -> "DayQuerySet":
        """Those from `first` to `last`, both included."""
        return self.filter(date__range=(first, last))

    def unlogged(self, first: date, last: date) -> list[date]:
        """The dates from `first` to `last`, both included, that nobody logged."""
        logged = set(self.between(first, last).values_list("date", flat=True))
        span = ((last - first).days + 1) if last >= first else 0
        dates = (first + timedelta(days=i) for i in range(span))
        return [d for d in dates if d not in logged]

    def kinds(self) -> dict[date, Kind]:
        """What each day was, by date."""
        rows = self.values_list("date", "headache", "migraine")
        return {on: Kind.of(headache, migraine) for on, headache, migraine in rows}

    def columns(self) -> DayColumns:
        """All days as arrays, by date: ten years in one query and no objects."""
        rows = self.order_by("date").values_list(
            _Ordinal("date"), *map(_code, ("headache", "migraine", "severity", "medicine"))
        )
        table = np.array(list(rows.iterator(chunk_size=10_000)), dtype=np.int32).reshape(-1, 5)
        return DayColumns(
            ordinals=table[:, 0],
            headache=table[:, 1].astype(np.int8),
            migraine=table[:, 2].astype(np.int8),
            severity=table[:, 3].astype(np.int8),
            medicine=table[:, 4].astype(np.int8),
        )

    def headaches_by_patient(self) -> dict[int, DayColumns]:
        """The days of several patients by the patient's key, with nothing but headache read.

        The database writes one text a patient: a row a day would take four times as long.
        """
        rows = (
            self.order_by().values_list("patient").annotate(days=_AllOf(_DateAndHeadache("date")))
        )
        return {patient: _headaches(days) for patient, days in rows}


def _headaches(days: str) -> DayColumns:
    """Days from the texts of `_DateAndHeadache`, put in order."""
    digits = np.frombuffer(days.encode(), np.uint8).reshape(-1, 11).astype(np.int32) - ord("0")
    years = digits[:, 0:4] @ np.array([1000, 100, 10, 1])
    months = digits[:, 5:7] @ np.array([10, 1])
    in_month = digits[:, 8:10] @ np.array([10, 1])
    first_of_month = ((years - 1970) * 12 + months - 1).astype("M8[M]").astype("M8[D]")
    ordinals = first_of_month.astype(np.int64) + _EPOCH + in_month - 1
    order = ordinals.argsort()
    unread = np.full(len(order), -1, dtype=np.int8)
    return DayColumns(
        ordinals=ordinals[order].astype(np.int32),
        headache=digits[order, 10].astype(np.int8),
        migraine=unread,
        severity=unread,
        medicine=unread,
    )
