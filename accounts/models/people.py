"""People: users, patients, clinicians."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Detail, usual_details
from accounts.managers import UserManager
from accounts.querysets import PatientQuerySet
from accounts.zones import validate_zone, zone

LATEST_START = 6


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in, by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # Empty: the browser's on a page, the site's in an e-mail.
    language = models.CharField(_("language"), max_length=10, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store; an account that was deleted meanwhile is not brought back."""
        if not self._state.adding:
            kwargs["force_update"] = True
        super().save(*args, **kwargs)


class Patient(models.Model):
    """Somebody who keeps a diary. The code stands in every address of their data."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="patient", verbose_name=_("user")
    )
    code = models.UUIDField(_("code"), default=uuid.uuid4, unique=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    created_at = models.DateTimeField(_("created"))
    # The hour at which a night owl's next day begins; it changes only which date is offered.
    day_starts = models.PositiveSmallIntegerField(_("start of the day"), default=0)
    details = models.JSONField(_("asked of a day"), default=usual_details)
    # What a clinic knows this person by; empty until they want to be known.
    name = models.CharField(_("name"), max_length=120, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    # Set by `visible_to` for whoever asks: whether the private notes are theirs to read, too.
    notes_visible: ClassVar[bool] = False

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        constraints = [
            models.CheckConstraint(
                condition=Q(day_starts__lte=LATEST_START), name="patient_day_starts_in_the_night"
            )
        ]

    def __str__(self) -> str:
        return str(self.code)

    def lock(self) -> None:
        """Inside a transaction: wait for whoever else writes this person's data, keep others out.

        One row stands in for all of a person's, also for those that are not there yet.
        """
        Patient.objects.select_for_update().get(pk=self.pk)

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose calendar the diary's days follow."""
        return zone(self.time_zone)

    def local(self, now: datetime) -> datetime:
        """The moment `now` on this person's clock."""
        return now.astimezone(self.zone)

    def today(self, now: datetime) -> date:
        """The calendar day at `now` where this person lives."""
        return self.local(now).date()

    def offered_day(self, now: datetime) -> date:
        """The date that is meant by "today" at `now`: last evening's until their day begins."""
        local = self.local(now)
        return local.date() - timedelta(days=local.hour < self.day_starts)

    def asks(self, detail: Detail) -> bool:
        """Whether this person wants to be asked it of a day."""
        return detail.value in self.details


class Consent(models.Model):
    """That a user agreed to a version of the text on what is stored and why."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    version = models.CharField(_("version"), max_length=20)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "version"], name="consent_once_a_user_and_version"
            )
        ]

    def __str__(self) -> str:
        return self.version


class Clinician(models.Model):
    """Somebody who treats patients. Sees nothing before staff approved the account.

    registration: the number that a register of physicians gave, for staff to look up.
    code_tries: wrong spoken codes since `code_tries_since`.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="clinician", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=120)
    practice = models.CharField(_("practice"), max_length=120, blank=True)
    registration = models.CharField(_("registration number"), max_length=60, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_tries_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("clinician")
        verbose_name_plural = _("clinicians")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(refused_at=None),
                name="clinician_approved_or_refused",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.practice) if part)
