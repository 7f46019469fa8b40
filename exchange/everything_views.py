"""Everything out as one file, and a whole diary back from it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext_lazy as plural

from accounts.access import with_patient
from accounts.models import Patient
from exchange.everything import pack
from exchange.forms import NO_FILE
from exchange.restore import Restored, is_empty, restore
from exchange.restoring import UnreadableError

MAX_BYTES = 8 * 1024 * 1024
COUNTED = {
    "days": plural("%(count)s day", "%(count)s days", "count"),
    "attacks": plural("%(count)s attack", "%(count)s attacks", "count"),
    "medicines": plural("%(count)s medicine", "%(count)s medicines", "count"),
    "doses": plural("%(count)s dose", "%(count)s doses", "count"),
    "scores": plural("%(count)s score", "%(count)s scores", "count"),
    "sessions": plural("%(count)s session", "%(count)s sessions", "count"),
    "side_effects": plural("%(count)s side effect", "%(count)s side effects", "count"),
    "preventives": plural("%(count)s preventive", "%(count)s preventives", "count"),
}


class WholeForm(forms.Form):
    """The file of everything."""

    file = forms.FileField(
        label=gettext_lazy("The ZIP file of everything"),
        error_messages={
            "required": NO_FILE,
            "invalid": NO_FILE,
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".zip,.json", "class": "form-control"}),
    )

    def __init__(self, *args: Any, length: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A file far too big never reaches the form: the site does not take it into memory.
        if length > MAX_BYTES:
            self.fields["file"].error_messages["required"] = _(
                "The file is too big. The most we can read is %(limit)s MB."
            ) % {"limit": MAX_BYTES // 1024**2}

    def clean_file(self) -> bytes:
        """The content."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise ValidationError(
                _("The file is too big. The most we can read is %(limit)s MB.")
                % {"limit": MAX_BYTES // 1024**2}
            )
        content: bytes = upload.read()
        return content


@with_patient(owner_only=True, download=True)
def everything(request: HttpRequest, patient: Patient) -> HttpResponse:
    """All that the person recorded, as one ZIP."""
    now = timezone.now()
    name = f"clear-days-everything-{patient.today(now).isoformat()}.zip"
    return HttpResponse(
        pack(patient, now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@with_patient(owner_only=True)
def bring_back(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Bring a whole diary back into an empty one."""
    form = WholeForm()
    if request.method == "POST":
        said = request.META.get("CONTENT_LENGTH") or ""
        length = int(said) if said.isdecimal() else 0
        form = WholeForm(request.POST, request.FILES, length=length)
        if form.is_valid():
            try:
                restored = restore(
                    patient=patient, data=form.cleaned_data["file"], now=timezone.now()
                )
            except UnreadableError as error:
                form.add_error("file", str(error))
            else:
                messages.success(request, _said(restored))
                if restored.zone:
                    words = _(
                        "Your days follow the clock of %(zone)s now. If that is wrong, change it "
                        "in Settings."
                    )
                    messages.warning(request, words % {"zone": restored.zone.replace("_", " ")})
                return redirect("home:calendar", patient.code)
    context = {"patient": patient, "form": form, "empty": is_empty(patient)}
    return render(request, "exchange/restore.html", context, status=422 if form.errors else 200)


def _said(restored: Restored) -> str:
    """What came back, in a sentence."""
    parts = [
        words % {"count": restored.counts[name]}
        for name, words in COUNTED.items()
        if restored.counts[name]
    ]
    if not parts:
        return _("There was nothing in this file to bring back.")
    said = _("Brought back: %(what)s.") % {"what": ", ".join(parts)}
    if restored.first is None or restored.last is None:
        return said
    days = _("The first day is %(first)s, the last %(last)s.") % {
        "first": date_format(restored.first, "DAY"),
        "last": date_format(restored.last, "DAY"),
    }
    return f"{said} {days}"
