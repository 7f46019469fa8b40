"""What the preview of a file says before anything is written."""

from dataclasses import dataclass
from datetime import date

from analysis.table import Problem
from analysis.table_sheet import OPTIONAL
from diary.choices import Kind
from diary.import_plan import Difference, ImportPlan
from exchange.remarks import Remark, future_remark, remark

FUTURE_SHOWN = 10
DIFFERENCES_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The plan in counts and words.

    `left_out` counts the lines that a problem keeps out of the diary; `more_left_out` says that
    there are more, which the reading did not list. `headache` are the headache days that are not
    said to be migraine; `differences` the first of the `differ` days that differ; `not_asked` the
    columns that the file lacks.
    """

    added: int
    first: date | None
    last: date | None
    clear: int
    headache: int
    migraine: int
    equal: int
    differ: int
    differences: tuple[Difference, ...]
    blank: int
    left_out: int
    more_left_out: bool
    future: int
    not_asked: list[str]
    problems: list[Remark]
    warnings: list[Remark]

    @property
    def anything(self) -> bool:
        """Whether there is something to say yes to."""
        return bool(self.added or self.differences)


def preview(plan: ImportPlan) -> Preview:
    """All that the preview page shows."""
    table = plan.table
    dates = [on for on, _ in plan.added]
    kinds = [state.kind for _, state in plan.added]
    return Preview(
        added=len(dates),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        clear=kinds.count(Kind.CLEAR),
        headache=kinds.count(Kind.HEADACHE),
        migraine=kinds.count(Kind.MIGRAINE),
        equal=plan.equal,
        differ=len(plan.differences),
        differences=plan.differences[:DIFFERENCES_SHOWN],
        blank=table.blank_dates,
        left_out=len(_lines(table.problems)) + len(plan.future),
        more_left_out=any("count" in problem.values for problem in table.problems),
        future=len(plan.future),
        not_asked=[column for column in OPTIONAL if column not in table.asked],
        problems=[remark(problem) for problem in table.problems]
        + [future_remark(row) for row in plan.future[:FUTURE_SHOWN]],
        warnings=[remark(problem) for problem in table.warnings],
    )


def _lines(problems: tuple[Problem, ...]) -> set[object]:
    """The lines that problems are about; two lines that disagree about a date are both."""
    named = {problem.line for problem in problems} | {
        problem.values.get("first_line") for problem in problems
    }
    return named - {None}
