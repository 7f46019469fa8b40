"""Requests in UTF-8 alone: no page is sent in another charset, and Django fails on some of them."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters


def only_utf_8(application: WSGIApplication) -> WSGIApplication:
    """The application, behind an answer 400 to whatever says that it is in another charset.

    It stands before Django, which reads the address in that charset before any middleware runs,
    and Python's charsets hold some that are not for text, as `hex`.
    """

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))[1]
            readable = parameters.get("charset", "utf-8").lower() == "utf-8"
        except (LookupError, ValueError):
            readable = False
        if readable:
            return application(environ, start_response)
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"This request is not in UTF-8."]

    return guarded
