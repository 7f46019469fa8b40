"""Where to go after a form is answered."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_url(request: HttpRequest, otherwise: str) -> str:
    """The page that is named as `next`, if it is a patient's and ours; else `otherwise`.

    The form names it, or the address of the form's page.
    """
    asked = request.POST.get("next", request.GET.get("next", ""))
    safe = asked.startswith("/p/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if safe else otherwise
