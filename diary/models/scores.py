"""Totals of questionnaires."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.choices import SCORE_RANGES, Instrument, OverallChange


class Score(models.Model):
    """The total of a questionnaire on a date; of each questionnaire one a date."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="scores")
    instrument = models.CharField(_("score"), max_length=10, choices=Instrument)
    on = models.DateField(_("date"))
    value = models.PositiveSmallIntegerField(_("total"))
    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "instrument", "on"], name="score_once_a_date"
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(instrument=instrument) | Q(value__range=limits),
                    name=f"score_{instrument}_range",
                )
                for instrument, limits in SCORE_RANGES.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.on}"

    @property
    def words(self) -> str:
        """The total, or for the overall change its words, for its person."""
        if self.instrument == Instrument.PGIC:
            return str(OverallChange(self.value).label)
        return str(self.value)
