"""The forms of a day's buttons, each of which saves one part of the day.

Made here in one go: on Today there are a dozen, and as pieces of a template they would take longer
than all the rest of it.
"""

from collections.abc import Iterable
from datetime import date

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from diary.choices import Kind
from diary.facets import KIND
from diary.models import MAX_NOTE, Day
from diary.questions import Button, Question

register = template.Library()

FORM = (
    '<form method="post" action="{action}" data-tap data-facet="{name}"{look}>'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<input type="hidden" name="facet" value="{name}">'
    '<input type="hidden" name="next" value="{next}">{inside}</form>'
)
WAS = '<input type="hidden" name="was" value="{was}">'
GROUP = (
    '<div role="group" aria-labelledby="{name}"><p class="question-label" id="{name}">{label}</p>'
    '<div class="taps-row {name}">{buttons}</div></div>'
)
BUTTON = (
    '<button class="toggle" name="value" value="{value}" id="{key}" aria-pressed="{pressed}">'
    "{label}</button>"
)
ANSWERS = '<div class="{look}" role="group" data-day-name aria-label="{day}">{answers}</div>'
ANSWER = (
    '<button class="answer" name="value" value="{kind}" id="tap-{on}-{kind}"'
    ' aria-pressed="{pressed}"><span class="mark mark-{kind}" aria-hidden="true"></span>'
    "{label}</button>"
)
LABEL = '<label class="question-label" for="id_{name}">{label}</label>'
# A line break after the tag is not part of the text, and without it the text's own first is lost.
LONG = (
    '<textarea name="was" hidden>\n{was}</textarea>'
    '<textarea class="form-control{invalid}" name="value" id="id_{name}" rows="3"'
    ' maxlength="{most}"{told}>\n{value}</textarea>{save}'
)
SHORT = (
    '<input type="hidden" name="was" value="{was}"><div class="entry">'
    '<input class="form-control{invalid}" name="value" id="id_{name}" value="{value}"'
    ' inputmode="numeric" autocomplete="off"{told}>{save}</div>'
)
SAVE = '<button class="btn btn-quiet" id="save-{name}" aria-label="{save}: {label}">{save}</button>'
TOLD = ' aria-invalid="true" aria-describedby="{name}-error"'
ERROR = '<p class="invalid-feedback d-block" id="{name}-error" data-announce>{error}</p>'


@register.simple_tag(takes_context=True)
def tap_kinds(
    context: Context, on: date, day: Day | None, next: str, in_row: object = False
) -> SafeString:
    """The one question of a day: its three answers, large or side by side."""
    said = day.kind if day else None
    answers = (
        ANSWER.format(
            kind=kind.value,
            on=on.isoformat(),
            pressed="true" if kind is said else "false",
            label=escape(kind.label),
        )
        for kind in Kind
    )
    group = ANSWERS.format(
        look="answers-row" if in_row else "answers",
        day=escape(date_format(on, "WEEKDAY_DAY")),
        answers="".join(answers),
    )
    whole = FORM.format(
        action=reverse("diary:tap", args=[context["patient"].code, on]),
        name=KIND.name,
        look="",
        token=context["csrf_token"],
        next=escape(next),
        inside=WAS.format(was=said.value if said else "") + group,
    )
    return SafeString(whole)


@register.simple_tag(takes_context=True)
def tap_group(context: Context, question: Question, place: str = "") -> SafeString:
    """The buttons of one question side by side; `place` is where the page that comes back opens.

    The context names `tap`, where to send it, and `next`, the page that comes back.
    """
    inside = WAS.format(was=escape(question.was)) + GROUP.format(
        name=question.name,
        label=escape(question.label),
        buttons="".join(map(_button, question.buttons)),
    )
    return SafeString(_form(context, question, inside, place, ' class="question"'))


@register.simple_tag(takes_context=True)
def tap_toggles(context: Context, questions: Iterable[Question]) -> SafeString:
    """Questions with one button each, which comes back in sight."""
    forms = (
        _form(
            context,
            question,
            WAS.format(was=escape(question.was)) + _button(button),
            f"#{button.key}",
        )
        for question in questions
        for button in question.buttons
    )
    return SafeString("".join(forms))


@register.simple_tag(takes_context=True)
def tap_field(context: Context, question: Question, long: bool = False) -> SafeString:
    """The field of one question, which saves when it is left, with why it was not saved."""
    name, label = question.name, escape(question.label)
    inside = LABEL.format(name=name, label=label)
    inside += (LONG if long else SHORT).format(
        name=name,
        was=escape(question.was),
        value=escape(question.value),
        invalid=" is-invalid" if question.error else "",
        told=TOLD.format(name=name) if question.error else "",
        most=MAX_NOTE,
        save=SAVE.format(name=name, label=label, save=escape(gettext("Save"))),
    )
    if question.error:
        inside += ERROR.format(name=name, error=escape(question.error))
    look = ' data-tap-on="change" class="question"'
    return SafeString(_form(context, question, inside, f"#id_{name}", look))


def _button(button: Button) -> str:
    return BUTTON.format(
        value=escape(button.value),
        key=button.key,
        pressed=button.pressed,
        label=escape(button.label),
    )


def _form(context: Context, question: Question, inside: str, place: str, look: str = "") -> str:
    return FORM.format(
        action=context["tap"],
        name=question.name,
        look=look,
        token=context["csrf_token"],
        next=escape(context["next"] + place),
        inside=inside,
    )
