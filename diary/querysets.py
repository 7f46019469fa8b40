"""Reading days: as rows for a screen, as columns for the analysis."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import models
from django.db.models.functions import Cast, Coalesce

from analysis.series import DayColumns
from diary.choices import Kind


class _Ordinal(models.Func):
    """A date's number as `date.toordinal` gives it, worked out by the database."""

    template = "(%(expressions)s - DATE '0001-01-01' + 1)"
    # No integer field: Django would call int() on every value of every row.
    output_field = models.Field()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps dates as text."""
        julian = "CAST(julianday(%(expressions)s) - 1721424.5 AS integer)"
        return self.as_sql(compiler, connection, template=julian, **context)


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
