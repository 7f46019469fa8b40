"""What is asked of one day, as buttons and fields that each save by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Choices

from diary.choices import Allowed, Severity
from diary.facets import (
    ALLOWED,
    AURA_MINUTES,
    HOURS_LOST,
    MOST_PAIN,
    NOTE,
    PAIN,
    SEVERITY,
    SYMPTOMS,
    Facet,
)
from diary.state import DayState


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent for a part of the day and could not be saved, with the reason.

    was: what the page had shown of it; sent on, it still tells another device's change.
    """

    facet: Facet
    value: str
    error: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One answer. `value` is what a tap on it says: nothing where it takes the answer back."""

    key: str
    value: str
    label: str
    pressed: str


@dataclass(frozen=True, slots=True)
class Question:
    """One part of the day: its buttons, or the `value` of its field and why it was not saved.

    was: what this page shows of it.
    """

    name: str
    label: str
    was: str
    buttons: tuple[Button, ...] = ()
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a day's page asks beside what the day was; None and nothing for what it does not ask."""

    severity: Question | None = None
    symptoms: tuple[Question, ...] = ()
    aura_minutes: Question | None = None
    allowed: Question | None = None
    hours_lost: Question | None = None
    pain: Question | None = None
    note: Question | None = None


def questions(state: DayState, details: frozenset[str], typed: Typed | None = None) -> Questions:
    """What to ask of a day: what its person wants to be asked, and what is said already."""

    def asked(facet: Facet) -> bool:
        fits = state.headache or facet.on_any_day
        said = bool(facet.read(state)) or (typed is not None and typed.facet is facet)
        return fits and (facet.detail in details or said)

    def buttons(facet: Facet, options: Iterable[tuple[str, str]]) -> Question | None:
        return _buttons(facet, state, options) if asked(facet) else None

    def field(facet: Facet) -> Question | None:
        return _field(facet, state, typed) if asked(facet) else None

    symptoms = tuple(_toggle(facet, state) for facet in SYMPTOMS if asked(facet))
    minutes = "aura" in state.symptoms or (typed is not None and typed.facet is AURA_MINUTES)
    return Questions(
        severity=buttons(SEVERITY, _options(Severity)),
        symptoms=symptoms,
        aura_minutes=field(AURA_MINUTES) if minutes else None,
        allowed=buttons(ALLOWED, _options(Allowed)),
        hours_lost=field(HOURS_LOST),
        pain=buttons(PAIN, ((str(n), str(n)) for n in range(1, MOST_PAIN + 1))),
        note=field(NOTE),
    )


def _options(choices: type[Choices]) -> Iterable[tuple[str, str]]:
    return ((str(value), str(label)) for value, label in choices.choices)


def _button(facet: Facet, value: str, label: str, said: str) -> Button:
    pressed = value == said
    return Button(
        f"{facet.name}-{value}", "" if pressed else value, label, "true" if pressed else "false"
    )


def _buttons(facet: Facet, state: DayState, options: Iterable[tuple[str, str]]) -> Question:
    said = facet.read(state)
    made = tuple(_button(facet, value, label, said) for value, label in options)
    return Question(facet.name, str(facet.asks or facet.label), said, made)


def _toggle(facet: Facet, state: DayState) -> Question:
    said = facet.read(state)
    label = str(facet.label)
    return Question(facet.name, label, said, (_button(facet, "1", label, said),))


def _field(facet: Facet, state: DayState, typed: Typed | None) -> Question:
    said = facet.read(state)
    if typed and typed.facet is facet:
        return Question(
            facet.name, str(facet.label), typed.was, value=typed.value, error=typed.error
        )
    return Question(facet.name, str(facet.label), said, value=said)
