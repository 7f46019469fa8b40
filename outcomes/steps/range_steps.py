"""From levels to their ranges, the change, its range, and how sure it is. See docs/method.md."""

from collections.abc import Iterator

from django.utils.translation import gettext

from analysis.comparison import FEWER, MORE, Comparison, Verdict
from analysis.confidence import FURTHEST, Touch
from analysis.cycles import MONTH_DAYS
from analysis.intervals import Z95, wilson_steps
from analysis.windows import Window
from outcomes.numbers import decimal, level_range, shown_change
from outcomes.steps.step import Formula, Step, figure
from outcomes.summary import Summary
from outcomes.words.wording import VERDICTS, change_words

Z = 6
"""Places of z = 1.959964."""


def range_steps(summary: Summary) -> Iterator[Step]:
    """The steps after the counting; those about a change only where the page gives one."""
    yield _levels(summary)
    if not (summary.untreated_before and summary.compared):
        return
    yield _change(summary)
    yield _range(summary)
    yield _how_sure(summary)
    yield _if_filled(summary)


def _levels(summary: Summary) -> Step:
    lines: list[str | Formula] = [
        gettext(
            "Of 100 ranges made like this, about 95 hold the usual level (Wilson 1927). p is the "
            "share of the logged days that count, and z is %(z)s. With a = z² ÷ separate days, the "
            "middle is (p + a ÷ 2) ÷ (1 + a), and the range reaches "
            "√(a × p × (1 − p) + a² ÷ 4) ÷ (1 + a) to either side."
        )
        % {"z": figure(Z95, Z)}
    ]
    for name, side in ((gettext("Before"), summary.before), (gettext("Since"), summary.after)):
        if side.has_rate:
            lines += [f"{name}:", *_wilson(side.window)]
    return Step(gettext("The range of each level"), tuple(lines))


def _wilson(window: Window) -> Iterator[str | Formula]:
    rate = window.rate
    assert rate and window.lo is not None and window.hi is not None and window.per28 is not None
    found = wilson_steps(rate)
    p, a, half_a = figure(rate.p, 6), figure(found.a, 6), f"{figure(found.a, 6)} ÷ 2"
    middle, half = figure(found.middle, 6), figure(found.half, 6)
    yield Formula(f"p = {window.count} ÷ {window.logged} = {p}")
    yield Formula(f"a = {figure(Z95, Z)}² ÷ {figure(window.neff, 5)} = {a}")
    yield Formula(f"({p} + {half_a}) ÷ (1 + {a}) = {middle}")
    yield Formula(f"√({a} × {p} × (1 − {p}) + {a}² ÷ 4) ÷ (1 + {a}) = {half}")
    yield Formula(f"{MONTH_DAYS} × ({middle} − {half}) = {figure(window.lo, 3)}")
    yield Formula(f"{MONTH_DAYS} × ({middle} + {half}) = {figure(window.hi, 3)}")
    yield gettext("The page shows %(range)s: whole days that hold the level itself.") % {
        "range": level_range(window.lo, window.per28, window.hi)
    }


def _change(summary: Summary) -> Step:
    before, after = summary.before.window.per28, summary.after.window.per28
    change = summary.result.after_vs_baseline.change
    assert before is not None and after is not None and change is not None
    shown = shown_change(before, after)
    return Step(
        gettext("The change"),
        (
            gettext("Since less before; below 0 is fewer."),
            Formula(f"{figure(after, 3)} − {figure(before, 3)} = {figure(change, 3)}"),
            gettext("The headline takes the rounded levels, so that it adds up: %(change)s.")
            % {"change": change_words(shown)},
            Formula(f"{decimal(after)} − {decimal(before)} = {figure(shown, 1)}"),
        ),
    )


def _range(summary: Summary) -> Step:
    return Step(
        gettext("The range of the change"),
        (
            gettext(
                "It is built from the two ranges (Newcombe 1998; Zou and Donner 2008). Lowest: the "
                "change − √((since − lowest since)² + (highest before − before)²). Highest: the "
                "change + √((highest since − since)² + (before − lowest before)²)."
            ),
            *_limits(summary.before.window, summary.after.window, summary.result.after_vs_baseline),
            gettext("The headline says it in whole days that hold the change shown."),
        ),
    )


def _limits(before: Window, after: Window, found: Comparison) -> Iterator[Formula]:
    l0, p0, u0 = _three(before)
    l1, p1, u1 = _three(after)
    assert found.change is not None
    assert found.change_lo is not None and found.change_hi is not None
    change = figure(found.change, 3)
    yield Formula(f"{change} − √(({p1} − {l1})² + ({u0} − {p0})²) = {figure(found.change_lo, 3)}")
    yield Formula(f"{change} + √(({u1} − {p1})² + ({p0} − {l0})²) = {figure(found.change_hi, 3)}")


def _three(window: Window) -> tuple[str, str, str]:
    assert window.lo is not None and window.per28 is not None and window.hi is not None
    return figure(window.lo, 3), figure(window.per28, 3), figure(window.hi, 3)


