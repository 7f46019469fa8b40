import pytest

from analysis.blocks import blocks
from analysis.course import course
from analysis.cycles import Span
from tests.analysis.diaries import series


def test_months_are_counted_backwards_and_forwards_from_the_first_session() -> None:
    found = blocks(course(series("0" * 100), [40, 90]), 99)
    assert [(block.number, *block.window.spans[0], block.whole) for block in found] == [
        (-2, 0, 12, False),
        (-1, 12, 40, True),
        (0, 40, 68, True),
        (1, 68, 96, True),
        (2, 96, 100, False),
    ]


def test_without_a_session_they_are_counted_back_from_the_end() -> None:
    found = blocks(course(series("0" * 60), []), 80)
    assert [(block.number, *block.window.spans[0]) for block in found] == [
        (-3, 0, 4),
        (-2, 4, 32),
        (-1, 32, 60),
    ]


def test_an_empty_diary_has_none() -> None:
    assert blocks(course(series(""), [5]), 80) == ()


@pytest.mark.parametrize("session", [-300, -28, -1, 0, 1, 27, 28, 56, 99, 100, 128, 500])
def test_every_day_is_in_one_block_wherever_the_session_lies(session: int) -> None:
    of = course(series("1" * 100), [session])
    spans = [block.window.spans[0] for block in blocks(of, 0)]
    assert [day for span in spans for day in range(*span)] == list(range(100))
    assert [(span.start - session) % 28 for span in spans[1:]] == [0] * (len(spans) - 1)
    assert all(
        block.number >= 0 for block in blocks(of, 0) if block.window.spans[0].start >= session
    )


def test_each_has_its_count() -> None:
    of = course(series("1" * 28 + "0" * 20 + "." * 8), [28])
    counts = [(b.window.logged, b.window.count) for b in blocks(of, 0)]
    assert counts == [(28, 28), (20, 0)]
    assert blocks(of, 0)[0].window == of.window(Span(0, 28))


def test_what_is_not_logged_since_goes_on_to_yesterday() -> None:
    of = course(series("1" * 28 + "01" * 5), [28])
    found = blocks(of, 80)
    assert [(*b.window.spans[0], b.window.days, b.window.logged) for b in found] == [
        (0, 28, 28, 28),
        (28, 56, 28, 10),
        (56, 80, 24, 0),
    ]
    half = found[1].window
    assert (half.count, half.best, half.worst, half.enough) == (5, 5.0, 23.0, False)
    assert (found[2].window.best, found[2].whole) == (None, False)


def test_time_later_than_16_weeks_after_a_session_is_told_apart() -> None:
    of = course(series("0" * 28 + "1" * 200), [28, 200])
    assert [block.number for block in blocks(of, 0) if block.left_out] == [4, 5]
    assert not any(block.left_out for block in blocks(course(series("0" * 300), []), 0))
