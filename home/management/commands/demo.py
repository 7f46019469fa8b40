"""Fills a development database with made-up people."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from home.demo_codes import PERIOD_SECONDS, SECRETS, code_at
from home.demo_people import LOG_INS, PASSWORD, make_people


class Command(BaseCommand):
    """Makes the demo's people where they are missing, and prints how to log in as them."""

    help = "Makes made-up people with diaries, for trying the site out. Development only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="make them only where the database has no user at all",
        )
        parser.add_argument(
            "--code",
            action="store_true",
            help="make nobody, and print the one-time codes that log-ins ask for now",
        )

    def handle(self, *args: Any, if_empty: bool, code: bool, **options: Any) -> None:
        if not settings.DEBUG:
            if if_empty:
                return
            raise CommandError(
                "The demo's password is known to everybody: it is for development only (DEBUG on)."
            )
        if code:
            self._print_codes(time.time())
            return
        if not (if_empty and User.objects.exists()):
            make_people(timezone.now())
        self._print_log_ins()

    def _print_log_ins(self) -> None:
        there = set(User.objects.filter(email__in=LOG_INS).values_list("email", flat=True))
        if there:
            self.stdout.write(f"Demo log-ins, each with the password {PASSWORD}:")
        for email, what in LOG_INS.items():
            if email in there:
                self.stdout.write(f"  {email:20} {what}")
        if there & SECRETS.keys():
            self.stdout.write("One-time codes, where one is asked for: manage.py demo --code")

    def _print_codes(self, seconds: float) -> None:
        left = PERIOD_SECONDS - int(seconds) % PERIOD_SECONDS
        for email in SECRETS:
            self.stdout.write(f"  {email:20} {code_at(email, seconds)}  ({left} seconds more)")