def _how_sure(summary: Summary) -> Step:
    found, touch = summary.result.after_vs_baseline, summary.touch
    assert touch is not None
    lines = [
        gettext(
            "The z of the ranges is changed until the range of the change just touches 0. The z at "
            "which it does tells how sure it is."
        ),
        *_touching(summary.before.window, summary.after.window, found, touch),
        gettext(
            "“Clearly fewer” is said from 97.5% on, “probably fewer” from 90%, “probably more” up "
            "to 10%, “clearly more” up to 2.5%. In between it cannot be told yet."
        ),
        gettext("Here that gives: %(verdict)s") % {"verdict": gettext(VERDICTS[found.verdict])},
    ]
    return Step(gettext("How sure it is that there are fewer"), tuple(lines))


def _touching(
    before: Window, after: Window, found: Comparison, touch: Touch
) -> Iterator[str | Formula]:
    """The z that touches, its check, and the share of the bell curve it stands for."""
    change, sure = found.change, found.sure_less
    assert change is not None and sure is not None
    assert before.per28 is not None and after.per28 is not None
    if change == 0:
        yield gettext("The two levels are the same, so it is 50%.")
        return
    p0, p1, z = figure(before.per28, 4), figure(after.per28, 4), figure(touch.z, 4)
    if touch.z >= FURTHEST:
        yield gettext("It does not touch 0 even with z = %(z)s.") % {"z": figure(FURTHEST, 0)}
    else:
        yield gettext(
            "With z = %(z)s, and the range of each level made with it, the reach is as long as the "
            "change:"
        ) % {"z": z}
        l0, u0 = (figure(MONTH_DAYS * limit, 4) for limit in touch.before)
        l1, u1 = (figure(MONTH_DAYS * limit, 4) for limit in touch.after)
        parts = (f"{u1} − {p1}", f"{p0} − {l0}") if change < 0 else (f"{p1} − {l1}", f"{u0} − {p0}")
        yield Formula(f"√(({parts[0]})² + ({parts[1]})²) = {figure(abs(change), 4)}")
    text = (
        gettext("The share of the bell curve (normal distribution) below %(z)s is %(sure)s.")
        if change < 0
        else gettext("The share of the bell curve (normal distribution) above %(z)s is %(sure)s.")
    )
    yield text % {"z": z, "sure": _share(sure)}


def _share(sure: float) -> str:
    """A share in per cent with two decimals; the ends are never reached by rounding."""
    if sure > 0.9999:
        return gettext("over 99.99%")
    if sure < 0.0001:
        return gettext("under 0.01%")
    return gettext("%(share)s%%") % {"share": figure(100 * sure, 2)}


def _if_filled(summary: Summary) -> Step:
    title = gettext("The same with every day not logged taken as clear")
    filled, found = summary.result.filled, summary.result.if_unlogged_good
    pairs = ((summary.before.window, filled.before), (summary.after.window, filled.after))
    touch = summary.filled_touch
    if touch is None or all(logged.logged == full.logged for logged, full in pairs):
        return Step(title, (gettext("No day is left to fill, so nothing changes."),))
    assert found.change is not None
    assert filled.before.per28 is not None and filled.after.per28 is not None
    lines: list[str | Formula] = []
    v = figure(summary.result.course.inflation, 6)
    for name, window in ((gettext("Before"), filled.before), (gettext("Since"), filled.after)):
        assert window.per28 is not None
        rate = figure(window.per28, 4)
        lines += [
            gettext("%(name)s, the level and the separate days:") % {"name": name},
            Formula(f"{MONTH_DAYS} × {window.count} ÷ {window.logged} = {rate}"),
            Formula(f"{window.logged} ÷ {v} = {figure(window.neff, 5)}"),
        ]
    after, before = figure(filled.after.per28, 4), figure(filled.before.per28, 4)
    lines += [
        gettext("The change:"),
        Formula(f"{after} − {before} = {figure(found.change, 4)}"),
        *_touching(filled.before, filled.after, found, touch),
        _filled_rule(summary.result.after_vs_baseline.verdict, summary.result.verdict),
    ]
    return Step(title, tuple(lines))


def _filled_rule(logged: Verdict, headline: Verdict) -> str:
    """What the rule makes of it."""
    if logged in FEWER and headline is logged:
        return gettext("“Fewer” needs 90% or over here too. It has that, so the word stays.")
    if logged in FEWER:
        return gettext(
            "“Fewer” needs 90% or over here too. It does not have that, so it depends on the days "
            "not logged."
        )
    if logged in MORE and headline is logged:
        return gettext("“More” needs 10% or under here too. It has that, so the word stays.")
    if logged in MORE:
        return gettext(
            "“More” needs 10% or under here too. It does not have that, so it depends on the days "
            "not logged."
        )
    return gettext("Only “fewer” and “more” have to hold here too, so nothing changes.")
