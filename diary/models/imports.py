"""The files that days were brought in from."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.choices import ImportStatus

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
