"""The one sentence for cycles in which mostly bad days were logged."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from outcomes.numbers import listed


def mostly_bad_days(cycles: Sequence[int]) -> str:
    """It names the cycles by their numbers, of which there is one at least."""
    return ngettext(
        "In cycle %(cycles)s it looks as if mostly bad days were logged.",
        "In cycles %(cycles)s it looks as if mostly bad days were logged.",
        len(cycles),
    ) % {"cycles": listed(cycles)}
