"""How much of the time is logged, in words, and what hangs on the rest."""

from django.utils.translation import gettext, ngettext

from analysis.cycles import Span
from analysis.windows import Window
from outcomes.numbers import decimal
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS


def coverage(summary: Summary) -> str:
    """How many of the days are logged, on each side that has any."""
    if summary.first is None:
        return _alone(summary, whole_diary(summary), "")
    before, after = summary.before.window, summary.after.window
    if not (before.days and after.days):
        return _alone(summary, before, "before") or _alone(summary, after, "after")
    text = (
        ngettext(
            "%(x)s of %(m)s day before says what is counted here, %(y)s of %(n)s after.",
            "%(x)s of %(m)s days before say what is counted here, %(y)s of %(n)s after.",
            before.days,
        )
        if summary.unsaid
        else ngettext(
            "%(x)s of %(m)s day logged before, %(y)s of %(n)s after.",
            "%(x)s of %(m)s days logged before, %(y)s of %(n)s after.",
            before.days,
        )
    )
    return text % {"x": before.logged, "m": before.days, "y": after.logged, "n": after.days}


def left_out(summary: Summary) -> str:
    """The logged days that no cycle holds, as the treatment had lapsed."""
    if not summary.left_out:
        return ""
    return ngettext(
        "%(count)s logged day is later than 16 weeks after the session before it and is left out.",
        "%(count)s logged days are later than 16 weeks after the session before them and are left "
        "out.",
        summary.left_out,
    ) % {"count": summary.left_out}


def if_unlogged(summary: Summary) -> str:
    """Best and worst: the figures if the days not logged were all good or all bad."""
    sides = [side.window for side in (summary.before, summary.after) if side.window.logged]
    if summary.first is None or all(window.logged == window.days for window in sides):
        return ""
    best = [decimal(window.best) for window in sides if window.best is not None]
    worst = [decimal(window.worst) for window in sides if window.worst is not None]
    text = (
        gettext("If none of the other days counted: %(best)s. If all of them did: %(worst)s.")
        if summary.unsaid
        else str(WORDS[summary.measure].unlogged)
    )
    return text % {"best": _pair(best), "worst": _pair(worst)}


def whole_diary(summary: Summary) -> Window:
    """All days from the first to the last logged one."""
    of = summary.result.course
    return of.window(Span(0, of.end))


def _alone(summary: Summary, window: Window, side: str) -> str:
    """The coverage of one time alone: "before", "after" or, as "", all of the diary."""
    if not window.days:
        return ""
    m = window.days
    values = {"x": window.logged, "m": m}
    if summary.unsaid:
        texts = {
            "before": gettext("Days before that say what is counted here: %(x)s of %(m)s."),
            "after": gettext("Days after that say what is counted here: %(x)s of %(m)s."),
            "": gettext("Days that say what is counted here: %(x)s of %(m)s."),
        }
    else:
        texts = {
            "before": ngettext(
                "Logged before: %(x)s of %(m)s day.", "Logged before: %(x)s of %(m)s days.", m
            ),
            "after": ngettext(
                "Logged after: %(x)s of %(m)s day.", "Logged after: %(x)s of %(m)s days.", m
            ),
            "": ngettext("Logged: %(x)s of %(m)s day.", "Logged: %(x)s of %(m)s days.", m),
        }
    return texts[side] % values


def _pair(figures: list[str]) -> str:
    if len(figures) == 1:
        return figures[0]
    return gettext("%(before)s before, %(after)s after") % {
        "before": figures[0],
        "after": figures[1],
    }
