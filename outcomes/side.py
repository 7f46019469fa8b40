"""One time of a diary, and whether its figures may be shown."""

from dataclasses import dataclass

from analysis.windows import Window
from outcomes.unsaid import Unsaid


@dataclass(frozen=True, slots=True)
class Side:
    """One time of a diary: that before, that after, or one cycle.

    at_least: mostly bad days were logged, so only `window.best` may be shown. unsaid: saved days
    that do not say what this measure counts; they are not logged for it.
    """

    window: Window
    at_least: bool
    unsaid: Unsaid

    @property
    def has_rate(self) -> bool:
        """Whether a rate with its range may be shown."""
        return self.window.enough and not self.at_least and not self.unsaid.needed

    @property
    def has_figure(self) -> bool:
        """Whether a rate or a least is shown."""
        return self.figure is not None

    @property
    def figure(self) -> float | None:
        """The rate in 28 days, or the least it can have been; None where neither may be shown."""
        if self.has_rate:
            return self.window.per28
        return self.window.best if self.at_least else None
