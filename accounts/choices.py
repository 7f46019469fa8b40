"""What a person may choose about their own diary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Detail(models.TextChoices):
    """What may be asked of a day beside the one question."""

    SEVERITY = "severity", _("How bad it was: mild, moderate or severe")
    PAIN = "pain", _("How bad it was as a number, 1 to 10")
    MEDICINES = "medicines", _("Medicines taken")
    TIMES = "times", _("When it started and ended")
    SYMPTOMS = "symptoms", _("Symptoms")
    ALLOWED = "allowed", _("What the day allowed")
    NOTE = "note", _("Note")


def usual_details() -> list[str]:
    """What is asked unless the person chose otherwise: all but the number."""
    return [detail.value for detail in Detail if detail is not Detail.PAIN]
