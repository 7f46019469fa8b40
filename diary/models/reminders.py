"""The daily e-mail that asks for a day not logged yet."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient


class DailyReminder(models.Model):
    """That a person wants the e-mail, and when on their own clock."""

    patient = models.OneToOneField(Patient, models.CASCADE, related_name="daily_reminder")
    by_email = models.BooleanField(_("by e-mail"), default=False)
    time = models.TimeField(_("time"), default=time(20))

    class Meta:
        verbose_name = _("daily reminder")
        verbose_name_plural = _("daily reminders")

    def __str__(self) -> str:
        return str(self.patient_id)


class SentDailyReminder(models.Model):
    """That the e-mail for a day went out: none goes out twice."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="sent_daily_reminders")
    on = models.DateField(_("day"))
    sent_at = models.DateTimeField(_("sent"))
    # The day as the e-mail's link saved it: that may be changed by the link again.
    saved_version = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("sent daily reminder")
        verbose_name_plural = _("sent daily reminders")
        constraints = [
            models.UniqueConstraint(fields=["patient", "on"], name="daily_reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return str(self.on)
