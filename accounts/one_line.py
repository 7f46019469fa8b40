"""A person's own words, as they can stand in a sentence."""

# Marks that turn the direction of whatever follows them, to the end of the line.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def one_line(words: str) -> str:
    """The words on one line, without marks that would turn the sentence around them."""
    return " ".join(words.translate(TURNING).split())
