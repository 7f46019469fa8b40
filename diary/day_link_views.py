"""What the link in a daily e-mail opens: three buttons for one day, and no more."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_POST

from diary.choices import Kind
from diary.day_link import answer, find
from diary.models import DailyReminder


class KindForm(forms.Form):
    """What the day was."""

    kind = forms.ChoiceField(choices=Kind)


def _discreet(response: HttpResponse) -> HttpResponse:
    """No page, log or search engine learns the address from this one."""
    # Not "no-referrer": a browser would then send a form from "null", which is refused.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return _discreet(render(request, "diary/day_link.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The day's three buttons. What is logged is not shown; only a tap writes, never a look."""
    now = timezone.now()
    sent = find(secret, now)
    if sent is None:
        return _page(request, {}, status=404)
    form = KindForm(request.POST)
    context: dict[str, Any] = {"on": sent.on, "secret": secret, "kinds": Kind.choices}
    with translation.override(sent.patient.user.language or translation.get_language()):
        if request.method == "POST" and form.is_valid():
            kind = Kind(form.cleaned_data["kind"])
            try:
                saved = answer(sent=sent, kind=kind, now=now)
            except (ObjectDoesNotExist, DatabaseError):
                if find(secret, now):
                    raise
                # Deleted while this was under way.
                return _page(request, {}, status=404)
            context |= {"kind": kind, "said": kind.label, "saved": saved}
        return _page(request, context)


@require_POST
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """No more of these e-mails."""
    sent = find(secret, timezone.now())
    if sent is None:
        return _page(request, {}, status=404)
    DailyReminder.objects.filter(patient=sent.patient).update(by_email=False)
    with translation.override(sent.patient.user.language or translation.get_language()):
        return _page(request, {"stopped": True})
