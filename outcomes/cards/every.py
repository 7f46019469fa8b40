"""The cards, in the order of the article's claims."""

from collections.abc import Callable

from outcomes.cards.card import Card
from outcomes.cards.downtime import downtime
from outcomes.cards.frequency import frequency
from outcomes.cards.lasting import lasting
from outcomes.cards.side_effects import side_effects
from outcomes.cards.starts import starts
from outcomes.outcome import Outcome

CARDS: tuple[Callable[[Outcome], Card], ...] = (
    frequency,
    starts,
    downtime,
    lasting,
    side_effects,
)


def cards(outcome: Outcome) -> list[Card]:
    """One card a claim."""
    return [card(outcome) for card in CARDS]
