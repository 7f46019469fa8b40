"""The whole sheet from what was gathered."""

from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext

from clinic.sheet.beside import beside, notes
from clinic.sheet.chart import bars
from clinic.sheet.content import Sheet
from clinic.sheet.definitions import definitions
from clinic.sheet.figures import confidence
from clinic.sheet.gather import Given
from clinic.sheet.keys import keys
from clinic.sheet.published import rules
from clinic.sheet.times import times
from outcomes.numbers import dates_of, day
from outcomes.summary import Summary
from outcomes.words import coverage, wording
from treatments.choices import Product


def compose(given: Given) -> Sheet:
    """Put it in words, in the language that is active; no database is touched."""
    outcome = given.outcome
    summary = outcome.headache
    return Sheet(
        language=get_language() or "en",
        title=gettext("Headache diary on one page"),
        who=given.known_as,
        born=gettext("born %(on)s") % {"on": day(given.born_on)} if given.born_on else "",
        period=_period(summary),
        made=gettext("Made on %(on)s. Recorded by the patient with Clear Days.")
        % {"on": day(outcome.today)},
        keys=keys(given),
        result=tuple(filter(None, _result(summary))),
        table=times(outcome),
        bars=bars(summary),
        rules=rules(summary),
        beside=beside(given),
        definitions=definitions(summary),
        notes=notes(given),
        page_of=gettext("Page {page} of {pages}"),
    )


def _period(summary: Summary) -> str:
    series = summary.result.course.series
    if not series.end:
        return gettext("No day is logged.")
    dates = dates_of(summary.date_of(0), summary.date_of(series.end - 1))
    return gettext("Days logged: %(dates)s.") % {"dates": dates}


def _result(summary: Summary) -> Iterator[str]:
    """What Before and after says, word for word, and what a clinician asks besides."""
    yield unescape(strip_tags(wording.headline(summary, own=False)))
    yield wording.verdict(summary)
    yield wording.ranges(summary)
    sure = summary.result.after_vs_baseline.sure_less
    if summary.untreated_before and summary.compared and sure is not None:
        yield gettext("Confidence that it is fewer: %(sure)s.") % {"sure": confidence(sure)}
    yield coverage.coverage(summary)
    yield coverage.left_out(summary)
    yield coverage.if_unlogged(summary)
    yield _first_ever(summary)
    yield _products(summary)


def _first_ever(summary: Summary) -> str:
    """Said where it was; where it was not, or nobody knows, the verdict says so."""
    if not summary.untreated_before:
        return ""
    return gettext("The first session recorded here was the first Botox ever.")


def _products(summary: Summary) -> str:
    """The product where all sessions had the same; else it stands beside the units."""
    products = {session.product for session in summary.sessions}
    if len(products) != 1:
        return ""
    return gettext("Given: %(product)s.") % {"product": Product(products.pop()).label}
