"""Staff delete an account, by the same action as a person who leaves, after a last look."""

import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.erasure import LastSuperuserError, erase, is_last_superuser
from accounts.erasure_list import ErasureListError
from accounts.leaving import holding
from accounts.models import User
from accounts.proof import ask_anew, shown_anew

logger = logging.getLogger(__name__)
PURPOSE = "clinic.erase"


class SureForm(forms.Form):
    """The yes of staff."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, delete this account and everything in it, for good"),
        error_messages={"required": gettext_lazy("Tick this box first, if you are sure.")},
    )


class ErasesAccounts(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds to the admin of users a page that deletes one; Django's own ways to delete stay shut."""

    def get_urls(self) -> list[URLPattern]:
        """The page of each account, before Django's own, which would take any address for a key."""
        page = path(
            "<path:object_id>/erase/",
            self.admin_site.admin_view(self.erase_view),
            name="accounts_user_erase",
        )
        return [page, *super().get_urls()]

    def may_erase(self, request: HttpRequest, user: User) -> bool:
        """Those whom Django's permissions let; staff only superusers, and nobody themselves."""
        staff = request.user
        if not staff.has_perm("accounts.delete_user") or user.pk == staff.pk:
            return False
        return bool(getattr(staff, "is_superuser", False)) or not (
            user.is_staff or user.is_superuser
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of an account, which leads to its deletion."""
        user = kwargs.get("obj")
        if user is not None and self.may_erase(request, user):
            context["erase"] = reverse("admin:accounts_user_erase", args=[user.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def erase_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The last look, and the deletion."""
        user: User | None = self.get_object(request, unquote(object_id))
        if user is None:
            raise Http404
        if not self.may_erase(request, user):
            raise PermissionDenied
        purpose = f"{PURPOSE}.{user.pk}"
        if not shown_anew(request, purpose):
            return ask_anew(request, purpose)
        form = SureForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            return self._end(request, user, form)
        return self._last_look(request, user, form)

    def _end(self, request: HttpRequest, user: User, form: SureForm) -> HttpResponse:
        staff = User.objects.get(pk=request.user.pk)
        try:
            erase(user=user, actor=staff, now=timezone.now())
        except LastSuperuserError:
            return self._last_look(request, user, form)
        except ErasureListError as error:
            logger.error("Nobody can be deleted: %s", type(error.__cause__).__name__)
            form.add_error(
                None,
                _("Nothing was deleted: the list of deleted accounts cannot be written."),
            )
            return self._last_look(request, user, form, status=503)
        messages.success(request, _("The account is deleted."))
        return redirect("admin:accounts_user_changelist")

    def _last_look(
        self, request: HttpRequest, user: User, form: SureForm, status: int = 0
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Delete an account"),
            "opts": self.opts,
            "account": user,
            "holding": holding(user, timezone.now()),
            "last_superuser": is_last_superuser(user),
            "form": form,
        }
        status = status or (422 if form.errors else 200)
        return TemplateResponse(request, "clinic/erase_account.html", context, status=status)
