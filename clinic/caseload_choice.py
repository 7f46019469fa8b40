"""What of the caseload is asked for: a search by name, a filter, an order.

Nobody can be put in order by what changed: that would rank people.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.caseload_roster import Entry

MOST_WORDS = 120
"""Letters of a search: no name is longer."""


class Show(Enum):
    """A filter: its value in an address, its words, and whom it keeps."""

    ALL = ("all", _("All"), lambda entry: True)
    DUE = ("due", _("Due in 2 weeks or overdue"), lambda entry: entry.due_soon)
    QUIET = ("quiet", _("Not logging"), lambda entry: entry.quiet)
    FIRST = ("first", _("First cycle"), lambda entry: entry.in_first_cycle)
    SECOND = ("second", _("Second cycle complete"), lambda entry: entry.second_cycle_complete)

    def __init__(self, key: str, label: Promise, keeps: Callable[[Entry], bool]) -> None:
        self.key, self.label, self.keeps = key, label, keeps


class Order(Enum):
    """An order: its value in an address, its words, and what it goes by; then by name."""

    DUE = ("due", _("Next due"), lambda entry: (entry.lapsed, entry.due or date.max))
    NAME = ("name", _("Name"), lambda entry: 0)
    LOGGED = ("logged", _("Last logged"), lambda entry: entry.last_logged or date.min)
    DAY = ("day", _("Day of the cycle"), lambda entry: _or_last(entry.day))

    def __init__(self, key: str, label: Promise, by: Callable[[Entry], Any]) -> None:
        self.key, self.label, self.by = key, label, by


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address asks for. searched: only those whom the last search found."""

    show: Show = Show.ALL
    order: Order = Order.DUE
    searched: bool = False

    @classmethod
    def of(cls, asked: QueryDict) -> "Choice":
        """What is asked for, with the usual in place of what is not known."""
        return cls(
            show=next((each for each in Show if each.key == asked.get("show")), Show.ALL),
            order=next((each for each in Order if each.key == asked.get("sort")), Order.DUE),
            searched=asked.get("found") == "1",
        )

    def query(self, page: int = 1) -> str:
        """The address's part from "?" on; it never holds a name."""
        said = {
            "show": self.show.key if self.show is not Show.ALL else None,
            "sort": self.order.key if self.order is not Order.DUE else None,
            "found": 1 if self.searched else None,
            "page": page if page > 1 else None,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value is not None})

    def pick(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those asked for, in the order asked for."""
        kept = [entry for entry in entries if self.show.keeps(entry)]
        by = self.order.by
        return sorted(kept, key=lambda entry: (by(entry), plain(entry.name), entry.pk))


def find(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Those in whose name each of the words occurs, whatever its capitals and accents."""
    wanted = plain(words).split()
    names = ((entry, plain(entry.name)) for entry in entries)
    return [entry for entry, name in names if all(word in name for word in wanted)]


def plain(text: str) -> str:
    """Text in small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _or_last(day: int | None) -> float:
    return float("inf") if day is None else day
