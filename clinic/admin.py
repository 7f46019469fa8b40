"""What staff see: that people have accounts and how much these hold, never what was logged.

Only the models named here are in the admin, whatever the packages we use register for themselves:
their pages would let staff change an e-mail address or read a one-time code's key, and so log in as
somebody. Nothing can be added here, and nobody deleted yet.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessEvent, Patient, User
from diary.models import Day
from treatments.models import InjectionSession

MAX_ADDRESS = 254


class StaffSite(admin.AdminSite):
    """The admin, by its own list of models."""

    site_header = site_title = _("Clear Days staff")
    index_title = _("Accounts")
    site_url = None

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own log-in, with its rate limits and second step, instead of Django's."""
        guarded: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return guarded


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pages to look at. Filters only by what the list offers: no guessing at other columns."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: deleting somebody's diary needs their word and a way back, which come later."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the offered filters, so that no column can be read by trying out its values."""
        name, _, comparison = lookup.partition("__")
        return name in self.list_filter and comparison in {"", "exact", "isnull"}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Nobody for what no address holds: databases raise errors on such patterns."""
        if "\x00" in search_term or len(search_term) > MAX_ADDRESS:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)


class UserAdmin(ReadOnlyAdmin):
    """People who can log in. Staff may let them in or not, and nothing else."""

    fields = ["email", "is_active", "is_staff", "date_joined", "last_login"]
    readonly_fields = ["email", "is_staff", "date_joined", "last_login"]
    list_display = ["email", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email"]
    ordering = ["email"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those whom Django's permissions let."""
        return admin.ModelAdmin.has_change_permission(self, request, obj)


def _of_patient(rows: QuerySet[Any], figure: Count | Max) -> Subquery:
    mine = rows.filter(patient=OuterRef("pk")).order_by().values("patient")
    return Subquery(mine.annotate(figure=figure).values("figure"))


class PatientAdmin(ReadOnlyAdmin):
    """People who keep a diary: how much is in it and when they last logged, not what."""

    fields = ["user", "code", "time_zone", "created_at", "days", "sessions", "last_logged"]
    list_display = ["user", "created_at", "days", "sessions", "last_logged"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    ordering = ["user__email"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Patients with their figures, in one query."""
        patients: QuerySet[Any] = super().get_queryset(request)
        figures: QuerySet[Any] = patients.annotate(
            day_count=_of_patient(Day.objects.all(), Count("pk")),
            session_count=_of_patient(InjectionSession.objects.all(), Count("pk")),
            logged_last=_of_patient(Day.objects.all(), Max("logged_at")),
        )
        return figures

    @admin.display(description=_("days logged"), ordering="day_count")
    def days(self, patient: Any) -> int:
        """How many days are logged."""
        return patient.day_count or 0

    @admin.display(description=_("injection sessions"), ordering="session_count")
    def sessions(self, patient: Any) -> int:
        """How many sessions are recorded."""
        return patient.session_count or 0

    @admin.display(description=_("last logged"), ordering="logged_last")
    def last_logged(self, patient: Any) -> str | None:
        """When a day was last logged, on the server's clock; which day it was is not told."""
        last = patient.logged_last
        return date_format(localtime(last), "DATETIME_FORMAT") if last else None


class AccessEventAdmin(ReadOnlyAdmin):
    """Who looked at whose diary, and when."""

    fields = ["at", "kind", "actor", "actor_name", "patient_code", "page"]
    list_display = ["at", "kind", "actor", "actor_name", "patient_code", "page"]
    list_display_links = None
    list_select_related = ["actor"]
    search_fields = ["actor__email"]
    ordering = ["-at", "-pk"]


site = StaffSite(name="admin")
site.register(User, UserAdmin)
site.register(Patient, PatientAdmin)
site.register(AccessEvent, AccessEventAdmin)
