"""Numbers and dates as people read them, in the page's language."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import ceil, floor

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from analysis.cycles import Span

Text = str | Promise


def decimal(value: float) -> str:
    """A figure with one decimal, such as 18.9."""
    # Adding zero turns a rounded -0.0 into 0.0.
    return _number(round(value, 1) + 0.0, 1, get_language())


def whole(value: float) -> str:
    """A figure without decimals, such as 25."""
    return _number(round(value), None, get_language())


def strong(text: str) -> SafeString:
    """The figure a sentence is about."""
    return format_html("<strong>{}</strong>", text)


def filled(template: Text, **values: str | int) -> SafeString:
    """A translated sentence with its values escaped, so that a strong figure stays strong."""
    safe = {k: v if isinstance(v, int) else conditional_escape(v) for k, v in values.items()}
    return mark_safe(template % safe)  # noqa: S308


def day(on: date) -> str:
    """A date, such as 1 March 2026."""
    return _written(on, "DAY", get_language())


def short_day(on: date) -> str:
    """A date in little room, such as 1 Mar 2026."""
    return _written(on, "DAY_MONTH_SHORT", get_language())


def month(on: date) -> str:
    """A month on an axis, such as Mar 2026."""
    return _written(on, "MONTH_SHORT_YEAR", get_language())


def shown_change(before: float, after: float) -> float:
    """The change between two rates as they are shown, so that the sentence adds up."""
    return round(round(after, 1) - round(before, 1), 1) + 0.0


def outward(lo: float, shown: float, hi: float) -> tuple[int, int]:
    """A range in whole days that holds the figure shown beside it."""
    return min(round(lo), floor(shown)), max(round(hi), ceil(shown))


def level_range(lo: float, shown: float, hi: float) -> str:
    """The range of a rate, such as "15 to 23"."""
    return _range(*outward(lo, round(shown, 1), hi), get_language())


def dates_of(first: date, last: date) -> str:
    """A stretch of dates, both included."""
    if first == last:
        return day(first)
    start = date_format(first, "DAY_NO_YEAR") if first.year == last.year else day(first)
    return gettext("%(first)s to %(last)s") % {"first": start, "last": day(last)}


def span_dates(first_day: date, span: Span) -> str:
    """The dates of a span that is not empty."""
    base = first_day.toordinal()
    return dates_of(date.fromordinal(base + span.start), date.fromordinal(base + span.stop - 1))


def of_days(some: int, all_days: int) -> str:
    """Some of a number of days, such as "67 of 76"."""
    return _of(some, all_days, get_language())


def days(count: int) -> str:
    """A number of days."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def listed(numbers: Iterable[int], label: Callable[[int], str] = str) -> str:
    """Rising whole numbers, such as "1, 3 to 10": three or more in a row by their ends."""
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        labels = [label(number) for _, number in run]
        if len(labels) > 2:
            labels = [gettext("%(low)s to %(high)s") % {"low": labels[0], "high": labels[-1]}]
        parts += labels
    return ", ".join(parts)


@lru_cache(maxsize=1024)
def _number(value: float, decimals: int | None, language: str | None) -> str:
    """A number in a language; kept, as a page needs hundreds and most of them twice."""
    return number_format(value, decimals)


@lru_cache(maxsize=1024)
def _range(low: int, high: int, language: str | None) -> str:
    """A range in a language; kept, as there is one for each cycle and week."""
    return gettext("%(low)s to %(high)s") % {"low": whole(low), "high": whole(high)}


@lru_cache(maxsize=4096)
def _of(some: int, all_days: int, language: str | None) -> str:
    """Some of a number of days in a language; kept, as there are several for each cycle."""
    return gettext("%(some)s of %(all)s") % {"some": some, "all": all_days}


@lru_cache(maxsize=2048)
def _written(on: date, style: str, language: str | None) -> str:
    """A date in a language; kept, as ten years of 28-day periods need it hundreds of times."""
    return date_format(on, style)
