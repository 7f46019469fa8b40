"""How often the ranges hold the truth and the words are wrong; `script/validate` runs it."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from math import sqrt
from multiprocessing import Pool
from time import perf_counter

from tests.simulate import APART, DRIFT, ONLY_BAD_DAYS, WHATEVER_THEY_BRING, Plan
from tests.validity import BEFORE, CYCLES, LEVELS, PLANS, Found, found_in, together

SEED = 28
DIARIES = 300
COVERAGE_GOAL = 0.93
FALSE_GOAL = 0.03
FAMILIES = {each.name: each for each in (*WHATEVER_THEY_BRING, *APART, *ONLY_BAD_DAYS)}
USUAL = tuple(each.name for each in WHATEVER_THEY_BRING)

RANGES_MEAN = """\
Percent of diaries. Ranges: how often the 95 % range holds the true change, the usual level
(before, after) and the true fall in percent. Fewer: what the headline says of diaries with
enough logged days; clearly, or clearly or probably."""
ONLY_BAD_DAYS_MEAN = """\
Headache days are all logged, clear days only in part. Percent of all diaries, first as the
logged days alone say it, then as the headline, which also asks what if the unlogged days had
been clear. At least: a time before or a cycle of which only the count is shown."""

Results = dict[tuple[str, Plan], Found]


def run(seed: int, diaries: int) -> Results:
    """Every family by every plan, on all processors; the same however many there are."""
    cells = list(product(FAMILIES, PLANS))
    tasks = [(*cell, diaries, [seed, number]) for number, cell in enumerate(cells)]
    with Pool(os.cpu_count()) as pool:
        return dict(zip(cells, pool.starmap(_found, tasks, chunksize=4), strict=True))


def _found(name: str, plan: Plan, diaries: int, seed: list[int]) -> Found:
    return found_in(FAMILIES[name], plan, diaries, seed)


class Part:
    """Some of the results: `unchanged` where nothing changed, `halved` where the level did."""

    def __init__(
        self, results: Results, families: Iterable[str], plans: Iterable[Plan] = PLANS
    ) -> None:
        """Add up the results of `families` under `plans`."""
        chosen = [(plan.halved, results[name, plan]) for name, plan in product(families, plans)]
        self.unchanged = together(found for halved, found in chosen if not halved)
        self.halved = together(found for halved, found in chosen if halved)
        self.both = together((self.unchanged, self.halved))

    @property
    def covered(self) -> tuple[float, float, float]:
        """How often the ranges hold the true change, the usual levels, and the true fall."""
        return (self.both.change_covered, self.both.levels_covered, self.both.reduction_covered)

    @property
    def words(self) -> tuple[float, float, float, float, float]:
        """False and right words, of the diaries that have enough days; and how many have."""
        no, half, both = self.unchanged, self.halved, self.both
        return (
            no.clearly / no.enough,
            no.fewer / no.enough,
            half.clearly / half.enough,
            half.fewer / half.enough,
            both.enough / both.diaries,
        )


def by_plan(results: Results) -> Iterator[tuple[str, Part]]:
    """The families together, by headache days, by days before and by cycles."""
    for level in LEVELS:
        plans = [plan for plan in PLANS if plan.level == level]
        yield f"{level} headache days in 28", Part(results, USUAL, plans)
    for before in BEFORE:
        plans = [plan for plan in PLANS if plan.before == before]
        yield f"{before} days before", Part(results, USUAL, plans)
    for cycles in CYCLES:
        plans = [plan for plan in PLANS if plan.cycles == cycles]
        yield f"{cycles} cycles" if cycles > 1 else "1 cycle", Part(results, USUAL, plans)


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def head(*lines: str) -> None:
    """The lines above a table; `|` stands between the columns, the first of which is blank."""
    for line in lines:
        first, *rest = line.split("|")
        say(f"{first:26}" + "".join(f"{cell:>9}" for cell in rest))


def row(name: str, shares: Iterable[float]) -> None:
    """A line of a table: shares in percent."""
    say(f"{name:26}" + "".join(f"{100 * share:9.1f}" for share in shares))


def percent(share: float) -> str:
    """A share in percent, with one decimal where it needs one."""
    return f"{round(100 * share, 1):g} %"


def standard_error(share: float, diaries: float) -> float:
    """One standard error of a share that was counted in so many diaries, in percent."""
    return 100 * sqrt(share * (1 - share) / diaries)


def print_ranges(results: Results) -> None:
    """Coverage, false words and power: by family, by headache days, days before and cycles."""
    say(RANGES_MEAN)
    say()
    head(
        "|range|range|range|no|change:|true|halving:|with",
        "|of the|of the|of the|clearly|any|clearly|any|enough",
        "|change|level|fall|fewer|fewer|fewer|fewer|days",
    )
    for name in USUAL:
        part = Part(results, [name])
        row(name, (*part.covered, *part.words))
    everything = Part(results, USUAL)
    row("all of these", (*everything.covered, *everything.words))
    say()
    for name, part in by_plan(results):
        row(name, (*part.covered, *part.words))
    say()
    for family in APART:
        part = Part(results, [family.name])
        row(family.name, part.covered if family.own_days else (*part.covered, *part.words))


def print_errors(results: Results) -> None:
    """The largest Monte Carlo errors among the families."""
    parts = [Part(results, [name]) for name in USUAL]
    coverage = max(standard_error(p.both.change_covered, p.both.known) for p in parts)
    false = max(standard_error(p.words[0], p.unchanged.enough) for p in parts)
    power = max(standard_error(p.words[2], p.halved.enough) for p in parts)
    say(f"Monte Carlo error of a family, one standard error: at most {coverage:.2f} for the range")
    say(f"of the change, {false:.2f} for a false “clearly fewer”, {power:.2f} for a right one.")


def print_only_bad_days(results: Results) -> None:
    """What happens where clear days are often not logged, without and with the guard."""
    say(ONLY_BAD_DAYS_MEAN)
    say()
    head(
        "|with|shown|no|change:|no|change:|true|halving:",
        "|enough|as at|clearly|fewer|clearly|more|any|fewer",
        "clear days logged|days|least|logged|headline|logged|headline|logged|headline",
    )
    for family in ONLY_BAD_DAYS:
        part = Part(results, [family.name])
        no, half, both = part.unchanged, part.halved, part.both
        row(
            family.name,
            (
                both.enough / both.diaries,
                both.at_least / both.diaries,
                no.clearly_logged / no.diaries,
                no.clearly / no.diaries,
                no.clearly_more_logged / no.diaries,
                no.clearly_more / no.diaries,
                half.fewer_logged / half.diaries,
                half.fewer / half.diaries,
            ),
        )


def print_goals(results: Results) -> None:
    """The two goals, what was reached, and whether that meets them."""
    covered = {name: min(Part(results, [name]).covered) for name in USUAL if name != DRIFT}
    name = min(covered, key=lambda name: covered[name])
    goal(
        f"Each range holds the truth in {percent(COVERAGE_GOAL)} or more, in all but {DRIFT}",
        f"lowest {percent(covered[name])} ({name})",
        covered[name] >= COVERAGE_GOAL,
    )
    at, of, level = min(
        (Part(results, [name], [p for p in PLANS if p.level == level]).covered[0], name, level)
        for name, level in product(USUAL, LEVELS)
    )
    say(f"The change alone, at one level, at the least: {percent(at)} ({of}, {level} days in 28)")
    false = [Part(results, [name]).words[0] for name in USUAL]
    mean = sum(false) / len(false)
    goal(
        f"False “clearly fewer”, the mean of the families, in {percent(FALSE_GOAL)} or less",
        f"{percent(mean)}, highest {percent(max(false))}",
        mean <= FALSE_GOAL,
    )


def goal(wanted: str, reached: str, met: bool) -> None:
    """One goal."""
    say(f"{wanted}: {reached}, {'met' if met else 'MISSED'}")


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(prog="script/validate", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="default: %(default)s")
    parser.add_argument(
        "--diaries", type=int, default=DIARIES, help="in each cell; default: %(default)s"
    )
    asked = parser.parse_args()
    began = perf_counter()
    results = run(asked.seed, asked.diaries)
    say(
        f"{asked.diaries * len(results):,} simulated diaries, {asked.diaries} for each of "
        f"{len(FAMILIES)} families x {len(PLANS)} plans, seed {asked.seed}, "
        f"{perf_counter() - began:.0f} seconds."
    )
    say()
    print_ranges(results)
    print_errors(results)
    say()
    print_only_bad_days(results)
    say()
    print_goals(results)


if __name__ == "__main__":
    main()
