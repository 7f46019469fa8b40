"""Words that the page never says, in any state."""

import re
from typing import Any

import pytest

from outcomes.caveats import caveats
from outcomes.explanation import explanation
from outcomes.step import written
from outcomes.steps import steps
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import summary
from tests.outcomes.said import said


@pytest.mark.parametrize("first_ever", [False, None])
@pytest.mark.parametrize("found", CASES, ids=lambda found: found["name"])
def test_treated_before_never_reads_as_a_time_before_botox(
    found: dict[str, Any], first_ever: bool | None
) -> None:
    of = summary(found["diary"], found["sessions"], first_ever=first_ever)
    text = " ".join([*said(of), *caveats(of), *explanation(of)[1:], written(steps(of))])
    assert re.findall(r"before Botox|fewer|\bmore\b", text, re.IGNORECASE) == []


def test_no_sentence_uses_a_word_that_judges() -> None:
    texts = []
    for found in CASES:
        of = summary(found["diary"], found["sessions"])
        texts += [*said(of), *caveats(of), *explanation(of), written(steps(of))]
    judging = r"responder|\bworks\b|failed|prevented|should stop|probability|overuse"
    assert re.findall(judging, " ".join(texts), re.IGNORECASE) == []
