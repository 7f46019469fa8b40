"""The fifth claim: few and short side effects."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outcomes.after_sessions import Kind, Noted
from outcomes.cards.answered import add_a_session, answered, ask_for
from outcomes.cards.card import Card
from outcomes.numbers import days, filled, strong
from outcomes.outcome import Outcome
from outcomes.studies import SIDE_EFFECTS
from outcomes.tables.table import table
from outcomes.words.advice import Advice, Link
from treatments.choices import SideEffectKind, Strength


def side_effects(outcome: Outcome) -> Card:
    """What was unwelcome after the sessions, how strong and how long."""
    noted = outcome.noted
    return Card(
        key="side-effects",
        title=gettext("Few and short side effects"),
        claim=gettext(
            "Side effects are few and mild, such as pain or a bruise where it was injected, and "
            "gone within a few days."
        ),
        shows=tuple(_shows(noted)),
        table=_table(noted),
        days=answered(noted.answers) if noted.answers.answered else "",
        missing=tuple(_missing(noted)),
        facts=SIDE_EFFECTS,
        limits=gettext(
            "What caused it. This is what was noticed after a session, and it could have come "
            "without the injections too."
        ),
        help=bool(outcome.sessions),
    )


def _shows(noted: Noted) -> Iterator[str]:
    count = noted.answers.answered
    if not count:
        return
    if not noted.something:
        text = ngettext(
            "Nothing unwelcome after %(some)s of %(count)s session.",
            "Nothing unwelcome after %(some)s of %(count)s sessions.",
            count,
        )
        yield filled(text, some=strong(str(count)), count=count)
        return
    text = ngettext(
        "Something unwelcome after %(some)s of %(count)s session.",
        "Something unwelcome after %(some)s of %(count)s sessions.",
        count,
    )
    some = filled(text, some=strong(str(noted.something)), count=count)
    yield SafeString(" ".join([some, *_lasted(noted)]))
    if noted.kinds:
        yield _strengths(noted)
    else:
        yield gettext("What it was is not recorded.")


def _lasted(noted: Noted) -> Iterator[str]:
    """The longest that is over, and what is still there, whose length nobody knows yet."""
    if noted.longest is not None and noted.still:
        text = ngettext(
            "Of those that are over, the longest lasted %(days)s day.",
            "Of those that are over, the longest lasted %(days)s days.",
            noted.longest,
        )
        yield filled(text, days=strong(str(noted.longest)))
    elif noted.longest is not None:
        text = ngettext(
            "The longest lasted %(days)s day.", "The longest lasted %(days)s days.", noted.longest
        )
        yield filled(text, days=strong(str(noted.longest)))
    if noted.still:
        text = ngettext(
            "%(count)s is still there: %(days)s so far.",
            "%(count)s are still there, the longest for %(days)s so far.",
            len(noted.still),
        )
        yield filled(text, count=strong(str(len(noted.still))), days=days(noted.still[0]))


def _strengths(noted: Noted) -> str:
    mild, moderate, severe = (noted.strengths.get(each, 0) for each in Strength)
    text = ngettext(
        "%(all)s noted, at its worst: %(mild)s mild, %(moderate)s moderate, %(severe)s severe.",
        "%(all)s noted, at their worst: %(mild)s mild, %(moderate)s moderate, %(severe)s severe.",
        mild + moderate + severe,
    )
    return filled(
        text,
        all=mild + moderate + severe,
        mild=strong(str(mild)),
        moderate=strong(str(moderate)),
        severe=strong(str(severe)),
    )


def _table(noted: Noted) -> SafeString | None:
    """One row a kind; None where nothing is noted."""
    if not noted.kinds:
        return None
    heads = (
        gettext("Noted after a session"),
        gettext("Sessions"),
        gettext("Strongest"),
        gettext("How long"),
    )
    rows = (
        (
            _name(each.kind, each.other),
            str(each.sessions),
            str(each.strongest.label),
            " ".join(_how_long(each)),
        )
        for each in noted.kinds
    )
    caption = gettext("What was noted after the sessions")
    return table(heads, rows, numbers=False, caption=caption)


def _name(kind: str, other: str) -> str:
    """The person's own words, or the name of the kind."""
    return other or str(SideEffectKind(kind).label)


def _how_long(kind: Kind) -> Iterator[str]:
    if kind.shortest is not None and kind.longest is not None:
        if kind.shortest == kind.longest:
            yield gettext("%(days)s.") % {"days": days(kind.longest)}
        else:
            said = gettext("%(low)s to %(high)s days.")
            yield said % {"low": kind.shortest, "high": kind.longest}
    if len(kind.still) == 1:
        yield gettext("Still there: %(days)s so far.") % {"days": days(kind.still[0])}
    elif kind.still:
        said = gettext("Still there: %(count)s, the longest for %(days)s so far.")
        yield said % {"count": len(kind.still), "days": days(kind.still[0])}


def _missing(noted: Noted) -> Iterator[Advice]:
    if not noted.answers.sessions:
        yield add_a_session()
        return
    unanswered = noted.answers.unanswered
    text = ngettext(
        "After %(count)s session it is not recorded yet whether anything was unwelcome.",
        "After %(count)s sessions it is not recorded yet whether anything was unwelcome.",
        len(unanswered),
    )
    yield from ask_for(unanswered, text % {"count": len(unanswered)})
    if noted.open:
        text = gettext("What has no last day yet counts as still there.")
        names = dict.fromkeys(_name(each.kind, each.other) for each in noted.open)
        label = gettext("Add the last day of: %(names)s") % {"names": ", ".join(names)}
        yield Advice(text, (Link("treatments:session", label, noted.open_after),))
