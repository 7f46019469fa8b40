"""What the demo's people say of their days beside the one question: medicines, symptoms, attacks.

Nothing in here is a medical claim: it is made up so that every page has something to show.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from accounts.models import Patient
from analysis.cycles import CYCLE_DAYS
from diary.choices import Allowed, Instrument, MedicineKind, Symptom
from diary.models import Attack, Day, Medicine, MedicineTaken, Score
from diary.moments import Moment

# How often each comes with a migraine.
SYMPTOMS = {
    Symptom.NAUSEA: 0.6,
    Symptom.VOMITING: 0.12,
    Symptom.LIGHT: 0.75,
    Symptom.SOUND: 0.55,
    Symptom.SMELL: 0.2,
    Symptom.ONE_SIDED: 0.5,
    Symptom.THROBBING: 0.65,
    Symptom.MOVING: 0.5,
    Symptom.AURA: 0.08,
}
AURA_MINUTES = (15, 20, 30, 45)
LESS_WITH = (0.1, 0.4, 0.75)
HOURS = {Allowed.LESS: (2, 3, 4, 6), Allowed.NOTHING: (6, 8, 12)}
SECOND_DOSE = 0.15
# Totals of questionnaires, one a cycle, the first before any session.
TOTALS = {
    Instrument.HIT6: (67, 65, 62, 61, 58, 57),
    Instrument.MIDAS: (74, 66, 52, 40, 31, 25),
    Instrument.PGIC: (None, 3, 3, 2, 2, 2),
}


def describe(days: list[Day], random: Random) -> None:
    """Say something of the symptoms of migraine days, and of what bad days allowed, unsaved."""
    for day in days:
        if day.migraine:
            came = [one for one, often in SYMPTOMS.items() if random.random() < often]
            day.symptoms = [symptom.value for symptom in came]
            if Symptom.AURA in came:
                day.aura_minutes = random.choice(AURA_MINUTES)
        if day.severity and random.random() < LESS_WITH[day.severity - 1]:
            allowed = Allowed.NOTHING if day.severity == 3 and day.migraine else Allowed.LESS
            day.allowed, day.hours_lost = allowed.value, random.choice(HOURS[allowed])


def write_medicines(patient: Patient, random: Random) -> None:
    """A list of medicines, and a dose or two of them on each day on which something was taken."""
    triptan, ibuprofen, _ = (
        Medicine.objects.create(patient=patient, name=name, kind=kind, dose=dose, archived=old)
        for name, kind, dose, old in (
            ("Sumatriptan", MedicineKind.TRIPTAN, "50 mg", False),
            ("Ibuprofen", MedicineKind.SIMPLE, "400 mg", False),
            ("Naproxen", MedicineKind.SIMPLE, "500 mg", True),
        )
    )
    doses = []
    for day in patient.days.filter(medicine=True).order_by("date"):
        medicine = triptan if day.migraine else ibuprofen
        for hour in _hours(random):
            taken = Moment.said(day.date, time(hour, random.randrange(60)), patient.time_zone)
            dose = MedicineTaken(day=day, medicine=medicine, dose=medicine.dose, said_before=False)
            dose.taken = taken
            doses.append(dose)
    MedicineTaken.objects.bulk_create(doses)


def _hours(random: Random) -> Iterator[int]:
    first = random.randrange(6, 17)
    yield first
    if random.random() < SECOND_DOSE:
        yield first + random.randrange(3, 7)


def write_attacks(patient: Patient, random: Random) -> None:
    """From when to when, for about half of the stretches of migraine days."""
    migraines = list(patient.days.filter(migraine=True).order_by("date"))
    attacks = []
    for first, last in _stretches([day.date for day in migraines]):
        if random.random() < 0.5:
            start = Moment.said(first, time(random.randrange(4, 15), 20), patient.time_zone)
            end = Moment.said(last, time(random.randrange(16, 24), 40), patient.time_zone)
            attack = Attack(patient=patient)
            attack.start, attack.end = start, end
            attacks.append(attack)
    Attack.objects.bulk_create(attacks)


def _stretches(dates: list[date]) -> Iterator[tuple[date, date]]:
    """First and last of dates in a row."""
    first = last = None
    for on in dates:
        if last is not None and first is not None and on - last > timedelta(days=1):
            yield first, last
            first = on
        first, last = first or on, on
    if first is not None and last is not None:
        yield first, last


def write_scores(patient: Patient, first_session: date, today: date) -> None:
    """A total of each questionnaire in each cycle, a week before the next session."""
    for instrument, totals in TOTALS.items():
        for number, total in enumerate(totals):
            on = first_session + timedelta(days=CYCLE_DAYS * number - 7)
            if total is not None and on <= today:
                Score.objects.create(patient=patient, instrument=instrument, on=on, value=total)
