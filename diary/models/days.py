"""One row a logged day."""

import uuid

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.choices import Allowed, Kind, Severity
from diary.querysets import DayQuerySet
from diary.state import STATE_FIELDS, DayState

MAX_NOTE = 2000
MAX_AURA_MINUTES = 24 * 60
HOURS_A_DAY = 24


class Day(models.Model):
    """One logged calendar day of a patient. No row means: not logged."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    headache = models.BooleanField(_("headache"))
    migraine = models.BooleanField(_("migraine"), null=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity, null=True)
    pain = models.PositiveSmallIntegerField(_("pain, 0 to 10"), null=True)
    medicine = models.BooleanField(_("acute medicine taken"), null=True)
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(MAX_NOTE)])
    # Values of Symptom, in its order.
    symptoms = models.JSONField(_("symptoms"), default=list)
    aura_minutes = models.PositiveSmallIntegerField(_("minutes of aura"), null=True)
    allowed = models.CharField(_("the day allowed"), max_length=10, choices=Allowed, blank=True)
    hours_lost = models.PositiveSmallIntegerField(_("hours lost"), null=True)
    # Marked by an attack that touched it; the person has said nothing of the day itself.
    from_attack = models.BooleanField(default=False)
    # First logged more than 5 days after it (the Leiden e-diary locks then).
    late = models.BooleanField(default=False)
    # "No headache" said before the evening: counts as clear, and is asked about once.
    clear_so_far = models.BooleanField(default=False)
    # Changes with every save, so that a page from before a change is recognised.
    version = models.UUIDField(default=uuid.uuid4)
    # What undo restores: {} for "was not logged", None where there is nothing to undo.
    previous = models.JSONField(null=True)
    logged_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = [
            models.UniqueConstraint(fields=["patient", "date"], name="day_once_a_date"),
            models.CheckConstraint(
                condition=Q(headache=True)
                | Q(
                    migraine__isnull=False,
                    migraine=False,
                    severity=None,
                    pain=None,
                    symptoms=[],
                    aura_minutes=None,
                    allowed="",
                    hours_lost=None,
                ),
                name="day_clear_has_no_pain",
            ),
            models.CheckConstraint(
                condition=Q(severity=None) | Q(severity__range=(1, 3)), name="day_severity_band"
            ),
            models.CheckConstraint(
                # A comparison with NULL would pass the check: the band must be there.
                condition=Q(pain=None)
                | Q(severity__isnull=False)
                & (
                    Q(pain__range=(1, 3), severity=Severity.MILD)
                    | Q(pain__range=(4, 6), severity=Severity.MODERATE)
                    | Q(pain__range=(7, 10), severity=Severity.SEVERE)
                ),
                name="day_pain_sets_severity",
            ),
            models.CheckConstraint(
                condition=Q(aura_minutes=None) | Q(aura_minutes__range=(1, MAX_AURA_MINUTES)),
                name="day_aura_minutes",
            ),
            models.CheckConstraint(
                condition=Q(hours_lost=None) | Q(hours_lost__lte=HOURS_A_DAY),
                name="day_hours_lost",
            ),
            models.CheckConstraint(
                condition=Q(clear_so_far=False) | Q(headache=False),
                name="day_clear_so_far_is_clear",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__gte=F("logged_at")), name="day_changed_after_logged"
            ),
        ]

    def __str__(self) -> str:
        return str(self.date)

    @property
    def state(self) -> DayState:
        """What is said of the day."""
        return DayState.of({name: getattr(self, name) for name in STATE_FIELDS})

    @property
    def kind(self) -> Kind:
        """The day in one word."""
        return Kind.of(self.headache, self.migraine)

    def set_state(self, state: DayState) -> None:
        """Take over what is said of the day, unsaved."""
        for name in STATE_FIELDS:
            setattr(self, name, getattr(state, name))
        self.symptoms = list(state.symptoms)
