"""Where to go after a form is answered."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_url(request: HttpRequest, otherwise: str) -> str:
    """The page that the form names as `next`, if it is a patient's and ours; else `otherwise`."""
    asked = request.POST.get("next", "")
    safe = asked.startswith("/p/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if safe else otherwise
