"""Before and after of a file of days, without a database, by the same way as the page's."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.series import DayColumns
from analysis.table import Table, TableRow
from outcomes.diary import Diary, Session


def diary_of(table: Table, sessions: Sequence[date], today: date | None = None) -> Diary:
    """The days from the file's first date to its last, and the sessions.

    A file does not say whether the first session was the first ever, nor what day it is: without
    `today` it is the last day that the file or a session tells of. ValueError for a table without
    any date.
    """
    if table.first_date is None or table.last_date is None:
        raise ValueError("the table has no date")
    return Diary(
        today=max(table.last_date, *sessions, *([today] if today else [])),
        columns=columns_of(table.rows),
        sessions=tuple(Session(number, on, None) for number, on in enumerate(sorted(sessions), 1)),
        first_day=table.first_date,
        last_day=table.last_date,
    )


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
