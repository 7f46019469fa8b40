"""Other preventives and the changes of their dose."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from treatments.choices import PreventiveKind
from treatments.querysets import PreventiveQuerySet


class Preventive(models.Model):
    """A preventive treatment beside botulinum toxin.

    `started_on` is None where it was taken since before anybody remembers, `stopped_on` None while
    it is taken, and else the last day.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="preventives")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=PreventiveKind)
    dose = models.CharField(_("dose at the start"), max_length=80, blank=True)
    started_on = models.DateField(_("first day"), null=True, blank=True)
    stopped_on = models.DateField(_("last day"), null=True, blank=True)
    version = models.UUIDField(default=uuid.uuid4)

    objects = PreventiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("other preventive")
        verbose_name_plural = _("other preventives")
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_on=None)
                | Q(started_on=None)
                | Q(stopped_on__gte=F("started_on")),
                name="preventive_stops_after_start",
            )
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def words(self) -> str:
        """The preventive in a few words, for its person."""
        on = date_format
        started = self.started_on and gettext("from %(on)s") % {"on": on(self.started_on, "DAY")}
        stopped = self.stopped_on and gettext("to %(on)s") % {"on": on(self.stopped_on, "DAY")}
        return ", ".join(part for part in (self.name, self.dose, started, stopped) if part)


class PreventiveChange(models.Model):
    """The day from which a preventive was taken at another dose."""

    preventive = models.ForeignKey(Preventive, models.CASCADE, related_name="changes")
    on = models.DateField(_("from"))
    dose = models.CharField(_("dose"), max_length=80)

    class Meta:
        verbose_name = _("change of dose")
        verbose_name_plural = _("changes of dose")
        constraints = [
            models.UniqueConstraint(
                fields=["preventive", "on"], name="preventive_change_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.on)
