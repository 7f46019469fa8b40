"""Reading injection sessions and what followed them."""

from datetime import date
from typing import Any

from django.db import models

from treatments.choices import Status


class SessionQuerySet(models.QuerySet[Any]):
    """Injection sessions."""

    def standing(self) -> "SessionQuerySet":
        """All but the cancelled ones, first to last."""
        return self.exclude(status=Status.CANCELLED).order_by("date")

    def done(self, today: date) -> "SessionQuerySet":
        """Those that have happened by `today`, first to last: cycles are numbered from these."""
        return self.filter(status=Status.DONE, date__lte=today).order_by("date")


class SideEffectQuerySet(models.QuerySet[Any]):
    """Side effects."""

    def open(self) -> "SideEffectQuerySet":
        """Those that are not over, the oldest first."""
        return self.filter(ended_on=None).order_by("started_on", "pk")


class PreventiveQuerySet(models.QuerySet[Any]):
    """Other preventives."""

    def in_order(self) -> "PreventiveQuerySet":
        """The longest running first; those from before the diary, with no start, before all."""
        return self.order_by(models.F("started_on").asc(nulls_first=True), "pk")
