"""What was said about the days after the sessions, as counts; an unsaid answer is never one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outcomes.diary import Session, SideEffect
from treatments.choices import Downtime, SideEffectKind, Strength, Unwelcome


@dataclass(frozen=True, slots=True)
class Answers:
    """Who was asked: sessions with an answer, with the answer left out, and without any."""

    answered: int
    skipped: int
    unanswered: tuple[Session, ...]

    @property
    def sessions(self) -> int:
        """All sessions."""
        return self.answered + self.skipped + len(self.unanswered)


@dataclass(frozen=True, slots=True)
class Usual:
    """When usual activities were taken up again: sessions by answer.

    not_yet: days from each session to the last one on which they were still out of reach, where no
    other answer followed; such a session is answered, as it was not straight away. open: sessions
    whose answer is still to come, those among them. injected: the number of injections of each
    session that has its sites recorded. fainted: sessions with fainting noted after them.
    """

    answers: Answers
    counts: Mapping[Downtime, int]
    not_yet: tuple[int, ...]
    open: tuple[Session, ...]
    injected: tuple[int, ...]
    fainted: int

    @property
    def longest(self) -> Downtime | None:
        """The latest answer that was given."""
        return max(self.counts, key=list(Downtime).index, default=None)


def usual_after(sessions: Sequence[Session], effects: Iterable[SideEffect]) -> Usual:
    """Count the answers about usual activities."""
    given = [Downtime(each.usual_after) for each in sessions if each.usual_after]
    counts: Counter[Downtime] = Counter(each for each in given if each != Downtime.SKIPPED)
    waiting = tuple(each for each in sessions if not each.usual_after)
    not_yet = tuple(
        (each.not_usual_on - each.on).days for each in waiting if each.not_usual_on is not None
    )
    fainting = (each for each in effects if each.kind == SideEffectKind.FAINTING)
    return Usual(
        answers=Answers(
            answered=counts.total() + len(not_yet),
            skipped=len(given) - counts.total(),
            unanswered=tuple(each for each in waiting if each.not_usual_on is None),
        ),
        counts=counts,
        not_yet=not_yet,
        open=waiting,
        injected=tuple(each.sites for each in sessions if each.sites),
        fainted=len({each.session for each in fainting}),
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of side effect: its code, or the person's own words.

    sessions: after how many it was noted. shortest and longest: days of those that are over, None
    where none is. still: days so far of those still there, the longest first.
    """

    kind: SideEffectKind
    other: str
    sessions: int
    strongest: Strength
    shortest: int | None
    longest: int | None
    still: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Anything unwelcome after the sessions.

    something: sessions with something unwelcome. kinds: the most often noted first. strengths: side
    effects by how strong they were at their worst. open: those still there after the earliest
    session that has any, which is `open_after`.
    """

    answers: Answers
    something: int
    open: tuple[SideEffect, ...]
    kinds: tuple[Kind, ...]
    strengths: Mapping[Strength, int]

    @property
    def longest(self) -> int | None:
        """The longest in days of those that are over."""
        return max((each.longest for each in self.kinds if each.longest), default=None)

    @property
    def open_after(self) -> int | None:
        """The earliest session with something that is still there."""
        return self.open[0].session if self.open else None

    @property
    def still(self) -> tuple[int, ...]:
        """Days so far of those still there, the longest first."""
        return tuple(sorted((days for each in self.kinds for days in each.still), reverse=True))


def noted_after(sessions: Sequence[Session], effects: Sequence[SideEffect], today: date) -> Noted:
    """Count what was unwelcome; a side effect answers for its session."""
    logged = {each.session for each in effects}
    still = {each.session for each in effects if each.ended is None}
    earliest = next((each.pk for each in sessions if each.pk in still), None)
    something = sum(each.pk in logged or each.unwelcome == Unwelcome.SOMETHING for each in sessions)
    others = [each for each in sessions if each.pk not in logged]
    said = Counter(each.unwelcome for each in others)
    nothing, skipped = said[Unwelcome.NOTHING], said[Unwelcome.SKIPPED]
    return Noted(
        answers=Answers(
            answered=something + nothing,
            skipped=skipped,
            unanswered=tuple(each for each in others if not each.unwelcome),
        ),
        something=something,
        open=tuple(each for each in effects if each.ended is None and each.session == earliest),
        kinds=tuple(sorted(_kinds(effects, today), key=lambda each: -each.sessions)),
        strengths=Counter(Strength(each.strength) for each in effects),
    )


def _kinds(noted: Iterable[SideEffect], today: date) -> Iterator[Kind]:
    """In the order in which they were first noted; own words are one kind whatever their case."""
    grouped: dict[tuple[str, str], list[SideEffect]] = {}
    for each in noted:
        words = " ".join(each.other.split())
        grouped.setdefault((each.kind, words.casefold()), []).append(each)
    for effects in grouped.values():
        over = [each.days(today) for each in effects if each.ended]
        yield Kind(
            kind=SideEffectKind(effects[0].kind),
            other=effects[0].other,
            sessions=len({each.session for each in effects}),
            strongest=Strength(max(each.strength for each in effects)),
            shortest=min(over, default=None),
            longest=max(over, default=None),
            still=_still(effects, today),
        )


def _still(effects: Iterable[SideEffect], today: date) -> tuple[int, ...]:
    days = (each.days(today) for each in effects if each.ended is None)
    return tuple(sorted(days, reverse=True))
