"""`manage.py tidy`: to be run once a day or more often."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.erasure import leave_no_byte
from accounts.traces import forget_old_tries
from diary.imports import purge_expired
from diary.taps import purge_taps


class Command(BaseCommand):
    """Forgets what has had its time: log-ins, counted tries, files without a yes, old taps."""

    help = (
        "Delete log-ins and counted tries that have run out, files that waited more than 24 hours "
        "for a yes, and the names of taps saved more than 90 days ago."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        SessionStore.clear_expired()
        self.stdout.write(f"Tries forgotten: {forget_old_tries(now)}")
        self.stdout.write(f"Files deleted: {purge_expired(now)}")
        self.stdout.write(f"Taps forgotten: {purge_taps(now)}")
        if not leave_no_byte():
            self.stdout.write("The database's file could not be written anew; it is next time.")
