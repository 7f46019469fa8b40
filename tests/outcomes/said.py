"""What the page says of a diary above its charts, for tests."""

from typing import Any

from django.utils.html import strip_tags

from outcomes.summary import Summary
from outcomes.words import coverage, wording
from outcomes.words.caveats import caveats
from outcomes.words.settling import beside_verdict
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import summary

REGRESSION = (
    "People often start treatment when things are at their worst, so part of a drop could have "
    "come anyway. It shows what changed, not why."
)
NOT_WHY = "It shows what changed, not why."
OTHER_TREATMENT = (
    "If another preventive was started or stopped in this time, it may have changed these figures "
    "too; none is recorded."
)


def case(name: str, **others: Any) -> Summary:
    """The summary of a reference case."""
    found = next(case for case in CASES if case["name"] == name)
    return summary(found["diary"], found["sessions"], **others)


def said(of: Summary, *, own: bool = True) -> list[str]:
    """Everything said above the charts, without what is empty."""
    parts = (
        strip_tags(wording.headline(of, own=own)),
        wording.verdict(of),
        *beside_verdict(of),
        coverage.coverage(of),
        coverage.left_out(of),
        coverage.if_unlogged(of),
    )
    return [part for part in parts if part]


def own_caveats(of: Summary) -> list[str]:
    """The caveats about the diary; the two that always stand below them are checked here."""
    *own, why, other = caveats(of)
    assert why in (REGRESSION, NOT_WHY)
    assert other == OTHER_TREATMENT
    return own
