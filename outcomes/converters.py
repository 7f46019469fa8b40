"""Measures in addresses."""

from analysis.series import Measure


class MeasureConverter:
    """What is counted, by its short name; anything else is no such address."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> Measure:
        """The measure; ValueError (so: not found) for an unknown one."""
        return Measure(value)

    def to_url(self, value: str) -> str:
        """The measure in the address."""
        return str(Measure(value))
