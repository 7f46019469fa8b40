"""Before and after of a CSV file of days, for clinics and researchers. Touches no database."""

import json
import re
import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analysis.before_after import as_json
from analysis.series import Measure
from analysis.table import DateOrder, Table, read_table
from analysis.table_dates import FIRST_YEAR, LAST_YEAR
from analysis.table_text import MAX_BYTES
from outcomes.outcome import Outcome, outcome_of
from outcomes.report.figures import outcome_figures
from outcomes.report.from_table import diary_of
from outcomes.report.text_report import text_report
from outcomes.report.text_report_all import text_report_all
from outcomes.summary import Summary

NEEDS = {
    Measure.MIGRAINE: "migraine",
    Measure.MODERATE_SEVERE: "severity",
    Measure.MEDICINE: "medicine",
}
ORDERS = [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST]


class Command(BaseCommand):
    """Print every figure of docs/method.md for one diary."""

    help = (
        "Days per 28 before and after Botox, with ranges, from a CSV file with the columns date "
        "and headache (and, if wanted, migraine, severity, medicine). Nothing is stored."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the sessions, and what to count."""
        parser.add_argument("file", help="the CSV file; - for standard input")
        parser.add_argument(
            "--session",
            action="append",
            required=True,
            type=read_day,
            metavar="YYYY-MM-DD",
            help="the day of an injection session; give it once for each session",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--measure", choices=list(map(str, Measure)), default="headache")
        what.add_argument(
            "--all",
            action="store_true",
            help="everything that the page Before and after shows, for all four measures",
        )
        parser.add_argument(
            "--date-order",
            choices=list(map(str, ORDERS)),
            help="how the dates in the file are written, where they fit both ways",
        )
        parser.add_argument(
            "--today",
            type=read_day,
            metavar="YYYY-MM-DD",
            help="the day as of which a page would show it; the last day told of, if not given",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, work out, print."""
        sessions = options["session"]
        twice = [str(day) for day, times in Counter(sessions).items() if times > 1]
        if twice:
            raise CommandError(f"These sessions are given more than once: {', '.join(twice)}.")
        order = options["date_order"]
        table = read_table(
            read_bytes(options["file"]), date_order=DateOrder(order) if order else None
        )
        refuse(table)
        outcome = outcome_of(diary_of(table, sessions, options["today"]))
        measures = list(Measure) if options["all"] else [Measure(options["measure"])]
        self.warn(table, measures)
        for measure in measures:
            self.warn_of_unsaid(outcome.measures[measure])
        self.stdout.write(written(outcome, options))

    def warn(self, table: Table, measures: Iterable[Measure]) -> None:
        """Say on standard error what was left out of the file or is not in it."""
        for warning in table.warnings:
            self.stderr.write(str(warning))
        for measure in measures:
            needed = NEEDS.get(measure)
            if needed and needed not in table.asked:
                self.stderr.write(
                    f"The file has no column {needed}: for {measure} its days are not logged where "
                    f"that column would say."
                )

    def warn_of_unsaid(self, summary: Summary) -> None:
        """Say where a migraine rate rests on too few of the headache days."""
        sides = [
            name
            for name, side in (("before", summary.before), ("after", summary.after))
            if side.unsaid.needed
        ]
        if summary.measure is Measure.MIGRAINE and sides:
            self.stderr.write(
                f"Over 20 % of the headache days {' and '.join(sides)} do not say whether they "
                f"were migraine, so these figures mislead; the page does not show them."
            )


def written(outcome: Outcome, options: dict[str, Any]) -> str:
    """What is asked for, as JSON or for reading."""
    if options["all"]:
        figures = outcome_figures(outcome)
        return json.dumps(figures, allow_nan=False) if options["json"] else text_report_all(outcome)
    result = outcome.measures[Measure(options["measure"])].result
    return json.dumps(as_json(result), allow_nan=False) if options["json"] else text_report(result)


def read_day(text: str) -> date:
    """A date, written as 2026-03-04."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        day = date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a date such as 2026-03-04") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def read_bytes(name: str) -> bytes:
    """The file's content, or as much as shows that it is too big."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{name!r} cannot be read: {reason}.") from error


def refuse(table: Table) -> None:
    """Raise where the file cannot be relied on, with the lines that say why."""
    if table.problems:
        listed = "\n".join(f"  {problem}" for problem in table.problems)
        raise CommandError(f"The file has problems:\n{listed}")
    if table.order_unclear:
        raise CommandError(
            "The dates fit both day-first and month-first. Say which with --date-order day_first "
            "or --date-order month_first."
        )
    if table.first_date is None:
        raise CommandError("The file has no days.")
