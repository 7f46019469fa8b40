"""What staff see of shares and looks: who with whom and when, and how to end one on request."""

import uuid
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Patient, Share, User
from accounts.querysets import running
from accounts.share_actions import stop
from clinic.admin_people import staff_of
from clinic.admin_site import MAX_ADDRESS, ReadOnlyAdmin


class ShareForm(forms.ModelForm):  # type: ignore[type-arg]
    """Ending a share on somebody's request."""

    stop_now = forms.BooleanField(label=_("End this share now"), required=False)

    class Meta:
        model = Share
        fields: list[str] = []


class RunningFilter(admin.SimpleListFilter):
    """Shares that run, whether or not staff approve of the clinician, or those that are over."""

    title = _("state")
    parameter_name = "runs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What may be chosen."""
        return [("yes", _("runs")), ("no", _("over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen ones."""
        runs = running(timezone.now())
        chosen = {"yes": runs, "no": ~runs}.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


class ShareAdmin(ReadOnlyAdmin):
    """Who may read whose diary, since when and until when."""

    form = ShareForm
    FACTS = ["diary", "clinician", "with_notes", "started_at", "ends_at", "stopped_at", "reason"]
    fields = [*FACTS, "stop_now"]
    readonly_fields = FACTS
    list_display = ["diary", "clinician", "with_notes", "started_at", "ends_at", "stopped_at"]
    list_select_related = ["patient__user", "clinician"]
    list_filter = [RunningFilter]
    search_fields = ["patient__user__email", "clinician__name", "clinician__user__email"]
    ordering = ["-started_at", "-pk"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those whom Django's permissions let, while there is something to end."""
        ended = obj is not None and obj.stopped_at is not None
        return not ended and admin.ModelAdmin.has_change_permission(self, request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the question where there is nothing to end."""
        return self.fields if self.has_change_permission(request, obj) else self.FACTS

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, headed by who shares with whom."""
        share = kwargs.get("obj")
        if share is not None:
            context["subtitle"] = f"{share.patient.user.email} → {share.clinician}"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the action that keeps the audit."""
        if form.cleaned_data["stop_now"]:
            stop(share=obj, actor=staff_of(request), now=timezone.now())

    @admin.display(description=_("diary of"), ordering="patient__user__email")
    def diary(self, share: Any) -> str:
        """The account of the diary."""
        return str(share.patient.user.email)


class InvitationAdmin(ReadOnlyAdmin):
    """Invitations: from whom, by which way, and what became of them; their secrets are digests."""

    fields = ["diary", "way", "email", "clinician", "made_at", "expires_at", "state", "ended_at"]
    readonly_fields = ["diary", "state"]
    list_display = ["diary", "way", "email", "clinician", "made_at", "state"]
    list_select_related = ["patient__user", "clinician"]
    search_fields = ["patient__user__email", "email"]
    ordering = ["-made_at", "-pk"]

    @admin.display(description=_("diary of"))
    def diary(self, invitation: Any) -> str:
        """The account of the diary."""
        return str(invitation.patient.user.email)

    @admin.display(description=_("state"))
    def state(self, invitation: Any) -> str:
        """What became of it."""
        if invitation.end:
            return str(invitation.get_end_display())
        over = invitation.expires_at <= timezone.now()
        return gettext("ran out") if over else gettext("open")


class AccessEventAdmin(ReadOnlyAdmin):
    """The audit: who looked at whose diary, and who changed who may."""

    fields = ["at", "kind", "actor", "actor_name", "patient_code", "about", "about_name", "page"]
    list_display = ["at", "kind", "who", "patient_code", "whom", "page"]
    list_display_links = None
    # Facets would count the whole list for each kind.
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ["actor", "about"]
    list_filter = ["kind"]
    search_fields = ["actor_name"]
    search_help_text = _("An e-mail address, a clinician’s name, or a patient’s code")
    ordering = ["-at", "-pk"]

    @admin.display(description=_("who"))
    def who(self, event: Any) -> str:
        """By the name that is kept, else by the account that is still there."""
        return str(event.actor_name or event.actor or "-")

    @admin.display(description=_("about"))
    def whom(self, event: Any) -> str:
        """The same of whom it is about."""
        return str(event.about_name or event.about or "-")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By whoever did it, whom it is about, or whose diary it is."""
        term = search_term.strip()
        if not term or len(search_term) > MAX_ADDRESS or "\x00" in search_term:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(_of(term)), False


def _of(term: str) -> Q:
    """The events of a diary's code, an account's address, or a name as the audit keeps it."""
    try:
        return Q(patient_code=uuid.UUID(term))
    except ValueError:
        if "@" not in term:
            return Q(actor_name__icontains=term) | Q(about_name__icontains=term)
    users = User.objects.filter(email__iexact=term)
    codes = Patient.objects.filter(user__in=users).values("code")
    of_account = Q(actor__in=users) | Q(about__in=users) | Q(patient_code__in=codes)
    return of_account | Q(actor_name__iexact=term)


class MailFailureAdmin(ReadOnlyAdmin):
    """E-mails that the mail server did not take."""

    fields = ["at", "kind", "error", "user"]
    list_display = ["at", "kind", "error", "user"]
    list_display_links = None
    list_select_related = ["user"]
    ordering = ["-at", "-pk"]
