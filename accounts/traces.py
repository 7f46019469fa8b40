"""What is left of a person outside their own rows: log-ins, counted tries, the staff's log."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal.ratelimit import get_cache_key, parse_rates
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from accounts.models import Invitation, User

MESSAGES = SessionStorage.session_key


def addresses_of(user: User) -> set[str]:
    """The account's address and those that the person proved to be at, in small letters.

    Not those that they only claimed: these may be somebody else's.
    """
    return {user.email.lower(), *_proven(user)}


def invitations_to(user: User) -> QuerySet[Invitation]:
    """Invitations of other patients that went to an address that the person proved to be at."""
    theirs = Q(pk__in=[])
    for email in _proven(user):
        theirs |= Q(email=email)
    return Invitation.objects.filter(theirs)


def _proven(user: User) -> set[str]:
    proven = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    return {email.lower() for email in proven}


def end_log_ins(user: User, addresses: set[str]) -> None:
    """Delete the sessions of the person on every device, with log-ins and resets half done.

    In somebody else's, what staff were told and did not read yet goes where it names an address.
    Who is in a session is readable only by looking into each.
    """
    pk = str(user.pk)
    keys = {(name, pk) for name in (SESSION_KEY, "user_id", "account_authentication_methods_user")}
    keys.add(("user_pk", user_pk_to_url_str(user)))
    gone = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if _is_of(data, keys, addresses):
            gone.append(session.pk)
        elif any(_names(each, _unread(data)) for each in addresses):
            del data[MESSAGES]
            kept = Session.objects.encode(data)
            Session.objects.filter(pk=session.pk).update(session_data=kept)
    Session.objects.filter(pk__in=gone).delete()


def _unread(data: dict[str, Any]) -> str:
    """What a session was told and did not read yet, as its texts stand on a page."""
    return unescape(str(json.loads(data.get(MESSAGES) or "[]")))


def _names(address: str, text: str) -> bool:
    """Whether a text has this address, not only one that ends or begins like it."""
    whole = rf"(?<![\w.+-]){re.escape(address)}(?![\w+-])(?!\.\w)"
    return re.search(whole, text, re.IGNORECASE) is not None


def _is_of(data: dict[str, Any], keys: set[tuple[str, str]], addresses: set[str]) -> bool:
    """Whether one of the keys, or where nobody is logged in an address, stands in a session."""
    if SESSION_KEY in data:
        return (SESSION_KEY, data[SESSION_KEY]) in keys
    return any(
        (name, str(value)) in keys or str(value).lower() in addresses
        for name, value in _leaves(data)
    )


def _leaves(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, str(key))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _leaves(value, name)
    else:
        yield name, data


def forget_tries(user: User, addresses: set[str]) -> None:
    """Delete what the log-in's limits counted of the person; what they count of others stays."""
    cache = caches["default"]
    cache.delete_many([each for key in _limits(user, addresses) for each in (key, f"{key}:lock")])
    if isinstance(cache, DatabaseCache):
        # One-time codes that were used: the code, which nobody knows any more, is in the key.
        used = cache.make_key(f"allauth.mfa.totp.used?user={user.pk}&code=")
        table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE cache_key LIKE %s", [f"{used}%"])  # noqa: S608


def forget_old_tries(now: datetime) -> int:
    """Delete what the limits counted and need no more; how many.

    Django itself keeps it until there are too many.
    """
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    until = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [until])  # noqa: S608
        return int(cursor.rowcount)


def _limits(user: User, addresses: set[str]) -> Iterator[str]:
    """The keys under which allauth counts what this person tried."""
    nobody = HttpRequest()
    names = [*addresses, f"mfa-auth-user-{user.pk}"]
    for action, limits in app_settings.RATE_LIMITS.items():
        for rate in parse_rates(limits):
            known = {"app": "allauth.account", "action": action, "rate": rate}
            if rate.per == "user":
                yield get_cache_key(nobody, user=user, **known)
            if rate.per == "key":
                yield from (get_cache_key(nobody, key=name, **known) for name in names)


def forget_staffs_log(rows: list[Model], addresses: set[str]) -> None:
    """Delete the admin's log entries about these rows, and those that quote an address."""
    keys: dict[ContentType, list[str]] = {}
    for row in rows:
        keys.setdefault(ContentType.objects.get_for_model(row), []).append(str(row.pk))
    for kind, of_kind in keys.items():
        LogEntry.objects.filter(content_type=kind, object_id__in=of_kind).delete()
    for address in addresses:
        quoting = LogEntry.objects.filter(
            Q(object_repr__icontains=address) | Q(change_message__icontains=address)
        )
        found = [
            entry.pk
            for entry in quoting
            if _names(address, entry.object_repr) or _names(address, entry.change_message)
        ]
        LogEntry.objects.filter(pk__in=found).delete()
