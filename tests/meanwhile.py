"""What somebody else does just after a statement of this request reached the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def meanwhile(statement: str, act: Callable[[], Any]) -> Iterator[None]:
    """Call `act` once, after the first statement that begins like this; fail if there is none."""
    done = []

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        result = execute(sql, *rest)
        if not done and sql.startswith(statement):
            done.append(sql)
            act()
        return result

    with connection.execute_wrapper(wrapper):
        yield
    assert done, statement
