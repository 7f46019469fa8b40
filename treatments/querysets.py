"""Reading injection sessions."""

from datetime import date
from typing import Any

from django.db import models


class SessionQuerySet(models.QuerySet[Any]):
    """Injection sessions."""

    def done(self, today: date) -> "SessionQuerySet":
        """Those that have happened by `today`, first to last: cycles are numbered from these."""
        return self.filter(date__lte=today).order_by("date")
