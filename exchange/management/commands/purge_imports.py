"""`manage.py purge_imports`: to be run once a day or more often."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from diary.imports import purge_expired
from diary.taps import purge_taps


class Command(BaseCommand):
    """Forgets the files that nobody said yes to, and which old taps were saved."""

    help = (
        "Delete the files that waited more than 24 hours for a yes, and the names of taps saved "
        "more than 90 days ago."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"Files deleted: {purge_expired(now)}")
        self.stdout.write(f"Taps forgotten: {purge_taps(now)}")
