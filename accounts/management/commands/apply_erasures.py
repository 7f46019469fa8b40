"""`manage.py apply_erasures`: to be run after each restore, before the site is opened."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.erasure import LastSuperuserError, erase_again, leave_no_byte
from accounts.erasure_list import ErasureListError, reader
from accounts.models import User


class Command(BaseCommand):
    """Deletes again the accounts that a restore brought back."""

    help = "Delete again each account that is on the list of the deleted, after a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_listed = reader()
        except ErasureListError as error:
            raise CommandError("The list of the deleted or its key cannot be read.") from error
        users = list(User.objects.select_related("patient"))
        found = [user for user in users if is_listed(user)]
        gone = kept = 0
        for user in found:
            try:
                gone += erase_again(user=user, now=timezone.now())
            except LastSuperuserError:
                kept += 1
        self.stdout.write(f"Accounts looked at: {len(users)}")
        self.stdout.write(f"Deleted again: {gone}")
        if gone and not leave_no_byte():
            self.stdout.write("Its file could not be written anew: run tidy.")
        if kept:
            raise CommandError(
                "The only superuser is on the list, and was kept. Make another one with "
                "createsuperuser, then run this again."
            )
