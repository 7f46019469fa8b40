"""What a patient who shares does on the site, in few words."""

from datetime import datetime

from django.http import HttpResponse
from django.test import Client

from accounts.invitation_actions import invite_by_code, name_by_code
from accounts.models import Clinician, Invitation, Patient

ANSWERS = {
    "way": "email",
    "email": "bob@example.org",
    "name": "Alice Example",
    "with_notes": "no",
    "how_long": "weeks_12",
}


def address(patient: Patient, rest: str = "") -> str:
    """The page of sharing, or one below it."""
    return f"/p/{patient.code}/sharing/{rest}"


def shown(client: Client, page: str) -> str:
    """What a page says; it is there."""
    response = client.get(page)
    assert response.status_code == 200
    return response.content.decode()


def look(client: Client, patient: Patient, **answers: str) -> HttpResponse:
    """Fill the form in, and ask to see what would be sent."""
    return client.post(address(patient, "invite/"), {**ANSWERS, **answers})


def to_send(page: HttpResponse, **answers: str) -> dict[str, str]:
    """What the page before sending sends."""
    context = page.context
    hidden = {"seen": str(context["seen"]), "terms": context["form"].terms, "send": "1"}
    return {**ANSWERS, **answers, **hidden}


def send(client: Client, patient: Patient, **answers: str) -> HttpResponse:
    """The same, and send it."""
    page = look(client, patient, **answers)
    assert page.status_code == 200
    return client.post(address(patient, "invite/"), to_send(page, **answers), follow=True)


def named(patient: Patient, clinician: Clinician, now: datetime, **terms: object) -> Invitation:
    """A code of the patient's that the clinician typed."""
    known = {"with_notes": False, "share_until": None, **terms}
    invited = invite_by_code(patient=patient, now=now, **known)  # type: ignore[arg-type]
    found = name_by_code(clinician=clinician, code=invited.secret, now=now)
    assert isinstance(found, Invitation)
    return found
