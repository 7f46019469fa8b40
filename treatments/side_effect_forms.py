"""Answering what is asked after a session, and recording side effects."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import ISO, DayField
from accounts.one_line import one_line
from accounts.stale import VersionedForm
from treatments.after import Effect, possible
from treatments.choices import Downtime, SideEffectKind, Strength, Unwelcome
from treatments.models import InjectionSession, SideEffect

NOT_YET = "not_yet"
ANOTHER_DAY = "another"
ANOTHER_ANSWER = _("Choose one of the answers.")
NOT_COME = _("This day has not come yet.")
BEFORE_IT_BEGAN = _("This is before the day it began.")
ANSWERED_MEANWHILE = _("You answered this in another window meanwhile: %(answer)s.")


class AnswerForm(forms.Form):
    """One tap on an answer. `was` is the answer stored when the page was made."""

    answer = forms.ChoiceField(
        error_messages=dict.fromkeys(["required", "invalid_choice"], ANOTHER_ANSWER)
    )
    was = forms.CharField(required=False)

    def __init__(
        self,
        *args: Any,
        session: InjectionSession,
        today: datetime.date,
        answers: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.today = session, today
        self.fields["answer"].choices = [(a, a) for a in answers]  # type: ignore[attr-defined]

    def refuse_stale(self, stored: str, words: str, wanted: str) -> None:
        """Keep an answer that the page did not show."""
        if stored and stored not in (self.cleaned_data.get("was", ""), wanted):
            raise forms.ValidationError(ANSWERED_MEANWHILE % {"answer": words})


class UsualForm(AnswerForm):
    """When usual activities were taken up again: what can be true by today, or "not yet"."""

    def __init__(self, *args: Any, session: InjectionSession, today: datetime.date) -> None:
        answers = [*possible(session, today), Downtime.SKIPPED, NOT_YET]
        super().__init__(*args, session=session, today=today, answers=answers)

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what was answered in another window."""
        data = super().clean() or {}
        if "answer" in data:
            wanted = "" if data["answer"] == NOT_YET else data["answer"]
            session = self.session
            self.refuse_stale(session.usual_after, session.get_usual_after_display(), wanted)
        return data

    def save(self) -> None:
        """Store the answer; "not yet" is stored as the day it was said on."""
        answer = self.cleaned_data["answer"]
        self.session.usual_after = "" if answer == NOT_YET else answer
        if answer == NOT_YET:
            self.session.not_usual_on = self.today
        self.session.save(update_fields=["usual_after", "not_usual_on"])


