"""The figures of a caseload's rows, by the same analysis as each patient's own pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from analysis.cycles import MONTH_DAYS, Span
from analysis.rules import latest28
from analysis.series import DayColumns, Measure
from analysis.windows import Window
from clinic.caseload_roster import Entry
from diary.models import Day
from outcomes.diary import PREVENTIVE_COLUMNS, Diary, Session, preventives_from
from outcomes.side import Side
from outcomes.summary import Summary, summarise
from treatments.choices import Status
from treatments.models import InjectionSession, Preventive

MONTHS = 7
"""Times 28 days in the line of a row: a little over six months."""
_NONE = np.empty(0, dtype=np.int8)
NO_DAYS = DayColumns(_NONE.astype(np.int32), _NONE, _NONE, _NONE, _NONE)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Headache of one patient.

    summary: before and after. latest: the 28 days before today. months: the latest seven times 28
    days before today, the earliest first.
    """

    summary: Summary
    latest: Side
    months: tuple[Window, ...]


def figures_of(entries: Sequence[Entry]) -> dict[int, Figures]:
    """The figures of each by the patient's key, from three queries for all of them."""
    if not entries:
        return {}
    patients = [entry.pk for entry in entries]
    days = Day.objects.filter(patient__in=patients).headaches_by_patient()
    sessions = _by_patient(
        InjectionSession.objects.filter(patient__in=patients, status=Status.DONE)
        .order_by("date")
        .values_list("patient_id", "pk", "date", "first_ever", "product")
    )
    preventives = _by_patient(
        Preventive.objects.filter(patient__in=patients)
        .in_order()
        .values_list("patient_id", *PREVENTIVE_COLUMNS)
    )
    return {
        entry.pk: _figures(
            Diary(
                today=entry.today,
                columns=_until(days.get(entry.pk, NO_DAYS), entry.today),
                sessions=tuple(
                    Session(*row) for row in sessions.get(entry.pk, ()) if row[1] <= entry.today
                ),
                preventives=preventives_from(preventives.get(entry.pk, ()), entry.today),
            )
        )
        for entry in entries
    }


def _figures(diary: Diary) -> Figures:
    summary = summarise(diary, Measure.HEADACHE)
    of = summary.result.course
    today = of.series.day_number(diary.today)
    latest = latest28(of, today)
    starts = range(today - MONTHS * MONTH_DAYS, today, MONTH_DAYS)
    return Figures(
        summary=summary,
        latest=Side(latest, latest.bad_days_only, summary.unsaid_in(latest)),
        months=of.windows(Span(start, start + MONTH_DAYS) for start in starts),
    )


def _until(days: DayColumns, today: date) -> DayColumns:
    """The days up to `today`: on a clock turned back there may be some ahead, which wait."""
    known = int(np.searchsorted(days.ordinals, today.toordinal(), side="right"))
    if known == len(days.ordinals):
        return days
    return DayColumns(**{each.name: getattr(days, each.name)[:known] for each in fields(days)})


def _by_patient(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows without their first column, the patient's key, by it."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for patient, *row in rows:
        found.setdefault(patient, []).append(tuple(row))
    return found
