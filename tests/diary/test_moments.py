"""Times as they are said: in every zone, in both clock-change nights, also times that none were."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from accounts.zones import zone_names
from diary.moments import FIRST, SECOND, Moment, comes_twice, meant, to_minute, which_of_two

YEAR = 2026
HALF_AN_HOUR = timedelta(minutes=30)
pytestmark = pytest.mark.once


def offset(place: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


@cache
def changes(name: str, year: int = YEAR) -> tuple[datetime, ...]:
    """The instants in a year at which the zone's clock is put forward or back."""
    place, found = ZoneInfo(name), []
    steps = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=15 * i) for i in range(26)]
    for low, high in pairwise(steps):
        if offset(place, low) != offset(place, high):
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                if offset(place, middle) == offset(place, low):
                    low = middle
                else:
                    high = middle
            # A step of bisection may fall within a minute: changes are at whole ones.
            found.append(high.replace(second=0, microsecond=0))
    return tuple(found)


def walls(name: str, change: datetime) -> Iterator[tuple[date, time]]:
    """What a clock on the wall may show from three hours before a change to three after it."""
    wall = (change.astimezone(ZoneInfo(name)) - timedelta(hours=4)).replace(tzinfo=None, second=0)
    for i in range(14):
        said = wall + i * HALF_AN_HOUR
        yield said.date(), said.time()


def form_of(moment: Moment) -> tuple[date, time, str, str]:
    """What a form shows of a moment, as it sends it back."""
    return moment.on, to_minute(moment.time), moment.zone, which_of_two(moment)


def around(name: str, year: int = YEAR) -> Iterator[Moment]:
    """Every time that can be said around each change: skipped ones, and both of doubled ones."""
    for change in changes(name, year):
        for on, clock in walls(name, change):
            twice = comes_twice(on, clock, ZoneInfo(name))
            for second in {False, twice}:
                yield Moment.said(on, clock, name, second=second)


def test_in_every_zone_both_clock_changes_are_found() -> None:
    per_zone = {name: len(changes(name)) for name in zone_names()}
    assert len(per_zone) > 400
    assert set(per_zone.values()) <= {0, 2, 4}
    assert per_zone["Europe/Berlin"] == per_zone["America/Santiago"] == 2
    assert sum(n > 0 for n in per_zone.values()) > 100


def test_any_time_around_any_clock_change_is_kept_as_it_was_said() -> None:
    said = 0
    for name in zone_names():
        for moment in around(name):
            said += 1
            shown = form_of(moment)
            # Sent back unchanged, it is the stored moment, and said anew it is the same one.
            assert meant(*shown, was=moment) == moment
            assert meant(*shown) == moment
            # A page without the question sends nothing of it: the stored one stays.
            assert meant(*shown[:3], "", was=moment) == moment
    assert said > 3000


def test_an_instant_is_shown_and_read_back_as_itself_around_any_clock_change() -> None:
    for name in zone_names():
        for change in changes(name):
            for i in range(-8, 9):
                moment = Moment.of(change + i * HALF_AN_HOUR, name)
                assert meant(*form_of(moment)) == moment
                assert moment.at == change + i * HALF_AN_HOUR


def test_a_skipped_time_is_kept_and_its_instant_is_that_of_the_clock_without_the_change() -> None:
    moment = Moment.said(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert (moment.time, moment.second) == (time(2, 30), False)
    assert moment.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    # An answer that was given to another time of the form does not move it.
    assert meant(moment.on, moment.time, moment.zone, SECOND) == moment


def test_a_doubled_time_is_asked_about_and_both_are_told_apart() -> None:
    night, clock, place = date(2026, 10, 25), time(2, 30), "Europe/Berlin"
    assert meant(night, clock, place, "") is None
    first, second = (meant(night, clock, place, which) for which in (FIRST, SECOND))
    assert first
    assert second
    assert (first.at.hour, second.at.hour) == (0, 1)
    assert (which_of_two(first), which_of_two(second)) == (FIRST, SECOND)
    # Another time of that night is asked about again; one outside of it is not.
    assert meant(night, time(2, 45), place, "", was=second) is None
    assert meant(night, time(4, 0), place, "", was=second) == Moment.said(night, time(4), place)


@pytest.mark.parametrize(
    ("name", "on", "clock"),
    [
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45)),  # half an hour back
        ("America/Havana", date(2026, 11, 1), time(0, 30)),  # back to midnight
        ("Africa/Casablanca", date(2026, 2, 15), time(2, 30)),  # for Ramadan
    ],
)
def test_odd_changes_double_their_times_too(name: str, on: date, clock: time) -> None:
    first, second = (Moment.said(on, clock, name, second=late) for late in (False, True))
    assert second.at - first.at == abs(offset(ZoneInfo(name), second.at) - offset_before(first))
    assert (which_of_two(first), which_of_two(second)) == (FIRST, SECOND)


def offset_before(moment: Moment) -> timedelta:
    return offset(ZoneInfo(moment.zone), moment.at)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("Africa/Cairo", date(2026, 4, 24)),
        ("America/Santiago", date(2026, 9, 6)),
        ("Asia/Beirut", date(2026, 3, 29)),
    ],
)
def test_where_midnight_is_skipped_it_can_be_said_and_stays_on_its_date(
    name: str, on: date
) -> None:
    midnight = Moment.said(on, time(0), name)
    assert (midnight.on, midnight.time) == (on, time(0))
    assert Moment.of(midnight.at, name).time == time(1)
    assert meant(*form_of(midnight), was=midnight) == midnight


@pytest.mark.parametrize(
    ("name", "skipped"),
    [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))],
)
def test_a_day_that_the_date_line_took_can_be_said(name: str, skipped: date) -> None:
    moment = Moment.said(skipped, time(2, 30), name)
    assert meant(*form_of(moment)) == moment
    for other in around(name, skipped.year):
        assert meant(*form_of(other)) == other


def test_a_stored_moment_keeps_its_seconds_through_an_unchanged_form() -> None:
    moment = Moment.of(datetime(2026, 3, 1, 12, 0, 42, tzinfo=UTC), "Asia/Tokyo")
    assert meant(*form_of(moment), was=moment) == moment
    assert meant(moment.on, time(21, 1), moment.zone, "", was=moment) == Moment.said(
        moment.on, time(21, 1), "Asia/Tokyo"
    )


@pytest.mark.parametrize("name", ["Europe/Berlin", "Africa/Monrovia", "Asia/Kathmandu", "UTC"])
def test_a_tap_is_the_minute_in_which_it_was_made(name: str) -> None:
    for at in (
        datetime(2026, 10, 25, 1, 30, 59, 999, tzinfo=UTC),
        datetime(1971, 5, 1, 1, 30, 59, tzinfo=UTC),
    ):
        tapped = Moment.tapped(at, name)
        assert (tapped.time.second, tapped.time.microsecond) == (0, 0)
        assert timedelta() <= at - tapped.at < timedelta(minutes=1)
