"""The rule by which a headache day looks like a migraine day."""

from collections.abc import Collection
from enum import StrEnum

from diary.choices import MIGRAINE_SPECIFIC, Severity, Symptom
from diary.state import DayState

# Beside these, moderate or severe pain is the fourth.
CHARACTERISTICS = (Symptom.ONE_SIDED, Symptom.THROBBING, Symptom.MOVING)
CHARACTERISTICS_NEEDED = 2
COMPANY = (Symptom.NAUSEA, Symptom.VOMITING, Symptom.LIGHT, Symptom.SOUND)


class Reason(StrEnum):
    """Why a headache day looks like a migraine day."""

    MEDICINE = "medicine"
    AURA = "aura"
    FEATURES = "features"


def migraine_reason(state: DayState, taken: Collection[str]) -> Reason | None:
    """Why a day looks like a migraine day, the first of the reasons that hold; None for none.

    The Leiden e-diary counts a headache day as a migraine day where a medicine made for migraine
    was taken, whatever its effect, or there was an aura, or the headache had the features of a
    migraine (van Casteren 2021, Cephalalgia 41). Those are ICHD-3 1.1 C and D: two of one side,
    throbbing, moderate or severe, worse on moving; and nausea or vomiting, or light and sound both.

    Args:
        state: what is said of the day.
        taken: the kinds of the medicines taken, values of MedicineKind.
    """
    if not state.headache:
        return None
    if not MIGRAINE_SPECIFIC.isdisjoint(taken):
        return Reason.MEDICINE
    if Symptom.AURA in state.symptoms:
        return Reason.AURA
    return Reason.FEATURES if _has_features(state) else None


def features(state: DayState) -> list[str]:
    """The migraine features of a day, each in the words that its buttons have."""
    severity = state.severity or 0
    named = [str(Severity(severity).label)] if severity >= Severity.MODERATE else []
    return named + [str(one.label) for one in CHARACTERISTICS + COMPANY if one in state.symptoms]


def _has_features(state: DayState) -> bool:
    """Whether ICHD-3 1.1 C and D hold."""
    had = set(state.symptoms)
    bad = (state.severity or 0) >= Severity.MODERATE
    characteristics = len(had.intersection(CHARACTERISTICS)) + bad
    company = had & {Symptom.NAUSEA, Symptom.VOMITING} or had >= {Symptom.LIGHT, Symptom.SOUND}
    return characteristics >= CHARACTERISTICS_NEEDED and bool(company)
