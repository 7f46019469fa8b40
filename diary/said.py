"""What is said of a day, part by part, in words for its person."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from diary.choices import Symptom
from diary.facets import FACETS, SYMPTOMS, Facet
from diary.state import DayState

Part = tuple[str, str]
SYMPTOMS_LABEL = gettext_lazy("Symptoms")


def said(state: DayState) -> list[Part]:
    """Each part of which something is said: what it is, and what is said of it."""
    parts = [
        (str(facet.label), facet.words(state))
        for facet in FACETS.values()
        if facet not in SYMPTOMS and facet.read(state)
    ]
    if state.symptoms:
        had = ", ".join(str(Symptom(one).label) for one in state.symptoms)
        parts.append((str(SYMPTOMS_LABEL), had))
    return parts


def said_of(facet: Facet, state: DayState | None) -> str:
    """What is said of one part, also where that is nothing."""
    return (facet.words(state) if state else "") or gettext("Not said")


def meant(facet: Facet, value: str, state: DayState | None) -> str:
    """What was to be said of one part; as it was typed, where that cannot be said."""
    fits = state if state and (state.headache or facet.on_any_day) else DayState(headache=True)
    try:
        return said_of(facet, facet.write(fits, value))
    except ValidationError:
        return value
