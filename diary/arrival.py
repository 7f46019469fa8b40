"""When what is being saved reached us: a device without a network says it long before."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)


@contextmanager
def arriving(at: datetime) -> Iterator[None]:
    """What is saved within this arrived then, whenever it was said."""
    token = _arrived.set(at)
    try:
        yield
    finally:
        _arrived.reset(token)


def changed_at(said: datetime, *not_before: datetime) -> datetime:
    """When a day counts as changed: on arrival, so that a page from before it is recognised.

    Args:
        said: the moment of saying it, which it is where nothing else is known.
        not_before: moments stored already, which it does not come before.
    """
    return max(said, _arrived.get() or said, *not_before)
