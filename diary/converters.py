"""Dates in addresses."""

from datetime import date

from diary.state import EARLIEST_YEAR


class DayConverter:
    """A calendar date as YYYY-MM-DD; anything else is no such address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The date; ValueError, so not found, where there is none such or it is too old."""
        day = date.fromisoformat(value)
        if day.year < EARLIEST_YEAR:
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        """The date in the address."""
        return value.isoformat()
