"""The person's own list of acute medicines, and what was taken of them."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient
from diary.choices import MedicineKind
from diary.models.days import Day
from diary.moments import Moment


class Medicine(models.Model):
    """An acute medicine that a person takes. Archived, not deleted, once it was taken."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="medicines")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=MedicineKind)
    dose = models.CharField(_("usual dose"), max_length=40, blank=True)
    archived = models.BooleanField(_("archived"), default=False)
    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("medicine")
        verbose_name_plural = _("medicines")
        constraints = [
            models.UniqueConstraint(
                "patient", Lower("name"), Lower("dose"), name="medicine_once_a_name_and_dose"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="medicine_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def words(self) -> str:
        """Name and usual dose, for its person."""
        return f"{self.name} {self.dose}".strip()


class MedicineTaken(models.Model):
    """One dose on a day; its time is kept where it is known, as an attack's is.

    said_before: of a day's first dose, what the day said of acute medicine before it.
    """

    day = models.ForeignKey(Day, models.CASCADE, related_name="doses")
    medicine = models.ForeignKey(Medicine, models.RESTRICT, related_name="doses")
    dose = models.CharField(_("dose"), max_length=40, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    taken_on = models.DateField(_("taken on"), null=True)
    taken_time = models.TimeField(_("taken at the time"), null=True)
    taken_zone = models.CharField(max_length=64, blank=True)
    said_before = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("dose taken")
        verbose_name_plural = _("doses taken")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_on=None, taken_time=None, taken_zone="")
                | Q(taken_at__isnull=False, taken_on__isnull=False, taken_time__isnull=False)
                & ~Q(taken_zone=""),
                name="medicine_taken_time_is_whole",
            )
        ]

    def __str__(self) -> str:
        return str(self.day_id)

    @property
    def words(self) -> str:
        """The medicine's name and how much of it, for its person."""
        return f"{self.medicine.name} {self.dose}".strip()

    @property
    def taken(self) -> Moment | None:
        """When it was taken, None where that is not known."""
        if self.taken_at is None or self.taken_on is None or self.taken_time is None:
            return None
        return Moment(self.taken_on, self.taken_time, self.taken_zone, self.taken_at)

    @taken.setter
    def taken(self, taken: Moment | None) -> None:
        self.taken_on, self.taken_time = (taken.on, taken.time) if taken else (None, None)
        self.taken_zone, self.taken_at = (taken.zone, taken.at) if taken else ("", None)
