"""Before and after of a file of days, without a database."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.before_after import BeforeAfter, analyse
from analysis.series import DayColumns, Measure, series_of
from analysis.table import Table, TableRow


def analyse_table(table: Table, measure: Measure, sessions: Sequence[date]) -> BeforeAfter:
    """Every figure of one measure, over the days from the file's first date to its last.

    ValueError for a table without any date.
    """
    if table.first_date is None:
        raise ValueError("the table has no date")
    series = series_of(
        columns_of(table.rows), measure, first_day=table.first_date, last_day=table.last_date
    )
    return analyse(series, series.day_numbers(sessions))


def columns_of(rows: Sequence[TableRow]) -> DayColumns:
    """The rows of a file, by date, as columns."""

    def column(values: list[bool | int | None]) -> NDArray[np.int8]:
        return np.array([-1 if value is None else value for value in values], dtype=np.int8)

    return DayColumns(
        ordinals=np.array([row.date.toordinal() for row in rows], dtype=np.int32),
        headache=column([row.headache for row in rows]),
        migraine=column([row.migraine for row in rows]),
        severity=column([row.severity for row in rows]),
        medicine=column([row.medicine for row in rows]),
    )
