"""The caseload's figures beside those of the patients' own pages."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from accounts.models import Patient
from analysis.rules import latest28
from analysis.windows import Window
from clinic.caseload_figures import Figures, figures_of
from clinic.caseload_line import line, line_words
from clinic.caseload_roster import Entry, roster
from clinic.caseload_rows import Row, row
from diary.models import Day
from home.demo import Course, diary
from outcomes.diary import gather
from outcomes.outcome import outcome_of
from outcomes.summary import Summary
from outcomes.words.wording import headline, verdict
from tests.make import make_day, make_days, make_session
from tests.people import make_clinician, make_patient, share

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago")
# Days, those before the first session, and headache days in 28 without treatment.
COURSES = [
    (487, (90, 174, 258, 349, 440), 19.0),
    (487, (100, 184), 25.0),
    (400, (84,), 8.0),
    (200, (150,), 27.0),
    (61, (), 15.0),
    (40, (39,), 20.0),
    (40, (0,), 20.0),
    (25, (5,), 26.0),
    (170, (84,), 10.0),
    (170, (100,), 14.0),
    (5, (), 5.0),
    (0, (), 0.0),
]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def write(patient: Patient, number: int) -> None:
    """A diary as the demo's, some with gaps, some with only bad days; three ways to begin."""
    days, sessions, before = COURSES[number]
    random = Random(number)
    first = patient.today(NOW) - timedelta(days=days)
    gaps = frozenset(day for day in range(days) if number % 3 == 2 and random.random() < 0.35)
    course = Course(seed=number, days=days, before=before, sessions=sessions, left_out=gaps)
    rows = []
    for on, state in diary(course, first).items():
        saved = Day(patient=patient, date=on, logged_at=NOW, changed_at=NOW)
        saved.set_state(state)
        if state.headache or number % 4 != 3:
            rows.append(saved)
    Day.objects.bulk_create(rows)
    for at in sessions:
        ever = (True, True, False, None)[number % 4]
        make_session(patient, first + timedelta(days=at), first_ever=ever)
    # Ahead of today, on a clock turned back: they wait.
    make_days(patient, patient.today(NOW) + timedelta(days=1), "11")
    make_session(patient, patient.today(NOW) + timedelta(days=2))
    if number % 2:
        patient.preventives.create(name="Topiramate", kind="topiramate", started_on=ago(60))


def figures_in(summary: Summary) -> list[object]:
    """What a row shows of a diary, as the analysis gives it."""
    found = summary.result
    return [
        found.course.inflation,
        found.baseline,
        found.after,
        found.after_vs_baseline,
        found.cycles,
        (summary.before, summary.after, summary.verdict, verdict(summary)),
        (summary.untreated_before, summary.within_compared, summary.bad_cycles),
    ]


def rate_in(window: Window) -> tuple[object, ...]:
    """What is shown of the latest 28 days."""
    found = window
    return found.logged, found.count, found.enough, found.per28, found.lo, found.hi


def test_every_row_has_the_figures_of_the_patients_own_pages(db: None) -> None:
    clinician = make_clinician("eve")
    patients = [
        make_patient(f"p{number}", ZONES[number % len(ZONES)]) for number in range(len(COURSES))
    ]
    for number, patient in enumerate(patients):
        write(patient, number)
        share(patient, clinician)
    entries = roster(clinician, NOW)
    found = figures_of(entries)
    assert set(found) == {patient.pk for patient in patients}
    verdicts = set()
    for patient in patients:
        today = patient.today(NOW)
        own = outcome_of(gather(patient, today)).headache
        shown = found[patient.pk]
        assert figures_in(shown.summary) == figures_in(own)
        of = own.result.course
        latest = latest28(of, of.series.day_number(today))
        assert rate_in(shown.latest.window) == rate_in(latest) == rate_in(shown.months[-1])
        verdicts.add(own.verdict)
    # The diaries are varied enough to tell.
    assert len(verdicts) > 3


def shown(patient: Patient) -> tuple[Row, Figures]:
    """The row of one patient, and the figures in it."""
    clinician = make_clinician("eve")
    share(patient, clinician)
    (entry,) = roster(clinician, NOW)
    figures = figures_of([entry])[entry.pk]
    return row(entry, figures), figures


