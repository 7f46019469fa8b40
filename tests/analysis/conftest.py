"""How hypothesis looks for counter-examples: the same ones every time in CI."""

import os

from hypothesis import settings

settings.register_profile("local", max_examples=100, database=None, deadline=None)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")
