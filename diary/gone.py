"""Forms about something that is not there any more."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import P, PatientView
from accounts.models import Patient
from accounts.redirects import next_url


def told_if_gone(page: str) -> Callable[[PatientView[P]], PatientView[P]]:
    """Say so, below `with_patient`, where a form is sent about what another window removed.

    It leads to the page that the form names as `next`, else to `page`. A page that is asked for
    and is not there stays 404.
    """

    def decorate(view: PatientView[P]) -> PatientView[P]:
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
            return redirect(next_url(request, reverse(page, args=[patient.code])))

        return telling

    return decorate
