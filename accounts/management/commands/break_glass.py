"""Opens one diary to one clinician's account for an hour. See SECURITY.md, "Break glass"."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.break_glass import BreakGlassError, break_glass
from accounts.models import Clinician, Patient


class Command(BaseCommand):
    """Run by whoever runs the server; nothing in the site itself does this."""

    help = "Open one diary to one approved clinician's account for one hour. The patient is told."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, whose, and why."""
        parser.add_argument("--account", required=True, help="e-mail address of the clinician")
        parser.add_argument("--patient", required=True, help="e-mail address or code of the diary")
        parser.add_argument("--reason", required=True, help="shown to the patient")
        parser.add_argument("--with-notes", action="store_true", help="the private notes, too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, and say until when."""
        clinician = (
            Clinician.objects.select_related("user")
            .filter(user__email=options["account"].strip().lower())
            .first()
        )
        patient = None if "\x00" in options["patient"] else _patient(options["patient"])
        if clinician is None:
            raise CommandError("There is no clinician's account with that address.")
        if patient is None:
            raise CommandError("There is no diary of that address or code.")
        try:
            share, told = break_glass(
                patient=patient,
                clinician=clinician,
                reason=options["reason"],
                with_notes=options["with_notes"],
                now=timezone.now(),
            )
        except BreakGlassError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Open to {clinician} until {share.ends_at:%Y-%m-%d %H:%M} UTC.")
        if told:
            self.stdout.write("The patient was told by e-mail.")
        else:
            self.stderr.write("The e-mail to the patient was not sent: tell them yourself.")
        self.stdout.write(
            "It stands on the patient's page Sharing, with the reason, and can be ended there."
        )


def _patient(named: str) -> Patient | None:
    """The diary of an address or a code."""
    patients = Patient.objects.select_related("user")
    try:
        code = uuid.UUID(named)
    except ValueError:
        return patients.filter(user__email=named.strip().lower()).first()
    return patients.filter(code=code).first()
