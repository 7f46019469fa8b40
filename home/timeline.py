"""The Treatments page: each cycle with its days in small, and what else bears on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from accounts.models import Patient
from analysis.cycles import CYCLE_DAYS, LAPSED_DAYS, WEEK_DAYS
from diary.choices import Kind
from outcomes import svg
from outcomes.numbers import day, short_day
from outcomes.tables import table
from treatments.cycles import Cycle, Sessions
from treatments.models import InjectionSession, SideEffect

SHOWN = 6
"""Cycles shown with their days, nearly a year and a half; those before them stand in a table."""
SLOT, WEEK_GAP = 4.0, 3.0
BOTTOM = 28.0
HEIGHTS = {Kind.CLEAR: 6.0, Kind.HEADACHE: 16.0, Kind.MIGRAINE: 28.0}


@dataclass(frozen=True)
class Entry:
    """One cycle in words, which are made here as a template takes ten times longer.

    strip: its days up to week 16, drawn. counted: those days in numbers. effects: what followed
    the session, each as a name and its strength and days.
    """

    cycle: Cycle
    on: str
    facts: str
    given: str
    history: str
    strip: SafeString
    counted: str
    effects: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Timeline:
    """The newest cycles in full, and a table of the earlier ones; each newest first."""

    entries: tuple[Entry, ...]
    earlier: SafeString
    earlier_count: int


def timeline(patient: Patient, sessions: Sessions) -> Timeline:
    """Gather the cycles with their days and side effects, in two queries."""
    cycles = sessions.cycles[::-1]
    shown = cycles[:SHOWN]
    if not shown:
        return Timeline((), SafeString(), 0)
    kinds = _kinds(patient, shown[-1].session.date, shown[0].today)
    effects = _effects(patient, shown)
    days = max(CYCLE_DAYS, *(_last(cycle).toordinal() - _first(cycle) + 1 for cycle in shown))
    entries = tuple(
        _entry(cycle, kinds, days, effects.get(cycle.session.pk, ())) for cycle in shown
    )
    earlier = cycles[SHOWN:]
    return Timeline(entries, _table(patient, earlier), len(earlier))


def _first(cycle: Cycle) -> int:
    return cycle.session.date.toordinal()


def _last(cycle: Cycle) -> date:
    """The last day of a cycle that has come and is drawn."""
    lapsed = cycle.session.date + timedelta(days=LAPSED_DAYS - 1)
    return min(cycle.end or cycle.today, cycle.today, lapsed)


def _kinds(patient: Patient, first: date, last: date) -> dict[date, Kind]:
    rows = patient.days.between(first, last).values_list("date", "headache", "migraine")
    return {
        on: (Kind.MIGRAINE if migraine else Kind.HEADACHE) if headache else Kind.CLEAR
        for on, headache, migraine in rows
    }


def _effects(patient: Patient, cycles: Sequence[Cycle]) -> dict[int, tuple[SideEffect, ...]]:
    sessions = [cycle.session.pk for cycle in cycles]
    rows = SideEffect.objects.filter(session__patient=patient, session__in=sessions)
    ordered = rows.order_by("session", "started_on", "pk")
    return {pk: tuple(group) for pk, group in groupby(ordered, key=lambda one: one.session_id)}


def _entry(
    cycle: Cycle, kinds: dict[date, Kind], scale: int, effects: tuple[SideEffect, ...]
) -> Entry:
    first, last = cycle.session.date, _last(cycle)
    days = [kinds.get(first + timedelta(days=i)) for i in range((last - first).days + 1)]
    session = cycle.session
    after = cycle.interval and ngettext("after %(n)s day", "after %(n)s days", cycle.interval)
    return Entry(
        cycle=cycle,
        on=day(first),
        facts=_joined(session.dose, after and after % {"n": cycle.interval}),
        given=_joined(session.get_product_display(), session.clinic, session.injected_by),
        history=cycle.interval_words or _before_the_first(session),
        strip=_strip(days, scale),
        counted=_counted(days),
        effects=tuple((effect.name, _course(effect)) for effect in effects),
    )


def _table(patient: Patient, cycles: Sequence[Cycle]) -> SafeString:
    # Worked out once: a reverse for each row takes longer than all else of it.
    link = reverse("treatments:session", args=[patient.code, 0])
    heads = (gettext("Session"), gettext("Units"), gettext("Days since the one before"))
    return table(heads, (_row(cycle, link) for cycle in cycles))


def _row(cycle: Cycle, link: str) -> tuple[str, str, str]:
    session = cycle.session
    name = f"{cycle.number} · {short_day(session.date)}"
    return (
        svg.tag("a", name, href=link.replace("/0/", f"/{session.pk}/")),
        "" if session.units is None else floatformat(session.units),
        "" if cycle.interval is None else str(cycle.interval),
    )


def _joined(*parts: str | int | None) -> str:
    return " · ".join(str(part) for part in parts if part)


def _before_the_first(session: InjectionSession) -> str:
    """What is known of the time before somebody's first session here."""
    if session.first_ever is None:
        return ""
    if session.first_ever:
        return gettext("Your first ever")
    if not session.earlier_sessions:
        return gettext("Botox was given before this one too")
    said = ngettext(
        "About %(n)s session before this one",
        "About %(n)s sessions before this one",
        session.earlier_sessions,
    )
    return said % {"n": session.earlier_sessions}


def _course(effect: SideEffect) -> str:
    """How strong a side effect was and when: "mild, 14 Oct 2026 to 23 Oct 2026"."""
    said = (
        gettext("%(strength)s, %(start)s to %(end)s")
        if effect.ended_on
        else gettext("%(strength)s, since %(start)s, still there")
    )
    return said % {
        "strength": effect.get_strength_display().lower(),
        "start": short_day(effect.started_on),
        "end": effect.ended_on and short_day(effect.ended_on),
    }


def _counted(days: Sequence[Kind | None]) -> str:
    """The days of a cycle in words: "31 headache days, 12 of them migraine · 79 of 84 logged"."""
    headache = sum(kind in (Kind.HEADACHE, Kind.MIGRAINE) for kind in days)
    counted = ngettext(
        "%(count)s headache day, %(migraine)s of them migraine",
        "%(count)s headache days, %(migraine)s of them migraine",
        headache,
    ) % {"count": headache, "migraine": sum(kind is Kind.MIGRAINE for kind in days)}
    logged = gettext("%(logged)s of %(days)s days logged") % {
        "logged": sum(kind is not None for kind in days),
        "days": len(days),
    }
    return f"{counted} · {logged}"


@cache
def _x(number: int) -> float:
    """Where a day of the cycle begins, from 0; weeks stand a little apart."""
    return number * SLOT + number // WEEK_DAYS * WEEK_GAP


@cache
def _bar(number: int, kind: Kind | None) -> str:
    """A day of a cycle as part of a path; kept, as there are only some hundreds of them."""
    if kind is None:
        return f"M{_x(number):g} {BOTTOM - 0.5:g}h{SLOT - 1:g}"
    height = HEIGHTS[kind]
    return f"M{_x(number):g} {BOTTOM - height:g}h{SLOT - 1:g}v{height:g}h{1 - SLOT:g}z"


def _strip(days: Sequence[Kind | None], scale: int) -> SafeString:
    """The days as bars, low for clear and high for migraine; a day not logged is only a line."""
    parts = []
    for kind in (None, *Kind):
        path = "".join(_bar(number, each) for number, each in enumerate(days) if each is kind)
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
