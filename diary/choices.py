"""The words that a day is described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a day was: the one question of the diary."""

    CLEAR = "clear", _("No headache")
    HEADACHE = "headache", _("Headache")
    MIGRAINE = "migraine", _("Migraine")

    @classmethod
    def of(cls, headache: bool, migraine: bool | None) -> "Kind":
        """A headache day without a word on migraine is a headache day."""
        if not headache:
            return cls.CLEAR
        return cls.MIGRAINE if migraine else cls.HEADACHE


class Severity(models.IntegerChoices):
    """The worst pain of the day, as a band; 0-10 numbers set it (1-3, 4-6, 7-10)."""

    MILD = 1, _("Mild")
    MODERATE = 2, _("Moderate")
    SEVERE = 3, _("Severe")


class ImportStatus(models.TextChoices):
    """Where the bringing-in of a file stands."""

    WAITING = "waiting", _("waiting for your yes")
    DONE = "done", _("brought in")
    UNDONE = "undone", _("undone")


class Symptom(models.TextChoices):
    """What may come with a headache: the features of the migraine criteria, and two more."""

    NAUSEA = "nausea", _("Nausea")
    VOMITING = "vomiting", _("Vomiting")
    LIGHT = "light", _("Light hurts")
    SOUND = "sound", _("Sound hurts")
    SMELL = "smell", _("Smells hurt")
    ONE_SIDED = "one_sided", _("On one side")
    THROBBING = "throbbing", _("Throbbing")
    MOVING = "moving", _("Worse on moving")
    AURA = "aura", _("Aura")


class Allowed(models.TextChoices):
    """What the day allowed."""

    USUAL = "usual", _("The usual")
    LESS = "less", _("Less")
    NOTHING = "nothing", _("Nothing")


class MedicineKind(models.TextChoices):
    """The classes that acute medicine for headache is counted by."""

    TRIPTAN = "triptan", _("Triptan")
    ERGOT = "ergot", _("Ergot")
    GEPANT = "gepant", _("Gepant")
    DITAN = "ditan", _("Ditan")
    SIMPLE = "simple", _("Simple analgesic")
    COMBINATION = "combination", _("Combination analgesic")
    OPIOID = "opioid", _("Opioid")
    ANTIEMETIC = "antiemetic", _("Against nausea")
    OTHER = "other", _("Other")


# A day on which one of these was taken is a migraine day, whatever its effect (Leiden e-diary).
MIGRAINE_SPECIFIC = frozenset(
    {MedicineKind.TRIPTAN, MedicineKind.ERGOT, MedicineKind.GEPANT, MedicineKind.DITAN}
)


class Instrument(models.TextChoices):
    """The scores of which a total can be kept. Their questions are under licence and not here."""

    HIT6 = "hit6", _("HIT-6")
    MIDAS = "midas", _("MIDAS")
    PGIC = "pgic", _("Overall change")


# The lowest and the highest total (HIT-6 36 to 78, MIDAS 0 to 270, global impression 1 to 7).
SCORE_RANGES = {Instrument.HIT6: (36, 78), Instrument.MIDAS: (0, 270), Instrument.PGIC: (1, 7)}


class OverallChange(models.IntegerChoices):
    """How it is since Botox began, on the scale of Instrument.PGIC."""

    VERY_MUCH_BETTER = 1, _("Very much better")
    MUCH_BETTER = 2, _("Much better")
    LITTLE_BETTER = 3, _("A little better")
    NO_CHANGE = 4, _("No change")
    LITTLE_WORSE = 5, _("A little worse")
    MUCH_WORSE = 6, _("Much worse")
    VERY_MUCH_WORSE = 7, _("Very much worse")
