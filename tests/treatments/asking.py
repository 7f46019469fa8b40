"""Sending the forms of sessions as a browser does."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from treatments.models import InjectionSession

ADD = {"product": "onabotulinumtoxinA", "units": "155", "clinic": "Headache Centre"}


def add(client: Client, patient: Patient, on: object, **fields: str) -> HttpResponse:
    """Send the form of a new session."""
    return client.post(
        reverse("treatments:add", args=[patient.code]), {**ADD, "date": on, **fields}
    )


def change(client: Client, session: InjectionSession, on: object, **fields: object) -> HttpResponse:
    """Send the form of a stored session, from a page made now."""
    session.refresh_from_db()
    sent = {**ADD, "first_ever": "yes", "version": session.version, "date": on, **fields}
    return client.post(address(session, "edit"), sent)


def address(session: InjectionSession, name: str) -> str:
    """The address of one of a session's pages."""
    return reverse(f"treatments:{name}", args=[session.patient.code, session.pk])


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    """What a form was refused for, by field."""
    assert answer.status_code == 422
    found: dict[str, list[str]] = answer.context["form"].errors  # type: ignore[attr-defined]
    return found


def said(answer: HttpResponse) -> list[str]:
    """The messages on the page that an answer led to, or is."""
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]
