"""`manage.py purge_imports`: to be run once a day or more often."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from diary.imports import purge_expired


class Command(BaseCommand):
    """Forgets the files that nobody said yes to."""

    help = "Delete the files that waited more than 24 hours for a yes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Files deleted: {purge_expired(timezone.now())}")
