"""Why a trend, or the comparison of the last weeks, is not shown."""

from typing import Any

import pytest

from analysis.series import Measure
from outcomes.report.figures import outcome_figures
from outcomes.report.text_report_all import text_report_all
from outcomes.withheld import Reason, Withheld
from tests.outcomes.diaries import outcome, summary

THREE = [84, 168, 252]
BAD = "1..." * 21


@pytest.mark.parametrize(
    ("diary", "sessions", "others", "withheld"),
    [
        ("01" * 168, THREE, {}, None),
        ("01" * 40, [], {}, Withheld(Reason.FEW_CYCLES)),
        ("01" * 126, THREE[:2], {}, Withheld(Reason.FEW_CYCLES)),
        # The third has 19 logged days, then 20.
        ("01" * 126 + "0" * 19, THREE, {}, Withheld(Reason.FEW_CYCLES)),
        ("01" * 126 + "0" * 20, THREE, {}, None),
        ("01" * 84 + BAD + "01" * 42, THREE, {}, Withheld(Reason.MOSTLY_BAD_DAYS, (2,))),
        # A cycle that it does not use does not stand against it.
        ("01" * 168 + "1..." * 5, [*THREE, 336], {}, None),
        (
            # 42 headache days of which at most 8 may say nothing: 34 in each are needed.
            "0m" * 42 + "0x" * 126,
            THREE,
            {"measure": Measure.MIGRAINE},
            Withheld(Reason.TOO_FEW_SAY, (1, 2, 3), 3 * 34),
        ),
        (
            # 8 saved days say it: 10 more would do for one in five, and 12 for the 20 it takes.
            "0m" * 126 + "0" * 8 + "x" * 12,
            THREE,
            {"measure": Measure.MIGRAINE},
            Withheld(Reason.TOO_FEW_SAY, (3,), 12),
        ),
        # The same with a fourth cycle that says all: three are enough without it.
        (
            "0m" * 126 + "0" * 8 + "x" * 76 + "0m" * 42,
            [*THREE, 336],
            {"measure": Measure.MIGRAINE},
            None,
        ),
    ],
)
def test_a_trend(
    diary: str, sessions: list[int], others: dict[str, Any], withheld: Withheld | None
) -> None:
    assert summary(diary, sessions, **others).trend_withheld == withheld


@pytest.mark.parametrize(
    ("diary", "others", "withheld"),
    [
        ("01" * 98, {}, None),
        ("01" * 77, {}, Withheld(Reason.NO_DAY)),
        ("01" * 80, {}, Withheld(Reason.TOO_EARLY)),
        ("01" * 77 + "01" * 4 + "." * 19 + "0", {}, Withheld(Reason.FEW_LOGGED)),
        ("01" * 42 + "1..." * 28, {}, Withheld(Reason.MOSTLY_BAD_DAYS, (1,))),
        ("0m" * 42 + "0x" * 56, {"measure": Measure.MIGRAINE}, Withheld(Reason.TOO_FEW_SAY)),
        # Answers alone would not do: 4 of 24 days are saved.
        (
            "0m" * 77 + "0x" * 2 + "." * 23 + "0",
            {"measure": Measure.MIGRAINE},
            Withheld(Reason.FEW_LOGGED),
        ),
    ],
)
def test_the_last_weeks(diary: str, others: dict[str, Any], withheld: Withheld | None) -> None:
    assert summary(diary, [84], **others).wearoff_withheld == withheld


def test_the_command_prints_the_reasons() -> None:
    of = outcome("01" * 84 + BAD + "01" * 42, THREE)
    assert outcome_figures(of)["measures"]["headache"]["withheld"] == {
        "trend": {"reason": "mostly_bad_days", "cycles": [2]},
        "wearoff": {"reason": "mostly_bad_days", "cycles": [2]},
    }
    text = text_report_all(of)
    assert "Trend on the page: withheld, mostly_bad_days (cycles 2)." in text
    assert "From week 11 against weeks 3-10 on the page: withheld, mostly_bad_days" in text
    shown = outcome("01" * 168, THREE)
    assert outcome_figures(shown)["measures"]["headache"]["withheld"] == {
        "trend": None,
        "wearoff": None,
    }
    assert "Trend on the page: shown." in text_report_all(shown)
