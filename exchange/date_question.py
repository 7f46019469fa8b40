"""The one question about a file whose dates can be read in two ways."""

from dataclasses import dataclass
from datetime import date

from analysis.table import DateOrder
from analysis.table_dates import WrittenDate, read_written_date
from analysis.table_problems import ProblemList, UnreadableCellError, shorten
from analysis.table_sheet import read_sheet


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A date as the file has it, and the two days that it can mean."""

    written: str
    day_first: date
    month_first: date


def date_question(data: bytes) -> DateQuestion | None:
    """The first date of the file that depends on the order; None where none does."""
    for record in read_sheet(data, ProblemList(), ProblemList()).records:
        question = _question(record.cells["date"])
        if question is not None:
            return question
    return None


def _question(cell: str) -> DateQuestion | None:
    try:
        date_written: WrittenDate = read_written_date(cell)
        if not date_written.depends_on_order:
            return None
        return DateQuestion(
            written=shorten(cell),
            day_first=date_written.on(DateOrder.DAY_FIRST),
            month_first=date_written.on(DateOrder.MONTH_FIRST),
        )
    except UnreadableCellError:
        return None
