"""Days and sessions for tests, in few words."""

from datetime import UTC, date, datetime, timedelta

from accounts.models import Patient
from diary.models import Attack, Day, MedicineTaken
from diary.moments import Moment
from diary.state import DayState
from treatments.models import InjectionSession, PreventiveChange, SideEffect
from treatments.muscles import STANDARD, Doses
from treatments.site_actions import save_sites

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLEAR = DayState(headache=False)
HEADACHE = DayState(headache=True)
MIGRAINE = DayState(headache=True, migraine=True)
SYMBOLS = {"0": CLEAR, "1": HEADACHE, "m": MIGRAINE}


def make_day(patient: Patient, on: date, state: DayState = CLEAR, **fields: object) -> Day:
    """A saved day."""
    day = Day(patient=patient, date=on, logged_at=NOON, changed_at=NOON, **fields)
    day.set_state(state)
    day.save()
    return day


def make_days(patient: Patient, first: date, symbols: str) -> None:
    """Saved days from `first` on: 0 clear, 1 headache, m migraine, anything else not logged."""
    days = []
    for i, symbol in enumerate(symbols):
        if symbol in SYMBOLS:
            day = Day(
                patient=patient, date=first + timedelta(days=i), logged_at=NOON, changed_at=NOON
            )
            day.set_state(SYMBOLS[symbol])
            days.append(day)
    Day.objects.bulk_create(days)


def make_attack(
    patient: Patient, start: datetime, end: datetime | None = None, time_zone: str = ""
) -> Attack:
    """A saved attack on the clock of a zone, else of the patient's; its days are not marked."""
    attack = Attack(patient=patient)
    attack.start = Moment.of(start, time_zone or patient.time_zone)
    attack.end = Moment.of(end, time_zone or patient.time_zone) if end else None
    attack.save()
    return attack


def make_dose(day: Day, name: str = "Sumatriptan", kind: str = "triptan") -> MedicineTaken:
    """A dose of 50 mg on a day, at a time unknown; its medicine is put on the list if need be."""
    medicine, _new = day.patient.medicines.get_or_create(name=name, kind=kind, dose="50 mg")
    said_before = None if day.doses.exists() else day.medicine
    Day.objects.filter(pk=day.pk).update(medicine=True)
    return MedicineTaken.objects.create(
        day=day, medicine=medicine, dose="50 mg", said_before=said_before
    )


def make_session(patient: Patient, on: date, **fields: object) -> InjectionSession:
    """A done injection session; the patient's first ever unless the fields say otherwise."""
    return InjectionSession.objects.create(
        patient=patient, date=on, **{"units": 155, "first_ever": True, **fields}
    )


def make_sites(session: InjectionSession, doses: Doses = STANDARD) -> None:
    """Where a session was injected: the standard scheme unless said otherwise."""
    save_sites(session=session, doses=doses, units=session.units)


def make_preventive(patient: Patient, **fields: object) -> PreventiveChange:
    """Topiramate, taken since before the diary, and the change of its dose on 6 January 2026."""
    known = {"name": "Topiramate", "kind": "topiramate", "dose": "50 mg", **fields}
    change: PreventiveChange = patient.preventives.create(**known).changes.create(
        on=date(2026, 1, 6), dose="100 mg"
    )
    return change


def make_side_effect(session: InjectionSession, **fields: object) -> SideEffect:
    """A mild bruise since the day after a session, still there unless the fields say otherwise."""
    since = session.date + timedelta(days=1)
    known = {"kind": "bruise", "strength": 1, "started_on": since, **fields}
    return SideEffect.objects.create(session=session, **known)
