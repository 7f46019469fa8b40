"""The third claim: no downtime."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outcomes.after_sessions import Usual
from outcomes.cards.answered import add_a_session, answered, ask_for
from outcomes.cards.card import Card
from outcomes.diary import Session
from outcomes.numbers import filled, short_day, strong
from outcomes.outcome import Outcome
from outcomes.studies import DOWNTIME
from outcomes.tables.level_cells import NONE
from outcomes.tables.table import table
from outcomes.words.advice import Advice
from treatments.choices import Downtime

SAME_DAY = (Downtime.AT_ONCE, Downtime.SAME_DAY)


def downtime(outcome: Outcome) -> Card:
    """When usual activities went on after the sessions."""
    usual = outcome.usual
    return Card(
        key="downtime",
        title=gettext("No downtime"),
        claim=gettext(
            "The injections are given in the practice, and there is no downtime: usual activities "
            "go on at once."
        ),
        shows=tuple(_shows(usual)),
        table=_table(outcome, usual),
        days=answered(usual.answers) if usual.answers.answered else "",
        missing=tuple(_missing(usual)),
        facts=DOWNTIME,
        limits=gettext("How the day felt. Each answer is one's own memory of it."),
    )


def _shows(usual: Usual) -> Iterator[str]:
    if usual.answers.answered:
        yield SafeString(" ".join(_usual(usual)))
    if usual.injected:
        yield _injected(usual.injected, usual.answers.sessions)
    if usual.fainted:
        text = ngettext(
            "Fainting was noted after %(count)s session.",
            "Fainting was noted after %(count)s sessions.",
            usual.fainted,
        )
        yield filled(text, count=strong(str(usual.fainted)))


def _usual(usual: Usual) -> Iterator[str]:
    """Straight away, and later the same day: said apart, as the claim says at once."""
    at_once, same_day = (usual.counts.get(answer, 0) for answer in SAME_DAY)
    text = ngettext(
        "After %(at_once)s of %(count)s session, usual activities went on straight away.",
        "After %(at_once)s of %(count)s sessions, usual activities went on straight away.",
        usual.answers.answered,
    )
    yield filled(text, at_once=strong(str(at_once)), count=usual.answers.answered)
    if same_day:
        yield filled(
            gettext("After %(count)s, they went on later the same day."),
            count=strong(str(same_day)),
        )
    later = sum(usual.counts.values()) - at_once - same_day
    if later and usual.longest:
        yield filled(
            gettext("After %(count)s, it took until another day; the longest was “%(longest)s”."),
            count=strong(str(later)),
            longest=str(usual.longest.label),
        )
    if usual.not_yet:
        yield _not_yet(usual.not_yet)


def _not_yet(days: tuple[int, ...]) -> str:
    """Days from the session to the last day on which it was said."""
    text = ngettext(
        "After %(count)s, they had not gone on yet when it was last asked, %(days)s day later.",
        "After %(count)s, they had not gone on yet when it was last asked, up to %(days)s days "
        "later.",
        max(days),
    )
    if not any(days):
        text = gettext("After %(count)s, they had not gone on yet when it was last asked that day.")
    return filled(text, count=strong(str(len(days))), days=max(days))


def _injected(sites: tuple[int, ...], sessions: int) -> str:
    low, high = min(sites), max(sites)
    if low == high:
        text = ngettext(
            "%(low)s injection a session, recorded for %(count)s of %(all)s.",
            "%(low)s injections a session, recorded for %(count)s of %(all)s.",
            low,
        )
    else:
        text = gettext(
            "%(low)s to %(high)s injections a session, recorded for %(count)s of %(all)s."
        )
    return filled(
        text, low=strong(str(low)), high=strong(str(high)), count=len(sites), all=sessions
    )


def _table(outcome: Outcome, usual: Usual) -> SafeString | None:
    """One row a session, the latest first; None where nothing is recorded of any."""
    if not (usual.answers.answered or usual.injected):
        return None
    heads = (gettext("Session"), gettext("Usual activities went on"), gettext("Injections"))
    rows = [
        (
            gettext("%(number)s: %(on)s") % {"number": number, "on": short_day(session.on)},
            _answer(session),
            str(session.sites or NONE),
        )
        for number, session in enumerate(outcome.sessions, 1)
    ]
    caption = gettext("After each session")
    return table(heads, reversed(rows), numbers=False, caption=caption)


def _answer(session: Session) -> str:
    if session.usual_after == Downtime.SKIPPED:
        return gettext("Left unsaid")
    if session.usual_after:
        return str(Downtime(session.usual_after).label)
    if session.not_usual_on:
        return gettext("Not yet on %(on)s") % {"on": short_day(session.not_usual_on)}
    return gettext("Not answered")


def _missing(usual: Usual) -> Iterator[Advice]:
    if not usual.answers.sessions:
        yield add_a_session()
        return
    text = ngettext(
        "After %(count)s session it is still open when usual activities went on.",
        "After %(count)s sessions it is still open when usual activities went on.",
        len(usual.open),
    )
    yield from ask_for(usual.open, text % {"count": len(usual.open)})
