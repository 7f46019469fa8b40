"""What studies saw, each figure with the source it was read in."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of figures, and its source."""

    text: str | Promise
    source: Source


DIENER = Source("Diener 2020", "https://pubmed.ncbi.nlm.nih.gov/33026631/")
HERD = Source("Herd 2019", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6661560/")
PREEMPT_1 = Source("Aurora 2010", "https://pubmed.ncbi.nlm.nih.gov/20647170/")
HULL = Source(
    "Khalil 2014",
    "https://thejournalofheadacheandpain.biomedcentral.com/articles/10.1186/1129-2377-15-54",
)
COMPEL = Source("Blumenfeld 2018", "https://pmc.ncbi.nlm.nih.gov/articles/PMC5799088/")
KHAN = Source("Khan 2020", "https://pubmed.ncbi.nlm.nih.gov/31758548/")
MASTERS = Source("Masters-Israilov 2019", "https://www.medscape.com/viewarticle/921189")

FEWER_DAYS = (
    Fact(
        _(
            "After 24 weeks, 45 of 100 people given Botox had half their headache days or fewer. "
            "Of 100 given a dummy injection, 34 had."
        ),
        DIENER,
    ),
    Fact(
        _(
            "Botox took 2.0 migraine days a month more off than dummy injections did "
            "(95% range 1.1 to 2.8, 1,384 people)."
        ),
        HERD,
    ),
)
ATTACK_STARTS = (
    Fact(
        _(
            "In the first large trial, headache attacks fell by 5.2 a month with Botox and by 5.3 "
            "with dummy injections: no difference. Headache days did differ."
        ),
        PREEMPT_1,
    ),
)
DOWNTIME = (
    Fact(
        _(
            "A session is 31 to 39 small injections. Of 254 people followed in a clinic, about 1 "
            "of 100 fainted. There was no comparison group."
        ),
        HULL,
    ),
)
LASTING = (
    Fact(
        _(
            "With Botox every 12 weeks, headache days fell by 9.2 a month by week 60 and by 10.7 "
            "by week 108. There was no comparison group, and 52 of 100 people stayed to the end."
        ),
        COMPEL,
    ),
    Fact(
        _("In one study it wore off for 44 of 100 people in the weeks before the next injections."),
        KHAN,
    ),
    Fact(
        _("In another study it wore off for 63 of 100 in the weeks before the next injections."),
        MASTERS,
    ),
    Fact(
        _(
            "After 24 weeks, the average pain of a day was milder by 1 point of 3 or more for 36 "
            "of 100 people given Botox. Of 100 given a dummy injection, it was for 22."
        ),
        DIENER,
    ),
)
SIDE_EFFECTS = (
    Fact(
        _(
            "In a study over two years, 18.3 of 100 people had something unwelcome from the "
            "injections: neck pain 4.1, a drooping eyelid 2.5, pain where injected 2.0. There was "
            "no comparison group."
        ),
        COMPEL,
    ),
    Fact(
        _(
            "Of 254 people followed in a clinic, 15 of 100 had pain where injected for a day or "
            "longer, 15 a stiff neck and 11 a drooping eyelid. There was no comparison group."
        ),
        HULL,
    ),
)
