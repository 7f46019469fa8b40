"""The words that nobody is shown beside a result: in no text, no template, no page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import Patient
from analysis.series import Measure
from outcomes.cards.every import cards
from outcomes.words.advice import advice
from outcomes.words.caveats import caveats
from outcomes.words.explanation import explanation
from tests.analysis.test_reference_cases import CASES
from tests.outcomes.diaries import outcome
from tests.outcomes.said import said
from tests.outcomes.test_page import fill, page_of

ROOT = Path(__file__).parents[2]
# They judge, advise, predict, or claim what a diary cannot show.
NOT_SHOWN = re.compile(
    r"\b(?:non-?)?responders?\b|\bresponse rate\b|\bworks\b|\bworked for\b"
    r"|\bdoes(?:n’t| not) work\b|\bfail(?:s|ed|ure)?\b|\boverus\w*"
    r"|\bprevented\b|\bprevents\b|\byou should\b|\bshould stop\b"
    r"|\bstop (?:treatment|Botox)\b|\bprobabilit\w+|\bcured?\b|\bsuccess\w*|\beffective\b"
    r"|\busual level lies\b|\bproves?\b|\bproven\b|\bsignificant\w*",
    re.IGNORECASE,
)
TRANSLATED = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "_"}


def texts(path: Path) -> list[str]:
    """All texts of a file that go through gettext."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = node.func if isinstance(node, ast.Call) else None
        if isinstance(name, ast.Name) and name.id in TRANSLATED:
            found += [a.value for a in ast.walk(node) if isinstance(a, ast.Constant)]
    return [text for text in found if isinstance(text, str)]


def put_together(case: dict[str, Any], first_ever: bool | None) -> Iterator[str]:
    """What is said of a diary: above the charts of each measure, and on its cards."""
    of = outcome(case["diary"], case["sessions"], first_ever=first_ever)
    for summary in of.measures.values():
        yield from said(summary)
        yield from caveats(summary)
        yield from (each.sentence for each in advice(summary))
        yield from explanation(summary)
    for card in cards(of):
        yield from (card.title, card.claim, card.days, card.limits, *card.shows, *card.more)
        yield strip_tags(card.table or "")
        yield from (each.sentence for each in card.missing)
        yield from (str(fact.text) for fact in card.facts)


def test_no_text_of_the_room_uses_them() -> None:
    said = {path.name: texts(path) for path in (ROOT / "outcomes").rglob("*.py")}
    assert sum(map(len, said.values())) > 200
    wrong = [
        f"{name}: {text}"
        for name, all_of in said.items()
        for text in all_of
        if NOT_SHOWN.search(text)
    ]
    assert wrong == []


def test_no_template_of_the_room_uses_them() -> None:
    templates = sorted((ROOT / "templates" / "outcomes").glob("*.html"))
    assert len(templates) > 4
    assert [path.name for path in templates if NOT_SHOWN.search(path.read_text())] == []


@pytest.mark.parametrize("measure", Measure)
def test_no_page_shows_them(measure: Measure, alice: Patient, as_alice: Client) -> None:
    case: dict[str, Any] = next(each for each in CASES if each["name"] == "wear_off_4_cycles")
    fill(alice, case["diary"], case["sessions"])
    shown = strip_tags(as_alice.get(page_of(alice, str(measure))).content.decode())
    assert "What the article says" in shown
    assert NOT_SHOWN.findall(shown) == []


@pytest.mark.parametrize("first_ever", [True, False, None])
def test_no_text_put_together_of_the_reference_cases_uses_them(first_ever: bool | None) -> None:
    shown = [text for case in CASES for text in put_together(case, first_ever)]
    assert len(shown) > 20 * len(CASES)
    assert [text for text in shown if NOT_SHOWN.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "You are a responder.",
        "It works.",
        "It failed.",
        "Overuse detected",
        "12 prevented",
        "You should stop.",
        "a probability of 97%",
    ],
)
def test_they_are_found(text: str) -> None:
    assert NOT_SHOWN.search(text)


def test_the_headings_of_the_page_are_allowed() -> None:
    assert not NOT_SHOWN.search("How this is worked out; it stops attacks before they start")
