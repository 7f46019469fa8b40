"""The Treatments page: each cycle with its days in small, and what else bears on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models import Patient
from analysis.cycles import CYCLE_DAYS, LAPSED_DAYS, WEEK_DAYS
from diary.choices import Kind
from outcomes.charts import svg
from outcomes.numbers import day, short_day
from treatments.choices import Product, Strength
from treatments.cycles import Cycle, Sessions
from treatments.models import InjectionSession, SideEffect

SHOWN = 5
"""Cycles on a page, more than a year; those before them have pages of their own."""
SLOT, WEEK_GAP = 4.0, 3.0
BOTTOM = 28.0
HEIGHTS = {Kind.CLEAR: 6.0, Kind.HEADACHE: 16.0, Kind.MIGRAINE: 28.0}


@dataclass(frozen=True)
class Unwelcome:
    """A side effect in words: its key, its name, and how strong it was and when."""

    pk: int
    name: str
    course: str


@dataclass(frozen=True)
class Entry:
    """One cycle in words, which are made here as a template takes ten times longer.

    strip: its days up to week 16, drawn. counted: those days in numbers.
    """

    cycle: Cycle
    name: str
    dose: str
    history: str
    given: str
    strip: SafeString
    counted: str
    effects: tuple[Unwelcome, ...]


@dataclass(frozen=True)
class Timeline:
    """Some cycles, newest first; `earlier` is the number of the oldest where others precede it."""

    entries: tuple[Entry, ...]
    earlier: int | None


def timeline(
    patient: Patient, sessions: Sessions, *, own: bool, before: int | None = None
) -> Timeline:
    """Gather the newest cycles, or those before the one numbered `before`, in two queries.

    `own` says whether the reader is the one whom they are about.
    """
    cycles = sessions.cycles if before is None else sessions.cycles[: max(before - 1, 0)]
    shown = cycles[::-1][:SHOWN]
    if not shown:
        return Timeline((), None)
    kinds = patient.days.between(shown[-1].session.date, _last(shown[0])).kinds()
    effects = _effects(patient, shown)
    scale = max(CYCLE_DAYS, *((_last(cycle) - cycle.session.date).days + 1 for cycle in shown))
    # Units of another product are not the same units: they are named wherever there may be two.
    named = any(cycle.session.product != Product.ONABOTULINUMTOXIN_A for cycle in sessions.cycles)
    entries = []
    for cycle in shown:
        session, days = cycle.session, _days(cycle, kinds)
        product = Product(session.product)
        entry = Entry(
            cycle=cycle,
            name=_name(cycle),
            dose=_joined(product.short if named else "", session.dose),
            history=cycle.interval_words or _before_the_first(session, own=own),
            given=_joined(str(product.label), session.clinic, session.injected_by),
            strip=_strip(days, scale),
            counted=_counted(days),
            effects=tuple(map(_after, effects.get(session.pk, ()))),
        )
        entries.append(entry)
    oldest = shown[-1].number
    return Timeline(tuple(entries), oldest if oldest > 1 else None)


def _last(cycle: Cycle) -> date:
    """The last day of a cycle that has come and is drawn."""
    lapsed = cycle.session.date + timedelta(days=LAPSED_DAYS - 1)
    return min(cycle.end or cycle.today, cycle.today, lapsed)


def _effects(patient: Patient, cycles: Sequence[Cycle]) -> dict[int, tuple[SideEffect, ...]]:
    sessions = [cycle.session.pk for cycle in cycles]
    rows = SideEffect.objects.filter(session__patient=patient, session__in=sessions)
    ordered = rows.order_by("session", "started_on", "pk")
    return {pk: tuple(group) for pk, group in groupby(ordered, key=lambda one: one.session_id)}


def _days(cycle: Cycle, kinds: dict[date, Kind]) -> list[Kind | None]:
    """What each day of a cycle was that has come and is drawn; None where it is not logged."""
    first = cycle.session.date
    return [kinds.get(first + timedelta(days=i)) for i in range((_last(cycle) - first).days + 1)]


def _name(cycle: Cycle) -> str:
    words = {"number": cycle.number, "on": day(cycle.session.date)}
    return gettext("Cycle %(number)s · %(on)s") % words


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _before_the_first(session: InjectionSession, *, own: bool) -> str:
    """What is known of the time before somebody's first session here."""
    if session.first_ever is None:
        return ""
    if session.first_ever:
        return gettext("Your first ever") if own else gettext("The first ever")
    if not session.earlier_sessions:
        return gettext("It was not the first")
    said = ngettext(
        "About %(n)s session before this one",
        "About %(n)s sessions before this one",
        session.earlier_sessions,
    )
    return said % {"n": session.earlier_sessions}


def _after(effect: SideEffect) -> Unwelcome:
    """Its course is such as "mild, 14 Oct 2026 to 23 Oct 2026"."""
    said = (
        gettext("%(strength)s, %(start)s to %(end)s")
        if effect.ended_on
        else gettext("%(strength)s, since %(start)s, still there")
    )
    words = {
        "strength": Strength(effect.strength).label.lower(),
        "start": short_day(effect.started_on),
        "end": effect.ended_on and short_day(effect.ended_on),
    }
    return Unwelcome(effect.pk, effect.name, said % words)


def _counted(days: Sequence[Kind | None]) -> str:
    """The days of a cycle in words: "31 headache days, 12 of them migraine · 79 of 84 logged"."""
    logged = len(days) - days.count(None)
    if not logged:
        return gettext("Nothing logged in this cycle")
    migraine = days.count(Kind.MIGRAINE)
    headache = days.count(Kind.HEADACHE) + migraine
    counted = ngettext(
        "%(count)s headache day, %(migraine)s of them migraine",
        "%(count)s headache days, %(migraine)s of them migraine",
        headache,
    ) % {"count": headache, "migraine": migraine}
    covered = gettext("%(logged)s of %(days)s days logged")
    return _joined(counted, covered % {"logged": logged, "days": len(days)})


def _x(number: int) -> float:
    """Where a day of the cycle begins, from 0; weeks stand a little apart."""
    return number * SLOT + number // WEEK_DAYS * WEEK_GAP


@cache
def _bars(kind: Kind | None) -> tuple[str, ...]:
    """Each day of a cycle as part of a path, were it of this kind; kept, as they never change."""
    wide = f"h{SLOT - 1:g}"
    if kind is None:
        return tuple(f"M{_x(i):g} {BOTTOM - 0.5:g}{wide}" for i in range(LAPSED_DAYS))
    high, back = HEIGHTS[kind], f"h{1 - SLOT:g}z"
    return tuple(f"M{_x(i):g} {BOTTOM - high:g}{wide}v{high:g}{back}" for i in range(LAPSED_DAYS))


def _strip(days: Sequence[Kind | None], scale: int) -> SafeString:
    """The days as bars, low for clear and high for migraine; a day not logged is only a line."""
    parts = []
    for kind in (None, *Kind):
        bars = _bars(kind)
        path = "".join([bars[number] for number, each in enumerate(days) if each is kind])
        if path:
            parts.append(svg.tag("path", d=path, cls=f"strip-{kind.value if kind else 'unlogged'}"))
    if len(days) > CYCLE_DAYS:
        due = _x(CYCLE_DAYS) - WEEK_GAP / 2
        parts.append(svg.lines([(due, 0, due, BOTTOM)], "session-line"))
    width = _x(scale - 1) + SLOT
    return svg.tag(
        "svg",
        SafeString("".join(parts)),
        cls="strip",
        viewBox=f"0 0 {width:g} {BOTTOM:g}",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
