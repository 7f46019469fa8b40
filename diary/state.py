"""What is said of one day, apart from when and how it was saved."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy

from diary.choices import Kind, Severity

EARLIEST_YEAR = 1950
PAIN_WORDS = {
    Severity.MILD: pgettext_lazy("pain", "mild"),
    Severity.MODERATE: pgettext_lazy("pain", "moderate"),
    Severity.SEVERE: pgettext_lazy("pain", "severe"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """The content of a logged day.

    `migraine` and `medicine` are None where it was never asked (a file without the column);
    `severity` is the band 1-3, `pain` the number 1-10 that set it, if one was given. `symptoms` are
    values of Symptom in its order, `aura_minutes` how long the aura took. `allowed` is a value of
    Allowed or empty, `hours_lost` the hours of usual activities that the day took.
    """

    headache: bool
    migraine: bool | None = False
    severity: int | None = None
    pain: int | None = None
    medicine: bool | None = False
    note: str = ""
    symptoms: tuple[str, ...] = ()
    aura_minutes: int | None = None
    allowed: str = ""
    hours_lost: int | None = None

    @property
    def kind(self) -> Kind:
        """The day in one word."""
        return Kind.of(self.headache, self.migraine)

    @property
    def words(self) -> str:
        """The day in a few words, for its person; medicines and the note are only mentioned."""
        parts = [str(self.kind.label)]
        if self.severity is not None:
            parts.append(str(PAIN_WORDS[Severity(self.severity)]))
        if self.medicine:
            parts.append(gettext("medicine taken"))
        if self.symptoms:
            count = len(self.symptoms)
            parts.append(
                ngettext("%(count)s symptom", "%(count)s symptoms", count) % {"count": count}
            )
        if self.note:
            parts.append(gettext("with a note"))
        return ", ".join(parts)

    def as_kind(self, kind: Kind) -> "DayState":
        """The same day said to be of another kind; what no longer fits is dropped."""
        said = replace(self, migraine=kind == Kind.MIGRAINE, medicine=bool(self.medicine))
        if kind != Kind.CLEAR:
            return replace(said, headache=True)
        return DayState(headache=False, medicine=said.medicine, note=said.note)

    def with_severity(self, severity: int | None) -> "DayState":
        """The same day with another band; the number goes where it belongs to the old band."""
        return replace(
            self, severity=severity, pain=self.pain if severity == self.severity else None
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for a JSON field."""
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "DayState":
        """The state whose `as_dict` went through a JSON field, or an older one with fewer parts."""
        return cls(**{**values, "symptoms": tuple(values.get("symptoms", ()))})


STATE_FIELDS = tuple(f.name for f in fields(DayState))
EMPTY = DayState(headache=False)
