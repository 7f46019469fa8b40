"""Being told to book, and one's dates in a calendar of one's own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient

MAX_WEEKS_BEFORE = 12


class BookingReminder(models.Model):
    """That a person asked to be told to book, and how many weeks before a session is due."""

    patient = models.OneToOneField(Patient, models.CASCADE, related_name="booking_reminder")
    weeks_before = models.PositiveSmallIntegerField(_("weeks before"))
    by_email = models.BooleanField(_("by e-mail too"), default=False)

    class Meta:
        verbose_name = _("booking reminder")
        verbose_name_plural = _("booking reminders")
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks_before__range=(1, MAX_WEEKS_BEFORE)), name="reminder_weeks"
            )
        ]

    def __str__(self) -> str:
        return str(self.weeks_before)


class SentReminder(models.Model):
    """That the e-mail for one due day went out: it never goes twice."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="sent_reminders")
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "due_on"], name="reminder_once_a_due_day")
        ]

    def __str__(self) -> str:
        return str(self.due_on)


class CalendarFeed(models.Model):
    """A person's dates for their own calendar: the one word it shows, and a secret while shared."""

    patient = models.OneToOneField(Patient, models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    word = models.CharField(_("word in the calendar"), max_length=40)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.pk)
