"""Finding what an address names, and the way back after a tap."""

from datetime import date
from functools import wraps

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.access import P, PatientView
from accounts.models import Patient
from accounts.redirects import next_url
from treatments.models import InjectionSession


def session_url(patient: Patient, pk: int) -> str:
    """The page of a session."""
    return reverse("treatments:session", args=[patient.code, pk])


def any_session(patient: Patient, pk: int) -> InjectionSession:
    """A session, whatever its status; else 404."""
    found: InjectionSession = get_object_or_404(patient.injection_sessions, pk=pk)
    return found


def done_session(patient: Patient, pk: int, today: date) -> InjectionSession:
    """A session that has happened; else 404."""
    found: InjectionSession = get_object_or_404(patient.injection_sessions.done(today), pk=pk)
    return found


def first_error(form: Form) -> str:
    """What a form of one tap is refused for."""
    return str(next(iter(form.errors.values()))[0])


def go_back(
    request: HttpRequest,
    page: str,
    said: str,
    *,
    at: str = "",
    link: str = "",
    level: int = messages.SUCCESS,
) -> HttpResponse:
    """Back to the page that asked, which says what happened and leads to where it is changed."""
    back = next_url(request, page)
    if back != page:
        said = format_html('{} <a href="{}">{}</a>', said, page + at, link or _("Change"))
    messages.add_message(request, level, said)
    return redirect(back)


def told_if_gone(view: PatientView[P]) -> PatientView[P]:
    """Say so, below `with_patient`, where a form is sent about something that is not there.

    It was deleted in another window, or by the first of two taps. A page that is asked for and
    is not there stays 404.
    """

    @wraps(view)
    def telling(
        request: HttpRequest, patient: Patient, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, patient, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
        messages.warning(request, _("It is not there any more."))
        treatments = reverse("home:treatments", args=[patient.code])
        back = next_url(request, treatments)
        return redirect(back if _is_of_no_row(back) else treatments)

    return telling


def _is_of_no_row(address: str) -> bool:
    """Whether an address is of a page such as Today, which is there whatever is deleted."""
    try:
        return resolve(address.partition("?")[0]).kwargs.keys() == {"code"}
    except Resolver404:
        return False
