"""The one door to a patient's data."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from accounts.actions import record_look
from accounts.models import Patient, Share

P = ParamSpec("P")
PatientView = Callable[Concatenate[HttpRequest, Patient, P], HttpResponse]
READ_METHODS = {"GET", "HEAD", "OPTIONS"}


def with_patient(*, owner_only: bool) -> Callable[[PatientView[P]], Callable[..., HttpResponse]]:
    """Turn the `code` of the address into the patient that this user may see, or answer 404.

    The owner may do everything; a clinician with a live share may read the pages that are not
    `owner_only`, and each look is recorded. To anybody else the page does not exist. The view runs
    on the patient's clock.
    """

    def decorate(view: PatientView[P]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def guarded(
            request: HttpRequest, code: uuid.UUID, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            now = timezone.now()
            patients = Patient.objects.visible_to(request.user, Share.objects.live(now))
            patient = patients.select_related("user").filter(code=code).first()
            if patient is None:
                raise Http404
            if patient.user_id != request.user.pk:
                if owner_only or request.method not in READ_METHODS:
                    raise Http404
                match = request.resolver_match
                record_look(
                    actor=request.user,  # type: ignore[arg-type]
                    patient_code=patient.code,
                    page=match.view_name if match else "",
                    now=now,
                )
            with timezone.override(patient.zone):
                return view(request, patient, *args, **kwargs)

        return guarded

    return decorate
