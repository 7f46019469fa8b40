"""What is in the file of everything: the kinds of things, their columns, and what is left out."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models

from accounts.choices import Detail
from diary.choices import Symptom
from diary.models import Attack, Day, Medicine, MedicineTaken, Score
from treatments.models import (
    InjectionSession,
    InjectionSite,
    Preventive,
    PreventiveChange,
    SideEffect,
)

FORMAT = "clear-days-everything"
VERSION = 1
# What tells one state of a row from another, or when it was typed in: made anew when it comes back.
MADE_ANEW = {"version", "code", "previous", "created_at"}
# Of the person.
SETTINGS = ("time_zone", "day_starts", "details", "name", "born_on")
# What the items of a list may be.
ITEMS = {"symptoms": set(Symptom.values), "details": set(Detail.values)}


@dataclass(frozen=True)
class Table:
    """One kind of thing: its name in the file, and which rows of earlier tables its own belong to.

    parents: the field and the name of the table; empty where rows belong to the person alone.
    """

    name: str
    model: type[models.Model]
    parents: dict[str, str] = field(default_factory=dict)

    @cached_property
    def fields(self) -> "tuple[models.Field[object, object], ...]":
        """Its columns, in the order of the model."""
        found = []
        for each in self.model._meta.concrete_fields:
            if not each.primary_key and not each.is_relation and each.name not in MADE_ANEW:
                automatic = getattr(each, "auto_now", False)
                found += [] if automatic else [each]
        return tuple(found)

    @property
    def to_patient(self) -> str:
        """How a query gets from a row to the patient."""
        first = next(iter(self.parents), "")
        return f"{first}__patient" if first else "patient"


# Each below those that its rows belong to.
TABLES = (
    Table("days", Day),
    Table("attacks", Attack),
    Table("medicines", Medicine),
    Table("doses", MedicineTaken, {"day": "days", "medicine": "medicines"}),
    Table("scores", Score),
    Table("sessions", InjectionSession),
    Table("sites", InjectionSite, {"session": "sessions"}),
    Table("side_effects", SideEffect, {"session": "sessions"}),
    Table("preventives", Preventive),
    Table("preventive_changes", PreventiveChange, {"preventive": "preventives"}),
)
# Every other model that belongs to a person, and why it does not come back from the file.
LEFT_OUT = {
    "accounts.Share": "given to a clinician by the person; listed in shares.csv",
    "accounts.Invitation": "has a secret; listed in invitations.csv",
    "diary.Import": "the files that were brought in; their days are among the days",
    "diary.SavedTap": "names of taps, which keep one from being saved twice",
    "diary.DailyReminder": "e-mails are asked for anew; listed in account.csv",
    "diary.SentDailyReminder": "a list of e-mails that were sent",
    "treatments.BookingReminder": "e-mails are asked for anew; listed in account.csv",
    "treatments.SentReminder": "a list of e-mails that were sent",
    "treatments.CalendarFeed": "has a secret, and is made anew; its word is in account.csv",
}
