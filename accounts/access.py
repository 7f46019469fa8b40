"""The one door to a patient's data, and the door to the clinic."""

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.audit import record
from accounts.choices import EventKind
from accounts.middleware import end_when_idle
from accounts.models import Clinician, Patient, Share, User
from accounts.second_step import showed_second_step

P = ParamSpec("P")
PatientView = Callable[Concatenate[HttpRequest, Patient, P], HttpResponse]
ClinicianView = Callable[Concatenate[HttpRequest, Clinician, P], HttpResponse]
READ_METHODS = {"GET", "HEAD"}


def with_patient(
    *, owner_only: bool, download: bool = False
) -> Callable[[PatientView[P]], Callable[..., HttpResponse]]:
    """Turn the `code` of the address into the patient that this user may see, or answer 404.

    The owner may do everything; a clinician with a live share, who logged in with a second step,
    may read the pages that are not `owner_only`, and each look is recorded. To anybody else the
    page does not exist. `download` says that a file leaves: that is recorded of the owner, too.
    The view runs on the patient's clock; `patient.notes_visible` says whether the private notes
    are for this reader.
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
            own = patient.user_id == request.user.pk
            if not own:
                if owner_only or request.method not in READ_METHODS:
                    raise Http404
                end_when_idle(request)
                if not showed_second_step(request):
                    raise Http404
            with timezone.override(patient.zone):
                try:
                    response = view(request, patient, *args, **kwargs)
                except (Patient.DoesNotExist, DatabaseError):
                    if Patient.objects.filter(pk=patient.pk).exists():
                        raise
                    # Deleted while this was under way.
                    raise Http404 from None
            shown = request.method == "GET" and response.status_code == HTTPStatus.OK
            if shown and (download or not own):
                match = request.resolver_match
                record(
                    kind=EventKind.DOWNLOADED if download else EventKind.READ,
                    actor=request.user,  # type: ignore[arg-type]
                    patient_code=patient.code,
                    page=match.view_name if match else "",
                    now=now,
                )
            return response

        return guarded

    return decorate


def unless_deleted(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answer 404 where the account that asks was deleted while the view was under way."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except (ObjectDoesNotExist, DatabaseError):
            request = args[0]
            assert isinstance(request, HttpRequest)
            if User.objects.filter(pk=request.user.pk).exists():
                raise
            raise Http404 from None

    return guarded


def with_clinician(view: ClinicianView[P]) -> Callable[..., HttpResponse]:
    """Hand the view the approved clinician who asks, logged in with a second step.

    Anybody else is led to the page that says what is still missing.
    """

    @login_required
    @unless_deleted
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        clinician = Clinician.objects.filter(
            user=request.user.pk, approved_at__lte=timezone.now()
        ).first()
        if clinician is not None:
            end_when_idle(request)
        if clinician is None or not showed_second_step(request):
            return redirect("accounts:clinician")
        return view(request, clinician, *args, **kwargs)

    return guarded
