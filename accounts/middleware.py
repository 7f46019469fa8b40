"""What holds for every request: no copies left, staying logged in, text a database can store."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from accounts.models import Clinician, Patient

GetResponse = Callable[[HttpRequest], HttpResponse]
REFRESH_AFTER_SECONDS = 24 * 60 * 60
IDLE_SECONDS = 15 * 60
# In a session: when its 90 days last began anew; whether it ends when idle; when others' data was
# last asked for; the moment before which no second step of it counts.
REFRESHED = "refreshed"
SEES_OTHERS = "sees_others"
OTHERS_AT = "others_at"
STEP_FROM = "second_step_from"
UNFINISHED_SECONDS = 60 * 60


def keep_in_no_cache(get_response: GetResponse) -> GetResponse:
    """Let no page be stored on its way or in the browser: after log-out, Back shows nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def speak_the_persons_language(get_response: GetResponse) -> GetResponse:
    """Answer whoever chose a language in it, whatever this browser or its cookie asks for.

    Others keep what LocaleMiddleware found, which in the end says in the headers what was spoken.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else ""
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


def keep_logged_in(get_response: GetResponse) -> GetResponse:
    """Let a patient's log-in last 90 days from its last day of use, at one write a day.

    That of staff, and of clinicians who keep no diary, ends after 15 idle minutes, from the log-in
    itself on.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        came_in = request.user.is_authenticated
        if came_in:
            _keep(request)
        response = get_response(request)
        if request.user.is_authenticated and not came_in:
            _keep(request)
        return response

    return middleware


def _keep(request: HttpRequest) -> None:
    session = request.session
    now = int(timezone.now().timestamp())
    if session.get(SEES_OTHERS) or request.user.is_staff:
        end_when_idle(request)
    elif now - session.get(REFRESHED, 0) > REFRESH_AFTER_SECONDS:
        # Asked again each day: this log-in may be older than what made them a clinician.
        if Clinician.objects.filter(user=request.user.pk).exists():
            end_when_idle(request)
        session[REFRESHED] = now


def end_when_idle(request: HttpRequest) -> None:
    """Let that with which others' data is seen end after 15 idle minutes: the log-in.

    Whoever keeps a diary too, and is no staff, stays logged in to it: their second step ends, and
    is shown anew. So it is where a log-in was a patient's until now, which may have lain idle for
    long.
    """
    session, user = request.session, request.user
    now = timezone.now().timestamp()
    last = session.get(OTHERS_AT)
    if now - last > IDLE_SECONDS if last else REFRESHED in session:
        session[STEP_FROM] = now
    session[OTHERS_AT] = now
    only_others = session.get(SEES_OTHERS) or user.is_staff
    if only_others or not Patient.objects.filter(user=user.pk).exists():
        session[SEES_OTHERS] = True
        session.set_expiry(IDLE_SECONDS)


def forget_unfinished(get_response: GetResponse) -> GetResponse:
    """Let what nobody finishes, as a sign-up with its code, be gone after an hour."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        if session.modified and not session.is_empty():
            if SESSION_KEY not in session:
                session.set_expiry(UNFINISHED_SECONDS)
            elif session.get_expiry_age() == UNFINISHED_SECONDS:
                session.set_expiry(None)
        return response

    return middleware


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """Answer 400 to an address or a cookie with a NUL: PostgreSQL cannot even look for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        texts = [request.path, *request.COOKIES.values()]
        if "%00" in request.META["QUERY_STRING"] or any("\x00" in text for text in texts):
            return HttpResponseBadRequest("This request has a character that no page can read.")
        return get_response(request)

    return middleware
