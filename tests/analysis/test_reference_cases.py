"""Whole diaries with every figure, agreed by two independent implementations."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.before_after import analyse, as_json
from tests.analysis.diaries import series

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "reference_cases.json").read_text(encoding="utf-8")
)["cases"]


def differences(got: Any, expected: Any, where: str = "") -> list[str]:
    """Every place where two nested results differ in shape, kind or by over 1e-6."""
    if isinstance(expected, dict):
        if not isinstance(got, dict) or got.keys() != expected.keys():
            return [f"{where}: other keys"]
        return [d for k in expected for d in differences(got[k], expected[k], f"{where}.{k}")]
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            return [f"{where}: other length"]
        pairs = enumerate(zip(got, expected, strict=True))
        return [d for i, (g, e) in pairs for d in differences(g, e, f"{where}[{i}]")]
    if isinstance(expected, float) and isinstance(got, float):
        return [] if abs(got - expected) <= 1e-6 else [f"{where}: {got} for {expected}"]
    same = type(got) is type(expected) and got == expected
    return [] if same else [f"{where}: {got!r} for {expected!r}"]


def test_there_are_23_cases() -> None:
    assert len({case["name"] for case in CASES}) == 23


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_figure_agrees(case: dict[str, Any]) -> None:
    result = as_json(analyse(series(case["diary"]), case["sessions"]))
    written = json.loads(json.dumps(result, allow_nan=False))
    assert differences(written, case["expected"]) == []


@pytest.mark.parametrize(
    "wrong",
    [{"a": 1.0, "b": [1, None]}, {"a": 1.0, "b": [1]}, {"a": 1.00001, "b": [1, 2]}, {"a": 1.0}],
)
def test_a_difference_is_seen(wrong: dict[str, Any]) -> None:
    assert len(differences(wrong, {"a": 1.0, "b": [1, 2]})) == 1
