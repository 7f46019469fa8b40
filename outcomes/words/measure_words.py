"""The words for what is counted, measure by measure, in whole sentences that can be translated."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from analysis.series import Measure
from outcomes.numbers import Text


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The words of one measure.

    `own_rate` speaks to the person, `rate` about them; `when` is "Before Botox" or its like.
    `two_levels` names those of weeks 3 to 10 and of week 11 on.
    `answers` asks for what saved days do not say, and `counted_said` is `counted` where there are
    such days; both are empty for headache, which every saved day says.
    """

    name: Text
    days: Text
    own_rate: Text
    rate: Text
    counted: Text
    at_least: Text
    two_levels: Text
    unlogged: Text
    means: Text
    answers: Text = ""
    counted_said: Text = ""


WORDS = {
    Measure.HEADACHE: MeasureWords(
        name=_("Headache days"),
        days=ngettext_lazy("%(count)s headache day", "%(count)s headache days", "count"),
        own_rate=_("%(when)s you had headache on %(rate)s days of 28."),
        rate=_("%(when)s there was headache on %(rate)s days of 28."),
        counted=ngettext_lazy(
            "%(when)s: headache on %(count)s of %(logged)s day logged.",
            "%(when)s: headache on %(count)s of %(logged)s days logged.",
            "logged",
        ),
        at_least=_("%(when)s: headache on at least %(rate)s days of 28."),
        two_levels=_("Weeks 3 to 10: headache on %(early)s days of 28. From week 11 on: %(late)s."),
        unlogged=_(
            "If every day not logged was clear: %(best)s. If all of them had headache: %(worst)s."
        ),
        means=_("A headache day is a day with 30 minutes or more of head pain."),
    ),
    Measure.MIGRAINE: MeasureWords(
        name=_("Migraine days"),
        days=ngettext_lazy("%(count)s migraine day", "%(count)s migraine days", "count"),
        own_rate=_("%(when)s you had migraine on %(rate)s days of 28."),
        rate=_("%(when)s there was migraine on %(rate)s days of 28."),
        counted=ngettext_lazy(
            "%(when)s: migraine on %(count)s of %(logged)s day logged.",
            "%(when)s: migraine on %(count)s of %(logged)s days logged.",
            "logged",
        ),
        counted_said=ngettext_lazy(
            "%(when)s: migraine on %(count)s of %(logged)s day that says yes or no.",
            "%(when)s: migraine on %(count)s of %(logged)s days that say yes or no.",
            "logged",
        ),
        at_least=_("%(when)s: migraine on at least %(rate)s days of 28."),
        two_levels=_("Weeks 3 to 10: migraine on %(early)s days of 28. From week 11 on: %(late)s."),
        unlogged=_(
            "If no day not logged had migraine: %(best)s. If all of them had migraine: %(worst)s."
        ),
        means=_(
            "A migraine day is a headache day that was said to be migraine. A headache day on "
            "which nobody was asked counts as not logged here."
        ),
        answers=ngettext_lazy(
            "%(when)s, %(count)s more headache day needs to say if it was migraine.",
            "%(when)s, %(count)s more headache days need to say if they were migraine.",
            "count",
        ),
    ),
    Measure.MODERATE_SEVERE: MeasureWords(
        name=_("Moderate or severe"),
        days=ngettext_lazy(
            "%(count)s moderate or severe day", "%(count)s moderate or severe days", "count"
        ),
        own_rate=_("%(when)s you had moderate or severe headache on %(rate)s days of 28."),
        rate=_("%(when)s there was moderate or severe headache on %(rate)s days of 28."),
        counted=ngettext_lazy(
            "%(when)s: moderate or severe headache on %(count)s of %(logged)s day logged.",
            "%(when)s: moderate or severe headache on %(count)s of %(logged)s days logged.",
            "logged",
        ),
        counted_said=ngettext_lazy(
            "%(when)s: moderate or severe headache on %(count)s of %(logged)s day that says "
            "yes or no.",
            "%(when)s: moderate or severe headache on %(count)s of %(logged)s days that say "
            "yes or no.",
            "logged",
        ),
        at_least=_("%(when)s: moderate or severe headache on at least %(rate)s days of 28."),
        two_levels=_(
            "Weeks 3 to 10: moderate or severe headache on %(early)s days of 28. "
            "From week 11 on: %(late)s."
        ),
        unlogged=_(
            "If no day not logged had moderate or severe headache: %(best)s. "
            "If all of them had: %(worst)s."
        ),
        means=_(
            "A day counts here when its worst pain was moderate or severe. A headache day without "
            "a severity counts as not logged here."
        ),
        answers=ngettext_lazy(
            "%(when)s, %(count)s more headache day needs a severity.",
            "%(when)s, %(count)s more headache days need a severity.",
            "count",
        ),
    ),
    Measure.MEDICINE: MeasureWords(
        name=_("Medicine days"),
        days=ngettext_lazy("%(count)s medicine day", "%(count)s medicine days", "count"),
        own_rate=_("%(when)s you took acute medicine on %(rate)s days of 28."),
        rate=_("%(when)s acute medicine was taken on %(rate)s days of 28."),
        counted=ngettext_lazy(
            "%(when)s: acute medicine on %(count)s of %(logged)s day logged.",
            "%(when)s: acute medicine on %(count)s of %(logged)s days logged.",
            "logged",
        ),
        counted_said=ngettext_lazy(
            "%(when)s: acute medicine on %(count)s of %(logged)s day that says yes or no.",
            "%(when)s: acute medicine on %(count)s of %(logged)s days that say yes or no.",
            "logged",
        ),
        at_least=_("%(when)s: acute medicine on at least %(rate)s days of 28."),
        two_levels=_(
            "Weeks 3 to 10: acute medicine on %(early)s days of 28. From week 11 on: %(late)s."
        ),
        unlogged=_(
            "If medicine was taken on no day not logged: %(best)s. "
            "If it was on all of them: %(worst)s."
        ),
        means=_(
            "A medicine day is a day on which medicine was taken for a headache attack. A day on "
            "which nobody was asked counts as not logged here."
        ),
        answers=ngettext_lazy(
            "%(when)s, %(count)s more saved day needs to say if medicine was taken.",
            "%(when)s, %(count)s more saved days need to say if medicine was taken.",
            "count",
        ),
    ),
}
