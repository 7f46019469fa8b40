"""The forms of a day's buttons, each of which saves one part of the day.

Made here in one go: on Today there are a dozen, and as pieces of a template they would take longer
than all the rest of it.
"""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from diary.questions import Button, Question

register = template.Library()

FORM = (
    '<form method="post" action="{action}" data-tap data-facet="{name}"{look}>'
    '<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    '<input type="hidden" name="facet" value="{name}">'
    '<input type="hidden" name="was" value="{was}">'
    '<input type="hidden" name="next" value="{next}">{inside}</form>'
)
GROUP = (
    '<div role="group" aria-labelledby="{name}"><p class="question-label" id="{name}">{label}</p>'
    '<div class="taps-row {name}">{buttons}</div></div>'
)
BUTTON = (
    '<button class="toggle" name="value" value="{value}" id="{key}" aria-pressed="{pressed}">'
    "{label}</button>"
)


@register.simple_tag(takes_context=True)
def tap_group(context: Context, question: Question, place: str = "") -> SafeString:
    """The buttons of one question side by side; `place` is where the page that comes back opens.

    The context names `tap`, where to send it, and `next`, the page that comes back.
    """
    inside = GROUP.format(
        name=question.name,
        label=escape(question.label),
        buttons="".join(map(_button, question.buttons)),
    )
    return SafeString(_form(context, question, inside, place, ' class="question"'))


@register.simple_tag(takes_context=True)
def tap_toggles(context: Context, questions: Iterable[Question]) -> SafeString:
    """Questions with one button each, which comes back in sight."""
    forms = (
        _form(context, question, _button(button), f"#{button.key}")
        for question in questions
        for button in question.buttons
    )
    return SafeString("".join(forms))


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
        was=escape(question.was),
        next=escape(context["next"] + place),
        inside=inside,
    )
