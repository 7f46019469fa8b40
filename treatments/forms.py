"""Recording an injection session, planned or done."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import DayField
from accounts.fields import NoteField
from accounts.models import Patient
from accounts.stale import VersionedForm
from analysis.table_values import clean_note
from treatments.actions import forget_first_ever
from treatments.after import possible
from treatments.choices import Downtime, Status
from treatments.models import MAX_NOTES, InjectionSession
from treatments.totals import another_product, differing, differs, odd_units, sure, sure_of
from treatments.units_field import UnitsField

# Botulinum toxin is a medicine since then.
EARLIEST = datetime.date(1989, 1, 1)
# Two years, with the leap day that may be among them.
AHEAD = datetime.timedelta(days=731)
FILLED_IN_AGAIN = ("product", "clinic", "injected_by")
MORE = ("injected_by", "lot", "expires_on", "notes")
NOT_TOO_LONG_AGO = MinValueValidator(EARLIEST, _("This is too long ago. Check the year."))


@dataclass(frozen=True)
class Tick:
    """How a person who is asked about what they typed says that it is right."""

    name: str
    value: str
    label: str
    ticked: bool


class SessionForm(VersionedForm):
    """All that is recorded of a session, but what followed it and where it was injected.

    Nobody types whether it is planned or done: its date tells, when it is first saved or moved.
    One that is no later than any done session is asked whether it is the first ever; that answer is
    then the only one. What is unusual is asked about, and saved once its person is sure.
    """

    date = DayField(_("Date"), validators=[NOT_TOO_LONG_AGO])
    units = UnitsField(label=_("Units, all sites together"))
    expires_on = DayField(
        _("Use before"),
        validators=[NOT_TOO_LONG_AGO],
        required=False,
        help_text=_("The date on the vial."),
    )
    notes = NoteField(
        label=_("Private note"),
        required=False,
        max_length=MAX_NOTES,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you see it, unless you share your private notes."),
    )
    first_ever = forms.TypedChoiceField(
        label=_("Are these your first injections of this kind ever?"),
        choices=[("yes", _("Yes, my first")), ("no", _("No, I had them before"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The time before your first ones is what later days are compared with."),
    )
    earlier_sessions = forms.IntegerField(
        label=_("About how many times before?"),
        min_value=1,
        max_value=200,
        required=False,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], _("Write a whole number from 1 to 200.")
        ),
        help_text=_("A guess is fine. Leave it empty if you do not know."),
    )

    class Meta:
        model = InjectionSession
        fields = ["date", "product", "units", "clinic", "first_ever", "earlier_sessions", *MORE]

    def __init__(self, *args: Any, patient: Patient, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.instance
        session.patient = patient
        self.today = today
        self.was_on = session.date
        self.cancelled = session.status == Status.CANCELLED
        self.others = patient.injection_sessions.standing().exclude(pk=session.pk)
        self.fields["date"].widget.attrs["max"] = (today + AHEAD).isoformat()
        self.ticks: dict[str, Tick] = {}
        self.takes_sum = False
        self.planned: dict[str, Any] | None = None
        if not session.pk:
            self._fill_in_again()
        self._ask_the_earliest()

    def _fill_in_again(self) -> None:
        """Start a new session from the last one: it is often the same product and place.

        One that is planned already may be the one meant; the page says so.
        """
        rows = self.others.values(*FILLED_IN_AGAIN, "pk", "date", "status")
        done = [row for row in rows if row["status"] == Status.DONE]
        for last in (done or list(rows))[-1:]:
            self.initial.update({name: last[name] for name in FILLED_IN_AGAIN})
        planned = (row for row in rows if row["status"] == Status.PLANNED)
        self.planned = next(planned, None)

    def _ask_the_earliest(self) -> None:
        done = self.others.filter(status=Status.DONE)
        earliest = done.values_list("date", flat=True).first()
        on = self._typed_date() or self.was_on or earliest
        self.is_earliest = not self.cancelled and (earliest is None or on < earliest)
        if not self.is_earliest:
            del self.fields["first_ever"], self.fields["earlier_sessions"]
        elif self.instance.first_ever is not None:
            self.initial["first_ever"] = "yes" if self.instance.first_ever else "no"

    def _typed_date(self) -> datetime.date | None:
        try:
            typed: datetime.date = self.fields["date"].clean(self.data.get("date"))
        except forms.ValidationError:
            return None
        return typed

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that not everybody needs."""
        return [self[name] for name in MORE]

    @property
    def unfold(self) -> bool:
        """Whether something is in them, or wrong with them."""
        return any(field.value() or field.errors for field in self.folded)

    def words(self, row: InjectionSession) -> str:
        """The session in a few words, and that it is no done one where it is none."""
        if row.status == Status.DONE:
            return row.words
        return f"{row.words}, {row.get_status_display()}"

    def clean_date(self) -> datetime.date:
        """Refuse a day too far ahead, a second session that day, and one after what followed it."""
        on: datetime.date = self.cleaned_data["date"]
        if on > self.today + AHEAD:
            raise forms.ValidationError(_("This is more than two years ahead. Check the year."))
        if not self.cancelled and self.others.filter(date=on).exists():
            raise forms.ValidationError(_("You already have a session on this day."))
        if self.instance.pk and on != self.was_on:
            self._refuse_after_a_side_effect(on)
            self._refuse_sites_ahead(on)
        return on

    def _refuse_after_a_side_effect(self, on: datetime.date) -> None:
        began = self.instance.side_effects.filter(started_on__lt=on).order_by("started_on").first()
        if began is not None:
            message = gettext(
                "“%(what)s” began on %(on)s, before this day. Change or delete that first."
            )
            raise forms.ValidationError(
                message % {"what": began.name, "on": date_format(began.started_on, "DAY")}
            )

    def _refuse_sites_ahead(self, on: datetime.date) -> None:
        if on > self.today and self.of_sites is not None:
            raise forms.ValidationError(
                _("You wrote down where it was injected. Empty that first, to plan it for later.")
            )

    def clean_notes(self) -> str:
        """The note as a file can hold it, so that a download gives it back."""
        return clean_note(self.cleaned_data["notes"])

    def clean(self) -> dict[str, Any]:
        """Ask whether it was the first, and about what is unusual."""
        data = super().clean() or {}
        if self.is_earliest and data.get("first_ever") is None and "first_ever" not in self.errors:
            self.add_error("first_ever", _("This is your earliest session here. Please answer."))
        if data.get("first_ever") is not False:
            data["earlier_sessions"] = None
        if "product" in data:
            # Asking about a field takes it out of the data.
            product = data["product"]
            self._ask_about_product(product)
            self._ask_about_units(product, data)
        self.refuse_stale(data)
        return data

    def _ask_about_product(self, product: str) -> None:
        """Ask whether the sites are units of the new product too."""
        was = self.instance.product
        if product != was and self.of_sites is not None:
            question, yes = another_product(was, product)
            self._ask("product", question, product, yes)

    def _ask_about_units(self, product: str, data: dict[str, Any]) -> None:
        """Ask about a new total that is unusual or not the sum of its sites, which none becomes."""
        if "units" not in data or not {"units", "product"} & set(self.changed_data):
            return
        units: Decimal | None = data["units"]
        if units is None:
            data["units"], self.takes_sum = self.of_sites, self.of_sites is not None
            return
        question = odd_units(product, units, low=True)
        if not question and self.of_sites is not None and differs(units, self.of_sites):
            question = differing(units, self.of_sites)
        if question:
            self._ask("units", question, sure_of(units), sure(units))

    def _ask(self, field: str, question: str, value: str, yes: str) -> None:
        name = f"sure_{field}"
        ticked = self.data.get(name) == value
        self.ticks[field] = Tick(name, value, yes, ticked)
        if not ticked:
            self.add_error(field, question)

    @cached_property
    def of_sites(self) -> Decimal | None:
        """The units of its sites together; None while none are written down."""
        if not self.instance.pk:
            return None
        units = list(self.instance.sites.values_list("units", flat=True))
        return sum(units, Decimal(0)) if units else None

    def save(self, commit: bool = True) -> models.Model:
        """Save; a session that is new or moved is planned or done by its date.

        A planned one whose day has come stays planned until it is confirmed, and a cancelled one
        stays cancelled. The answer of the earliest done one is the only one.
        """
        session: InjectionSession = self.instance
        if not session.pk or session.date != self.was_on:
            self._move(session)
        saved = super().save(commit)
        if self.is_earliest and session.status == Status.DONE:
            forget_first_ever(but=session)
        return saved

    def _move(self, session: InjectionSession) -> None:
        """What a new day makes void: answers about days that have not come, or are before it."""
        if not self.cancelled:
            session.status = Status.PLANNED if session.date > self.today else Status.DONE
        if not self.is_earliest:
            session.first_ever = session.earlier_sessions = None
        if session.status == Status.PLANNED:
            session.usual_after = session.unwelcome = ""
            session.not_usual_on = None
        if session.usual_after not in (*possible(session, self.today), Downtime.SKIPPED):
            session.usual_after = ""
        if session.not_usual_on is not None and session.not_usual_on < session.date:
            session.not_usual_on = None
