"""Diaries for the tests of analysis: from text, and any at all for hypothesis."""

from datetime import date

import numpy as np
from hypothesis import strategies as st

from analysis.series import DayColumns, Series, read_diary

FIRST_DAY = date(2024, 2, 20)


def series(text: str, first_day: date = FIRST_DAY) -> Series:
    """A series from `1`, `0` and `.`."""
    return Series(read_diary(text), first_day)


def columns(*days: tuple[date, int, int, int, int]) -> DayColumns:
    """Saved days, each as date, headache, migraine, severity, medicine."""
    rows = [(day.toordinal(), *values) for day, *values in days]
    ordinals, *rest = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * 5
    return DayColumns(
        np.array(ordinals, dtype=np.int32), *(np.array(column, dtype=np.int8) for column in rest)
    )


# Runs of one kind of day, as diaries have them, so that long clear and long bad times occur.
runs = st.tuples(st.sampled_from("10."), st.integers(1, 40))
texts = st.one_of(
    st.text("10.", max_size=60),
    st.lists(runs, max_size=30).map(lambda parts: "".join(day * n for day, n in parts)),
    st.integers(0, 600).flatmap(lambda n: st.text("1000.", min_size=n, max_size=n)),
)
session_days = st.lists(st.integers(-150, 900), max_size=12)
