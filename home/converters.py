"""Months in addresses."""

from datetime import date

from diary.state import EARLIEST_YEAR


class MonthConverter:
    """A month as YYYY-MM, given to a view as its first day."""

    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """The month's first day; ValueError, so not found, where it is too old."""
        first = date.fromisoformat(f"{value}-01")
        if first.year < EARLIEST_YEAR:
            raise ValueError(value)
        return first

    def to_url(self, value: date) -> str:
        """The month that a day lies in."""
        return value.strftime("%Y-%m")
