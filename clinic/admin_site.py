"""The admin's site: by its own list of models, behind a second step, with counts on its start.

Only the models named in clinic/admin.py are in it, whatever the packages we use register for
themselves: their pages would let staff change an e-mail address or read a one-time code's key, and
so log in as somebody.
"""

from datetime import timedelta
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Clinician, MailFailure, Patient, Share, User
from accounts.second_step import showed_second_step
from diary.models import Day

MAX_ADDRESS = 254
LATELY = timedelta(days=28)
MAIL_LATELY = timedelta(days=7)


class StaffSite(admin.AdminSite):
    """The admin, for staff whose log-in showed a second step."""

    site_header = site_title = gettext_lazy("Clear Days staff")
    index_title = gettext_lazy("Accounts")
    index_template = "clinic/admin_index.html"
    site_url = None
    # The start lists the few models; their lists are wide.
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff who showed a code or a passkey in this very log-in."""
        return super().has_permission(request) and showed_second_step(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own log-in, with its rate limits and second step, instead of Django's."""
        if super().has_permission(request) and not showed_second_step(request):
            return redirect("accounts:second_step")
        guarded: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return guarded

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site's own page, which tells the person and the audit, instead of Django's."""
        return redirect("account_change_password")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The models, below how many there are of what."""
        shown = {"counts": counts(request.user), **(extra_context or {})}
        return super().index(request, shown)


def counts(user: Any) -> list[tuple[str, int]]:
    """What staff keep an eye on, each by its name, of what this one may look at."""
    now = timezone.now()
    lately = Day.objects.filter(logged_at__gt=now - LATELY).values("patient").distinct()
    rows: list[tuple[str, str, QuerySet[Any]]] = [
        ("user", _("Accounts"), User.objects.all()),
        ("patient", _("Diaries"), Patient.objects.all()),
        ("patient", _("Diaries with an entry in the last 28 days"), lately),
        (
            "clinician",
            _("Clinicians who wait for an answer"),
            Clinician.objects.filter(approved_at=None, refused_at=None),
        ),
        ("share", _("Shares that hold now"), Share.objects.live(now)),
        (
            "mailfailure",
            _("E-mails not sent in the last 7 days"),
            MailFailure.objects.filter(at__gt=now - MAIL_LATELY),
        ),
    ]
    may = [row for row in rows if user.has_perm(f"accounts.view_{row[0]}")]
    return [(name, found.count()) for _model, name, found in may]


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of the first MOST rows: what is further down is found by search or filter.

    Counting all of a list of millions would take seconds on each page.
    """

    MOST = 5_000

    @cached_property
    def count(self) -> int:
        """How many rows there are, up to MOST."""
        assert isinstance(self.object_list, QuerySet)
        return self.object_list.order_by()[: self.MOST].count()


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pages to look at. Filters only by what the list offers: no guessing at other columns."""

    actions = None

    paginator = BoundedPaginator
    list_per_page = 50
    show_full_result_count = False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row of a key; an empty name of a field is no name of one."""
        return super().get_object(request, object_id, from_field or None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: an account is deleted on its own page, by the action of whoever leaves."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the offered filters, so that no column can be read by trying out its values."""
        name, _, comparison = lookup.partition("__")
        offered = {getattr(each, "parameter_name", each) for each in self.list_filter}
        return name in offered and comparison in {"", "exact", "isnull"}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Nobody for what no address holds: databases raise errors on such patterns."""
        if "\x00" in search_term or len(search_term) > MAX_ADDRESS:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)
