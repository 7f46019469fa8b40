"""What the days of a month or a year come to, always with how many of them were logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext, ngettext


class Logged(NamedTuple):
    """What the calendar shows of a logged day; `migraine` and `medicine` are None if not asked."""

    headache: bool
    migraine: bool | None
    severity: int | None
    medicine: bool | None
    clear_so_far: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers of days. `days` have come, `logged` of them are known; the rest follow from those.

    migraine_known: headache days of which it is known whether they were migraine days.
    medicine_known: logged days of which it is known whether medicine was taken.
    """

    days: int
    logged: int
    headache: int
    migraine: int
    migraine_known: int
    medicine: int
    medicine_known: int
    late: int

    @property
    def headache_words(self) -> str:
        """The headache days alone; no word of them where nothing was logged."""
        if not self.logged:
            return ""
        return ngettext("%(n)s headache day", "%(n)s headache days", self.headache) % {
            "n": self.headache
        }

    @property
    def logged_words(self) -> str:
        """How many of the days are known."""
        return gettext("%(logged)s of %(days)s logged") % {"logged": self.logged, "days": self.days}

    @property
    def words(self) -> list[str]:
        """All of it, in a few words each."""
        if not self.days:
            return [gettext("Still to come.")]
        if not self.logged:
            return [self.logged_words]
        return [*filter(None, [self._headache(), self._medicine(), self.logged_words])]

    @property
    def late_words(self) -> str:
        """How many were logged late; empty for none."""
        if not self.late:
            return ""
        return ngettext(
            "%(n)s of these days was logged more than 5 days later.",
            "%(n)s of these days were logged more than 5 days later.",
            self.late,
        ) % {"n": self.late}

    def _headache(self) -> str:
        if not self.headache or not self.migraine_known:
            return self.headache_words
        values = {
            "n": self.headache,
            "migraine": self.migraine,
            "unknown": self.headache - self.migraine_known,
        }
        if values["unknown"]:
            return (
                ngettext(
                    "%(n)s headache day, %(migraine)s of them migraine, %(unknown)s not asked",
                    "%(n)s headache days, %(migraine)s of them migraine, %(unknown)s not asked",
                    self.headache,
                )
                % values
            )
        return (
            ngettext(
                "%(n)s headache day, %(migraine)s of them migraine",
                "%(n)s headache days, %(migraine)s of them migraine",
                self.headache,
            )
            % values
        )

    def _medicine(self) -> str:
        if not self.medicine_known:
            return ""
        values = {"n": self.medicine, "known": self.medicine_known}
        if self.medicine_known < self.logged:
            return gettext("%(n)s with medicine, asked on %(known)s") % values
        return gettext("%(n)s with medicine") % values


def totals(days: int, logged: Iterable[Logged]) -> Totals:
    """What days come to of which these are known."""
    rows = list(logged)
    aches = [row for row in rows if row.headache]
    return Totals(
        days=days,
        logged=len(rows),
        headache=len(aches),
        migraine=sum(row.migraine is True for row in aches),
        migraine_known=sum(row.migraine is not None for row in aches),
        medicine=sum(row.medicine is True for row in rows),
        medicine_known=sum(row.medicine is not None for row in rows),
        late=sum(row.late for row in rows),
    )
