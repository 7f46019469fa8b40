"""The one query behind every look at a patient's data, and rows that are only ever added."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.db.models import Exists, OuterRef, Q


def running(now: datetime) -> Q:
    """Of shares: neither stopped nor run out, whether or not staff let the clinician see them."""
    return Q(stopped_at=None) & (Q(ends_at=None) | Q(ends_at__gt=now))


class ShareQuerySet(models.QuerySet[Any]):
    """Shares of a diary with a clinician."""

    def live(self, now: datetime) -> "ShareQuerySet":
        """Those that hold at `now`: begun, not stopped, not run out, to an approved clinician.

        None of a patient whose account is closed, who could not stop it.
        """
        return self.filter(
            running(now),
            started_at__lte=now,
            clinician__approved_at__lte=now,
            patient__user__is_active=True,
        )


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations to read a diary."""

    def open(self, now: datetime) -> "InvitationQuerySet":
        """Those that may still be answered at `now`; none of a patient whose account is closed."""
        return self.filter(end="", expires_at__gt=now, patient__user__is_active=True)


class PatientQuerySet(models.QuerySet[Any]):
    """Patients, by who may see them."""

    def visible_to(self, user: Any, shares: ShareQuerySet) -> "PatientQuerySet":
        """The user's own diary, and those of the given live shares to them; nobody else's.

        Each with `notes_visible`: whether its private notes are the user's to read, too.
        """
        shared = shares.filter(patient=OuterRef("pk"), clinician__user=user.pk)
        mine = Q(user=user.pk)
        seen: PatientQuerySet = self.filter(mine | Exists(shared)).annotate(
            notes_visible=mine | Exists(shared.filter(with_notes=True))
        )
        return seen


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are added and read, never changed or removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise TypeError("These rows are never changed.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise TypeError("These rows are never deleted.")
