"""Bars of days: those counted at the bottom, those not logged on them, the others on top."""

from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString

from analysis.windows import Window
from outcomes.charts import svg


def stacks(
    windows: Iterable[tuple[float, Window]], width: float, days: svg.Scale, hatch: str
) -> Iterator[SafeString]:
    """A bar `width` wide from each x on, as high as its window has days; `hatch` is a pattern."""
    counted: list[svg.Box] = []
    unlogged: list[svg.Box] = []
    others: list[svg.Box] = []
    for x, window in windows:
        at_most = window.count + window.days - window.logged
        for boxes, low, high in (
            (counted, 0, window.count),
            (unlogged, window.count, at_most),
            (others, at_most, window.days),
        ):
            if high > low:
                top = days(high)
                boxes.append(svg.Box(x, top, width, days(low) - top))
    yield svg.bars(others, "others")
    yield svg.bars(unlogged, "unlogged", fill=f"url(#{hatch})")
    yield svg.bars(counted, "counted")
