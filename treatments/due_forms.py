"""Asking to be told to book, and what one's own calendar shows."""

import re
import secrets
from typing import Any
from unicodedata import category

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import Patient
from treatments.models import MAX_WEEKS_BEFORE, BookingReminder, CalendarFeed

WEEKS_BEFORE = 4
WORD = _("Appointment")
SECRET_BYTES = 32
# Control characters, lone surrogates, what steers the text around it, and the separators of lines
# and paragraphs.
NOT_IN_A_WORD = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# It makes one picture of several, such as an astronaut.
JOINER = "\u200d"
# Letters and signs, but for the few of them that are drawn as nothing.
VISIBLE = frozenset("LNPS")
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Files mean a new line by it, and some calendars read it back as one.
LINE_BREAK = re.compile(r"\\n", re.IGNORECASE)


def _weeks() -> list[tuple[int, Any]]:
    words = ngettext_lazy("%(n)d week before", "%(n)d weeks before", "n")
    return [(n, words % {"n": n}) for n in range(1, MAX_WEEKS_BEFORE + 1)]


class BookingForm(forms.Form):
    """Whether and how early to be told to book; off deletes what was asked for."""

    tell = forms.BooleanField(label=_("Tell me to book my next injections"), required=False)
    weeks_before = forms.TypedChoiceField(
        label=_("How early"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=_weeks,
        initial=WEEKS_BEFORE,
        error_messages={"invalid_choice": _("Choose a number of weeks from the list.")},
        help_text=_("Before the day the next injections are due."),
    )
    by_email = forms.BooleanField(
        label=_("By e-mail too"),
        required=False,
        help_text=_("One e-mail in each cycle. It does not say what the appointment is for."),
    )

    @classmethod
    def of(cls, reminder: BookingReminder | None) -> "BookingForm":
        """The form as it stands for what was asked for."""
        if reminder is None:
            return cls()
        return cls(
            initial={
                "tell": True,
                "weeks_before": reminder.weeks_before,
                "by_email": reminder.by_email,
            }
        )

    def clean(self) -> dict[str, Any]:
        """Who wants to be told says how early."""
        data = super().clean() or {}
        asked = data.get("tell") and "weeks_before" not in self.errors
        if asked and data.get("weeks_before") is None:
            self.add_error("weeks_before", _("Choose a number of weeks from the list."))
        return data

    def save(self, patient: Patient) -> None:
        """Keep it as the person's one reminder, or have none."""
        if not self.cleaned_data["tell"]:
            BookingReminder.objects.filter(patient=patient).delete()
            return
        wanted = {name: self.cleaned_data[name] for name in ("weeks_before", "by_email")}
        BookingReminder.objects.update_or_create(patient=patient, defaults=wanted)


def feed_of(patient: Patient) -> CalendarFeed:
    """What the person's calendar shows; not stored before they choose or share."""
    found = CalendarFeed.objects.filter(patient=patient).first()
    return found or CalendarFeed(patient=patient, word=str(WORD))


class WordForm(forms.ModelForm):  # type: ignore[type-arg]
    """The one word that each date has in the calendar."""

    word = forms.CharField(
        label=_("The word in your calendar"),
        max_length=40,
        error_messages={
            "required": _("Write a word, such as “Appointment”."),
            "max_length": _("Write at most 40 characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = CalendarFeed
        fields = ["word"]

    def clean_word(self) -> str:
        """Refuse what is no part of a word on one line, and what nobody could see."""
        word: str = self.cleaned_data["word"]
        if any(category(sign) in NOT_IN_A_WORD and sign != JOINER for sign in word):
            raise forms.ValidationError(_("Write it on one line, with letters and signs only."))
        if LINE_BREAK.search(word):
            raise forms.ValidationError(_("Leave out the “\\” before the “n”."))
        if not any(category(sign)[0] in VISIBLE and sign not in BLANK for sign in word):
            raise forms.ValidationError(_("Write a word that can be seen."))
        return word


class LinkForm(forms.Form):
    """Make the private link, make another that takes its place, or turn it off."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("make", "renew", "off")])

    def save(self, patient: Patient) -> CalendarFeed:
        """The link from now on; asked to make one where one is, leave that as it is."""
        feed = feed_of(patient)
        do = self.cleaned_data["do"]
        if do == "off":
            feed.secret = None
        elif do == "renew" or feed.secret is None:
            feed.secret = secrets.token_urlsafe(SECRET_BYTES)
        feed.save()
        return feed
