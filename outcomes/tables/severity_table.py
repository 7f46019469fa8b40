"""Attacks by their worst day, in each cycle. See docs/method.md, "Severity of attacks"."""

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from analysis.severity import AttackSeverities
from analysis.windows import Window
from outcomes.numbers import of_days
from outcomes.outcome import Outcome
from outcomes.tables.table import table

LATEST = 4
"""Cycles shown besides the first; those between are folded away where there are two or more."""


def severity_table(outcome: Outcome) -> SafeString | None:
    """The table, of counts alone; None where there is no attack."""
    severities, summary = outcome.severities, outcome.headache
    every = [severities.before, *severities.cycles]
    if not any(each.attacks for each in every):
        return None
    heads = (
        gettext("Attacks"),
        gettext("All"),
        gettext("Severe"),
        gettext("Moderate"),
        gettext("Mild"),
        gettext("Not rated"),
        gettext("Logged"),
    )
    window = summary.before.window
    before = [_row(gettext("Before"), severities.before, window)] if window.days else []
    cycles = [
        _row(_name(cycle.number), attacks, cycle.side.window)
        for cycle, attacks in zip(summary.cycles, severities.cycles, strict=True)
    ]
    caption = gettext("Attacks by their worst day")
    if len(cycles) <= LATEST + 2:
        return table(heads, before + cycles, caption=caption)
    shown = table(heads, [*before, cycles[0], *cycles[-LATEST:]], caption=caption)
    folded = table(heads, cycles[1:-LATEST], caption=caption)
    return SafeString(shown + _folded(folded, len(cycles) - LATEST))


def _row(name: str, attacks: AttackSeverities, window: Window) -> list[str]:
    counts = (attacks.attacks, attacks.severe, attacks.moderate, attacks.mild, attacks.unrated)
    figures = [str(count) if window.logged else "–" for count in counts]
    return [name, *figures, of_days(window.logged, window.days)]


def _name(number: int) -> str:
    return gettext("Cycle %(number)s") % {"number": number}


def _folded(rows: SafeString, last: int) -> str:
    name = gettext("Cycles %(first)s to %(last)s") % {"first": 2, "last": last}
    return f"<details><summary>{escape(name)}</summary>{rows}</details>"
