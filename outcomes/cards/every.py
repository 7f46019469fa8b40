"""The cards, in the order of the article's claims."""

from collections.abc import Callable

from outcomes.cards.card import Card
from outcomes.outcome import Outcome

CARDS: tuple[Callable[[Outcome], Card], ...] = ()


def cards(outcome: Outcome) -> list[Card]:
    """One card a claim."""
    return [card(outcome) for card in CARDS]
