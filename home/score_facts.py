"""What studies say of the scores, each figure with the source it was read in."""

from django.utils.translation import gettext_lazy as _

from diary.choices import Instrument
from outcomes.studies import DIENER, Fact, Source

HOUTS = Source("Houts 2020", "https://pubmed.ncbi.nlm.nih.gov/32862469/")
STEWART = Source("Stewart 2001", "https://doi.org/10.1212/wnl.56.suppl_1.s20")

FACTS: dict[Instrument, tuple[Fact, ...]] = {
    Instrument.HIT6: (
        Fact(
            _(
                "In the Botox trials, the total was lower by 5 points or more after 24 weeks for "
                "41 of 100 people given Botox. Of 100 given a dummy injection, it was for 25."
            ),
            DIENER,
        ),
        Fact(
            _(
                "A study of people with chronic migraine found that a fall of 6 points or more is "
                "one that matters to them."
            ),
            HOUTS,
        ),
    ),
    Instrument.MIDAS: (
        Fact(
            _(
                "The total adds up days of the past 3 months on which migraine limited what people "
                "did."
            ),
            STEWART,
        ),
    ),
    Instrument.PGIC: (),
}
