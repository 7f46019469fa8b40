"""Injection sessions, what was injected where, and what followed."""

import uuid
from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from treatments.choices import (
    Downtime,
    Muscle,
    Product,
    Side,
    SideEffectKind,
    Status,
    Strength,
    Unwelcome,
)
from treatments.querysets import SessionQuerySet, SideEffectQuerySet

MIN_UNITS = Decimal("0.5")
MAX_UNITS = 30_000
MAX_SITES = 60
MAX_NOTES = 2000
IN_THE_MIDDLE = (Muscle.PROCERUS, Muscle.OTHER)
UNITS = (MinValueValidator(MIN_UNITS), MaxValueValidator(MAX_UNITS))


class InjectionSession(models.Model):
    """One sitting at which botulinum toxin is injected; a done one is day 1 of a cycle of 84 days.

    `first_ever` and `earlier_sessions` are asked of the earliest session recorded: only where it
    was the first ever is the time before it truly before treatment. `usual_after` and `unwelcome`
    are the answers to what is asked on the days after, empty until answered.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="injection_sessions")
    # Names the session to calendars.
    code = models.UUIDField(default=uuid.uuid4, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DONE)
    date = models.DateField(_("date"))
    product = models.CharField(
        _("product"), max_length=30, choices=Product, default=Product.ONABOTULINUMTOXIN_A
    )
    units = models.DecimalField(
        _("units, all sites together"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=UNITS,
    )
    clinic = models.CharField(_("clinic"), max_length=120, blank=True)
    injected_by = models.CharField(_("injected by"), max_length=120, blank=True)
    lot = models.CharField(_("lot number"), max_length=60, blank=True)
    expires_on = models.DateField(_("use before"), null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=MAX_NOTES, blank=True)
    first_ever = models.BooleanField(null=True, blank=True)
    earlier_sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    usual_after = models.CharField(max_length=10, choices=Downtime, blank=True)
    # The last day on which usual activities were said to be out of reach still.
    not_usual_on = models.DateField(null=True, blank=True)
    unwelcome = models.CharField(max_length=10, choices=Unwelcome, blank=True)
    # Changes with every save, so that a page from before a change is recognised.
    version = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("injection session")
        verbose_name_plural = _("injection sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "date"],
                condition=~Q(status=Status.CANCELLED),
                name="session_once_a_date",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="session_status"),
            models.CheckConstraint(
                condition=Q(units=None) | Q(units__range=(MIN_UNITS, MAX_UNITS)),
                name="session_units",
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
    def dose(self) -> str:
        """The units in words, such as "155 units"; empty where they are not known."""
        if self.units is None:
            return ""
        return gettext("%(units)s units") % {"units": floatformat(self.units)}

    @property
    def words(self) -> str:
        """The session in a few words, for its person."""
        parts = [
            date_format(self.date, "DAY"),
            self.get_product_display(),
            self.dose,
            self.clinic,
        ]
        return ", ".join(part for part in parts if part)


class InjectionSite(models.Model):
    """What one muscle got on one side: units of the session's product, in a number of sites."""

    session = models.ForeignKey(InjectionSession, models.CASCADE, related_name="sites")
    muscle = models.CharField(_("muscle"), max_length=20, choices=Muscle)
    side = models.CharField(_("side"), max_length=6, choices=Side)
    units = models.DecimalField(_("units"), max_digits=6, decimal_places=1, validators=UNITS)
    sites = models.PositiveSmallIntegerField(
        _("sites"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MAX_SITES)]
    )

    class Meta:
        verbose_name = _("injection site")
        verbose_name_plural = _("injection sites")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "muscle", "side"], name="site_once_a_muscle_and_side"
            ),
            models.CheckConstraint(
                condition=Q(units__range=(MIN_UNITS, MAX_UNITS)), name="site_units"
            ),
            models.CheckConstraint(condition=Q(sites__range=(1, MAX_SITES)), name="site_sites"),
            models.CheckConstraint(
                condition=Q(muscle__in=IN_THE_MIDDLE, side=Side.MIDDLE)
                | (
                    Q(muscle__in=[m for m in Muscle.values if m not in IN_THE_MIDDLE])
                    & Q(side__in=[Side.LEFT, Side.RIGHT])
                ),
                name="site_side_of_its_muscle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.muscle} {self.side}"


class SideEffect(models.Model):
    """Something unwelcome after a session, in the person's own words and days; open until ended."""

    session = models.ForeignKey(InjectionSession, models.CASCADE, related_name="side_effects")
    kind = models.CharField(_("what"), max_length=20, choices=SideEffectKind)
    other = models.CharField(_("in your words"), max_length=80, blank=True)
    strength = models.PositiveSmallIntegerField(_("how strong"), choices=Strength)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    version = models.UUIDField(default=uuid.uuid4)

    objects = SideEffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("side effect")
        verbose_name_plural = _("side effects")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="side_effect_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(strength__in=Strength.values), name="side_effect_strength"
            ),
            models.CheckConstraint(
                condition=(Q(kind=SideEffectKind.OTHER) & ~Q(other=""))
                | (~Q(kind=SideEffectKind.OTHER) & Q(other="")),
                name="side_effect_other_in_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def name(self) -> str:
        """What it is, in the person's words where they used their own."""
        return self.other or str(SideEffectKind(self.kind).label)

    @property
    def words(self) -> str:
        """The side effect in a few words, for its person."""
        dates = (self.started_on, self.ended_on)
        when = " – ".join(date_format(on, "DAY") for on in dates if on)
        return ", ".join([self.name, str(Strength(self.strength).label), when])

    def days(self, today: date) -> int:
        """How many days it was there, the first and the last one counted; so far while open."""
        return ((self.ended_on or today) - self.started_on).days + 1
