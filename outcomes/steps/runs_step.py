"""Bad days come in runs: how V of a diary comes about. See docs/method.md, "V"."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.inflation import (
    CORRECTION_FLOOR,
    HIGHEST,
    LOWEST,
    PRIOR,
    PRIOR_DAYS,
    SHORT_DAYS,
    Runs,
)
from outcomes.steps.step import Formula, Step, figure, signed
from outcomes.summary import Summary
from outcomes.tables.table import table

PLACES = 6


def runs_step(summary: Summary) -> Step:
    """From how alike days near each other are to the number of separate days."""
    runs = summary.result.course.runs
    lines: list[str | Formula] = [
        gettext(
            "Days near each other are often alike, so they tell less than separate days would. How "
            "many logged days tell as much as one separate day is called V here."
        ),
        *_alike(runs),
        *_together(runs),
    ]
    for name, side in ((gettext("Before"), summary.before), (gettext("Since"), summary.after)):
        if side.has_rate:
            logged, separate = side.window.logged, figure(side.window.neff, 5)
            lines.append(gettext("%(name)s, in separate days:") % {"name": name})
            lines.append(Formula(f"{logged} ÷ {figure(runs.inflation, PLACES)} = {separate}"))
    return Step(gettext("Bad days come in runs"), tuple(lines), _table(runs))


def _alike(runs: Runs) -> Iterator[str | Formula]:
    if runs.total is None or runs.summed is None or runs.left is None or runs.share is None:
        yield gettext(
            "In this diary no day differs from the others of its time, so %(prior)s is taken."
        ) % {"prior": figure(PRIOR, 0)}
        return
    yield gettext(
        "Each logged day is taken against the mean of its time (the time before, or one cycle). "
        "The table below shows how alike days 1 to 14 days apart are, as a correlation: 1 is quite "
        "alike, 0 not at all. Twice the sum of the correlations, and 1:"
    )
    summed, share = figure(runs.summed, PLACES), figure(runs.share, PLACES)
    left = figure(runs.left, PLACES)
    n, m, rows = runs.logged, runs.periods, 1 + 2 * len(runs.lags)
    yield Formula(f"1 + 2 × {signed(runs.total, PLACES)} = {summed}")
    yield gettext(
        "The means come from the same days, which hides some of that. With %(logged)s logged days, "
        "%(times)s means and %(lags)s rows in the table, this share of it is left:"
    ) % {"logged": n, "times": m, "lags": len(runs.lags)}
    yield Formula(f"1 − {rows} × {m} ÷ {n} + {signed(runs.summed, PLACES)} × {m} ÷ {n} = {left}")
    yield gettext(
        "The one divided by the other, the share taken as at least %(floor)s. A result under "
        "%(low)s or over %(high)s is taken as %(low)s or %(high)s:"
    ) % {
        "floor": figure(CORRECTION_FLOOR, 2),
        "low": figure(LOWEST, 0),
        "high": figure(HIGHEST, 0),
    }
    yield Formula(f"{summed} ÷ {share} = {figure(runs.summed / runs.share, PLACES)}")


def _together(runs: Runs) -> Iterator[str | Formula]:
    yield gettext(
        "A short diary says little about its own runs, so this is joined with %(prior)s, which "
        "weighs as much as %(days)s days, and made a little larger:"
    ) % {"prior": figure(PRIOR, 0), "days": PRIOR_DAYS}
    n, v, prior = runs.logged, figure(runs.v, PLACES), figure(PRIOR, 0)
    days = f"({n} + {PRIOR_DAYS})"
    yield Formula(
        f"V = ({n} × {v} + {PRIOR_DAYS} × {prior}) ÷ {days} × (1 + {SHORT_DAYS} ÷ {days}) = "
        f"{figure(runs.inflation, PLACES)}"
    )


def _table(runs: Runs) -> SafeString | None:
    if not runs.lags:
        return None
    heads = (gettext("Days apart"), gettext("Pairs of logged days"), gettext("Correlation"))
    return table(
        heads,
        ((str(lag.days), str(lag.pairs), figure(lag.correlation, PLACES)) for lag in runs.lags),
    )
