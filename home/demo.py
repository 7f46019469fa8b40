"""Made-up diaries that look like real ones: headaches in runs, and a course over the cycles.

Nothing in here is a medical claim: the figures are chosen so that every page has something to show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from analysis.cycles import CYCLE_DAYS, MONTH_DAYS
from diary.state import DayState

# How strongly a day resembles the one before it: the correlation from day to day.
RUNS = 0.35
UNLOGGED = 0.08
ONSET_DAYS = 14
WEAR_OFF_DAY = 66
WEAR_OFF = 5.0
# The level of each cycle, days per 28; later cycles stay at the last.
CYCLE_LEVELS = (12.0, 10.0, 8.5, 7.0, 6.0)
NOTES = (
    "Woke up with it.",
    "Left work at lunch.",
    "Dark room helped.",
    "Bad night, four hours of sleep.",
    "Storm in the afternoon.",
    "Started on the train home.",
    "Slept it off.",
    "Light hurt all day.",
)


@dataclass(frozen=True)
class Course:
    """What a made-up diary is drawn from; days count from its first, day 0.

    `before` is the level without treatment, in headache days per 28; `left_out` are days not logged
    on top of those that are forgotten by chance, `kept` days that are never forgotten.
    """

    seed: int
    days: int
    before: float
    sessions: Sequence[int] = ()
    left_out: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()

    def level(self, day: int) -> float:
        """Headache days per 28 to be expected around a day."""
        done = [s for s in self.sessions if s <= day]
        if not done:
            return self.before
        since = day - done[-1]
        low = CYCLE_LEVELS[min(len(done), len(CYCLE_LEVELS)) - 1]
        if since < ONSET_DAYS:
            start = self.level(done[-1] - 1)
            return start + (low - start) * since / ONSET_DAYS
        worn = max(since - WEAR_OFF_DAY, 0) / (CYCLE_DAYS - WEAR_OFF_DAY)
        return low + WEAR_OFF * min(worn, 1.0)


def _headache_day(random: Random, treated: bool) -> DayState:
    migraine = random.random() < 0.5
    bands = (1, 5, 5) if migraine else (6, 4, 1)
    if treated:
        bands = (bands[0] + 3, bands[1], bands[2] - 1)
    severity = random.choices((1, 2, 3), bands)[0]
    medicine = random.random() < (0.25, 0.7, 0.9)[severity - 1]
    return DayState(
        headache=True,
        migraine=migraine,
        severity=severity if random.random() < 0.94 else None,
        medicine=medicine,
        note=random.choice(NOTES) if random.random() < 0.08 else "",
    )


def diary(course: Course, first: date) -> dict[date, DayState]:
    """The logged days of a course whose day 0 is `first`, by date; the same for the same seed."""
    random = Random(course.seed)
    days: dict[date, DayState] = {}
    headache = False
    for number in range(course.days):
        rate = min(course.level(number) / MONTH_DAYS, 1.0)
        headache = random.random() < rate * (1 - RUNS) + RUNS * headache
        treated = any(s <= number for s in course.sessions)
        state = _headache_day(random, treated) if headache else DayState(headache=False)
        forgotten = random.random() < UNLOGGED and number not in course.kept
        if not forgotten and number not in course.left_out:
            days[first + timedelta(days=number)] = state
    return days
