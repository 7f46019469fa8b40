"""Attacks: from when to when, by the clock that they were meant in."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.moments import MIDNIGHT, Moment

ENDED = ("ended_at", "ended_on", "ended_time", "ended_zone")


class Attack(models.Model):
    """An attack; it runs while it has no end.

    Each end is kept as it was said (date and time on the clock of a zone) and as the instant that
    this was: a time of a clock-change night stays what it was, and no journey moves a day.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="attacks")
    started_at = models.DateTimeField(_("started at"))
    started_on = models.DateField(_("started on"))
    started_time = models.TimeField(_("started at the time"))
    started_zone = models.CharField(max_length=64)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    ended_time = models.TimeField(_("ended at the time"), null=True)
    ended_zone = models.CharField(max_length=64, blank=True)
    # While it runs: the last day on which the person said that it is there; None since the start.
    said_on = models.DateField(null=True)
    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("attack")
        verbose_name_plural = _("attacks")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("started_at")),
                name="attack_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_on=None, ended_time=None, ended_zone="")
                | Q(ended_at__isnull=False, ended_on__isnull=False, ended_time__isnull=False)
                & ~Q(ended_zone=""),
                name="attack_end_is_whole",
            ),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_at=None), name="attack_one_runs_a_patient"
            ),
        ]

    def __str__(self) -> str:
        return str(self.started_on)

    @property
    def start(self) -> Moment:
        """When it began."""
        return Moment(self.started_on, self.started_time, self.started_zone, self.started_at)

    @start.setter
    def start(self, start: Moment) -> None:
        self.started_on, self.started_time = start.on, start.time
        self.started_zone, self.started_at = start.zone, start.at

    @property
    def end(self) -> Moment | None:
        """When it was over; None while it runs."""
        if self.ended_at is None or self.ended_on is None or self.ended_time is None:
            return None
        return Moment(self.ended_on, self.ended_time, self.ended_zone, self.ended_at)

    @end.setter
    def end(self, end: Moment | None) -> None:
        self.ended_on, self.ended_time = (end.on, end.time) if end else (None, None)
        self.ended_zone, self.ended_at = (end.zone, end.at) if end else ("", None)

    @property
    def last_day(self) -> date:
        """The last calendar day that it touches, by what the person said; its end is exclusive."""
        end = self.end
        if end is None:
            return max(self.said_on or self.started_on, self.started_on)
        # A journey west can end an attack on an earlier date than it began on.
        before_midnight = end.on - timedelta(days=end.time == MIDNIGHT)
        return max(before_midnight, self.started_on)

    @property
    def days(self) -> frozenset[date]:
        """The calendar days that it touches."""
        count = (self.last_day - self.started_on).days + 1
        return frozenset(self.started_on + timedelta(days=i) for i in range(count))
