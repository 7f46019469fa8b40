"""How hypothesis looks for counter-examples here: as it does for the analysis."""

import tests.analysis.conftest  # noqa: F401
