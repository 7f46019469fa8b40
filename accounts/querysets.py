"""The one query behind every look at a patient's data."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q


class ShareQuerySet(models.QuerySet[Any]):
    """Shares of a diary with a clinician."""

    def live(self, now: datetime) -> "ShareQuerySet":
        """Those that hold at `now`: begun, not stopped, not run out, to an approved clinician."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=now),
            started_at__lte=now,
            stopped_at=None,
            clinician__approved_at__lte=now,
        )


class PatientQuerySet(models.QuerySet[Any]):
    """Patients, by who may see them."""

    def visible_to(self, user: Any, shares: ShareQuerySet) -> "PatientQuerySet":
        """The user's own diary, and those of the given live shares to them; nobody else's."""
        shared = shares.filter(patient=OuterRef("pk"), clinician__user=user.pk)
        return self.filter(Q(user=user.pk) | Exists(shared))
