"""Which days Today asks about."""

from datetime import date, datetime, timedelta

from accounts.models import Patient

NIGHT_ENDS_HOUR = 5


def is_night(patient: Patient, now: datetime) -> bool:
    """Whether two days may be meant by "today": who said when their day begins is not asked."""
    return patient.local(now).hour < NIGHT_ENDS_HOUR and not patient.day_starts


def asked_days(patient: Patient, now: datetime) -> tuple[date, ...]:
    """The days that Today asks about: two in the night, one otherwise, the newest last."""
    offered = patient.offered_day(now)
    return (offered - timedelta(days=1), offered) if is_night(patient, now) else (offered,)
