"""How many sessions have an answer, and what is asked for where they have none."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from outcomes.after_sessions import Answers
from outcomes.diary import Session
from outcomes.numbers import day
from outcomes.words.advice import Advice, Link


def answered(answers: Answers) -> str:
    """The sessions used; one without an answer is in no figure."""
    text = ngettext(
        "Answered for %(answered)s of %(count)s session.",
        "Answered for %(answered)s of %(count)s sessions.",
        answers.sessions,
    )
    parts = [text % {"answered": answers.answered, "count": answers.sessions}]
    if answers.skipped:
        parts.append(gettext("Left unsaid: %(count)s.") % {"count": answers.skipped})
    if answers.unanswered:
        parts.append(gettext("Not answered: %(count)s.") % {"count": len(answers.unanswered)})
    if answers.skipped or answers.unanswered:
        parts.append(gettext("Such a session is in none of the figures."))
    return " ".join(parts)


def add_a_session() -> Advice:
    """What is asked for where no session is recorded."""
    link = Link("treatments:add", gettext("Add a session"))
    return Advice(gettext("No Botox session is recorded yet. Answers go with a session."), (link,))


def ask_for(sessions: tuple[Session, ...], text: str) -> Iterator[Advice]:
    """Ask for what is not recorded after some `sessions`, at the latest of them."""
    if sessions:
        latest = max(sessions, key=lambda each: each.on)
        label = gettext("Answer for %(on)s") % {"on": day(latest.on)}
        yield Advice(text, (Link("treatments:session", label, latest.pk),))
