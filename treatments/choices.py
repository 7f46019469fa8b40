"""The words that treatments are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Product(models.TextChoices):
    """The botulinum toxin injected. Units of one product are not units of another."""

    ONABOTULINUMTOXIN_A = "onabotulinumtoxinA", _("Botox (onabotulinumtoxinA)")
    ABOBOTULINUMTOXIN_A = "abobotulinumtoxinA", _("Dysport (abobotulinumtoxinA)")
    INCOBOTULINUMTOXIN_A = "incobotulinumtoxinA", _("Xeomin (incobotulinumtoxinA)")
    PRABOTULINUMTOXIN_A = "prabotulinumtoxinA", _("Jeuveau or Nuceiva (prabotulinumtoxinA)")
    DAXIBOTULINUMTOXIN_A = "daxibotulinumtoxinA", _("Daxxify (daxibotulinumtoxinA)")
    LETIBOTULINUMTOXIN_A = "letibotulinumtoxinA", _("Letybo (letibotulinumtoxinA)")
    RIMABOTULINUMTOXIN_B = "rimabotulinumtoxinB", _("Myobloc or NeuroBloc (rimabotulinumtoxinB)")
    OTHER = "other", _("Another botulinum toxin")

    @property
    def short(self) -> str:
        """Its everyday name, without the substance."""
        return str(self.label).partition(" (")[0]


class Status(models.TextChoices):
    """Whether a session took place. Cycles are counted from done ones alone."""

    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class Muscle(models.TextChoices):
    """Where botulinum toxin is injected, by muscle; the first seven are the standard scheme's."""

    CORRUGATOR = "corrugator", _("Between the brows, beside the middle (corrugator)")
    PROCERUS = "procerus", _("Between the brows, middle (procerus)")
    FRONTALIS = "frontalis", _("Forehead (frontalis)")
    TEMPORALIS = "temporalis", _("Temple (temporalis)")
    OCCIPITALIS = "occipitalis", _("Back of the head (occipitalis)")
    CERVICAL_PARASPINAL = "cervical_paraspinal", _("Upper neck (cervical paraspinal)")
    TRAPEZIUS = "trapezius", _("Shoulder (trapezius)")
    MASSETER = "masseter", _("Jaw (masseter)")
    OTHER = "other", _("Elsewhere")


class Side(models.TextChoices):
    """The person's own left and right."""

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    MIDDLE = "middle", _("middle")


class Downtime(models.TextChoices):
    """When usual activities were taken up again after a session, as the person remembers."""

    AT_ONCE = "at_once", _("Straight away")
    SAME_DAY = "same_day", _("Later the same day")
    NEXT_DAY = "next_day", _("The next day")
    FEW_DAYS = "few_days", _("2 or 3 days later")
    WEEK = "week", _("4 to 7 days later")
    LONGER = "longer", _("More than a week later")
    SKIPPED = "skipped", _("Rather not say")


class Unwelcome(models.TextChoices):
    """What a person answered when asked for anything unwelcome after a session."""

    NOTHING = "nothing", _("Nothing so far")
    SOMETHING = "something", _("Something")
    SKIPPED = "skipped", _("Rather not say")


class SideEffectKind(models.TextChoices):
    """What may follow injections, in plain words."""

    INJECTION_SITE_PAIN = "injection_site_pain", _("Pain where it was injected")
    BRUISE = "bruise", _("Bruise")
    NECK_PAIN = "neck_pain", _("Neck pain or stiffness")
    EYELID_DROOP = "eyelid_droop", _("Drooping eyelid")
    BROW_CHANGE = "brow_change", _("Brow looks different")
    HEADACHE_WORSE = "headache_worse", _("Headache or migraine worse")
    WEAKNESS = "weakness", _("Weakness")
    DRY_MOUTH = "dry_mouth", _("Dry mouth")
    SWALLOWING = "swallowing", _("Trouble swallowing")
    FAINTING = "fainting", _("Fainting")
    OTHER = "other", _("Something else")


class Strength(models.IntegerChoices):
    """How strong a side effect is at its worst."""

    MILD = 1, _("Mild")
    MODERATE = 2, _("Moderate")
    SEVERE = 3, _("Severe")


class PreventiveKind(models.TextChoices):
    """Kinds of preventive treatment other than botulinum toxin."""

    BETA_BLOCKER = "beta_blocker", _("Beta blocker")
    CANDESARTAN = "candesartan", _("Candesartan")
    TOPIRAMATE = "topiramate", _("Topiramate")
    TRICYCLIC = "tricyclic", _("Amitriptyline or another tricyclic")
    CGRP_ANTIBODY = "cgrp_antibody", _("CGRP antibody")
    GEPANT = "gepant", _("Gepant")
    DEVICE = "device", _("Device")
    OTHER = "other", _("Something else")
