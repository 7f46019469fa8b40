"""The texts in the other languages: none missing, none wrong, compiled as they are written."""

import gettext
import os
import re
import shutil
import subprocess
from collections import Counter

import pytest
from django.conf import settings

from tests.catalog import LANGUAGES, Message, messages, path

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?\w+")


def parts(text: str) -> Counter[str]:
    """What must be in each language alike: placeholders and tags."""
    return Counter(PLACEHOLDER.findall(text))


def is_faithful(message: Message) -> bool:
    """Whether each form has the parts of the English; a single thing may go without its number."""
    if not message.msgid_plural:
        return [parts(form) for form in message.forms] == [parts(message.msgid)]
    one, *many = message.forms
    return len(many) == 1 and (
        set(parts(one)) <= set(parts(message.msgid)) | set(parts(message.msgid_plural))
        and parts(many[0]) == parts(message.msgid_plural)
    )


def edges(text: str) -> tuple[str, str]:
    """The space before and after."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_the_catalogs_hold_every_text_of_the_code_and_no_other() -> None:
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail("No gettext here. Install it: sudo apt-get install gettext")
        pytest.skip("needs gettext")
    script = settings.BASE_DIR / "script" / "translate"
    checked = subprocess.run([script, "--check"], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    found = messages(language)
    assert len(found) > 1000
    assert [message.msgid for message in found if not all(message.forms)] == []
    written = path(language, "po").read_text(encoding="utf-8")
    assert [line for line in written.splitlines() if line.startswith(("#~", "#, fuzzy"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_tags_and_spaces_of_its_text(language: str) -> None:
    done = [message for message in messages(language) if all(message.forms)]
    assert [message.msgid for message in done if not is_faithful(message)] == []
    assert [m.msgid for m in done if {edges(form) for form in m.forms} != {edges(m.msgid)}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_is_the_written_one(language: str) -> None:
    with path(language, "mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    written: dict[str | tuple[str, int], str] = {}
    for message in messages(language):
        if not all(message.forms):
            continue
        if message.msgid_plural:
            written |= {(message.key, number): form for number, form in enumerate(message.forms)}
        else:
            written[message.key] = message.forms[0]
    del compiled[""]
    assert compiled == written