class UnwelcomeForm(AnswerForm):
    """That there was nothing unwelcome, or that it stays unsaid; else there are side effects."""

    def __init__(self, *args: Any, session: InjectionSession, today: datetime.date) -> None:
        answers = [Unwelcome.NOTHING, Unwelcome.SKIPPED]
        super().__init__(*args, session=session, today=today, answers=answers)

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what was answered in another window, and what is recorded."""
        data = super().clean() or {}
        if "answer" in data:
            if self.session.side_effects.exists():
                raise forms.ValidationError(
                    gettext("Something unwelcome is recorded. Delete it first if it was not so.")
                )
            session = self.session
            self.refuse_stale(session.unwelcome, session.get_unwelcome_display(), data["answer"])
        return data

    def save(self) -> None:
        """Store the answer."""
        self.session.unwelcome = self.cleaned_data["answer"]
        self.session.save(update_fields=["unwelcome"])


class OverForm(forms.Form):
    """The last day a side effect was there, in one tap."""

    on = forms.DateField(
        input_formats=[ISO],
        error_messages=dict.fromkeys(["required", "invalid"], ANOTHER_ANSWER),
    )

    def __init__(self, *args: Any, effect: SideEffect, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effect, self.today = effect, today

    def clean_on(self) -> datetime.date:
        """Refuse a day before it began, one that has not come, and another end than is stored."""
        on: datetime.date = self.cleaned_data["on"]
        if self.effect.ended_on not in (None, on):
            message = gettext("You ended this in another window meanwhile: last day %(on)s.")
            raise forms.ValidationError(
                message % {"on": date_format(self.effect.ended_on, "DAY_NO_YEAR")}
            )
        if on < self.effect.started_on:
            raise forms.ValidationError(BEFORE_IT_BEGAN)
        if on > Effect(self.effect, self.today).now:
            raise forms.ValidationError(NOT_COME)
        return on

    def save(self) -> None:
        """Store the day, as a new version of the side effect."""
        self.effect.ended_on = self.cleaned_data["on"]
        self.effect.version = uuid.uuid4()
        self.effect.save(update_fields=["ended_on", "version"])


class SinceInput(forms.DateInput):
    """A box for a date, beside quick answers that are dates themselves and come as `since`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The quick answer, unless it is another day."""
        since = data.get("since", "")
        typed = super().value_from_datadict(data, files, name)
        return typed if since in ("", ANOTHER_DAY) else since


class SideEffectForm(VersionedForm):
    """What it is, how strong, since when, and the last day it was there."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=SideEffectKind,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose what it is.")),
    )
    other = forms.CharField(
        label=_("In your words"),
        max_length=80,
        required=False,
        help_text=_("For “Something else”."),
        error_messages={"max_length": _("Write at most 80 characters.")},
    )
    strength = forms.TypedChoiceField(
        label=_("How strong at its worst?"),
        choices=Strength,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose how strong.")),
    )
    started_on = DayField(_("Since when?"))
    ended_on = DayField(
        _("Last day it was there"),
        required=False,
        help_text=_("Leave it empty while it is still there."),
    )

    class Meta:
        model = SideEffect
        fields = ["kind", "other", "strength", "started_on", "ended_on"]

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        effect = self.instance
        self.first: datetime.date = effect.session.date
        # On a clock turned back, days that were recorded may be ahead.
        recorded = [day for day in (effect.started_on, effect.ended_on) if day]
        self.last = max(today, self.first, *recorded)
        self.quick = [] if effect.pk else self._quick(today)
        limits = {"min": self.first.isoformat(), "max": self.last.isoformat()}
        if self.quick:
            self.fields["started_on"].widget = SinceInput(
                {"type": "date", "class": "form-control"}, ISO
            )
            self.fields["started_on"].label = _("Which day?")
        for name in ("started_on", "ended_on"):
            self.fields[name].widget.attrs.update(limits)

    def _quick(self, today: datetime.date) -> list[tuple[str, str]]:
        """The days it most often begins on, for one tap; and another day, where there is one."""
        day_after = self.first + datetime.timedelta(days=1)
        days = {
            self.first: gettext("Day of the injections"),
            day_after: gettext("The day after"),
        }
        days.setdefault(today, gettext("Today"))
        quick = [(day.isoformat(), words) for day, words in days.items() if day <= self.last]
        if len(quick) <= (self.last - self.first).days:
            quick.append((ANOTHER_DAY, gettext("Another day")))
        return quick

    @property
    def since(self) -> str:
        """The quick answer that was given, if any."""
        return self.data.get("since", "") if self.is_bound else ""

    def clean_other(self) -> str:
        """The words on one line."""
        return one_line(self.cleaned_data["other"])

    def _not_ahead(self, on: datetime.date | None) -> datetime.date | None:
        if on and on > self.last:
            raise forms.ValidationError(NOT_COME)
        return on

    def clean_started_on(self) -> datetime.date:
        """Refuse a day before the injections, and one that has not come."""
        on: datetime.date = self.cleaned_data["started_on"]
        if on < self.first:
            message = gettext("This is before your injections of %(on)s.")
            raise forms.ValidationError(message % {"on": date_format(self.first, "DAY")})
        self._not_ahead(on)
        return on

    def clean_ended_on(self) -> datetime.date | None:
        """Refuse a day that has not come."""
        return self._not_ahead(self.cleaned_data["ended_on"])

    def clean(self) -> dict[str, Any]:
        """Ask for words where it is something else, and only there; let it end after it began."""
        data = super().clean() or {}
        if data.get("kind") != SideEffectKind.OTHER:
            self.errors.pop("other", None)
            data["other"] = ""
        elif not data.get("other") and "other" not in self.errors:
            self.add_error("other", _("Write what it is, in a few words."))
        since, until = data.get("started_on"), data.get("ended_on")
        if since and until and until < since:
            self.add_error("ended_on", BEFORE_IT_BEGAN)
        self.refuse_stale(data)
        return data

    @property
    def already_there(self) -> bool:
        """Whether the same is recorded: the form was sent twice."""
        named = ("kind", "other", "strength", "started_on", "ended_on")
        same = {name: self.cleaned_data[name] for name in named}
        return (
            not self.instance.pk
            and SideEffect.objects.filter(session=self.instance.session, **same).exists()
        )
