"""The page that leads staff to the second step of their log-in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from accounts.second_step import showed_second_step, steps_of


@login_required
def second_step(request: HttpRequest) -> HttpResponse:
    """Set up a code or a passkey, or show it now; then to the admin."""
    if not request.user.is_staff:
        return redirect("accounts:clinician")
    if showed_second_step(request):
        return redirect("admin:index")
    assert isinstance(request.user, User)
    return render(request, "accounts/second_step.html", {"steps": steps_of(request.user)})
