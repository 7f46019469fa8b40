"""The words that a day is described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a day was: the one question of the diary."""

    CLEAR = "clear", _("No headache")
    HEADACHE = "headache", _("Headache")
    MIGRAINE = "migraine", _("Migraine")

    @classmethod
    def of(cls, headache: bool, migraine: bool | None) -> "Kind":
        """A headache day without a word on migraine is a headache day."""
        if not headache:
            return cls.CLEAR
        return cls.MIGRAINE if migraine else cls.HEADACHE


class Severity(models.IntegerChoices):
    """The worst pain of the day, as a band; 0-10 numbers set it (1-3, 4-6, 7-10)."""

    MILD = 1, _("Mild")
    MODERATE = 2, _("Moderate")
    SEVERE = 3, _("Severe")


class ImportStatus(models.TextChoices):
    """Where the bringing-in of a file stands."""

    WAITING = "waiting", _("waiting for your yes")
    DONE = "done", _("brought in")
    UNDONE = "undone", _("undone")
