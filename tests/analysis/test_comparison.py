import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import Comparison, Fewer, Verdict, compare, fewer_than_before, headline
from analysis.cycles import Span
from analysis.windows import Tally, Window
from tests.analysis.diaries import series


def window(count: int, clear: int, unlogged: int = 0, inflation: float = 3.0) -> Window:
    days = "1" * count + "0" * clear + "." * unlogged
    return Tally(series(days)).window([Span(0, len(days))], inflation)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    count, clear, unlogged = (draw(st.integers(0, 120)) for _ in range(3))
    return window(count, clear, unlogged, draw(st.floats(1, 10)))


def test_the_change_is_after_minus_before_in_28_days() -> None:
    result = compare(window(42, 42), window(21, 63))
    assert (result.change, result.reduction) == (-7.0, 0.5)


@pytest.mark.parametrize(
    ("count", "verdict"),
    [
        (12, Verdict.CLEARLY_FEWER),
        (27, Verdict.PROBABLY_FEWER),
        (42, Verdict.CANNOT_TELL),
        (57, Verdict.PROBABLY_MORE),
        (72, Verdict.CLEARLY_MORE),
    ],
)
def test_the_words_follow_how_sure_it_is(count: int, verdict: Verdict) -> None:
    assert compare(window(42, 42), window(count, 84 - count)).verdict is verdict


def test_the_words_change_at_97_and_a_half_and_at_90_percent() -> None:
    edges = (0.0, 0.025, 0.1, 0.9, 0.975, 1.0)
    words = ("clearly_more", "probably_more", "cannot_tell", "probably_fewer", "clearly_fewer")
    closest = dict.fromkeys(edges[1:5], 1.0)
    before = window(400, 400)
    for count in range(280, 521):
        result = compare(before, window(count, 800 - count))
        assert result.sure_less is not None
        place = sum(result.sure_less > edge for edge in edges[1:5])
        assert result.verdict == words[place]
        closest = {edge: min(d, abs(result.sure_less - edge)) for edge, d in closest.items()}
    assert max(closest.values()) < 0.004


def test_there_are_no_words_where_either_window_has_not_enough() -> None:
    good, thin = window(60, 24), window(2, 17)
    assert compare(good, thin).verdict is Verdict.NOT_ENOUGH_DATA
    assert compare(thin, good).verdict is Verdict.NOT_ENOUGH_DATA
    assert compare(good, thin).sure_less is not None


def test_there_are_no_figures_where_either_window_has_no_logged_day() -> None:
    nothing = Comparison(*(None,) * 9, verdict=Verdict.NOT_ENOUGH_DATA)
    assert compare(window(0, 0, 84), window(40, 44)) == nothing
    assert compare(window(40, 44), window(0, 0)) == nothing


def test_there_is_no_reduction_from_nothing() -> None:
    result = compare(window(0, 84), window(40, 44))
    assert (result.reduction, result.reduction_lo, result.reduction_hi) == (None, None, None)
    assert result.change == pytest.approx(28 * 40 / 84)


@given(windows(), windows())
def test_the_range_holds_the_estimate(before: Window, after: Window) -> None:
    result = compare(before, after)
    if result.change is None:
        return
    assert result.change_lo is not None and result.change_hi is not None
    assert result.change_lo - 1e-9 <= result.change <= result.change_hi + 1e-9
    assert result.change_lo >= -28 - 1e-9 and result.change_hi <= 28 + 1e-9
    if result.reduction is not None:
        assert result.reduction_hi is not None
        assert result.reduction <= result.reduction_hi + 1e-9 <= 1 + 2e-9
        assert result.reduction_lo is None or result.reduction_lo - 1e-9 <= result.reduction


@given(windows(), windows())
def test_words_and_range_never_disagree(before: Window, after: Window) -> None:
    result = compare(before, after)
    if result.change is None or result.verdict is Verdict.NOT_ENOUGH_DATA:
        assert not (before.enough and after.enough)
        return
    assert result.change_lo is not None and result.change_hi is not None
    if abs(result.change_hi) > 1e-8:
        assert (result.verdict is Verdict.CLEARLY_FEWER) is (result.change_hi < 0)
    if abs(result.change_lo) > 1e-8:
        assert (result.verdict is Verdict.CLEARLY_MORE) is (result.change_lo > 0)
    if result.verdict is Verdict.PROBABLY_FEWER:
        assert result.change < 0
    if result.verdict is Verdict.PROBABLY_MORE:
        assert result.change > 0


@given(windows(), windows())
def test_the_reductions_range_and_how_sure_it_is_never_disagree(
    before: Window, after: Window
) -> None:
    result = compare(before, after)
    if result.reduction_lo is None:
        return
    assert result.sure_30 is not None and result.sure_50 is not None
    for fall, certain in ((0.3, result.sure_30), (0.5, result.sure_50)):
        if abs(result.reduction_lo - fall) > 1e-8:
            assert (certain >= 0.975) is (result.reduction_lo > fall)


def logged(verdict: Verdict) -> Comparison:
    return Comparison(*(0.0,) * 9, verdict=verdict)


def filled(sure_less: float | None) -> Comparison:
    return Comparison(*(None,) * 6, sure_less, None, None, verdict=Verdict.CANNOT_TELL)


@pytest.mark.parametrize(
    ("verdict", "sure_less", "expected"),
    [
        (Verdict.CLEARLY_FEWER, 0.9, Verdict.CLEARLY_FEWER),
        (Verdict.CLEARLY_FEWER, 0.89, Verdict.DEPENDS_ON_UNLOGGED_DAYS),
        (Verdict.PROBABLY_FEWER, 0.89, Verdict.DEPENDS_ON_UNLOGGED_DAYS),
        (Verdict.CLEARLY_MORE, 0.1, Verdict.CLEARLY_MORE),
        (Verdict.CLEARLY_MORE, 0.11, Verdict.DEPENDS_ON_UNLOGGED_DAYS),
        (Verdict.PROBABLY_MORE, 0.11, Verdict.DEPENDS_ON_UNLOGGED_DAYS),
        (Verdict.CANNOT_TELL, 0.99, Verdict.CANNOT_TELL),
        (Verdict.NOT_ENOUGH_DATA, 0.99, Verdict.NOT_ENOUGH_DATA),
        (Verdict.NOT_ENOUGH_DATA, None, Verdict.NOT_ENOUGH_DATA),
    ],
)
def test_a_headline_must_survive_taking_unlogged_days_as_clear(
    verdict: Verdict, sure_less: float | None, expected: Verdict
) -> None:
    assert headline(logged(verdict), filled(sure_less)) is expected


def test_fewer_than_if_the_baseline_had_gone_on_is_over_all_calendar_days_after() -> None:
    after = window(21, 63, unlogged=28)
    result = compare(window(42, 42), after)
    fewer = fewer_than_before(result, after)
    assert result.change_lo is not None and result.change_hi is not None
    assert fewer == Fewer(112, 28.0, result.change_hi * -4, result.change_lo * -4)
    assert fewer.lo < 28 < fewer.hi


def test_there_is_no_fewer_without_figures() -> None:
    nothing = window(0, 0)
    assert fewer_than_before(compare(nothing, nothing), nothing) is None
