"""Whether and when a person gets the daily e-mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import with_patient
from accounts.models import Patient
from diary.models import DailyReminder


class DailyReminderForm(forms.ModelForm):  # type: ignore[type-arg]
    """Off until asked for; the time is on the person's own clock."""

    by_email = forms.BooleanField(
        label=gettext_lazy("Send me an e-mail if the day is not logged yet"), required=False
    )
    time = forms.TimeField(
        label=gettext_lazy("At"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": gettext_lazy("Choose a time."),
            "invalid": gettext_lazy("There is no such time."),
        },
    )

    class Meta:
        model = DailyReminder
        fields = ["by_email", "time"]


@with_patient(owner_only=True)
def daily_reminder(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Ask for the e-mail, change its time, or end it."""
    stored = DailyReminder.objects.filter(patient=patient).first()
    row = stored or DailyReminder(patient=patient)
    form = DailyReminderForm(request.POST or None, instance=row)
    if form.is_bound and form.is_valid():
        DailyReminder.objects.update_or_create(patient=patient, defaults=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("diary:daily_reminder", patient.code)
    context: dict[str, Any] = {"patient": patient, "form": form}
    status = 422 if form.errors else 200
    return render(request, "diary/daily_reminder.html", context, status=status)
