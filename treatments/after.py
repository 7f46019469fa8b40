"""What is asked on the days after a session, and what was answered."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from analysis.cycles import MONTH_DAYS
from treatments.choices import Downtime
from treatments.cycles import Cycle
from treatments.models import InjectionSession, SideEffect

FIRST_ASKED_DAY = 2
# Days after the session from which an answer can be true.
POSSIBLE_FROM = {
    Downtime.AT_ONCE: 0,
    Downtime.SAME_DAY: 0,
    Downtime.NEXT_DAY: 1,
    Downtime.FEW_DAYS: 2,
    Downtime.WEEK: 4,
    Downtime.LONGER: 8,
}


class Question(StrEnum):
    """What is asked after a session, once each, one at a time."""

    USUAL = "usual"
    UNWELCOME = "unwelcome"


def possible(session: InjectionSession, today: date) -> list[Downtime]:
    """When usual activities can have been taken up again by `today`."""
    since = (today - session.date).days
    return [answer for answer, days in POSSIBLE_FROM.items() if days <= since]


def question(cycle: Cycle) -> Question | None:
    """What to ask on the cycle's day: from the day after the session to day 28, while unanswered.

    Who said that usual activities were still out of reach is asked again on the next day.
    """
    session = cycle.session
    if not FIRST_ASKED_DAY <= cycle.day <= MONTH_DAYS:
        return None
    not_yet = session.not_usual_on is not None and session.not_usual_on >= cycle.today
    if not session.usual_after and not not_yet:
        return Question.USUAL
    return None if session.unwelcome else Question.UNWELCOME


@dataclass(frozen=True)
class Effect:
    """A side effect as of a day; `days` is how long it was there, so far while it is open."""

    row: SideEffect
    today: date

    @property
    def now(self) -> date:
        """Today; the day it began where that is ahead, on a clock turned back."""
        return max(self.today, self.row.started_on)

    @property
    def days(self) -> int:
        """The days it was there, the first and the last one counted."""
        return self.row.days(self.now)

    @property
    def words(self) -> str:
        """When it was there: "3 November to 6 November 2026: 4 days"."""
        since, last = self.row.started_on, self.row.ended_on
        days = ngettext("%(days)s day", "%(days)s days", self.days) % {"days": self.days}
        if last is None:
            so_far = gettext("Since %(since)s, still there: %(days)s so far")
            return so_far % {"since": date_format(since, "DAY"), "days": days}
        if last == since:
            return f"{date_format(since, 'DAY')}: {days}"
        first = date_format(since, "DAY_NO_YEAR" if since.year == last.year else "DAY")
        said = gettext("%(since)s to %(last)s: %(days)s")
        return said % {"since": first, "last": date_format(last, "DAY"), "days": days}

    @property
    def yesterday(self) -> date | None:
        """The day before, where it was there on that day already."""
        before = self.today - timedelta(days=1)
        return before if self.row.started_on <= before else None


@dataclass(frozen=True)
class After:
    """What was said about the time after a session, and what its person may still say."""

    session: InjectionSession
    today: date
    effects: tuple[Effect, ...]

    @property
    def possible(self) -> list[Downtime]:
        """When usual activities can have been taken up again by now."""
        return possible(self.session, self.today)


def read_after(session: InjectionSession, today: date) -> After:
    """Read what followed a session, in one query."""
    rows = session.side_effects.order_by("started_on", "pk")
    return After(session, today, tuple(Effect(row, today) for row in rows))
