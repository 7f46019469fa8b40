"""What a form does when its page is older than what is stored: show it first, then let it pass."""

import uuid
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

CHANGED_MEANWHILE = _(
    "This was changed in another window meanwhile. It now says: %(now)s. Save again to use what "
    "stands below instead."
)


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of a row with a `version`, which overwrites no other version before it has shown it.

    A subclass calls `refuse_stale` at the end of its `clean`.
    """

    version = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = str(self.instance.version)
        self.initial["version"] = self.stored
        self.was = self.words(self.instance) if self.instance.pk else ""

    def words(self, row: Any) -> str:
        """What a stored row says, for its person."""
        return str(row.words)

    def refuse_stale(self, data: dict[str, Any]) -> None:
        """Add an error where the stored row is another than the one the page was made from.

        A version that cannot be read is another one too: its own error would have no place.
        """
        unreadable = self.errors.pop("version", None)
        if not self.instance.pk or str(data.get("version")) == self.stored:
            return
        if unreadable or set(self.changed_data) - {"version"}:
            typed = {name: self.data.get(name) for name in self.data}
            self.data = {**typed, "version": self.stored}
            self.add_error(None, CHANGED_MEANWHILE % {"now": self.was})

    def save(self, commit: bool = True) -> models.Model:
        """Save under a new version."""
        self.instance.version = uuid.uuid4()
        saved: models.Model = super().save(commit)
        return saved
