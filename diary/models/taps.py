"""Which taps were saved already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient


class SavedTap(models.Model):
    """A tap that was saved, by the name that the device gave it: sent again, it does nothing."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="saved_taps")
    tap = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved tap")
        verbose_name_plural = _("saved taps")
        constraints = [models.UniqueConstraint(fields=["patient", "tap"], name="tap_saved_once")]

    def __str__(self) -> str:
        return str(self.tap)
