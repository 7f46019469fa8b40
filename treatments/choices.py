"""The words that treatments are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Product(models.TextChoices):
    """The botulinum toxin injected. Units of one product are not units of another."""

    ONABOTULINUMTOXIN_A = "onabotulinumtoxinA", _("Botox (onabotulinumtoxinA)")
    ABOBOTULINUMTOXIN_A = "abobotulinumtoxinA", _("Dysport (abobotulinumtoxinA)")
    INCOBOTULINUMTOXIN_A = "incobotulinumtoxinA", _("Xeomin (incobotulinumtoxinA)")
    OTHER = "other", _("Another botulinum toxin")
