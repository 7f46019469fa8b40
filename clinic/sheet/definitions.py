"""The definitions that the sheet's figures use."""

from collections.abc import Iterator

from django.utils.translation import gettext

from analysis.series import Measure
from clinic.sheet.content import Section
from outcomes.numbers import decimal
from outcomes.summary import Summary
from outcomes.words.measure_words import WORDS


def definitions(summary: Summary) -> Section:
    """In the words of Before and after, and what is this sheet's own."""
    return Section(gettext("Definitions"), tuple(_definitions(summary)))


def _definitions(summary: Summary) -> Iterator[str]:
    yield gettext(
        "A day not logged is never taken as clear. A level needs at least 20 logged days, and 20 "
        "of every 28."
    )
    for measure in Measure:
        words = {"name": WORDS[measure].name, "means": WORDS[measure].means}
        named = measure is Measure.MODERATE_SEVERE
        yield (gettext("%(name)s: %(means)s") if named else "%(means)s") % words
    yield gettext(
        "A month is 28 days. A cycle runs from its session, day 1, to the next, at most 112 days; "
        "the next is due on day 85. The time before is the 84 days before the first session."
    )
    yield gettext(
        "Days counted are exact. A range is for the usual level; as bad days come in runs, it is "
        "as wide as these days tell (V = %(v)s). Confidence is read from the same ranges."
    ) % {"v": decimal(summary.result.course.inflation)}
    if summary.first is not None:
        yield gettext(
            "The range of all cycles together leaves out that they differ. A slow change over "
            "years cannot be seen from one short time before."
        )
    yield gettext(
        "Acute medicine: days, not doses. In square brackets the days a month that ICHD-3 8.2 "
        "looks at, for more than 3 months with headache on 15 or more days; its rule for several "
        "kinds together is left out."
    )
    yield gettext("This page counts and compares. It does not diagnose or advise.")
