"""The parts of what is said of a day, each of which a tap sets by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Detail
from analysis.table_values import band_of, clean_note
from diary.choices import Allowed, Kind, Severity, Symptom
from diary.models.days import HOURS_A_DAY, MAX_AURA_MINUTES, MAX_NOTE
from diary.state import DayState

MOST_PAIN = 10
LONGEST_NUMBER = 9
NO_SUCH_ANSWER = _("This is not one of the answers. Nothing was saved.")


@dataclass(frozen=True, slots=True)
class Facet:
    """One part of a day.

    label: what it is; asks: how it is asked, where that is not the same.
    read: what is said of it, as a page's button or field sends it; empty where nothing is.
    write: the day saying something else of it; ValidationError for what cannot be said.
    words: what is said, for its person.
    detail: the person's choice that it belongs to, None where it is always asked.
    """

    name: str
    label: Promise | str
    read: Callable[[DayState], str]
    write: Callable[[DayState, str], DayState]
    words: Callable[[DayState], str]
    asks: Promise | str = ""
    detail: Detail | None = None
    on_any_day: bool = False


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: str, low: int, high: int) -> int | None:
    """A whole number within limits, None for nothing."""
    text = value.strip()
    if not text:
        return None
    digits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not (digits and low <= int(text) <= high):
        raise ValidationError(
            _("Write a whole number from %(low)s to %(high)s."), params={"low": low, "high": high}
        )
    return int(text)


def _choice(value: str, allowed: type[Kind] | type[Allowed]) -> str:
    if value not in allowed.values:
        raise ValidationError(NO_SUCH_ANSWER)
    return value


def _severity(state: DayState, value: str) -> DayState:
    if value and value not in map(str, Severity.values):
        raise ValidationError(NO_SUCH_ANSWER)
    return state.with_severity(int(value) if value else None)


def _pain(state: DayState, value: str) -> DayState:
    """The number sets the band; without the number the band stays."""
    pain = _number(value, 1, MOST_PAIN)
    return replace(state, pain=pain, severity=band_of(pain) if pain else state.severity)


def _note(state: DayState, value: str) -> DayState:
    note = clean_note(value.replace("\r\n", "\n").strip())
    if len(note) > MAX_NOTE:
        raise ValidationError(
            _("This note is too long. Cut it to %(limit)s characters or fewer."),
            params={"limit": MAX_NOTE},
        )
    return replace(state, note=note)


def _switch(value: str) -> bool:
    if value not in ("", "1"):
        raise ValidationError(NO_SUCH_ANSWER)
    return value == "1"


def _in_order(symptoms: set[str]) -> tuple[str, ...]:
    return tuple(one.value for one in Symptom if one.value in symptoms)


def _symptom(symptom: Symptom) -> Facet:
    def write(state: DayState, value: str) -> DayState:
        wanted = {*state.symptoms, symptom.value} if _switch(value) else {*state.symptoms}
        if not value:
            wanted.discard(symptom.value)
        return replace(
            state,
            symptoms=_in_order(wanted),
            aura_minutes=state.aura_minutes if Symptom.AURA in wanted else None,
        )

    return Facet(
        name=symptom.value,
        label=symptom.label,
        read=lambda state: "1" if symptom.value in state.symptoms else "",
        write=write,
        words=lambda state: str(_("yes") if symptom.value in state.symptoms else _("no")),
        detail=Detail.SYMPTOMS,
    )


KIND = Facet(
    name="kind",
    label=_("What the day was"),
    read=lambda state: state.kind.value,
    write=lambda state, value: state.as_kind(Kind(_choice(value, Kind))),
    words=lambda state: str(state.kind.label),
    on_any_day=True,
)
SEVERITY = Facet(
    name="severity",
    label=_("Severity"),
    asks=_("How bad at its worst?"),
    read=lambda state: _text(state.severity),
    write=_severity,
    words=lambda state: str(Severity(state.severity).label) if state.severity else "",
    detail=Detail.SEVERITY,
)
PAIN = Facet(
    name="pain",
    label=_("Pain, from 1 to 10"),
    asks=_("How bad, from 1 to 10?"),
    read=lambda state: _text(state.pain),
    write=_pain,
    words=lambda state: _text(state.pain),
    detail=Detail.PAIN,
)
MEDICINE = Facet(
    name="medicine",
    label=_("Medicine taken"),
    asks=_("I took medicine for it"),
    read=lambda state: "1" if state.medicine else "",
    write=lambda state, value: replace(state, medicine=_switch(value)),
    words=lambda state: str(_("yes") if state.medicine else _("no")),
    detail=Detail.MEDICINES,
    on_any_day=True,
)
SYMPTOMS = tuple(map(_symptom, Symptom))


def _aura_minutes(state: DayState, value: str) -> DayState:
    """Minutes of aura say that there was one."""
    minutes = _number(value, 1, MAX_AURA_MINUTES)
    had = {*state.symptoms, Symptom.AURA.value} if minutes else {*state.symptoms}
    return replace(state, aura_minutes=minutes, symptoms=_in_order(had))


AURA_MINUTES = Facet(
    name="aura_minutes",
    label=_("Minutes of aura"),
    read=lambda state: _text(state.aura_minutes),
    write=_aura_minutes,
    words=lambda state: _text(state.aura_minutes),
    detail=Detail.SYMPTOMS,
)
ALLOWED = Facet(
    name="allowed",
    label=_("What the day allowed"),
    asks=_("What did the day allow?"),
    read=lambda state: state.allowed,
    write=lambda state, value: replace(state, allowed=value and _choice(value, Allowed)),
    words=lambda state: str(Allowed(state.allowed).label) if state.allowed else "",
    detail=Detail.ALLOWED,
)
HOURS_LOST = Facet(
    name="hours_lost",
    label=_("Hours lost"),
    read=lambda state: _text(state.hours_lost),
    write=lambda state, value: replace(state, hours_lost=_number(value, 0, HOURS_A_DAY)),
    words=lambda state: _text(state.hours_lost),
    detail=Detail.ALLOWED,
)
NOTE = Facet(
    name="note",
    label=_("Note"),
    read=lambda state: state.note,
    write=_note,
    words=lambda state: state.note,
    detail=Detail.NOTE,
    on_any_day=True,
)
FACETS = {
    facet.name: facet
    for facet in (
        KIND,
        SEVERITY,
        PAIN,
        MEDICINE,
        *SYMPTOMS,
        AURA_MINUTES,
        ALLOWED,
        HOURS_LOST,
        NOTE,
    )
}
