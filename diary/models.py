"""The diary: one row a logged day, and the files that days were brought in from."""

import uuid
from datetime import datetime, timedelta

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.choices import ImportStatus, Kind, Severity
from diary.querysets import DayQuerySet
from diary.state import STATE_FIELDS, DayState

MAX_NOTE = 2000
IMPORT_WAITS = timedelta(hours=24)


class Import(models.Model):
    """A file of days: as it came while it waits for a yes, and what it changed afterwards.

    `file` is emptied once the person said yes. Every day that an import writes gets the import's
    `code` as its version, so a day whose version differs was changed since. `changed` holds the
    date of each day written and what stood there before (None: not logged), until it is undone;
    `kept` the dates that the last step left as they were.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="imports")
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.WAITING)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    file = models.BinaryField()
    # The person's answer where the file's dates can be read in two ways; a DateOrder.
    date_order = models.CharField(max_length=20, blank=True)
    added = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    changed = models.JSONField(default=list)
    kept = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ImportStatus.WAITING) | Q(done_at__isnull=False),
                name="import_done_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status=ImportStatus.WAITING),
                name="import_one_waits_a_patient",
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)

    def expired(self, now: datetime) -> bool:
        """Whether it waited too long for a yes, and is to be forgotten."""
        return self.status == ImportStatus.WAITING and now - self.created_at > IMPORT_WAITS


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
                | Q(migraine__isnull=False, migraine=False, severity=None, pain=None),
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
        return DayState(**{name: getattr(self, name) for name in STATE_FIELDS})

    @property
    def kind(self) -> Kind:
        """The day in one word."""
        return self.state.kind

    def set_state(self, state: DayState) -> None:
        """Take over what is said of the day, unsaved."""
        for name in STATE_FIELDS:
            setattr(self, name, getattr(state, name))
