"""What stands beside the figures: side effects, preventives, scores, what to bear in mind."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, ngettext

from clinic.sheet.content import Section
from clinic.sheet.gather import NOTE_DAYS, Given, Note
from diary.choices import SCORE_RANGES, Instrument
from diary.models import Score
from outcomes.after_sessions import Kind, Noted
from outcomes.cards.answered import answered
from outcomes.numbers import days, short_day
from outcomes.preventives import Preventive
from outcomes.words.caveats import caveats
from treatments.choices import SideEffectKind
from treatments.preventive_list import dose_from

LATEST = 4
"""Totals of one questionnaire that are given; the first is given besides."""


def beside(given: Given) -> tuple[Section, ...]:
    """The first three always, as it is to be seen where nothing is recorded."""
    outcome = given.outcome
    preventives = outcome.headache.preventives
    taken = [_preventive(each) for each in preventives] or [gettext("None is recorded.")]
    in_mind = caveats(outcome.headache)
    return (
        Section(gettext("Side effects noted after sessions"), tuple(_side_effects(outcome.noted))),
        Section(gettext("Other preventives"), tuple(taken)),
        Section(gettext("Scores"), tuple(_scores(given.scores))),
        *([Section(gettext("Keep in mind"), tuple(in_mind))] if in_mind else ()),
    )


def notes(given: Given) -> Section | None:
    """The private notes; None where they were not asked for or are not this reader's."""
    if given.notes is None:
        return None
    title = gettext("Private notes: of the latest %(days)s days, and of all sessions") % {
        "days": NOTE_DAYS
    }
    lines = [_note(each) for each in given.notes] or [gettext("None is written.")]
    return Section(title, tuple(lines))


def _side_effects(noted: Noted) -> Iterator[str]:
    for each in noted.kinds:
        words = ngettext(
            "%(name)s: after %(sessions)s session, at worst %(strength)s. %(lasted)s",
            "%(name)s: after %(sessions)s sessions, at worst %(strength)s. %(lasted)s",
            each.sessions,
        )
        yield words % {
            "name": each.other or str(SideEffectKind(each.kind).label),
            "sessions": each.sessions,
            "strength": str(each.strongest.label).lower(),
            "lasted": " ".join(_lasted(each)),
        }
    answers = noted.answers
    if not answers.sessions:
        yield gettext("No session is recorded.")
        return
    if answers.answered and not noted.something:
        yield gettext("Nothing unwelcome was noted.")
    yield answered(answers)


def _lasted(kind: Kind) -> Iterator[str]:
    if kind.shortest is not None and kind.longest is not None:
        text = gettext("Lasted %(low)s to %(high)s days.")
        if kind.shortest == kind.longest:
            text = ngettext("Lasted %(high)s day.", "Lasted %(high)s days.", kind.longest)
        yield text % {"low": kind.shortest, "high": kind.longest}
    if len(kind.still) == 1:
        yield gettext("Still there: %(days)s so far.") % {"days": days(kind.still[0])}
    elif kind.still:
        text = gettext("Still there: %(count)s, the longest for %(days)s so far.")
        yield text % {"count": len(kind.still), "days": days(kind.still[0])}


def _preventive(of: Preventive) -> str:
    first = short_day(of.started) if of.started else gettext("before this diary")
    text = gettext("%(name)s: from %(first)s, still taken")
    if of.stopped:
        text = gettext("%(name)s: from %(first)s to %(last)s")
    doses = [of.dose] if of.dose else []
    doses += [dose_from(change.dose, short_day(change.on)) for change in of.changes]
    line = text % {
        "name": of.name,
        "first": first,
        "last": short_day(of.stopped) if of.stopped else "",
    }
    return ": ".join([line, "; ".join(doses)]) if doses else line


def _scores(scores: Sequence[Score]) -> Iterator[str]:
    for instrument in Instrument:
        own = [each for each in scores if each.instrument == instrument]
        if not own:
            continue
        low, high = SCORE_RANGES[instrument]
        shown = own if len(own) <= LATEST + 1 else [own[0], *own[-LATEST:]]
        text = gettext("%(name)s (%(low)s to %(high)s): %(totals)s.")
        if len(shown) < len(own):
            text = gettext(
                "%(name)s (%(low)s to %(high)s), the first and the latest of %(count)s: %(totals)s."
            )
        totals = (
            gettext("%(total)s on %(on)s") % {"total": _total(each), "on": short_day(each.on)}
            for each in shown
        )
        yield text % {
            "name": instrument.label,
            "low": low,
            "high": high,
            "count": len(own),
            "totals": "; ".join(totals),
        }
    if not scores:
        yield gettext("None is recorded.")


def _total(score: Score) -> str:
    if score.instrument != Instrument.PGIC:
        return score.words
    return gettext("%(total)s, “%(words)s”,") % {"total": score.value, "words": score.words}


def _note(note: Note) -> str:
    text = gettext("%(on)s: %(note)s")
    if note.of_session:
        text = gettext("Session of %(on)s: %(note)s")
    return text % {"on": short_day(note.on), "note": note.text}
