"""Sheets from text, without a database, and the text that a PDF shows its reader."""

import io
import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from pypdf import PdfReader

from clinic.sheet.compose import compose
from clinic.sheet.content import Sheet
from clinic.sheet.gather import Given, Note
from clinic.sheet.pdf import Paper, pdf
from diary.choices import MedicineKind
from diary.medicine_days import KindDays, MedicineMonth
from diary.models import Score
from outcomes.diary import SideEffect
from outcomes.outcome import Outcome
from outcomes.preventives import Change, Preventive
from tests.outcomes.diaries import date_of, outcome, side_effect
from treatments.cycles import tell_apart
from treatments.models import InjectionSession

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CYCLE = 85


def days(count: int, chance: float, *, seed: int = 5) -> str:
    """Days as `diaries` writes them, some of them not logged; the same for the same seed."""
    drawn = random.Random(seed)
    return "".join(
        "." if drawn.random() < 0.06 else drawn.choice("1m") if drawn.random() < chance else "0"
        for _ in range(count)
    )


def given(
    shown: Outcome,
    *,
    name: str = "Alice Example",
    notes: tuple[Note, ...] | None = None,
    scores: tuple[Score, ...] = (),
    kinds: tuple[KindDays, ...] = (),
) -> Given:
    """What the sheet of an outcome is made from."""
    rows = [InjectionSession(pk=each.pk, date=each.on) for each in shown.sessions]
    first = shown.today - timedelta(days=28)
    month = MedicineMonth(first, shown.today - timedelta(days=1), 28, 27, 9, 0, kinds)
    known = date_of(-14_000)
    return Given(name, known, shown, tell_apart(rows, shown.today), month, scores, notes)


def fullest(cycles: int) -> Given:
    """The same with long lists of side effects, preventives and kinds of acute medicine."""
    last = 84 + CYCLE * (cycles - 1)
    kinds = ("bruise", "neck_pain", "eyelid_droop", "brow_change", "headache_worse")
    effects = (
        *(side_effect(1, 84 + n, 90 + n, kind=kind, strength=2) for n, kind in enumerate(kinds)),
        side_effect(cycles, last + 2, None, kind="other", other="A tingling in the left hand"),
    )
    steps = (Change(date_of(120), "100 mg in the evening"), Change(date_of(200), "150 mg"))
    preventives = tuple(
        Preventive(name, "50 mg in the evening", date_of(30 + n * 20), date_of(300 + n * 20), steps)
        for n, name in enumerate(("Topiramate", "Candesartan", "Metoprolol"))
    )
    kinds_taken = (
        KindDays(MedicineKind.TRIPTAN, 6, 10),
        KindDays(MedicineKind.SIMPLE, 3, 15),
        KindDays(MedicineKind.COMBINATION, 3, 10),
        KindDays(MedicineKind.OPIOID, 1, 10),
        KindDays(MedicineKind.ANTIEMETIC, 2, None),
    )
    name = "Maximiliane Alexandra von Hohenzollern-Sigmaringen the Younger"
    return full(cycles, effects=effects, preventives=preventives, kinds=kinds_taken, name=name)


def full(
    cycles: int,
    *,
    effects: tuple[SideEffect, ...] = (),
    preventives: tuple[Preventive, ...] = (),
    kinds: tuple[KindDays, ...] = (),
    **others: Any,
) -> Given:
    """A diary with everything in it: so many cycles, side effects, preventives, scores."""
    sessions = [84 + CYCLE * number for number in range(cycles)]
    last = sessions[-1]
    effects = effects or (
        side_effect(1, 86, 90, kind="bruise"),
        side_effect(1, 90, 96),
        side_effect(1, 91, 97, strength=2),
        side_effect(cycles, last + 2, None, kind="eyelid_droop", strength=2),
    )
    preventives = preventives or (
        Preventive("Topiramate", "50 mg", None, None, (Change(date_of(120), "100 mg"),)),
        Preventive("Candesartan", "8 mg", date_of(30), date_of(150), ()),
    )
    totals = [("hit6", 68), ("midas", 90), ("pgic", 7)]
    shown = outcome(
        days(84, 0.7) + days(CYCLE * cycles - 20, 0.4, seed=6),
        sessions,
        today=last + 70,
        side_effects=effects,
        preventives=preventives,
        units=(155,) * cycles,
        sites=(31,) * cycles,
        unwelcome=("nothing",) * cycles,
    )
    return given(
        shown,
        scores=tuple(
            Score(instrument=instrument, on=date_of(session), value=most - number % 6)
            for number, session in enumerate(sessions)
            for instrument, most in totals
        ),
        kinds=kinds
        or (
            KindDays(MedicineKind.TRIPTAN, 6, 10),
            KindDays(MedicineKind.SIMPLE, 3, 15),
            KindDays(MedicineKind.ANTIEMETIC, 2, None),
        ),
        **others,
    )


def read(sheet: Sheet, paper: Paper = Paper.A4) -> PdfReader:
    """The PDF as its reader opens it."""
    return PdfReader(io.BytesIO(pdf(sheet, paper, NOON)))


def sheet_of(text: str, sessions: list[int], **others: Any) -> Sheet:
    """The sheet of a diary written as `diaries` writes them."""
    return compose(given(outcome(text, sessions, **others)))


def strings(part: object) -> list[str]:
    """Every text of a sheet, or of a part of one."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for each in part.values() for text in strings(each)]
    if isinstance(part, list | tuple):
        return [text for each in part for text in strings(each)]
    return []


def shown_texts(sheet: Sheet) -> list[str]:
    """Every text that page and PDF both show: all but what names the page and its numbers."""
    whole = asdict(sheet)
    for only_pdf in ("language", "page_of"):
        del whole[only_pdf]
    bars = whole.pop("bars") or {}
    rules = whole["rules"] or {"rules": []}
    for rule in rules["rules"]:
        del rule["url"]
    return [*strings(whole), *strings([bars.get("title", ""), bars.get("reading", "")])]


def bare(text: str) -> str:
    """Without spaces and line ends, as a PDF breaks its lines where it likes."""
    return "".join(text.split())
