"""German with every translated text in brackets: what stands outside them was never translated."""

from django.utils.translation import trans_real

from outcomes import numbers
from tests.catalog import messages

LANGUAGE = "de"
OPEN, CLOSE = "⟦", "⟧"


class Bracketed(trans_real.DjangoTranslation):
    """The catalogs of Django, of allauth and of the site, each text of theirs in brackets."""

    def __init__(self) -> None:
        super().__init__(LANGUAGE)
        self.ours = {message.key for message in messages(LANGUAGE)}

    def _is_known(self, message: str) -> bool:
        return message in self.ours or any(
            key in self._catalog for key in (message, (message, self.plural(1)))
        )

    def gettext(self, message: str) -> str:
        """The text, which may be English until it is translated."""
        text: str = super().gettext(message)
        if not self._is_known(message):
            return text
        return f"{OPEN}{text.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSE}"

    def ngettext(self, one: str, many: str, number: float) -> str:
        """The text for a number."""
        text: str = super().ngettext(one, many, number)
        return f"{OPEN}{text}{CLOSE}" if self._is_known(one) else text


def outside(text: str) -> str:
    """What of a text stands in no brackets; each that is opened is closed."""
    depth, found = 0, []
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if not depth:
            found.append(" " if character == CLOSE else character)
    assert depth == 0, "a text was cut, or its end was lost"
    return "".join(found)


def forget_kept() -> None:
    """Let numbers and dates be written anew that are kept for each language."""
    for each in vars(numbers).values():
        if hasattr(each, "cache_clear"):
            each.cache_clear()
