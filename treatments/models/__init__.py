"""Treatments: injection sessions, what followed, what else was taken, and when the next is due."""

from treatments.models.preventives import Preventive, PreventiveChange
from treatments.models.reminders import (
    MAX_WEEKS_BEFORE,
    BookingReminder,
    CalendarFeed,
    SentReminder,
)
from treatments.models.sessions import (
    IN_THE_MIDDLE,
    MAX_NOTES,
    MAX_SITES,
    MAX_UNITS,
    MIN_UNITS,
    InjectionSession,
    InjectionSite,
    SideEffect,
)

__all__ = [
    "IN_THE_MIDDLE",
    "MAX_NOTES",
    "MAX_SITES",
    "MAX_UNITS",
    "MAX_WEEKS_BEFORE",
    "MIN_UNITS",
    "BookingReminder",
    "CalendarFeed",
    "InjectionSession",
    "InjectionSite",
    "Preventive",
    "PreventiveChange",
    "SentReminder",
    "SideEffect",
]
