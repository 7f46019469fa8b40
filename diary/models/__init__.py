"""The diary: days and what is said of them, attacks, medicines, scores, and files brought in."""

from diary.models.attacks import Attack
from diary.models.days import MAX_NOTE, Day
from diary.models.imports import IMPORT_WAITS, Import
from diary.models.medicines import Medicine, MedicineTaken
from diary.models.reminders import DailyReminder, SentDailyReminder
from diary.models.scores import Score
from diary.models.taps import SavedTap

__all__ = [
    "IMPORT_WAITS",
    "MAX_NOTE",
    "Attack",
    "DailyReminder",
    "Day",
    "Import",
    "Medicine",
    "MedicineTaken",
    "SavedTap",
    "Score",
    "SentDailyReminder",
]
