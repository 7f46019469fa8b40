"""Words for the time between sessions."""

from django.utils.translation import gettext, ngettext

from analysis.cycles import Interval, interval_kind


def interval_words(days: int) -> str:
    """The time since the session before: "84 days after the one before: 12 weeks"."""
    said = ngettext(
        "%(days)s day after the one before: %(kind)s",
        "%(days)s days after the one before: %(kind)s",
        days,
    )
    return said % {"days": days, "kind": _kind_words(interval_kind(days))}


def _kind_words(kind: Interval) -> str:
    """How it compares with twelve weeks."""
    return {
        Interval.SHORT: gettext("shorter than 12 weeks"),
        Interval.TWELVE_WEEKS: gettext("12 weeks"),
        Interval.ABOUT_TWELVE_WEEKS: gettext("about 12 weeks"),
        Interval.LONG: gettext("longer than 12 weeks"),
    }[kind]
