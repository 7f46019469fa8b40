"""`manage.py send_reminders`: to be run once a day or more often."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from treatments.reminders import send_all


class Command(BaseCommand):
    """Sends the e-mails that people asked for; a second run sends none twice."""

    help = "Send the e-mails of those who asked to be told when to book."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_URL:
            raise CommandError("Set SITE_URL: there is no address for the e-mails to lead to.")
        went, failed = send_all(timezone.now())
        self.stdout.write(f"Reminders sent: {went}")
        if failed:
            raise CommandError(f"Reminders not sent, to be tried at the next run: {failed}")
