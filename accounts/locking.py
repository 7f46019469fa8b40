"""Views that write while nobody else writes for the same person."""

from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.access import P, PatientView
from accounts.models import Patient


def locked_on_post(view: PatientView[P]) -> PatientView[P]:
    """Run a view, named below `with_patient`, under the patient's lock where it is sent a form."""

    @wraps(view)
    def locked(
        request: HttpRequest, patient: Patient, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if request.method != "POST":
            return view(request, patient, *args, **kwargs)
        with transaction.atomic():
            patient.lock()
            return view(request, patient, *args, **kwargs)

    return locked
