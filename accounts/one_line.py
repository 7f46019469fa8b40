"""A person's own words, as they can stand in a sentence."""

from unicodedata import category

# Without these two, some scripts and many emoji fall apart.
JOINERS = "\u200c\u200d"


def one_line(words: str) -> str:
    """The words on one line, without signs that nobody sees or that turn the sentence around."""
    seen = "".join(sign for sign in words if sign in JOINERS or category(sign) != "Cf")
    return " ".join(seen.split())
