"""All attacks of a person, month by month, a page at a time."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from accounts.models import Patient
from diary.attack_words import AttackWords, in_words
from diary.models import Attack

# As many as make a page; the month that the last of them is in is shown whole.
A_PAGE = 40


@dataclass(frozen=True)
class Month:
    """A month by its first day, and the attacks that began in it, the newest first."""

    first: date
    attacks: list[AttackWords]


@dataclass(frozen=True)
class AttackList:
    """A page of attacks.

    running: the one without an end, on the first page only. earlier: the day before which the next
    page's attacks began, None on the last page.
    """

    running: AttackWords | None
    months: list[Month]
    earlier: date | None


def attack_list(patient: Patient, now: datetime, before: date | None) -> AttackList:
    """Gather the attacks that began before a day; None: all, and the one that runs."""
    rows = patient.attacks.order_by("-started_on", "-started_at")
    running = None if before else rows.filter(ended_at=None).first()
    ended = rows.exclude(ended_at=None)
    if before:
        ended = ended.filter(started_on__lt=before)
    shown: list[Attack] = list(ended[:A_PAGE])
    earlier = None
    if len(shown) == A_PAGE:
        first = shown[-1].started_on.replace(day=1)
        # The rest of that month, and whether there is anything before it.
        shown = list(ended.filter(started_on__gte=first))
        earlier = first if ended.filter(started_on__lt=first).exists() else None
    months = groupby(
        in_words(shown, patient, now), lambda row: row.attack.started_on.replace(day=1)
    )
    return AttackList(
        running=AttackWords(running, now, patient.time_zone) if running else None,
        months=[Month(first, list(of_it)) for first, of_it in months],
        earlier=earlier,
    )
