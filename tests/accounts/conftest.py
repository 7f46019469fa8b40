"""What every test of accounts needs besides the fixed people."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Forget the counted tries after a browser test, which empties all tables but the cache's."""
    yield
    if "live_server" in request.fixturenames:
        cache.clear()
