"""The catalogs of the other languages, read for the tests."""

import ast
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
KINDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")


@dataclass
class Message:
    """A text of the code and what it is in a language: one form, or one for each number."""

    msgctxt: str = ""
    msgid: str = ""
    msgid_plural: str = ""
    forms: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What gettext finds it by."""
        return f"{self.msgctxt}\x04{self.msgid}" if self.msgctxt else self.msgid


def path(language: str, ending: str) -> Path:
    """The catalog as it is written (po) or as it is used (mo)."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{ending}"


def messages(language: str) -> list[Message]:
    """Every message of a catalog but its head, whose text is empty."""
    blocks = path(language, "po").read_text(encoding="utf-8").split("\n\n")
    return [found for found in map(_read, blocks) if found.msgid]


def _read(block: str) -> Message:
    message, kind = Message(), ""
    for line in block.splitlines():
        name, _, quoted = line.partition(" ")
        if line.startswith('"'):
            quoted = line
        elif name.startswith(KINDS):
            kind = name
            if kind.startswith("msgstr"):
                message.forms.append("")
        else:
            continue  # a comment
        text = ast.literal_eval(quoted)
        if kind.startswith("msgstr"):
            message.forms[-1] += text
        else:
            setattr(message, kind, getattr(message, kind) + text)
    return message
