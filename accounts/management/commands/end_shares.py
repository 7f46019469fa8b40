"""`manage.py end_shares`: to be run after each restore, before the site is opened."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.share_actions import end_everything


class Command(BaseCommand):
    """Ends all shares, invitations and log-ins: which of them had ended is not known any more."""

    help = (
        "After a restore: end every share, every invitation and every log-in, because nobody "
        "knows which had been ended since the copy was made. Patients share anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Shares ended: {end_everything(now=timezone.now())}")
        log_ins, _ = Session.objects.all().delete()
        self.stdout.write(f"Log-ins ended: {log_ins}")
