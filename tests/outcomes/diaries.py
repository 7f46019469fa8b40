"""Summaries and outcomes from text, without a database."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from analysis.series import DayColumns, Measure
from outcomes.diary import Diary, Session, SideEffect
from outcomes.outcome import Outcome, outcome_of
from outcomes.preventives import Preventive
from outcomes.summary import Summary, summarise

FIRST_DAY = date(2024, 1, 1)

T = TypeVar("T")

# headache, migraine, severity, medicine; -1 where nothing was said
DAYS = {
    "0": (0, 0, -1, 0),
    "1": (1, 0, 2, 1),
    "m": (1, 1, 3, 1),
    "u": (1, 0, -1, 0),  # a headache without a severity
    "x": (1, -1, -1, -1),  # a headache from a file that asked nothing more
}


def date_of(day: int) -> date:
    """The date of a day number."""
    return FIRST_DAY + timedelta(days=day)


def columns(text: str, first_day: date = FIRST_DAY) -> DayColumns:
    """Saved days from `first_day` on, by the letters of DAYS; anything else is not logged."""
    saved = [(first_day.toordinal() + i, *DAYS[c]) for i, c in enumerate(text) if c in DAYS]
    table = np.array(saved, dtype=np.int32).reshape(-1, 5)
    return DayColumns(table[:, 0], *(table[:, i].astype(np.int8) for i in range(1, 5)))


def diary(
    text: str,
    sessions: list[int],
    *,
    first_ever: bool | None = True,
    today: int | None = None,
    clear_so_far: tuple[int, ...] = (),
    preventives: tuple[Preventive, ...] = (),
    products: tuple[str, ...] = ("onabotulinumtoxinA",),
    side_effects: tuple[SideEffect, ...] = (),
    usual_after: tuple[str, ...] = (),
    unwelcome: tuple[str, ...] = (),
    units: tuple[int | None, ...] = (),
    sites: tuple[int | None, ...] = (),
) -> Diary:
    """A diary on its last day, or on day number `today` if given.

    Sessions are numbered from 1, the earliest first. usual_after, unwelcome, units and sites hold
    one value a session, in order; sessions they do not reach have none.
    """
    on = sorted(sessions)
    last = max(len(text) - 1, *on, 0) if today is None else today

    def answered(values: tuple[T, ...], nothing: T) -> list[T]:
        return [*values, *[nothing] * len(on)][: len(on)]

    answers = zip(
        answered(tuple(None if each is None else Decimal(each) for each in units), None),
        answered(usual_after, ""),
        answered(unwelcome, ""),
        answered(sites, None),
        strict=True,
    )
    return Diary(
        today=date_of(last),
        columns=columns(text),
        sessions=tuple(
            Session(
                pk,
                date_of(n),
                first_ever if pk == 1 else None,
                products[pk % len(products)],
                *answer,
            )
            for pk, (n, answer) in enumerate(zip(on, answers, strict=True), 1)
        ),
        clear_so_far=tuple(date_of(n) for n in clear_so_far),
        preventives=preventives,
        side_effects=side_effects,
    )


def summary(
    text: str, sessions: list[int], *, measure: Measure = Measure.HEADACHE, **others: Any
) -> Summary:
    """One measure of a `diary`."""
    return summarise(diary(text, sessions, **others), measure)


def outcome(text: str, sessions: list[int], **others: Any) -> Outcome:
    """Everything that a `diary` shows."""
    return outcome_of(diary(text, sessions, **others))


def side_effect(
    session: int,
    started: int,
    ended: int | None,
    *,
    kind: str = "neck_pain",
    strength: int = 1,
    other: str = "",
) -> SideEffect:
    """Something after session number `session`, from day number `started` to `ended`."""
    last = None if ended is None else date_of(ended)
    return SideEffect(session, kind, other, strength, date_of(started), last)
