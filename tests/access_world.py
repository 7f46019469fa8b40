"""A diary with everything in it that could leak, those who may ask, and every address to ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.models import AccessEvent, Invitation, MailFailure, Patient, Share, User
from diary.day_link import secret_of
from diary.models import (
    Attack,
    DailyReminder,
    Day,
    Import,
    MedicineTaken,
    Score,
    SentDailyReminder,
)
from tests.access_matrix import BY_SECRET
from tests.people import browser_of
from treatments.models import (
    BookingReminder,
    CalendarFeed,
    InjectionSession,
    InjectionSite,
    PreventiveChange,
    SideEffect,
)

# The secret of the invitation's link, and the one address by which a clinician ends a share.
INVITED, END_SHARE = "a-secret-that-invites", "accounts:end_share"
# What varies in an address, as a path or as an expression writes it.
PART = re.compile(r"<(\w+:)?(?P<name>\w+)>|\(\?P<(?P<named>\w+)>[^)]*\)")


def walk(resolver: URLResolver, space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """Every address as its name and its whole route."""
    for entry in resolver.url_patterns:
        whole = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else "", whole
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry, inner, whole)


@cache
def routes() -> dict[str, str]:
    """Every route by its name; by itself where it has none, or one that an earlier route has."""
    found: dict[str, str] = {}
    for name, route in walk(get_resolver()):
        found[route if not name or name in found else name] = route
    return found


@dataclass
class World:
    """Alice's diary, with everything in it that could leak, and the six who may ask."""

    alice: Patient
    charlie: Patient
    users: dict[str, User]
    day: Day
    session: InjectionSession
    other: InjectionSession
    planned: InjectionSession
    cancelled: InjectionSession
    change: PreventiveChange
    effect: SideEffect
    file: Import
    attack: Attack
    dose: MedicineTaken
    score: Score
    invitation: Invitation

    def browser(self, role: str) -> Client:
        return browser_of(self.users[role]) if role in self.users else Client()

    def address(self, name: str, code: UUID | None = None) -> str:
        """The address with Alice's data in it, or with another patient's code."""
        known = {
            "code": code or self.alice.code,
            "on": self.day.date,
            "pk": self._pk(name),
            "share": Share.objects.get(clinician__user=self.users["bob"]).pk,
            "invitation": self.alice.invitations.earliest("pk").pk,
            "other": self.other.pk,
            "preventive": self.change.preventive.pk,
            "change": self.change.pk,
            "effect": self.effect.pk,
            "file": self.file.code,
            "attack": self.attack.pk,
            "dose": self.dose.pk,
            "medicine": self.dose.medicine_id,
            "score": self.score.pk,
            "instrument": "midas",
            "before": self.day.date,
            "secret": self._secret(name),
            "year": self.day.date.year,
            "first": f"{self.day.date:%Y-%m}",
            "number": 2,
            "measure": "migraine",
            "object_id": self._row(name),
            "content_type_id": 1,
            "app_label": "accounts",
            "url": "nowhere/",
        }
        route = PART.sub(lambda part: str(known[part["name"] or part["named"]]), routes()[name])
        return "/" + route.replace("^", "").replace("$", "")

    def _secret(self, name: str) -> str:
        if name == "accounts:invitation_link":
            return INVITED
        if name.startswith("diary-day:"):
            return secret_of(self.alice.sent_daily_reminders.get())
        return self.alice.calendar_feed.secret

    def _pk(self, name: str) -> int:
        return self.invitation.pk if name == "accounts:invitation" else self._session(name).pk

    def _session(self, name: str) -> InjectionSession:
        """One on which the address has something to do."""
        if name in ("treatments:done", "treatments:cancel"):
            return self.planned
        return self.cancelled if name == "treatments:reinstate" else self.session

    def _row(self, name: str) -> object:
        if "patient" in name:
            return self.alice.pk
        for model in (AccessEvent, Share, Invitation, MailFailure):
            if (
                f"accounts_{model._meta.model_name}" in name
                or f"/{model._meta.model_name}/" in name
            ):
                return model.objects.order_by("pk").values_list("pk", flat=True).first()
        if "clinician" in name:
            return self.users["bob"].clinician.pk
        return self.users["alice"].pk

    def form(self, name: str) -> dict[str, object]:
        """What the owner would send, so that only access can refuse it."""
        day = {"version": str(self.day.version)}
        session = {"date": "2026-01-05", "product": "onabotulinumtoxinA", "first_ever": "yes"}
        attack = {"start_on": "2026-02-01", "start_time": "08:00"}
        attack |= {"end_on": "2026-02-01", "end_time": "09:00", "version": self.attack.version}
        # Not yesterday: in the night Today still asks about that one, and Fill in does not.
        lately = str(self.alice.today(timezone.now()) - timedelta(days=3))
        effect = {"kind": "neck_pain", "strength": "1", "started_on": "2026-01-06"}
        return {
            "accounts:settings": {"time_zone": "Asia/Tokyo", "day_starts": "0"},
            "accounts:invite": {
                "way": "code",
                "name": "Alice Example",
                "with_notes": "no",
                "how_long": "no_end",
            },
            "accounts:confirm_named": {"clinician": self.users["bob"].clinician.pk},
            "accounts:new_code": {"seen": self.alice.invitations.latest("pk").pk},
            "accounts:leave": {"sure": "on"},
            "admin:accounts_user_erase": {"sure": "on"},
            "diary:daily_reminder": {"by_email": "on", "time": "20:00"},
            "diary-day:link": {"kind": "clear"},
            "diary:tap": {"facet": "kind", "value": "clear", "was": self.day.kind.value},
            "diary:undo": day,
            "diary:forget": day,
            "diary:fill_clear": {"first": lately, "last": lately},
            "diary:fill_clear_yes": {"on": lately},
            "diary:fill_clear_undo": {"version": str(self.day.version)},
            "diary:still_going": {"attack": self.attack.pk},
            "diary:end_attack": {"attack": self.attack.pk},
            "diary:add_attack": attack,
            "diary:attack": attack,
            "diary:add_dose": {"medicine": self.dose.medicine_id},
            "diary:add_new_dose": {"name": "Ibuprofen", "taken": "on"},
            "diary:dose": {"dose": "100 mg", "on": str(self.day.date)},
            "diary:add_medicine": {"name": "Ibuprofen"},
            "diary:medicine": {
                "name": "Zolmitriptan",
                "kind": "triptan",
                "version": str(self.dose.medicine.version),
            },
            "diary:add_score": {"on": "2026-02-02", "value": "60"},
            "diary:score": {
                "on": "2026-02-03",
                "value": "61",
                "version": str(self.score.version),
            },
            "treatments:add": session | {"date": "2026-01-02"},
            "treatments:edit": session | {"version": str(self.session.version)},
            "treatments:sites": {
                "version": str(self.session.version),
                "other_middle_units": "155",
                "other_middle_sites": "31",
            },
            "treatments:reminders": {"tell": "on", "weeks_before": "12"},
            "treatments:calendar_link": {"do": "off"},
            "treatments:usual": {"answer": "at_once"},
            "treatments:unwelcome": {"answer": "skipped"},
            "treatments:add_side_effect": effect,
            "treatments:side_effect": effect | {"version": str(self.effect.version)},
            "treatments:over": {"on": "2026-01-09"},
            "treatments:add_preventive": {"kind": "candesartan"},
            "treatments:preventive": {
                "kind": "topiramate",
                "version": str(self.change.preventive.version),
            },
            "treatments:add_change": {"on": "2026-01-07", "dose": "75 mg"},
            "exchange:date_order": {"date_order": "day-month"},
            "exchange:confirm": {"date_order": self.file.date_order},
        }.get(name, {})

    def ask(
        self, role: str, method: str, name: str, code: UUID | None = None
    ) -> tuple[HttpResponse, list[dict[str, object]]]:
        """The answer, and the looks recorded meanwhile; whatever it did is taken back."""
        with transaction.atomic():
            client = self.browser(role)
            before = self.alice_data() if method == "POST" else []
            address = self.address(name, code)
            data = self.form(name) if method == "POST" else {}
            response = getattr(client, method.lower())(address, data)
            # By a secret that she gave away others may: what that can do is tested elsewhere.
            if role != "alice" and method == "POST" and name not in {*BY_SECRET, END_SHARE}:
                assert self.alice_data() == before, f"{role} changed Alice's data by {name}"
            looks = list(
                AccessEvent.objects.exclude(page="before").values("actor", "patient_code", "page")
            )
            transaction.set_rollback(True)
        return response, looks

    def alice_data(self) -> list[object]:
        """All rows of Alice's, to see that nobody else changed one."""
        found: list[object] = list(Patient.objects.filter(pk=self.alice.pk).values())
        for rows in (
            self.alice.days,
            self.alice.attacks,
            self.alice.medicines,
            self.alice.scores,
            MedicineTaken.objects.filter(day__patient=self.alice),
            self.alice.injection_sessions,
            self.alice.imports,
        ):
            found += [*rows.order_by("pk").values()]
        for rows in (self.alice.invitations, self.alice.shares):
            found += [*rows.order_by("pk").values()]
        for model in (BookingReminder, CalendarFeed, DailyReminder, SentDailyReminder):
            found += [*model.objects.filter(patient=self.alice).values()]
        changes = PreventiveChange.objects.filter(preventive__patient=self.alice)
        effects = SideEffect.objects.filter(session__patient=self.alice)
        sites = InjectionSite.objects.filter(session__patient=self.alice)
        for rows in (self.alice.preventives, changes, effects, sites):
            found += [*rows.order_by("pk").values()]
        return found
