"""A diary with its sessions: the periods and the V every figure stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis import cycles as periods
from analysis.cycles import Span
from analysis.inflation import Runs, runs
from analysis.series import Series
from analysis.windows import Tally, Window


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One measure of a diary with its sessions.

    sessions: day numbers, sorted and distinct. baseline and cycles: the spans of
    docs/method.md, "Periods", one cycle a session. runs: how V of this diary comes about.
    """

    series: Series
    sessions: tuple[int, ...]
    baseline: Span
    cycles: tuple[Span, ...]
    runs: Runs
    tally: Tally

    @property
    def inflation(self) -> float:
        """V of this diary."""
        return self.runs.inflation

    @property
    def end(self) -> int:
        """The day number after the diary's last day."""
        return self.series.end

    def window(self, *spans: Span) -> Window:
        """Count the days of `spans`, pooled, with this diary's V."""
        return self.tally.window(spans, self.inflation)

    def windows(self, spans: Iterable[Span]) -> tuple[Window, ...]:
        """Count the days of each span by itself."""
        return tuple(self.window(span) for span in spans)


def course(series: Series, sessions: Sequence[int]) -> Course:
    """Put a series and its done sessions together; sessions are sorted and made distinct."""
    ordered = tuple(sorted(set(sessions)))
    baseline = periods.baseline(ordered, series.end)
    cycles = periods.cycles(ordered, series.end)
    hang_together = runs(series.diary, (baseline, *cycles))
    return Course(series, ordered, baseline, cycles, hang_together, Tally(series))
