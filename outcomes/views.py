"""Before and after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import with_patient
from accounts.models import Patient
from analysis.series import Measure
from outcomes.cards.every import cards
from outcomes.charts.cycle_chart import about_cycles, cycle_chart
from outcomes.charts.cycle_chart import marks as cycle_marks
from outcomes.charts.level_chart import level_chart
from outcomes.charts.period_chart import period_chart, shown_preventives
from outcomes.charts.weeks_chart import marks as week_marks
from outcomes.charts.weeks_chart import weeks_chart
from outcomes.diary import gather
from outcomes.outcome import outcome_of
from outcomes.steps.every import steps
from outcomes.steps.step import written
from outcomes.words import coverage, wording
from outcomes.words.advice import advice
from outcomes.words.caveats import caveats
from outcomes.words.explanation import explanation
from outcomes.words.measure_words import WORDS
from outcomes.words.preventive_words import under_levels
from outcomes.words.settling import beside_verdict, cycles_compare, to_settle
from outcomes.words.weeks_words import about_weeks, level_before


@with_patient(owner_only=False)
def before_after(
    request: HttpRequest, patient: Patient, measure: Measure = Measure.HEADACHE
) -> HttpResponse:
    """What changed since the first session, for one measure."""
    own = patient.user_id == request.user.pk
    outcome = outcome_of(gather(patient, patient.today(timezone.now())))
    summary = outcome.measures[measure]
    context = {
        "patient": patient,
        "own": own,
        "ask": own and summary.first and summary.first.first_ever is None,
        "measures": [(each, WORDS[each].name) for each in Measure],
        "summary": summary,
        "headline": wording.headline(summary, own=own),
        "verdict": wording.verdict(summary),
        "beside_verdict": beside_verdict(summary),
        "cycles_compare": cycles_compare(summary),
        "to_settle": to_settle(summary) if own else [],
        "coverage": [
            coverage.coverage(summary),
            coverage.left_out(summary),
            coverage.if_unlogged(summary),
        ],
        "caveats": caveats(summary),
        "advice": advice(summary),
        "explanation": explanation(summary),
        "steps": written(steps(summary)),
        "cards": cards(outcome),
        "cycles": cycle_chart(summary),
        "about_cycles": about_cycles(summary),
        "cycle_marks": cycle_marks(summary),
        "weeks": weeks_chart(summary),
        "week_marks": week_marks(summary),
        "about_weeks": about_weeks(summary),
        "level_before": level_before(summary),
        "levels": level_chart(summary),
        "changed_in_time": under_levels(summary),
        "periods": period_chart(summary),
        "preventives": shown_preventives(summary),
    }
    return render(request, "outcomes/before_after.html", context)