def test_a_row_says_the_change_as_before_and_after_does(alice: Patient) -> None:
    make_days(alice, ago(168), "110" * 28 + "100" * 28)
    make_session(alice, ago(84))
    said, figures = shown(alice)
    assert (said.cycle, said.due, said.due_soon) == ("Cycle 1, day 85", "due today", True)
    assert [said.before.figure, said.latest.figure, said.since.figure] == [
        "<strong>18.7</strong>",
        "<strong>9.0</strong>",
        "<strong>9.3</strong>",
    ]
    assert (said.before.coverage, said.latest.coverage) == ("84 of 84", "28 of 28")
    assert (said.change.figure, said.change.verdict) == ("9.4 fewer", "Clearly fewer.")
    assert said.change.range == "about 3 to 15 fewer"
    assert said.change.range in headline(figures.summary, own=False)
    assert said.change.beside == ("First cycle, so it is early.",)


def test_no_fewer_or_more_where_the_first_session_was_not_the_first_ever(alice: Patient) -> None:
    make_days(alice, ago(168), "110" * 28 + "100" * 28)
    session = make_session(alice, ago(84), first_ever=False)
    said, _ = shown(alice)
    assert said.change.verdict == "No verdict: Botox was given before, too."
    assert (said.change.figure, said.change.range) == ("", "")
    assert (said.before.figure, said.since.figure) == (
        "<strong>18.7</strong>",
        "<strong>9.3</strong>",
    )
    session.first_ever = None
    session.save()
    (entry,) = roster(alice.shares.get().clinician, NOW)
    unknown = row(entry, figures_of([entry])[entry.pk])
    assert unknown.change.verdict == "No verdict: it is not known if this was the first Botox."
    assert unknown.change.figure == ""


def test_mostly_bad_days_are_at_least_and_few_days_not_enough(alice: Patient) -> None:
    make_days(alice, ago(84), "1.." * 24)
    make_session(alice, ago(28))
    said, _ = shown(alice)
    assert said.before.figure == "at least <strong>9.5</strong>"
    assert said.before.range == ""
    assert said.change.verdict == "Not enough logged yet to compare."
    assert (said.change.figure, said.change.range) == ("", "")
    # Of all 28 days, though the diary ends before them.
    assert (said.latest.figure, said.latest.coverage) == (
        "at least <strong>5.0</strong>",
        "5 of 28",
    )


def test_a_patient_without_days_and_sessions_has_a_row(alice: Patient) -> None:
    said, figures = shown(alice)
    assert (said.cycle, said.due, said.planned) == ("No session yet", "", "")
    assert (said.last_logged, said.logged28, said.quiet) == ("no day yet", "0 of 28 days", True)
    assert said.before.figure == said.since.figure == "–"
    assert (said.latest.figure, said.latest.coverage) == ("not enough logged", "0 of 28")
    assert said.change.verdict == "No session to compare with yet."
    assert 'path class="level"' not in line(figures)
    unknown = ", ".join(["unknown"] * 7)
    assert line_words(figures) == f"Seven times 28 days, the earliest first: {unknown}."


def test_the_line_has_a_gap_where_too_little_is_logged_and_a_mark_at_each_session(
    alice: Patient,
) -> None:
    make_days(alice, ago(196), "1" * 28 + "0" * 28 + "1." * 19 + "." * 18 + "10" * 42)
    make_session(alice, ago(100))
    make_session(alice, TODAY)
    make_session(alice, ago(197 + 28))
    said, _ = shown(alice)
    assert said.line_words == (
        "Seven times 28 days, the earliest first: 28.0, 0.0, unknown, unknown, 14.0, 14.0, 14.0. "
        "Sessions: 21 Nov 2025, 1 Mar 2026."
    )
    level = said.line.split('class="level" d="')[1].split('"')[0]
    # Two stretches; the second begins where the gap ends.
    assert [len(stretch.split("L")) for stretch in level.split("M")[1:]] == [2, 3]
    marks = said.line.split('class="session" d="')[1].split('"')[0]
    assert marks.count("M") == 2
    assert 'aria-hidden="true"' in said.line


def test_overdue_planned_and_unconfirmed_are_said(alice: Patient) -> None:
    make_session(alice, ago(85))
    make_session(alice, ago(2), status="planned")
    said, _ = shown(alice)
    assert (said.due, said.planned) == ("1 day overdue", "planned 27 Feb 2026, not confirmed")
    make_session(alice, ago(-5), status="planned")
    make_day(alice, ago(3))
    (entry,) = roster(alice.shares.get().clinician, NOW)
    later = row(entry, figures_of([entry])[entry.pk])
    assert (later.planned, later.last_logged) == ("planned 6 Mar 2026", "26 Feb 2026")


def test_no_entries_need_no_database() -> None:
    nobody: list[Entry] = []
    assert figures_of(nobody) == {}
