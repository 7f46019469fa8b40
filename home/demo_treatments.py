"""What the demo's Alice had done to her: five sessions with sites and what followed, and more."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.models import Patient
from analysis.cycles import CYCLE_DAYS
from treatments.choices import (
    Downtime,
    Muscle,
    PreventiveKind,
    SideEffectKind,
    Status,
    Strength,
    Unwelcome,
)
from treatments.models import (
    InjectionSession,
    Preventive,
    PreventiveChange,
    SideEffect,
)
from treatments.muscles import STANDARD, Dose, Doses, total
from treatments.site_actions import save_sites

CLINIC = "Headache Centre, Example Town"
INJECTED_BY = "Dr Bob Baker"
# Sites of 5 units that follow the pain, a side: none, those of the third session, and of the last.
FOLLOWING: tuple[Mapping[Muscle, int], ...] = (
    {},
    {Muscle.TEMPORALIS: 1, Muscle.OCCIPITALIS: 1},
    {Muscle.TEMPORALIS: 2, Muscle.OCCIPITALIS: 1, Muscle.TRAPEZIUS: 1},
)
# By session: the day of the diary, the sites that follow the pain, and the answers afterwards.
SESSIONS = (
    (95, FOLLOWING[0], Downtime.NEXT_DAY, Unwelcome.SOMETHING),
    (179, FOLLOWING[0], Downtime.SAME_DAY, Unwelcome.SOMETHING),
    (270, FOLLOWING[1], Downtime.SAME_DAY, Unwelcome.NOTHING),
    (356, FOLLOWING[2], Downtime.AT_ONCE, Unwelcome.SOMETHING),
    (444, FOLLOWING[2], Downtime.SAME_DAY, Unwelcome.SOMETHING),
)
# By session: kind, strength, days after it to the first day and to the last (None: still there).
EFFECTS = (
    (0, SideEffectKind.NECK_PAIN, Strength.MODERATE, 3, 12),
    (0, SideEffectKind.INJECTION_SITE_PAIN, Strength.MILD, 0, 1),
    (1, SideEffectKind.EYELID_DROOP, Strength.MILD, 5, 26),
    (3, SideEffectKind.BRUISE, Strength.MILD, 0, 6),
    (4, SideEffectKind.NECK_PAIN, Strength.MILD, 4, None),
)


def write_treatments(patient: Patient, first: date) -> None:
    """Write them for somebody whose diary begins on `first`."""
    sessions = [
        InjectionSession.objects.create(
            patient=patient,
            date=first + timedelta(days=day),
            clinic=CLINIC,
            injected_by=INJECTED_BY,
            first_ever=True if number == 0 else None,
            usual_after=usual,
            unwelcome=unwelcome,
        )
        for number, (day, _, usual, unwelcome) in enumerate(SESSIONS)
    ]
    for session, (_, following, _, _) in zip(sessions, SESSIONS, strict=True):
        doses = _doses(following)
        save_sites(session=session, doses=doses, units=total(doses.values()).units)
    for number, kind, strength, start, end in EFFECTS:
        on = sessions[number].date
        SideEffect.objects.create(
            session=sessions[number],
            kind=kind,
            strength=strength,
            started_on=on + timedelta(days=start),
            ended_on=None if end is None else on + timedelta(days=end),
        )
    InjectionSession.objects.create(
        patient=patient,
        status=Status.PLANNED,
        date=sessions[-1].date + timedelta(days=CYCLE_DAYS),
        clinic=CLINIC,
    )
    _preventives(patient, first)


def _doses(following: Mapping[Muscle, int]) -> Doses:
    more = {place: following.get(place.muscle, 0) for place in STANDARD}
    return {
        place: Dose(dose.units + 5 * more[place], dose.sites + more[place])
        for place, dose in STANDARD.items()
    }


def _preventives(patient: Patient, first: date) -> None:
    Preventive.objects.create(
        patient=patient,
        name="Candesartan",
        kind=PreventiveKind.CANDESARTAN,
        dose="16 mg in the evening",
    )
    topiramate = Preventive.objects.create(
        patient=patient,
        name="Topiramate",
        kind=PreventiveKind.TOPIRAMATE,
        dose="50 mg",
        started_on=first - timedelta(days=200),
        stopped_on=first + timedelta(days=230),
    )
    PreventiveChange.objects.create(
        preventive=topiramate, on=first + timedelta(days=170), dose="25 mg"
    )
