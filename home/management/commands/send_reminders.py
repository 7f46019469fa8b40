"""`manage.py send_reminders`: to be run every quarter of an hour, or as often as is wanted."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from diary import daily_reminders
from treatments import reminders


class Command(BaseCommand):
    """Sends the e-mails that people asked for; a second run sends none twice."""

    help = "Send the e-mails of those who asked to be told to log their day, or to book."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SITE_URL:
            raise CommandError("Set SITE_URL: there is no address for the e-mails to lead to.")
        now = timezone.now()
        counts = [daily_reminders.send_all(now), reminders.send_all(now)]
        went, failed = (sum(each) for each in zip(*counts, strict=True))
        self.stdout.write(f"Reminders sent: {went}")
        if failed:
            raise CommandError(f"Reminders not sent, to be tried at the next run: {failed}")
