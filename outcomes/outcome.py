"""Everything that one diary shows, as one value: every screen and the command only arrange it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from analysis.attacks import AttackComparison, compare_starts
from analysis.series import Measure
from analysis.severity import AttackSeverities, attack_severities, severity_by_day
from outcomes.after_sessions import Noted, Usual, noted_after, usual_after
from outcomes.diary import Diary, Session, SideEffect
from outcomes.summary import Summary, summarise


@dataclass(frozen=True, slots=True)
class Severities:
    """Attacks by their worst day: before the first session, and in each cycle."""

    before: AttackSeverities
    cycles: tuple[AttackSeverities, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a diary shows by `today`.

    measures: before and after for each of the four. starts: attack starts of headache, which have
    their own V. severities: of headache attacks. sessions and side_effects are those begun by
    `today`; usual and noted count what was said of the days after them.
    """

    today: date
    sessions: tuple[Session, ...]
    measures: Mapping[Measure, Summary]
    starts: AttackComparison
    severities: Severities
    side_effects: tuple[SideEffect, ...]
    usual: Usual
    noted: Noted

    @property
    def headache(self) -> Summary:
        """The measure that every saved day tells of."""
        return self.measures[Measure.HEADACHE]


def outcome_of(diary: Diary) -> Outcome:
    """Work everything out; no database is touched."""
    measures = {measure: summarise(diary, measure) for measure in Measure}
    of = measures[Measure.HEADACHE].result.course
    severity = severity_by_day(diary.columns, of.series)
    return Outcome(
        today=diary.today,
        sessions=diary.sessions,
        measures=measures,
        starts=compare_starts(of),
        severities=Severities(
            before=attack_severities(of.series, severity, [of.baseline]),
            cycles=tuple(attack_severities(of.series, severity, [cycle]) for cycle in of.cycles),
        ),
        side_effects=diary.side_effects,
        usual=usual_after(diary.sessions, diary.side_effects),
        noted=noted_after(diary.sessions, diary.side_effects, diary.today),
    )
