"""What staff see of people: that they have accounts and how much these hold, never what."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.approval_actions import approve, let_log_in, refuse
from accounts.audit import record
from accounts.choices import EventKind
from accounts.models import Clinician, User
from accounts.staff_mail import tell
from clinic.admin_erasure import ErasesAccounts
from clinic.admin_site import ReadOnlyAdmin


def staff_of(request: HttpRequest) -> User:
    """Who is at work."""
    assert isinstance(request.user, User)
    return request.user


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether somebody may log in."""

    asked_by: User

    def clean_is_active(self) -> bool:
        """Nobody closes their own account, so that somebody is left who can open others."""
        may = bool(self.cleaned_data["is_active"])
        if not may and self.instance.pk == self.asked_by.pk:
            raise ValidationError(_("You cannot close your own account."))
        return may


class UserAdmin(ErasesAccounts, ReadOnlyAdmin):
    """People who can log in. Staff may let them in or not, and have a code sent again."""

    form = UserForm
    fields = ["email", "is_active", "is_staff", "verified", "date_joined", "last_login"]
    readonly_fields = ["email", "is_staff", "verified", "date_joined", "last_login"]
    list_display = ["email", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email"]
    ordering = ["email"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those whom Django's permissions let; accounts of staff only superusers."""
        may = admin.ModelAdmin.has_change_permission(self, request, obj)
        of_staff = obj is not None and (obj.is_staff or obj.is_superuser)
        return may and (not of_staff or staff_of(request).is_superuser)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, which knows who asks."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.asked_by = staff_of(request)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the action that keeps the audit."""
        let_log_in(user=obj, may=obj.is_active, actor=staff_of(request), now=timezone.now())

    @admin.display(description=_("e-mail address confirmed"), boolean=True)
    def verified(self, user: Any) -> bool:
        """Whether the person has shown that the address is theirs."""
        return bool(user.emailaddress_set.filter(email__iexact=user.email, verified=True).exists())

    def get_urls(self) -> list[URLPattern]:
        """The page that has the confirmation sent again."""
        page = path(
            "<path:object_id>/resend/",
            self.admin_site.admin_view(self.resend_view),
            name="accounts_user_resend",
        )
        return [page, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of an account that is not confirmed yet leads to sending it again."""
        user = kwargs.get("obj")
        may = user is not None and self.has_change_permission(request, user)
        if user is not None and may and not self.verified(user):
            context["resend"] = reverse("admin:accounts_user_resend", args=[user.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def resend_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send how to get a new code; codes themselves live only in the person's own log-in."""
        user = self.get_object(request, object_id)
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST" and not self.verified(user):
            sent = tell(user, "verify", "account_login")
            if sent:
                now = timezone.now()
                record(kind=EventKind.RESENT, actor=staff_of(request), about=user, now=now)
                messages.success(request, gettext("The e-mail was sent."))
            else:
                messages.error(request, gettext("The e-mail could not be sent."))
        return redirect("admin:accounts_user_change", user.pk)


def _tell_later(user: User, template: str) -> None:
    """Nothing is locked while the mail server answers."""
    transaction.on_commit(partial(tell, user, template, "accounts:clinician"), robust=True)


class ClinicianForm(forms.ModelForm):  # type: ignore[type-arg]
    """The answer to a clinician's request."""

    APPROVE, REFUSE = "approve", "refuse"
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("", _("Leave it as it is")),
            (APPROVE, _("Approve: this is who they say they are")),
            (REFUSE, _("Refuse, or take the approval back: all their shares end at once")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    # When they asked with the details that the page shows.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Clinician
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = self.instance.asked_at.isoformat()

    def clean(self) -> dict[str, Any]:
        """Only of the details that were looked up is anything decided."""
        data = super().clean() or {}
        if data.get("decision") and data.get("shown") != self.initial["shown"]:
            self.add_error("decision", gettext("These details changed. Please look once more."))
            self.data = {**self.data, "shown": self.initial["shown"]}
        return data


class ClinicianAdmin(ReadOnlyAdmin):
    """Those who treat patients, or say so: staff look them up, and let them in or not."""

    form = ClinicianForm
    FACTS = ["user", "name", "practice", "registration", "asked_at", "approved_at", "refused_at"]
    fields = [*FACTS, "decision", "shown"]
    readonly_fields = FACTS
    list_display = ["name", "practice", "registration", "user", "asked_at", "state"]
    list_select_related = ["user"]
    search_fields = ["name", "practice", "registration", "user__email"]
    ordering = ["approved_at", "refused_at", "asked_at"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those whom Django's permissions let; nobody decides about themselves."""
        own = obj is not None and obj.user_id == request.user.pk
        return not own and admin.ModelAdmin.has_change_permission(self, request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the question for who may only look."""
        return self.fields if self.has_change_permission(request, obj) else self.FACTS

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the action that keeps the audit; the clinician is told."""
        staff, now = staff_of(request), timezone.now()
        decision = form.cleaned_data["decision"]
        if decision == ClinicianForm.APPROVE and approve(clinician=obj, actor=staff, now=now):
            _tell_later(obj.user, "approved")
        if decision == ClinicianForm.REFUSE and refuse(clinician=obj, actor=staff, now=now):
            _tell_later(obj.user, "refused")

    @admin.display(description=_("state"))
    def state(self, clinician: Any) -> str:
        """Where the request stands."""
        if clinician.refused_at:
            return gettext("refused")
        return gettext("approved") if clinician.approved_at else gettext("waits for an answer")


class PatientAdmin(ReadOnlyAdmin):
    """People who keep a diary: how much is in it and when they last logged, not what."""

    fields = ["user", "code", "time_zone", "created_at", "days", "sessions", "last_logged"]
    list_display = ["user", "created_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    ordering = ["user__email"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page; that staff saw how much is in the diary is recorded for its owner."""
        response = super().render_change_form(request, context, *args, **kwargs)
        patient = kwargs.get("obj")
        own = patient is not None and patient.user_id == request.user.pk
        if patient is not None and not own and request.method == "GET":
            record(
                kind=EventKind.READ,
                actor=staff_of(request),
                about=patient.user,
                patient_code=patient.code,
                page="admin:accounts_patient_change",
                now=timezone.now(),
            )
        return response

    @admin.display(description=_("days logged"))
    def days(self, patient: Any) -> int:
        """How many days are logged."""
        return int(patient.days.count())

    @admin.display(description=_("injection sessions"))
    def sessions(self, patient: Any) -> int:
        """How many sessions are recorded."""
        return int(patient.injection_sessions.count())

    @admin.display(description=_("last logged"))
    def last_logged(self, patient: Any) -> str | None:
        """When a day was last logged, on the server's clock; which day it was is not told."""
        last = patient.days.aggregate(last=Max("logged_at"))["last"]
        return date_format(localtime(last), "DATETIME_FORMAT") if last else None
