"""The time of the main pages beside an empty page, and of the caseload; `script/bench` runs it."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from analysis.before_after import analyse
from analysis.series import Measure, series_of
from tests.bench_caseload import DAYS, PATIENTS, caseload_page, make_caseload
from tests.bench_pages import Diary, Page, charts_bytes, first_visit, pages_of

ROUNDS = 60
WARM_UP = 3
RESULTS = ("before and after", "  migraine", "  moderate, severe", "  medicine")
TIMES_FLOOR = {
    "Today": 2.5,
    "save a day": 3.0,
    "calendar, a month": 3.0,
    "calendar, a year": 5.0,
    "treatments": 3.0,
    **dict.fromkeys(RESULTS, 12.0),
}
TIMES_ONE_YEAR = 2.5
FIRST_VISIT_KB = 60
CHARTS_KB = 40
CASELOAD_ROUNDS = 30
CASELOAD_TIMES = 25
CASELOAD_KB = 100


def measure(pages: list[Page], rounds: int) -> None:
    """Ask for each page in turn, round after round, so that all meet the same machine."""
    for _ in range(WARM_UP):
        for page in pages:
            page.count_queries()
    for page in pages:
        page.seconds.clear()
    for _ in range(rounds):
        for page in pages:
            page.measure()


def say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def goal(reached: float, limit: float | None) -> str:
    """The goal beside a figure, and whether it is met."""
    if limit is None:
        return ""
    return f"under {limit:g}: {'met' if reached < limit else 'MISSED'}"


def print_table(one: list[Page], ten: list[Page]) -> None:
    """Each page's time as a multiple of the empty page's, its queries and its size."""
    floor = median(one[0].seconds + ten[0].seconds) * 1000
    say(f"The empty page, logged in: {floor:.2f} ms, the 1 of the table. {ROUNDS} rounds, medians.")
    say()
    say(f"{'':18}{'1 year of days':>28}{'10 years, 40 sessions':>30}")
    head = f"{'times':>9}{'queries':>9}{'bytes gz':>10}"
    say(f"{'':18}{head}  {head}   goal, in times the empty page")
    for a, b in zip(one, ten, strict=True):
        cells = [f"{p.ms / floor:9.2f}{p.queries:9}{p.gzipped:10}" for p in (a, b)]
        say(f"{a.name:18}{cells[0]}  {cells[1]}   {goal(b.ms / floor, TIMES_FLOOR.get(a.name))}")


def analysis_ms(diary: Diary) -> float:
    """The median time of the whole analysis alone, from columns in memory, in milliseconds."""
    series = series_of(diary.patient.days.all().columns(), Measure.HEADACHE)
    sessions = series.day_numbers(diary.patient.injection_sessions.values_list("date", flat=True))

    def timed(work: Callable[[], object]) -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return median(timed(lambda: analyse(series, sessions)) for _ in range(ROUNDS)) * 1000


def say_caseload(diary: Diary, floor: Page, now: datetime) -> None:
    """The caseload beside the empty page, measured again among as many rows."""
    page = caseload_page(make_caseload(now), diary)
    measure([floor, page], CASELOAD_ROUNDS)
    times, size = page.ms / floor.ms, page.gzipped / 1000
    say(f"The caseload of {PATIENTS} patients of {DAYS} days, its first page: {page.ms:.0f} ms,")
    say(f"    {times:.1f} times the empty page ({floor.ms:.2f} ms), {goal(times, CASELOAD_TIMES)}")
    say(f"    {page.queries} queries; {size:.1f} kB gzipped, {goal(size, CASELOAD_KB)}")


def main() -> None:
    """Measure and print."""
    now = datetime.now(UTC)
    one, ten = (pages_of(Diary(years, now)) for years in (1, 10))
    measure(one + ten, ROUNDS)
    print_table(one, ten)
    names = [page.name for page in one]
    results = [(one[names.index(name)], ten[names.index(name)]) for name in RESULTS]
    growth = max(b.ms / a.ms for a, b in results)
    charts = max(charts_bytes(b) for _, b in results) / 1000
    sizes = first_visit(ten[names.index("Today")])
    total = sum(sizes.values()) / 1000
    say()
    say(f"Before and after, 10 years to 1 year: {growth:.2f}, {goal(growth, TIMES_ONE_YEAR)}")
    say(f"The charts of one page, 10 years: {charts:.1f} kB gzipped, {goal(charts, CHARTS_KB)}")
    say(f"One measure's analysis alone, 10 years: {analysis_ms(results[0][1].diary):.2f} ms")
    say(f"A first visit of Today: {total:.1f} kB sent, {goal(total, FIRST_VISIT_KB)}")
    for name, size in sizes.items():
        say(f"    {size:6} {name}")
    say()
    say_caseload(one[0].diary, one[0], now)
