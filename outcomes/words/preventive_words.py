"""Other preventives in words: beside the figures, under a chart, in its table."""

from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from outcomes.numbers import day, short_day
from outcomes.preventives import Preventive, Within
from outcomes.summary import Summary
from outcomes.tables.table import table
from treatments.preventive_list import dose_from

MOST_NAMED, MOST_CLAUSES = 6, 4
"""In one sentence, and of one name; the table under the chart has all."""


def beside_change(summary: Summary) -> Iterator[str]:
    """Those that changed in the time compared, by name, and those that stayed as they were."""
    found = summary.within_compared
    changed = [each for each in found if each.changed]
    if changed:
        yield _changed(changed)
    elif not found:
        yield gettext(
            "If another preventive was started or stopped in this time, it may have changed these "
            "figures too; none is recorded."
        )
    throughout = _names(each.preventive for each in found if not each.changed)
    if throughout:
        yield ngettext(
            "%(names)s was taken the whole time.",
            "%(names)s were taken the whole time.",
            len(throughout),
        ) % {"names": _listed(_shortened(throughout))}


def under_levels(summary: Summary) -> str:
    """Those that changed in the time compared, in a line for a chart that has no dates."""
    changed = [each for each in summary.within_compared if each.changed]
    if not changed:
        return ""
    parts = [
        gettext("%(name)s (%(changes)s)")
        % {"name": name, "changes": ", ".join(dict.fromkeys(k for e in each for k in _kinds(e)))}
        for name, each in _by_name(changed).items()
    ]
    return gettext("Other preventives that changed in this time: %(preventives)s.") % {
        "preventives": ", ".join(_shortened(parts))
    }


def below_bars(shown: Iterable[Preventive]) -> str:
    """What the lines below a chart's bars are; empty where there are none."""
    names = _names(shown)
    if not names:
        return ""
    return gettext(
        "The lines below the bars show when other preventives were taken: %(names)s."
    ) % {"names": _listed(_shortened(names))}


def preventive_table(shown: Iterable[Preventive]) -> SafeString:
    """A row for each: from, to, and its doses."""
    heads = (gettext("Other preventive"), gettext("From"), gettext("To"), gettext("Dose"))
    rows = [
        (
            each.name,
            short_day(each.started) if each.started else gettext("before this diary"),
            short_day(each.stopped) if each.stopped else gettext("still taken"),
            "; ".join(_doses(each)),
        )
        for each in shown
    ]
    if not rows:
        return SafeString()
    return table(heads, rows, numbers=False, caption=gettext("Other preventives"))


def _changed(changed: list[Within]) -> str:
    names = _by_name(changed)
    parts = [
        gettext("%(name)s %(changes)s") % {"name": name, "changes": _clauses(each)}
        for name, each in list(names.items())[:MOST_NAMED]
    ]
    more = len(names) - len(parts)
    if more:
        parts.append(
            ngettext("%(count)s more changed as well", "%(count)s more changed as well", more)
            % {"count": more}
        )
    return ngettext(
        "%(changes)s, in the time compared here: it may have changed these figures too.",
        "In the time compared here: %(changes)s. They may have changed these figures too.",
        len(names),
    ) % {"changes": "; ".join(parts)}


def _by_name(changed: list[Within]) -> dict[str, list[Within]]:
    """What was taken more than once is one thing."""
    found: dict[str, list[Within]] = {}
    for each in changed:
        found.setdefault(each.preventive.name, []).append(each)
    return found


def _clauses(of: list[Within]) -> str:
    clauses = [clause for each in of for clause in _dated(each)]
    if len(clauses) > MOST_CLAUSES:
        return gettext("was started, stopped or changed %(count)s times") % {"count": len(clauses)}
    return _listed(clauses)


def _dated(of: Within) -> Iterator[str]:
    if of.started:
        yield gettext("was started on %(on)s") % {"on": day(of.started)}
    if len(of.doses) == 1:
        yield gettext("had its dose changed on %(on)s") % {"on": day(of.doses[0])}
    elif of.doses:
        yield gettext("had its dose changed %(count)s times") % {"count": len(of.doses)}
    if of.stopped:
        yield gettext("was stopped on %(on)s") % {"on": day(of.stopped)}


def _kinds(of: Within) -> Iterator[str]:
    if of.started:
        yield gettext("started")
    if of.doses:
        yield gettext("dose changed")
    if of.stopped:
        yield gettext("stopped")


def _doses(of: Preventive) -> Iterator[str]:
    if of.dose:
        yield of.dose
    for change in of.changes:
        yield dose_from(change.dose, short_day(change.on))


def _names(of: Iterable[Preventive]) -> list[str]:
    """Each name once."""
    return list(dict.fromkeys(each.name for each in of))


def _shortened(parts: list[str]) -> list[str]:
    more = len(parts) - MOST_NAMED
    if more <= 0:
        return parts
    return [*parts[:MOST_NAMED], gettext("%(count)s more") % {"count": more}]


def _listed(parts: list[str]) -> str:
    """Several things as a sentence names them: "A", "A and B", "A, B and C"."""
    *others, last = parts
    if not others:
        return last
    return gettext("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}
