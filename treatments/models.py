"""Treatments: the injection sessions that cycles are counted from."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from treatments.choices import Product
from treatments.querysets import SessionQuerySet

MAX_UNITS = 2000


class InjectionSession(models.Model):
    """One sitting at which botulinum toxin was injected: day 1 of a cycle of 84 days.

    `first_ever` and `earlier_sessions` are asked of the earliest session recorded: only where it
    was the first ever is the time before it truly before treatment.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="injection_sessions")
    date = models.DateField(_("date"))
    product = models.CharField(
        _("product"), max_length=30, choices=Product, default=Product.ONABOTULINUMTOXIN_A
    )
    units = models.PositiveSmallIntegerField(
        _("units, all sites together"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_UNITS)],
    )
    clinic = models.CharField(_("clinic"), max_length=120, blank=True)
    first_ever = models.BooleanField(null=True, blank=True)
    earlier_sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    # Changes with every save, so that a page from before a change is recognised.
    version = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("injection session")
        verbose_name_plural = _("injection sessions")
        constraints = [
            models.UniqueConstraint(fields=["patient", "date"], name="session_once_a_date"),
            models.CheckConstraint(
                condition=Q(units=None) | Q(units__range=(1, MAX_UNITS)), name="session_units"
            ),
            models.CheckConstraint(
                condition=Q(earlier_sessions=None)
                | Q(first_ever__isnull=False, first_ever=False, earlier_sessions__range=(1, 200)),
                name="session_earlier_only_if_not_first",
            ),
        ]

    def __str__(self) -> str:
        return str(self.date)

    @property
    def words(self) -> str:
        """The session in a few words, for its person."""
        units = gettext("%(units)s units") % {"units": self.units} if self.units else ""
        parts = [date_format(self.date), self.get_product_display(), units, self.clinic]
        return ", ".join(part for part in parts if part)
