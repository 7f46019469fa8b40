"""Who looked at what, and who changed who may."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import EventKind
from accounts.querysets import AppendOnlyQuerySet


class AccessEvent(models.Model):
    """One look, download, grant, stop or act on an account. Never changed; carries no health text.

    It outlives the accounts it names: `actor` and `about` are then keys of nobody, and the names
    beside them still say which clinician it was, or who of staff did it; never which patient.

    patient_code: whose diary; None where it is about none. about: whose account was acted on.
    page: the name of the address, for a look or a download.
    """

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("what"), max_length=20, choices=EventKind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="access_events",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("who, by name"), max_length=250, blank=True)
    patient_code = models.UUIDField(_("patient's code"), null=True, blank=True)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="events_about",
        verbose_name=_("about"),
    )
    about_name = models.CharField(_("about, by name"), max_length=250, blank=True)
    page = models.CharField(_("page"), max_length=80, blank=True)

    Kind: ClassVar = EventKind
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["patient_code", "-at"], name="event_of_patient"),
            models.Index(fields=["-at"], name="event_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append; what is written is not written again."""
        if not self._state.adding:
            raise TypeError("An access event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("An access event is never deleted.")
