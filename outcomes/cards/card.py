"""What every card has: the claim, the diary, the studies, the limits."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from outcomes.studies import Fact
from outcomes.words.advice import Advice


@dataclass(frozen=True, slots=True)
class Card:
    """One claim of the article beside the diary.

    title and claim: what the article says, in a few words and in a sentence. shows: what the diary
    shows, a paragraph each, the figure first. more: what only some want to read of it. table: its
    figures. days: which days were used, and how many of them are logged. missing: what would feed
    the card, where it has too little. facts: what studies saw. limits: what the card cannot show.
    help: whether it also says, folded, when to get help at once.
    """

    key: str
    title: str
    claim: str
    shows: tuple[str, ...]
    limits: str
    facts: tuple[Fact, ...] = ()
    days: str = ""
    more: tuple[str, ...] = ()
    table: SafeString | None = None
    missing: tuple[Advice, ...] = ()
    help: bool = False
