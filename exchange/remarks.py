"""Problems and warnings of a file in the person's language."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analysis.table import Problem, TableRow

FUTURE = _("%(date)s is still to come, so it cannot be logged yet.")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file; `line` is the file's line, None where all of it is meant."""

    line: int | None
    column: str | None
    text: str

    def __str__(self) -> str:
        if self.line is None:
            return self.text
        return gettext("Line %(line)s: %(text)s") % {"line": self.line, "text": self.text}


def remark(problem: Problem) -> Remark:
    """What the reading of the table found."""
    return Remark(problem.line, problem.column, gettext(problem.message) % problem.values)


def future_remark(row: TableRow) -> Remark:
    """That a day is after today."""
    return Remark(row.line, "date", FUTURE % {"date": date_format(row.date, "DAY")})
