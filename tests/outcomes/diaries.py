"""Summaries from text, without a database."""

from datetime import date, timedelta

import numpy as np

from analysis.series import DayColumns, Measure
from outcomes.diary import Diary, Session
from outcomes.preventives import Preventive
from outcomes.summary import Summary, summarise

FIRST_DAY = date(2024, 1, 1)

# headache, migraine, severity, medicine; -1 where nothing was said
DAYS = {
    "0": (0, 0, -1, 0),
    "1": (1, 0, 2, 1),
    "m": (1, 1, 3, 1),
    "u": (1, 0, -1, 0),  # a headache without a severity
    "x": (1, -1, -1, -1),  # a headache from a file that asked nothing more
}


def columns(text: str, first_day: date = FIRST_DAY) -> DayColumns:
    """Saved days from `first_day` on, by the letters of DAYS; anything else is not logged."""
    saved = [(first_day.toordinal() + i, *DAYS[c]) for i, c in enumerate(text) if c in DAYS]
    table = np.array(saved, dtype=np.int32).reshape(-1, 5)
    return DayColumns(table[:, 0], *(table[:, i].astype(np.int8) for i in range(1, 5)))


def summary(
    text: str,
    sessions: list[int],
    *,
    measure: Measure = Measure.HEADACHE,
    first_ever: bool | None = True,
    today: int | None = None,
    clear_so_far: tuple[int, ...] = (),
    preventives: tuple[Preventive, ...] = (),
    products: tuple[str, ...] = ("onabotulinumtoxinA",),
) -> Summary:
    """The summary of a diary on its last day, or on day number `today` if given."""
    day = [FIRST_DAY + timedelta(days=n) for n in range(-400, 4000)].__getitem__
    last = len(text) - 1 if today is None else today
    return summarise(
        Diary(
            today=day(400 + max(last, *sessions, 0) if today is None else 400 + today),
            columns=columns(text),
            sessions=tuple(
                Session(
                    pk, day(400 + n), first_ever if pk == 1 else None, products[pk % len(products)]
                )
                for pk, n in enumerate(sorted(sessions), 1)
            ),
            clear_so_far=tuple(day(400 + n) for n in clear_so_far),
            preventives=preventives,
        ),
        measure,
    )
