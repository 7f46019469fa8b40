"""How many more days would tell. See docs/method.md, "What would settle it"."""

from analysis.comparison import SURE_CLEARLY_FEWER, SURE_CLEARLY_MORE
from analysis.confidence import sure
from analysis.intervals import Rate

MOST_DAYS = 36_500
"""Further days looked ahead: what a hundred years would not tell, days alone do not tell."""


def days_to_settle(before: Rate, after: Rate, inflation: float) -> int | None:
    """Further logged days after that would take the 95 % range of the change off zero.

    It supposes that both rates and the diary's V (`inflation`) stay as they are, and that nothing
    is added before. None where no number of days would: there is no change to tell, or the time
    before alone leaves too wide a range.
    """

    def settled(days: int) -> bool:
        further = Rate(after.p, after.neff + days / inflation)
        found = sure(before, further)
        return found >= SURE_CLEARLY_FEWER or found <= SURE_CLEARLY_MORE

    if not settled(MOST_DAYS):
        return None
    low, high = -1, MOST_DAYS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if settled(middle) else (middle, high)
    return high
