"""Every step from the days of a diary to its headline. See docs/method.md."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from analysis.cycles import BASELINE_DAYS, MONTH_DAYS, stretches
from analysis.windows import Window
from outcomes.numbers import decimal, short_day, span_dates
from outcomes.side import Side
from outcomes.steps.range_steps import range_steps
from outcomes.steps.runs_step import runs_step
from outcomes.steps.step import Formula, Step, figure
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS


def steps(summary: Summary) -> list[Step]:
    """The steps that this diary reaches: none without a session or a day."""
    if summary.first is None or not (summary.before.window.logged or summary.after.window.logged):
        return []
    found = [_times(summary), _counting(summary)]
    if summary.before.has_rate or summary.after.has_rate:
        found += [runs_step(summary), *range_steps(summary)]
    return [*found, _least_and_most(summary)]


def _times(summary: Summary) -> Step:
    sessions = ", ".join(short_day(session.on) for session in summary.sessions)
    lines = [
        ngettext("Session: %(dates)s.", "Sessions: %(dates)s.", len(summary.sessions))
        % {"dates": sessions}
    ]
    if summary.before.window.days:
        lines.append(
            gettext(
                "Before: at most the %(most)s days before the first session, as far as the diary "
                "goes back: %(dates)s."
            )
            % {"most": BASELINE_DAYS, "dates": _dates(summary, summary.before.window)}
        )
    if summary.after.window.days:
        lines.append(
            gettext(
                "Since: from the day of each session to the next one, at most 16 weeks, as far as "
                "the diary goes: %(dates)s."
            )
            % {"dates": _dates(summary, summary.after.window)}
        )
    return Step(gettext("The sessions and the two times"), tuple(lines))


def _dates(summary: Summary, window: Window) -> str:
    first_day = summary.result.course.series.first_day
    return "; ".join(span_dates(first_day, span) for span in stretches(window.spans))


def _counting(summary: Summary) -> Step:
    lines: list[str | Formula] = []
    for name, side in _sides(summary):
        lines += _counted(summary, name, side)
    return Step(gettext("Counting"), tuple(lines))


def _counted(summary: Summary, name: str, side: Side) -> Iterator[str | Formula]:
    window = side.window
    text = ngettext(
        "%(name)s: %(days)s day, %(logged)s logged, %(counted)s.",
        "%(name)s: %(days)s days, %(logged)s of them logged, %(counted)s.",
        window.days,
    )
    if summary.unsaid:
        text = ngettext(
            "%(name)s: %(days)s day, of which %(logged)s says what is counted here, %(counted)s.",
            "%(name)s: %(days)s days, of which %(logged)s say what is counted here, %(counted)s.",
            window.days,
        )
    yield text % {
        "name": name,
        "days": window.days,
        "logged": window.logged,
        "counted": WORDS[summary.measure].days % {"count": window.count},
    }
    if side.has_rate and window.per28 is not None:
        rate = figure(window.per28, 3)
        yield Formula(f"{MONTH_DAYS} × {window.count} ÷ {window.logged} = {rate}")
        yield gettext("The page shows %(rate)s.") % {"rate": decimal(window.per28)}
    elif side.at_least:
        yield gettext("It looks as if mostly bad days were logged, so only the least is shown.")
    elif window.enough or window.severities_needed:
        yield gettext("Over 20% of the headache days do not say it, so no rate is shown.")
    else:
        yield gettext("A rate needs at least 20 logged days, and 20 of every 28, so none is shown.")


def _least_and_most(summary: Summary) -> Step:
    lines: list[str | Formula] = [
        gettext("Least: no day that is not logged counts. Most: every one of them does.")
    ]
    for name, side in _sides(summary):
        window = side.window
        assert window.best is not None and window.worst is not None
        days, count, rest = window.days, window.count, window.days - window.logged
        least, most = figure(window.best, 3), figure(window.worst, 3)
        lines += [
            gettext("%(name)s, the least and the most:") % {"name": name},
            Formula(f"{MONTH_DAYS} × {count} ÷ {days} = {least}"),
            Formula(f"{MONTH_DAYS} × ({count} + {rest}) ÷ {days} = {most}"),
        ]
    return Step(gettext("The least and the most it can have been"), tuple(lines))


def _sides(summary: Summary) -> Iterator[tuple[str, Side]]:
    """The times that have a logged day, by name."""
    for name, side in ((gettext("Before"), summary.before), (gettext("Since"), summary.after)):
        if side.window.logged:
            yield name, side
