"""Form fields that more than one room uses."""

from typing import Any

from django import forms


class NoteField(forms.CharField):
    """Text whose line breaks count as one character, as they do in the browser."""

    def to_python(self, value: Any) -> str:
        """The text with line breaks as newlines."""
        return str(super().to_python(value)).replace("\r\n", "\n")
